const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '0': '\0' };

/**
 * The value that a ClickHouse client meant by the text of a `param_…`: arrays in brackets, also within one another,
 * texts among them in quotes, a text alone without, both with backslashes; `\N` is null.
 */
export function fromBoundText(text: string): unknown {
  if (text === '\\N') return null;
  if (!text.startsWith('[')) return unescaped(text);
  const around: unknown[][] = [[]];
  for (const [token, quoted] of text.matchAll(/[[\]]|'((?:[^'\\]|\\.)*)'|[^[\],\s]+/gs)) {
    if (token === '[') around.push([]);
    else {
      const value = token === ']' ? around.pop() : quoted === undefined ? Number(token) : unescaped(quoted);
      around.at(-1)?.push(value);
    }
  }
  return around[0]?.[0];
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);
}
