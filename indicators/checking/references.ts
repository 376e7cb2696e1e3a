import { didYouMean } from '../loading/suggest.ts';
import type { Path, Problem, Source } from '../loading/source.ts';

/** Every name that a definition may refer to, whether or not the file that defines it could be used. */
export interface Names {
  readonly indicators: ReadonlySet<string>;
  readonly plans: ReadonlySet<string>;
  readonly programmes: ReadonlySet<string>;
  readonly carriers: ReadonlySet<string>;
  readonly districts: ReadonlySet<string>;
  readonly statistics: ReadonlySet<string>;
}

export interface Reference {
  /** What the name should be, e.g. `indicator`. */
  readonly what: string;
  readonly name: string;
  readonly known: Iterable<string>;
  readonly path: Path;
  /** True where the name stands as the key of a mapping. */
  readonly key?: boolean;
}

/** A problem where the name is not among the known ones. */
export function checkReference(
  source: Source,
  { what, name, known, path, key = false }: Reference,
): readonly Problem[] {
  const all = [...known];
  if (all.includes(name)) return [];
  const few = all.length > 0 && all.length <= 20 ? `known: ${all.join(', ')}` : undefined;
  const message = `unknown ${what} "${name}"`;
  const hint = didYouMean(name, all) ?? few;
  return [key ? source.keyProblem(path, message, hint) : source.problem(path, message, { hint })];
}

/** The id of a definition is the name of its file, so that a file can be found by the id. */
export function checkId(source: Source, id: string): readonly Problem[] {
  return id === source.stem
    ? []
    : [source.problem(['id'], `the id "${id}" is not the name of the file`, { hint: `expected "${source.stem}"` })];
}
