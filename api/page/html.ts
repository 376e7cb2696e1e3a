/** Markup that may be put into other markup as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into markup. */
export type Part = Markup | string | number | null | undefined | readonly Part[];

/** A template of markup: what is put into it is escaped, unless it is markup itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, i) => text + (i < parts.length ? shown(parts[i]) : '')).join(''));
}

function shown(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object' && part !== null) return part.map(shown).join('');
  return part === null || part === undefined ? '' : escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Chinese, with English beside it. */
export function both({ zh, en }: { readonly zh: string; readonly en: string }): Markup {
  return html`${zh} <span class="en" lang="en">${en}</span>`;
}
