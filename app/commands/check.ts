import { describeProblem, inLanguage } from '../../indicators/loading/source.ts';
import type { Context } from '../command.ts';
import { readSettings } from '../settings/config.ts';
import { readDefinitions, selectProfiles } from '../opening/definitions.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, Failure } from '../terminal/failure.ts';
import type { Text } from '../terminal/language.ts';
import { redact } from '../terminal/redact.ts';
import { SETTING_NAMES } from '../settings/setting.ts';

/** Settings and definitions: every problem at once. Errors fail the check, notes do not. */
export async function run({ terminal, environment, directory, flags }: Context): Promise<ExitCode> {
  const { settings, problems: wrongSettings } = await readSettings({ flags, environment, directory });
  const { catalogue, problems, own } = await readDefinitions(settings);
  const wrongProfile = selectionFault(() => selectProfiles(catalogue, own ?? settings.values.profile));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const faults = wrongSettings.length + errors + (wrongProfile === undefined ? 0 : 1);
  const { indicators, plans, profiles, registries } = catalogue;
  const counts = {
    indicators: indicators.size,
    plans: plans.size,
    targets: [...plans.values()].reduce((sum, { targets }) => sum + targets.length, 0),
    tasks: [...plans.values()].reduce((sum, { tasks }) => sum + tasks.length, 0),
    profiles: profiles.size,
    carriers: registries.carriers.length,
    districts: registries.districts.length,
    statistics: registries.statistics.length,
  };
  const exit = faults === 0 ? EXIT.done : EXIT.wrong;

  if (terminal.json) {
    terminal.printJson({
      checked: counts,
      settings: Object.fromEntries(
        SETTING_NAMES.flatMap((name) => {
          const value = settings.values[name];
          return value === undefined
            ? []
            : [[name, { value: redact(name, value), from: settings.origins[name] ?? 'default' }] as const];
        }),
      ),
      kafka: Object.fromEntries(Object.entries(settings.kafka).map(([name, value]) => [name, redact(name, value)])),
      problems: [
        ...wrongSettings.map(({ where, text, mend }) => problemOf(where, text, mend)),
        ...(wrongProfile === undefined ? [] : [problemOf('profile', wrongProfile.text, wrongProfile.mend)]),
        ...problems.map(({ file, line, column, message, hint, severity }) => ({
          file,
          line,
          column,
          message,
          ...(hint === undefined ? {} : { hint }),
          severity,
        })),
      ],
    });
    return exit;
  }

  const { paint } = terminal;
  for (const { where, text, mend } of wrongSettings) terminal.print(line(where, text, mend));
  if (wrongProfile !== undefined) terminal.print(line('profile', wrongProfile.text, wrongProfile.mend));
  for (const problem of problems) terminal.print(describeProblem(inLanguage(problem, terminal.language)));
  if (faults + problems.length > 0) terminal.print();
  terminal.print(terminal.say(checkedText(counts)));
  terminal.print(
    faults === 0
      ? paint.green(terminal.say(verdict(0, problems.length - errors)))
      : paint.red(terminal.say(verdict(faults, problems.length - errors))),
  );
  return exit;

  function line(where: string, text: Text, mend: Text | undefined): string {
    return `${where}: ${terminal.say(text)}${mend === undefined ? '' : `\n  ${terminal.say(mend)}`}`;
  }
}

function problemOf(where: string, text: Text, mend: Text | undefined): unknown {
  return { setting: where, message: text.en, ...(mend === undefined ? {} : { hint: mend.en }), severity: 'error' };
}

function selectionFault(select: () => unknown): Failure | undefined {
  try {
    select();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function checkedText(
  counts: Readonly<
    Record<'indicators' | 'plans' | 'targets' | 'tasks' | 'profiles' | 'carriers' | 'districts' | 'statistics', number>
  >,
): Text {
  const { indicators, plans, targets, tasks, profiles, carriers, districts, statistics } = counts;
  return {
    zh: `已检查：设置，${String(indicators)} 个指标，${String(plans)} 份文件（${String(targets)} 个目标、${String(tasks)} 项任务），${String(profiles)} 个城市档案，登记表（${String(carriers)} 家运营商、${String(districts)} 个区划、${String(statistics)} 项统计）`,
    en: `checked: settings, ${String(indicators)} indicators, ${String(plans)} plans (${String(targets)} targets, ${String(tasks)} tasks), ${String(profiles)} profiles, registries (${String(carriers)} carriers, ${String(districts)} districts, ${String(statistics)} statistics)`,
  };
}

function verdict(errors: number, notes: number): Text {
  return {
    zh: `${errors === 0 ? '没有错误' : `${String(errors)} 个错误`}${notes === 0 ? '' : `，${String(notes)} 条提示`}`,
    en: `${errors === 0 ? 'no errors' : `${String(errors)} ${errors === 1 ? 'error' : 'errors'}`}${notes === 0 ? '' : `, ${String(notes)} ${notes === 1 ? 'note' : 'notes'}`}`,
  };
}
