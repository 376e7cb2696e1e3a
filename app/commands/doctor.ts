import type { Context } from '../command.ts';
import { examinations } from '../opening/examinations.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

/** Examines what the system stands on, all of it whatever fails; 4 where a server is down, 1 for any other fault. */
export async function run(context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const findings = await examinations(context);
  const exit = findings.some(({ state }) => state === 'down')
    ? EXIT.down
    : findings.some(({ state }) => state === 'fault')
      ? EXIT.failed
      : EXIT.done;
  if (terminal.json) {
    terminal.printJson({
      ok: exit === EXIT.done,
      checks: findings.map(({ name, state, text, mend }) => ({
        check: name,
        state,
        detail: terminal.say(text),
        ...(mend === undefined ? {} : { mend: terminal.say(mend) }),
      })),
    });
    return exit;
  }
  const { paint } = terminal;
  const words = {
    ok: paint.green(terminal.say({ zh: '正常', en: 'ok' })),
    note: paint.dim(terminal.say({ zh: '提示', en: 'note' })),
    fault: paint.red(terminal.say({ zh: '故障', en: 'fault' })),
    down: paint.red(terminal.say({ zh: '不通', en: 'down' })),
  };
  terminal.print(
    table(
      [{ head: '' }, { head: '' }, { head: '' }],
      findings.map(({ title, state, text, mend }) => [
        words[state],
        terminal.say(title),
        mend === undefined ? terminal.say(text) : `${terminal.say(text)}\n${paint.cyan(`→ ${terminal.say(mend)}`)}`,
      ]),
      '',
    ),
  );
  return exit;
}
