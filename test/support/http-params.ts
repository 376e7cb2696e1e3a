const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', "'": "'", '\\': '\\' };

/** The value that a ClickHouse client meant by the text of a URL parameter. */
export function boundValue(text: string): unknown {
  if (text === '\\N') return null;
  if (!text.startsWith('[')) return unescaped(text);
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'|[^[\],\s]+/gs)].map(([whole, quoted]) =>
    quoted === undefined ? Number(whole) : unescaped(quoted),
  );
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);
}
