import type { Name } from '../indicator.ts';
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

const KINDS = {
  stream: '数据流',
  city: '城市',
  district: '区划',
  'district in force': '现行区划',
  carrier: '运营商',
  plan: '文件',
  indicator: '指标',
  'target of this plan': '本文件的目标',
} as const;
export type ReferenceKind = keyof typeof KINDS;

export interface Reference {
  /** What the name should be. */
  readonly what: ReferenceKind | Name;
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
  const few =
    all.length > 0 && all.length <= 20
      ? { zh: `可以是：${all.join(', ')}`, en: `known: ${all.join(', ')}` }
      : undefined;
  const kind = typeof what === 'string' ? { zh: KINDS[what], en: what } : what;
  const message = { zh: `没有${kind.zh}“${name}”`, en: `unknown ${kind.en} "${name}"` };
  const hint = didYouMean(name, all) ?? few;
  return [key ? source.keyProblem(path, message, hint) : source.problem(path, message, { hint })];
}

/** The id of a definition is the name of its file, so that a file can be found by the id. */
export function checkId(source: Source, id: string): readonly Problem[] {
  return id === source.stem
    ? []
    : [
        source.problem(
          ['id'],
          { zh: `id“${id}”与文件名不同`, en: `the id "${id}" is not the name of the file` },
          { hint: { zh: `应为“${source.stem}”`, en: `expected "${source.stem}"` } },
        ),
      ];
}
