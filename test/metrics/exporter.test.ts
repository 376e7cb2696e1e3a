import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { committedEvaluation, verdictOf } from '../support/committed.ts';
import { someExporter, someReading } from '../support/exporter.ts';

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0,text/plain;q=0.5';
const ingest = {
  feeds: [{ stream: 'pon-ports', carrier: 'unicom', admitted: 5, rejected: 1, duplicate: 0 }],
  deadLetters: [{ stream: 'pon-ports', carrier: 'unicom', code: 'range', count: 1 }],
  lag: [{ topic: 't', partition: 0, records: 12 }],
  held: [{ topic: 't', partition: 1 }],
  retried: 2,
  age: 1500,
};

describe('what a scrape gets', () => {
  it('is the state of the program before anything was evaluated', async () => {
    const { body, contentType } = await someExporter().page({ accept: undefined, gzipped: false });
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body.toString()).toContain('gigacity_build_info{version="1.2.3",node="v20.0.0"} 1');
    expect(body.toString()).not.toContain('gigacity_verdict');
  });

  it('tells of the pipeline', async () => {
    const text = await textOf(someExporter({ reading: () => someReading({ ingest }) }));
    expect(text).toContain(
      'gigacity_ingest_messages_total{stream="pon-ports",carrier="unicom",outcome="rejected"} 1\n',
    );
    expect(text).toContain('gigacity_dead_letters_total{stream="pon-ports",carrier="unicom",code="range"} 1\n');
    expect(text).toContain('gigacity_consumer_lag_messages{topic="t",partition="0"} 12\n');
    expect(text).toContain('gigacity_consumer_partition_held{topic="t",partition="0"} 0\n');
    expect(text).toContain('gigacity_consumer_partition_held{topic="t",partition="1"} 1\n');
    expect(text).toContain('gigacity_ingest_age_seconds 1.5\n');
  });

  it('is OpenMetrics where that is asked for, and the older format again after it', async () => {
    const exporter = someExporter({ committed: () => ONE, reading: () => someReading({ ingest }) });
    const open = await textOf(exporter, OPENMETRICS);
    expect(open.endsWith('\n# EOF\n')).toBe(true);
    expect(open).not.toContain('\n\n');
    expect(open).toContain('# TYPE gigacity_dead_letters counter\n');
    expect(open).toContain('gigacity_dead_letters_total{');
    const plain = await textOf(exporter);
    expect(plain).not.toContain('# EOF');
    expect(plain).toContain('# TYPE gigacity_dead_letters_total counter\n');
    expect(plain).toContain('gigacity_dead_letters_total{');
  });

  it('is the same compressed', async () => {
    const exporter = someExporter({ committed: () => ONE });
    const { body } = await exporter.page({ accept: undefined, gzipped: true });
    expect(gunzipSync(body).toString()).toBe(await textOf(exporter));
  });

  it('is that of the evaluation committed last, and sums up what was left out of each', async () => {
    let committed: CommittedEvaluation = ONE;
    const exporter = someExporter({ committed: () => committed }, 1);
    expect(await textOf(exporter)).toContain('gigacity_exposition_series_dropped_total 12\n');
    expect(await textOf(exporter)).toContain('gigacity_exposition_series_dropped_total 12\n');
    committed = { ...ONE, id: 'another' };
    const text = await textOf(exporter);
    expect(text).toContain('gigacity_evaluation_info{id="another"} 1\n');
    expect(text).toContain('gigacity_exposition_series_dropped_total 24\n');
  });
});

const ONE = committedEvaluation([verdictOf({ value: null, verdict: 'no_data' })]);

async function textOf(exporter: ReturnType<typeof someExporter>, accept?: string): Promise<string> {
  return (await exporter.page({ accept, gzipped: false })).body.toString();
}
