import type { Markup, Part } from './html.ts';
import { html } from './html.ts';

interface Sheet {
  /** For the page's style. */
  readonly kind: string;
  /** What it shows; given where it may be wider than the screen, so that it can be scrolled by keyboard. */
  readonly label?: string;
  readonly caption?: Part;
  readonly heads: readonly Head[];
  readonly rows: readonly Markup[];
}

interface Head {
  readonly text: Part;
  readonly isNumber?: boolean;
}

/** A table with a head for each column, which scrolls by itself where the screen is narrower. */
export function sheet({ kind, label, caption, heads, rows }: Sheet): Markup {
  const cells = heads.map(
    ({ text, isNumber = false }) => html`<th scope="col" ${isNumber ? html` class="number"` : null}>${text}</th>`,
  );
  const region = label === undefined ? null : html` tabindex="0" role="region" aria-label="${label}"`;
  return html`<div class="wide" ${region}>
    <table class="${kind}">
      ${
        caption === undefined
          ? null
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          ${cells}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
