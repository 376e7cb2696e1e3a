import type { CommanderError } from 'commander';
import type { Failure } from './terminal/failure.ts';
import { wrong } from './terminal/failure.ts';
import type { Text } from './terminal/language.ts';

/** Wrong usage as commander found it, told in both languages; its code decides, and the quoted word is shown. */
export function usageFailure({ code, message }: CommanderError): Failure {
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  const near = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1];
  return wrong(textOf(code, word, message), mendOf(near));
}

function textOf(code: string, word: string, message: string): Text {
  switch (code) {
    case 'commander.unknownCommand':
      return { zh: `没有命令“${word}”`, en: `there is no command "${word}"` };
    case 'commander.unknownOption':
      return { zh: `没有选项 ${word}`, en: `there is no option ${word}` };
    case 'commander.optionMissingArgument':
      return { zh: `选项 ${word} 缺少值`, en: `the option ${word} needs a value` };
    case 'commander.missingArgument':
      return { zh: `缺少参数：${word}`, en: `an argument is missing: ${word}` };
    case 'commander.excessArguments':
      return { zh: '参数太多', en: 'there are too many arguments' };
    default: {
      const plain = message.replace(/^error: /, '');
      return { zh: plain, en: plain };
    }
  }
}

function mendOf(near: string | undefined): Text {
  if (near !== undefined) return { zh: `您是不是要找：${near}？`, en: `did you mean ${near}?` };
  return { zh: '用 --help 查看用法', en: '--help shows how it is used' };
}
