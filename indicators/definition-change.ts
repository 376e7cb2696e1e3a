/** What a later version of a definition or plan says otherwise than the one before it. */
export interface DefinitionChange {
  readonly version: number;
  /** YYYY-MM-DD: the first day on which it was in use. */
  readonly date: string;
  readonly what: { readonly zh: string; readonly en: string };
}

/** Changes after one day, up to another; the days may stand in either order. */
export function changesBetween(
  changes: readonly DefinitionChange[] | undefined,
  one: string,
  other: string,
): readonly DefinitionChange[] {
  const [from, to] = one <= other ? [one, other] : [other, one];
  return (changes ?? []).filter(({ date }) => from < date && date <= to);
}
