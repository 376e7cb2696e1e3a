import type { Environment, Settings, SettingSources } from './settings/config.ts';
import type { ExitCode } from './terminal/failure.ts';
import type { Text } from './terminal/language.ts';
import type { SettingName } from './settings/setting.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What a command line says of one command; light, so that `--help` loads nothing else. */
export interface Command {
  readonly name: string;
  /** Positional arguments as commander writes them: `<files...>`, `[ids...]`. */
  readonly arguments?: string;
  readonly summary: Text;
  readonly options: readonly Option[];
  /** Settings that its help names, beside the data directory; every command takes all of them. */
  readonly settings?: readonly SettingName[];
  /** Examples that work, shown below the help. */
  readonly examples: readonly string[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

export interface Option {
  /** `--as-of <day>`. */
  readonly flags: string;
  readonly doc: Text;
}

export type Run = (context: Context, input: Input) => Promise<ExitCode>;

/** The world of one command. */
export interface Context {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Throws a Failure that names every wrong setting. */
  readonly settings: () => Promise<Settings>;
  /** Settings given as flags. */
  readonly flags: SettingSources['flags'];
  /** The working directory. */
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Aborted when the program is asked to end; a command that runs until then listens from its first call on. */
  readonly stopping: () => AbortSignal;
}

/** What was typed after the command's name. */
export class Input {
  readonly args: readonly string[];
  readonly #options: Readonly<Record<string, unknown>>;

  constructor(args: readonly string[], options: Readonly<Record<string, unknown>>) {
    this.args = args;
    this.#options = options;
  }

  /** The value of an option by its camel-case name. */
  text(name: string): string | undefined {
    const value = this.#options[name];
    return typeof value === 'string' ? value : undefined;
  }

  flag(name: string): boolean {
    return this.#options[name] === true;
  }

  /** Commander gives `--no-x` as `x: false`. */
  off(name: string): boolean {
    return this.#options[name] === false;
  }
}
