const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '0': '\0' };

/**
 * The value that a ClickHouse client meant by the text of a `param_…`: arrays in brackets, texts among them in quotes,
 * a text alone without, both with backslashes; `\N` is null.
 */
export function fromBoundText(text: string): unknown {
  if (text === '\\N') return null;
  if (!text.startsWith('[')) return unescaped(text);
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'|[^[\],\s]+/gs)].map(([whole, quoted]) =>
    quoted === undefined ? Number(whole) : unescaped(quoted),
  );
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);
}
