/** Whether a schema takes a value, told in a fraction of the schema's time, since it need not say why. */
export type Fits = (value: unknown) => boolean;

/** One member of an object. */
interface Member {
  readonly name: string;
  readonly fits: Fits;
  readonly optional: boolean;
}

export function membersOf(fields: Readonly<Record<string, Omit<Member, 'name'>>>): Member[] {
  return Object.entries(fields).map(([name, { fits, optional }]) => ({ name, fits, optional }));
}

/** As `z.strictObject`: what is there fits, what must be there is, and nothing else is. */
export function objectOf(members: readonly Member[]): Fits {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let unknown = Object.keys(value).length;
    for (const { name, fits, optional } of members) {
      const member = (value as Readonly<Record<string, unknown>>)[name];
      if (member === undefined) {
        if (!optional) return false;
      } else {
        if (!fits(member)) return false;
        unknown -= 1;
      }
    }
    return unknown === 0;
  };
}

/** As `z.array`, of at most so many. */
export function listOf(fits: Fits, most: number): Fits {
  return (value) => Array.isArray(value) && value.length <= most && value.every(fits);
}
