import { z } from 'zod';
import type { DefinitionChange } from '../definition-change.ts';
import { expected } from './expected.ts';
import { day, name, version } from './words.ts';
import type { Problem, Source } from './source.ts';

/** What each version changed, from the second on; a file that was never changed has none. */
export const changesForm = z
  .array(z.object({ version, date: day, what: name }))
  .min(1, expected('expected at least one change'))
  .optional();

/** Versions and days rise from the second version on, and the last one is the file's own. */
export function changesProblems(
  source: Source,
  { version: own, changes = [] }: { version: number; changes?: readonly DefinitionChange[] | undefined },
): readonly Problem[] {
  const last = changes.at(-1);
  return [
    ...changes.flatMap((one, i) => {
      const before = changes[i - 1];
      return [
        ...(one.version <= (before?.version ?? 1)
          ? [
              source.problem(
                ['changes', i, 'version'],
                before === undefined
                  ? { zh: '第一版没有变更', en: 'the first version changed nothing' }
                  : { zh: '变更的版本须递增', en: 'the versions of changes must rise' },
              ),
            ]
          : []),
        ...(before !== undefined && one.date < before.date
          ? [
              source.problem(['changes', i, 'date'], {
                zh: '变更的日期不得倒退',
                en: 'the dates of changes must not fall',
              }),
            ]
          : []),
      ];
    }),
    ...(last !== undefined && last.version !== own
      ? [
          source.problem(['changes', changes.length - 1, 'version'], {
            zh: `最后一次变更是第 ${String(last.version)} 版，文件却是第 ${String(own)} 版`,
            en: `the last change leads to version ${String(last.version)}, but the file's version is ${String(own)}`,
          }),
        ]
      : []),
  ];
}
