import type { Text } from './language.ts';

/** What a command ends with; the numbers are promises to scripts. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Wrong usage, settings, catalogue or plan. */
  wrong: 2,
  /** A check that was asked for did not hold. */
  unmet: 3,
  /** A server that is needed is down. */
  down: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

interface FailureOptions {
  /** What to do about it. */
  readonly mend?: Text | undefined;
  readonly cause?: unknown;
}

/** Something a person can mend: told in their language, without a stack trace. */
export class Failure extends Error {
  readonly exit: ExitCode;
  readonly text: Text;
  readonly mend: Text | undefined;

  constructor(exit: ExitCode, text: Text, { mend, cause }: FailureOptions = {}) {
    super(text.en, { cause });
    this.name = 'Failure';
    this.exit = exit;
    this.text = text;
    this.mend = mend;
  }
}

/** Wrong usage: exit code 2. */
export function wrong(text: Text, mend?: Text): Failure {
  return new Failure(EXIT.wrong, text, { mend });
}

/** What was thrown, in its own words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
