import type { DoubtDocument } from '../../indicators/documents/quality-document.ts';
import { toDoubtDocument } from '../../indicators/documents/quality-document.ts';
import type { Context, Input } from '../command.ts';
import { demoNoted } from '../evaluating/demo-mark.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import { evaluateQuality } from '../evaluating/quality.ts';
import { showQuality } from '../showing/quality-view.ts';
import { askedTimes, asOfDay, zoneOf } from '../terminal/request.ts';
import { withWorks } from '../opening/wire.ts';

/** The figures that something speaks against; they count all the same. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const now = context.now();
  const asOf = input.text('asOf');
  return withWorks(
    context,
    ({ profiles }) => {
      const zone = zoneOf(profiles);
      return askedTimes(input, { zone, now });
    },
    async (works, { day, known }) => {
      const { catalogue, profiles, asker } = works;
      const isDemo = await demoNoted(terminal, asker, profiles);
      const documents: DoubtDocument[] = [];
      for (const [i, profile] of profiles.entries()) {
        const own = asOfDay(asOf, { zone: profile.zone, now });
        const doubts = await evaluateQuality(works, profile, { asOf: own, knownAt: known.moment });
        documents.push(...doubts.map((doubt) => toDoubtDocument(profile.id, doubt)));
        if (terminal.json) continue;
        if (i > 0) terminal.print();
        showQuality({ terminal, catalogue, profile }, doubts, { asOf: own, isDemo: isDemo(profile) });
      }
      if (terminal.json) {
        terminal.printJson({ as_of: day, known_at: known.text, doubts: documents });
      }
      return EXIT.done;
    },
  );
}
