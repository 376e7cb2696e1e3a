import { CommanderError } from 'commander';
import type { Context } from './command.ts';
import type { Environment } from './settings/config.ts';
import { readSettings } from './settings/config.ts';
import type { ExitCode } from './terminal/failure.ts';
import { EXIT, wrong } from './terminal/failure.ts';
import type { Language } from './terminal/language.ts';
import { LANGUAGES, languageOf } from './terminal/language.ts';
import { buildProgram } from './program.ts';
import { report, settingsFailure } from './report.ts';
import type { SettingName } from './settings/setting.ts';
import { SETTING_NAMES } from './settings/setting.ts';
import type { Output } from './terminal/terminal.ts';
import { Terminal } from './terminal/terminal.ts';
import { usageFailure } from './usage.ts';
import { version } from './opening/version.ts';

/** What surrounds a run of the command line. */
export interface World {
  readonly environment: Environment;
  /** The working directory. */
  readonly directory: string;
  readonly out: Output;
  readonly err: Output;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly stopping: () => AbortSignal;
}

/** Runs one command to its end; whatever happens is told on `err` and by the exit code. */
export async function runCommandLine(args: readonly string[], world: World): Promise<ExitCode> {
  const asked = askedLanguage(args);
  const language = LANGUAGES.find((one) => one === asked) ?? languageOf(world.environment);
  try {
    if (asked !== undefined && asked !== language)
      throw wrong(
        { zh: `没有语言“${asked}”`, en: `there is no language "${asked}"` },
        { zh: '可以是 zh 或 en', en: 'it can be zh or en' },
      );
    let exit: ExitCode = EXIT.done;
    const program = buildProgram({
      language,
      version: version(),
      out: world.out,
      err: world.err,
      launch: async (run, options) => {
        exit = await run(contextOf(world, language, options));
      },
    });
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.wrong;
    }
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const isDebugging = args.includes('--debug') || isOn(world.environment['GIGACITY_DEBUG']);
    return report(error instanceof CommanderError ? usageFailure(error) : error, {
      language,
      isDebugging,
      err: world.err,
    });
  }
}

function contextOf(world: World, language: Language, options: Readonly<Record<string, unknown>>): Context {
  const { out, err, environment, directory, now, stopping } = world;
  const json = options['json'] === true;
  const isPlain = options['color'] === false || json || (environment['NO_COLOR'] ?? '') !== '';
  const flags = flagsOf(options);
  return {
    terminal: new Terminal({ out, err }, { language, json, colour: !isPlain && out.isTTY === true }),
    environment,
    flags,
    directory,
    now,
    stopping,
    settings: async () => {
      const { settings, problems } = await readSettings({ flags, environment, directory });
      if (problems.length > 0) throw settingsFailure(problems);
      return settings;
    },
  };
}

function flagsOf(options: Readonly<Record<string, unknown>>): Readonly<Partial<Record<SettingName, string>>> {
  const flags: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = options[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (typeof value === 'string') flags[name] = value;
  }
  return flags;
}

/** Read before anything else, because help and wrong usage are told in it too. */
function askedLanguage(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  return args[at]?.startsWith('--lang=') === true
    ? args[at].slice('--lang='.length)
    : at === -1
      ? undefined
      : args[at + 1];
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase());
}
