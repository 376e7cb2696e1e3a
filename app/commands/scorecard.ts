import { toVerdictDocument } from '../../indicators/documents.ts';
import type { VerdictWord } from '../../indicators/verdict.ts';
import { VERDICTS } from '../../indicators/verdict.ts';
import type { Context, Input } from '../command.ts';
import { DEMO_MARK, demoMarks } from '../demo.ts';
import type { ExitCode } from '../failure.ts';
import { EXIT, wrong } from '../failure.ts';
import { asOfDay, knownAt, levelNamed, zoneOf } from '../request.ts';
import { checkPlan, scorecardsOf } from '../scorecard.ts';
import { showScorecard } from '../scorecard-view.ts';
import { suggestion } from '../suggest.ts';
import { withWorks } from '../wire.ts';

/** Values, targets and verdicts; with `--fail-on`, 3 where one of the verdicts occurs. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const now = context.now();
  const level = levelNamed(input.text('level'));
  const failOn = verdictsNamed(input.text('failOn'));
  const asOf = input.text('asOf');
  return withWorks(context, async (works) => {
    const { catalogue, profiles, asker } = works;
    const zone = zoneOf(profiles);
    const day = asOfDay(asOf, { zone, now });
    const known = knownAt(input.text('knownAt'), zone);
    const plan = checkPlan({ catalogue, profiles }, input.text('plan'));
    const cards = await scorecardsOf(works, profiles, {
      plan: plan?.id,
      asOf,
      knownAt: known,
      level,
      now,
    });
    const isDemo = await demoMarks(asker);
    const verdicts = cards.flatMap((card) => card.verdicts);
    if (terminal.json) {
      // The document's form is a promise, so the mark goes beside it.
      if (cards.some(({ profile }) => isDemo(profile))) terminal.note(DEMO_MARK);
      terminal.printJson({
        as_of: day,
        known_at: known.text,
        verdicts: verdicts.map((verdict) => toVerdictDocument(verdict, known.text)),
      });
    } else {
      for (const [i, card] of cards.entries()) {
        if (i > 0) terminal.print();
        showScorecard({ terminal, catalogue }, card, isDemo(card.profile));
      }
    }
    return verdicts.some(({ verdict }) => failOn.includes(verdict)) ? EXIT.unmet : EXIT.done;
  });
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
