import { toVerdictDocument } from '../../indicators/documents/documents.ts';
import type { VerdictWord } from '../../indicators/judging/verdict.ts';
import { VERDICTS } from '../../indicators/judging/verdict.ts';
import type { Context, Input } from '../command.ts';
import { demoNoted } from '../evaluating/demo-mark.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { askedTimes, levelNamed, zoneOf } from '../terminal/request.ts';
import type { Scorecard } from '../showing/scorecard.ts';
import { checkPlan, scorecardsOf } from '../showing/scorecard.ts';
import { showScorecard } from '../showing/scorecard-view.ts';
import { suggestion } from '../terminal/suggest.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Works } from '../opening/wire.ts';
import { withWorks } from '../opening/wire.ts';

/** Values, targets and verdicts; with `--fail-on`, 3 where one of the verdicts occurs. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const now = context.now();
  return withWorks(
    context,
    (definitions) => {
      const zone = zoneOf(definitions.profiles);
      return {
        plan: checkPlan(definitions, input.text('plan'))?.id,
        asOf: input.text('asOf'),
        ...askedTimes(input, { zone, now }),
        level: levelNamed(input.text('level')),
        derive: input.flag('derive'),
        failOn: verdictsNamed(input.text('failOn')),
        now,
      };
    },
    async (works, asked) => {
      const cards = await scorecardsOf(works, works.profiles, asked);
      await show(context.terminal, works, { cards, day: asked.day, knownAt: asked.known.text });
      const isFailing = cards.some(({ verdicts }) => verdicts.some(({ verdict }) => asked.failOn.includes(verdict)));
      return isFailing ? EXIT.unmet : EXIT.done;
    },
  );
}

interface Shown {
  readonly cards: readonly Scorecard[];
  readonly day: string;
  readonly knownAt: string | null;
}

async function show(terminal: Terminal, { asker, catalogue }: Works, { cards, day, knownAt }: Shown): Promise<void> {
  const isDemo = await demoNoted(
    terminal,
    asker,
    cards.map(({ profile }) => profile),
  );
  if (terminal.json) {
    const verdicts = cards.flatMap((card) => card.verdicts);
    terminal.printJson({
      as_of: day,
      known_at: knownAt,
      verdicts: verdicts.map((verdict) => toVerdictDocument(verdict, knownAt)),
    });
    return;
  }
  for (const [i, card] of cards.entries()) {
    if (i > 0) terminal.print();
    showScorecard({ terminal, catalogue }, card, isDemo(card.profile));
  }
}

function verdictsNamed(text: string | undefined): readonly VerdictWord[] {
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const word = part.trim();
    const verdict = VERDICTS.find((one) => one === word);
    if (verdict !== undefined) return verdict;
    throw wrong(
      { zh: `--fail-on：没有结论“${word}”`, en: `--fail-on: there is no verdict "${word}"` },
      suggestion(word, VERDICTS),
    );
  });
}
