import { Command as Commander, Option as CommanderOption } from 'commander';
import type { Command, Context } from './command.ts';
import { Input } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { ExitCode } from './terminal/failure.ts';
import type { Language, Text } from './terminal/language.ts';
import { flagOf, SETTING_NAMES, settingOf } from './settings/setting.ts';
import type { Output } from './terminal/terminal.ts';

/** What runs a command that was chosen; `options` holds the shared options too. */
export type Launch = (
  run: (context: Context) => Promise<ExitCode>,
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

interface ProgramOptions {
  readonly language: Language;
  readonly version: string;
  readonly out: Output;
  readonly err: Output;
  readonly launch: Launch;
}

/** The command line as commander knows it; says what there is and loads nothing. */
export function buildProgram({ language, version, out, err, launch }: ProgramOptions): Commander {
  const say = (text: Text): string => text[language];
  const program = new Commander('gigacity');
  program
    .description(say(PROGRAM))
    .version(version, '-V, --version', say(VERSION))
    .helpOption('-h, --help', say(HELP))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      // Errors are told by whoever catches them, in one place.
      outputError: () => undefined,
    })
    .configureHelp({
      showGlobalOptions: true,
      visibleGlobalOptions: (command) => {
        const settings = COMMANDS.find(({ name }) => name === command.name())?.settings ?? [];
        const shown = [...READING, ...settings.map(flagOf)];
        return (command.parent?.options ?? []).filter(({ long }) => shown.includes(long ?? ''));
      },
      styleTitle: (title) => say(TITLES.get(title) ?? { zh: title, en: title }),
    })
    .option('--json', say(JSON_OPTION))
    .option('--lang <language>', say(LANG_OPTION))
    .option('--no-color', say(NO_COLOR_OPTION))
    .option('--debug', say(DEBUG_OPTION));
  for (const name of SETTING_NAMES) {
    const { doc, value } = settingOf(name);
    const option = new CommanderOption(`${flagOf(name)} <${value}>`, say(doc)).helpGroup(say(SETTINGS_TITLE));
    program.addOption(option);
  }
  for (const command of COMMANDS) addCommand(program, command, { language, launch });
  program.addHelpText('after', `\n${say(EPILOGUE)}`);
  return program;
}

function addCommand(
  program: Commander,
  command: Command,
  { language, launch }: Pick<ProgramOptions, 'language' | 'launch'>,
): void {
  // Made by its parent, it inherits how help and errors are written.
  const own = program
    .command(command.name)
    .description(command.summary[language])
    .helpOption('-h, --help', HELP[language]);
  if (command.arguments !== undefined) own.arguments(command.arguments);
  for (const { flags, doc } of command.options) own.option(flags, doc[language]);
  own.addHelpText('after', `\n${EXAMPLES[language]}\n${command.examples.map((line) => `  ${line}`).join('\n')}`);
  own.action(async () => {
    const options = own.optsWithGlobals<Record<string, unknown>>();
    await launch(async (context) => (await command.load()).run(context, new Input(own.args, options)), options);
  });
}

const PROGRAM: Text = {
  zh: '千兆城市监测：运营商数据进，精确的指标与达标结论出。',
  en: 'Watches gigabit cities: measurements of carriers in, exact indicators and verdicts out.',
};
const VERSION: Text = { zh: '显示版本', en: 'print the version' };
const HELP: Text = { zh: '显示帮助', en: 'print this help' };
const JSON_OPTION: Text = { zh: '标准输出只有一份 JSON', en: 'one JSON document on stdout, nothing else' };
const LANG_OPTION: Text = { zh: '语言：zh 或 en（默认随 LANG）', en: 'zh or en (default: as LANG says)' };
const NO_COLOR_OPTION: Text = { zh: '不用颜色', en: 'no colours' };
const DEBUG_OPTION: Text = { zh: '出错时显示调用栈', en: 'show stack traces of errors' };
const SETTINGS_TITLE: Text = {
  zh: '设置（也可用 GIGACITY_… 变量或 gigacity.yaml）：',
  en: 'Settings (also as GIGACITY_… variables or in gigacity.yaml):',
};
const EXAMPLES: Text = { zh: '例如：', en: 'Examples:' };
const EPILOGUE: Text = {
  zh: '先试试：gigacity start\n某个命令的说明：gigacity scorecard --help',
  en: 'Try first: gigacity start\nMore of a command: gigacity scorecard --help',
};

const READING = ['--json', '--lang', '--no-color', '--data'];

const TITLES: ReadonlyMap<string, Text> = new Map([
  ['Usage:', { zh: '用法：', en: 'Usage:' }],
  ['Arguments:', { zh: '参数：', en: 'Arguments:' }],
  ['Options:', { zh: '选项：', en: 'Options:' }],
  ['Global Options:', { zh: '通用选项：', en: 'Shared options:' }],
  ['Commands:', { zh: '命令：', en: 'Commands:' }],
]);
