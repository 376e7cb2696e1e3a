import { toCompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import type { CompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Context, Input } from '../command.ts';
import { evaluateCompleteness } from '../evaluating/completeness.ts';
import { showCompleteness } from '../showing/completeness-view.ts';
import { demoNoted } from '../evaluating/demo-mark.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { knownAt, periodNamed, zoneOf } from '../terminal/request.ts';
import { suggestion } from '../terminal/suggest.ts';
import { withWorks } from '../opening/wire.ts';

/** Who has reported what, on time, late or not at all. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  return withWorks(
    context,
    ({ profiles }) => ({
      period: periodNamed(input.text('period')),
      stream: streamNamed(input.text('stream')),
      known: knownAt(input.text('knownAt'), zoneOf(profiles)),
    }),
    async (works, { period, stream, known }) => {
      const { catalogue, profiles, asker } = works;
      const isDemo = await demoNoted(terminal, asker, profiles);
      const documents: CompletenessDocument[] = [];
      for (const [i, profile] of profiles.entries()) {
        const found = await evaluateCompleteness(works, profile, { period, stream, knownAt: known.moment });
        const request = { period: found.period.name, knownAt: known.text };
        documents.push(toCompletenessDocument(profile, found.duties, request));
        if (terminal.json) continue;
        if (i > 0) terminal.print();
        showCompleteness({ terminal, catalogue, profile }, found, isDemo(profile));
      }
      if (terminal.json) {
        terminal.printJson({ known_at: known.text, completeness: documents });
      }
      return EXIT.done;
    },
  );
}

function streamNamed(text: string | undefined): string | undefined {
  const names = STREAMS.map(({ name }) => name);
  if (text === undefined || names.includes(text)) return text;
  throw wrong(
    { zh: `--stream：没有数据流“${text}”`, en: `--stream: there is no stream "${text}"` },
    suggestion(text, names),
  );
}
