#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { CommanderError } from 'commander';
import type { Context } from './command.ts';
import { environment, readSettings } from './config.ts';
import type { ExitCode } from './failure.ts';
import { EXIT, Failure, wrong } from './failure.ts';
import type { Language, Text } from './language.ts';
import { LANGUAGES, languageOf } from './language.ts';
import { packageFile } from './package-root.ts';
import { buildProgram } from './program.ts';
import { redactText } from './redact.ts';
import type { SettingName, SettingProblem } from './setting.ts';
import { SETTING_NAMES } from './setting.ts';
import { Terminal } from './terminal.ts';
import { usageFailure } from './usage.ts';

const args = process.argv.slice(2);
const variables = environment();
const isDebugging = args.includes('--debug') || isOn(variables['GIGACITY_DEBUG']);

// `gigacity … | head` closes the pipe: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed);
});

async function main(): Promise<ExitCode> {
  const asked = askedLanguage();
  const language = LANGUAGES.find((one) => one === asked) ?? languageOf(variables);
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
      launch: async (run, options) => {
        exit = await run(contextOf(language, options));
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
    return report(error instanceof CommanderError ? usageFailure(error) : error, language);
  }
}

function contextOf(language: Language, options: Readonly<Record<string, unknown>>): Context {
  const json = options['json'] === true;
  const colour = options['color'] !== false && !json && process.stdout.isTTY && (variables['NO_COLOR'] ?? '') === '';
  return {
    terminal: new Terminal({ out: process.stdout, err: process.stderr }, { language, json, colour }),
    environment: variables,
    directory: process.cwd(),
    now: Date.now,
    settings: async () => {
      const { settings, problems } = await readSettings({
        flags: flagsOf(options),
        environment: variables,
        directory: process.cwd(),
      });
      if (problems.length > 0) throw settingsFailure(problems);
      return settings;
    },
    flags: flagsOf(options),
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

function settingsFailure(problems: readonly SettingProblem[]): Failure {
  const lines = (language: Language): string =>
    problems
      .map(({ where, text, mend }) => `  ${where}: ${text[language]}${mend === undefined ? '' : `; ${mend[language]}`}`)
      .join('\n');
  return wrong({ zh: `设置有误：\n${lines('zh')}`, en: `settings are wrong:\n${lines('en')}` });
}

/** Tells what went wrong; a stack trace only where it was asked for. */
function report(error: unknown, language: Language): ExitCode {
  const known = error instanceof Failure ? error : undefined;
  const text = known?.text ?? unexpected(error);
  const lines = [`${HEAD[language]}${redactText(text[language])}`];
  if (known?.mend !== undefined) lines.push(`  → ${redactText(known.mend[language])}`);
  if (isDebugging) lines.push(redactText(stackOf(error)));
  process.stderr.write(`${lines.join('\n')}\n`);
  return known?.exit ?? EXIT.failed;
}

const HEAD: Record<Language, string> = { zh: '错误：', en: 'error: ' };

function unexpected(error: unknown): Text {
  const message = error instanceof Error ? error.message : String(error);
  return { zh: `${message}（--debug 显示详情）`, en: `${message} (--debug shows more)` };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by: ${stackOf(error.cause)}`;
}

/** Read before anything else, because help and wrong usage are told in it too. */
function askedLanguage(): string | undefined {
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

function version(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}

process.exitCode = await main();
