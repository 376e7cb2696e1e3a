import type { ExitCode } from './terminal/failure.ts';
import { EXIT, Failure, messageOf, wrong } from './terminal/failure.ts';
import type { Language, Text } from './terminal/language.ts';
import { redactText } from './terminal/redact.ts';
import type { SettingProblem } from './settings/setting.ts';
import type { Output } from './terminal/terminal.ts';

/** All wrong settings as one failure. */
export function settingsFailure(problems: readonly SettingProblem[]): Failure {
  const lines = (language: Language): string =>
    problems
      .map(({ where, text, mend }) => `  ${where}: ${text[language]}${mend === undefined ? '' : `; ${mend[language]}`}`)
      .join('\n');
  return wrong({ zh: `设置有误：\n${lines('zh')}`, en: `settings are wrong:\n${lines('en')}` });
}

/** Tells what went wrong; a stack trace only where it was asked for. */
export function report(
  error: unknown,
  { language, isDebugging, err }: { language: Language; isDebugging: boolean; err: Output },
): ExitCode {
  const known = error instanceof Failure ? error : undefined;
  const text = known?.text ?? unexpected(error);
  const lines = [`${HEAD[language]}${redactText(text[language])}`];
  if (known?.mend !== undefined) lines.push(`  → ${redactText(known.mend[language])}`);
  if (isDebugging) lines.push(redactText(stackOf(error)));
  err.write(`${lines.join('\n')}\n`);
  return known?.exit ?? EXIT.failed;
}

const HEAD: Record<Language, string> = { zh: '错误：', en: 'error: ' };

function unexpected(error: unknown): Text {
  const message = messageOf(error);
  return { zh: `${message}（--debug 显示详情）`, en: `${message} (--debug shows more)` };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by: ${stackOf(error.cause)}`;
}
