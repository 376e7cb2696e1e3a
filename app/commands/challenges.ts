import type { Challenge, ChallengeState } from '../../indicators/challenge.ts';
import { CHALLENGE_STATES, toChallengeDocument } from '../../indicators/challenge.ts';
import { ChallengeBook } from '../evaluating/challenge-book.ts';
import { showChallenge, showChallenges } from '../showing/challenges-view.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, Failure, wrong } from '../terminal/failure.ts';
import { suggestion } from '../terminal/suggest.ts';
import { withWorks } from '../opening/wire.ts';

const ACTIONS = ['list', 'show', 'answer'];

/** Lists, shows and answers challenges; what senders have corrected meanwhile is closed first. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  return withWorks(
    context,
    () => requestOf(input),
    async (works, { action, id, state, text }) => {
      const book = new ChallengeBook(works);
      await book.closeCorrected();
      const all = await book.list();
      if (action === 'list') {
        const chosen = all.filter((one) => state === undefined || one.state === state);
        if (terminal.json) terminal.printJson({ challenges: chosen.map(toChallengeDocument) });
        else showChallenges(terminal, works, chosen);
        return EXIT.done;
      }
      const challenge = found(all, id);
      const shown = action === 'answer' ? await answer(book, challenge, text) : challenge;
      if (terminal.json) terminal.printJson(toChallengeDocument(shown));
      else showChallenge(terminal, works, shown);
      return EXIT.done;
    },
  );
}

interface Request {
  readonly action: string;
  readonly id: string;
  readonly state: ChallengeState | undefined;
  readonly text: string;
}

function requestOf(input: Input): Request {
  const [action = '', id = ''] = input.args;
  if (!ACTIONS.includes(action))
    throw wrong(
      { zh: `没有操作“${action}”`, en: `there is no action "${action}"` },
      { zh: 'list、show 或 answer', en: 'list, show or answer' },
    );
  const named = input.text('state');
  const state = CHALLENGE_STATES.find((one) => one === named);
  if (named !== undefined && state === undefined)
    throw wrong(
      { zh: `--state：没有状态“${named}”`, en: `--state: there is no state "${named}"` },
      suggestion(named, CHALLENGE_STATES),
    );
  if (action !== 'list' && id === '') throw wrong({ zh: '哪一项异议？', en: 'which challenge?' }, IDS);
  const text = (input.text('text') ?? '').trim();
  if (action === 'answer' && text === '')
    throw wrong({ zh: '缺少答复', en: 'the answer is missing' }, { zh: '用 --text 写明', en: 'give it with --text' });
  return { action, id, state, text };
}

const IDS = { zh: '编号见 gigacity challenges list', en: 'gigacity challenges list tells their ids' };

function found(all: readonly Challenge[], id: string): Challenge {
  const challenge = all.find((one) => one.id === id);
  if (challenge === undefined) throw wrong({ zh: `没有异议 ${id}`, en: `there is no challenge ${id}` }, IDS);
  return challenge;
}

async function answer(book: ChallengeBook, { id }: Challenge, text: string): Promise<Challenge> {
  const answered = await book.answer(id, { text, by: 'local' });
  if (answered.kind === 'answered') return answered.challenge;
  throw new Failure(
    EXIT.failed,
    { zh: `异议 ${id} 已关闭`, en: `challenge ${id} is closed already` },
    { mend: { zh: `见 gigacity challenges show ${id}`, en: `see gigacity challenges show ${id}` } },
  );
}
