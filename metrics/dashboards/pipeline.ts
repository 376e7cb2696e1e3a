import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { ALL_ALERTS } from './board.ts';
import type { Board } from './board.ts';
import type { Face, PromQuestion } from './panels.ts';
import { arranged, stat, steps, table, timeSeries } from './panels.ts';
import { maxBy, series, sumBy } from './promql.ts';

/** Whether messages come in, what is refused, and whether evaluations keep up. */
export function pipelineBoard(): Board {
  return {
    name: 'pipeline',
    title: '数据链路健康',
    description:
      'Whether messages come in, what is refused and why, whether evaluations keep up, and how the server answers.',
    variables: [],
    time: { from: 'now-6h', to: 'now' },
    alerts: ALL_ALERTS,
    panels: [
      ...state(),
      graph({ title: '报文：按结果', description: 'Messages a second, by outcome.', unit: 'mps' }, [
        { expr: rate('gigacity_ingest_messages_total', 'outcome'), legend: '{{outcome}}' },
      ]),
      graph({ title: '报文：按数据流与单位', description: 'Messages a second, by stream and carrier.', unit: 'mps' }, [
        { expr: rate('gigacity_ingest_messages_total', 'stream, carrier'), legend: '{{stream}} {{carrier}}' },
      ]),
      graph({ title: '死信：按原因', description: 'Refused messages a second, by reason.', unit: 'mps' }, [
        { expr: rate('gigacity_dead_letters_total', 'code'), legend: '{{code}}' },
      ]),
      graph({ title: '积压', description: 'Records of each partition that are not committed yet.', unit: 'short' }, [
        {
          expr: maxBy(['topic', 'partition'], series('gigacity_consumer_lag_messages')),
          legend: '{{topic}} {{partition}}',
        },
      ]),
      graph(
        {
          title: '入库时延',
          description: 'Time from receipt to storage of the message that was stored last.',
          unit: 's',
        },
        [{ expr: `max(${series('gigacity_ingest_age_seconds')})`, legend: '时延' }],
      ),
      graph({ title: '存储重试', description: 'Statements a second that the store was asked again.', unit: 'ops' }, [
        { expr: `sum(rate(${series('gigacity_store_retries_total')}[$__rate_interval]))`, legend: '重试' },
      ]),
      graph(
        {
          title: '评估用时与失败',
          description: 'How long the committed evaluation took, and evaluations that failed a second.',
          unit: 's',
        },
        [
          { expr: `max(${series('gigacity_evaluation_duration_seconds')})`, legend: '用时' },
          {
            expr: `sum(rate(${series('gigacity_evaluation_failures_total')}[$__rate_interval]))`,
            legend: '失败（次/秒）',
          },
        ],
      ),
      graph(
        {
          title: '评估的陈旧程度',
          description:
            'Time since the last evaluation was committed, and how long new figures have waited for the next.',
          unit: 's',
        },
        [
          {
            expr: `time() - max(${series('gigacity_evaluation_last_success_timestamp_seconds')})`,
            legend: '距上次评估',
          },
          { expr: `max(${series('gigacity_evaluation_waiting_seconds')})`, legend: '新数据等待' },
        ],
      ),
      graph(
        { title: 'HTTP 用时 P99', description: 'The time that 99 of 100 answers take at most, by route.', unit: 's' },
        [
          {
            expr: `histogram_quantile(0.99, sum by (le, route) (rate(gigacity_http_request_duration_seconds_bucket[$__rate_interval])))`,
            legend: '{{route}}',
          },
        ],
      ),
      graph({ title: 'HTTP 请求', description: 'Answers a second, by status.', unit: 'reqps' }, [
        {
          expr: 'sum by (status) (rate(gigacity_http_request_duration_seconds_count[$__rate_interval]))',
          legend: '{{status}}',
        },
      ]),
      graph(
        {
          title: '输出的序列数',
          description:
            'Series of the evaluation that are exposed, and the limit above which whole indicators are left out.',
          unit: 'short',
        },
        [
          { expr: `max(${series('gigacity_exposition_series')})`, legend: '输出' },
          { expr: `max(${series('gigacity_exposition_series_limit')})`, legend: '上限' },
        ],
      ),
      graph(
        {
          title: '告警转发',
          description: 'Alert messages a second that were handed on, by channel and outcome.',
          unit: 'mps',
        },
        [{ expr: rate('gigacity_notifications_total', 'channel, outcome'), legend: '{{channel}} {{outcome}}' }],
      ),
      feeds(),
    ],
  };
}

function state(): readonly Builder<Panel>[] {
  return [
    one(
      { title: '在线进程', description: 'Processes that answer scrapes.', unit: 'short' },
      `count(${series('gigacity_build_info')})`,
    ).thresholds(steps('red', [1, 'green'])),
    one(
      { title: '暂停的分区', description: 'Partitions held back because too much of them is refused.', unit: 'short' },
      `sum(${series('gigacity_consumer_partition_held')}) or vector(0)`,
    ).thresholds(steps('green', [1, 'red'])),
    one(
      { title: '总积压', description: 'Records that are not committed yet, over all partitions.', unit: 'short' },
      `sum(${maxBy(['topic', 'partition'], series('gigacity_consumer_lag_messages'))})`,
    ),
    one(
      { title: '未结异议', description: 'Challenges of a value that are open.', unit: 'short' },
      `sum(${maxBy(['indicator', 'level', 'city', 'district_code', 'carrier'], series('gigacity_challenges_open'))}) or vector(0)`,
    ),
    one(
      {
        title: '未输出的序列',
        description: 'Series of the evaluation that are over the limit and left out.',
        unit: 'short',
      },
      `sum(${maxBy(['indicator'], series('gigacity_exposition_dropped_series'))}) or vector(0)`,
    ).thresholds(steps('green', [1, 'red'])),
    table(
      {
        title: '版本',
        description: 'Versions of the program and of Node.js of each process.',
        unit: 'none',
        width: 4,
        height: 4,
      },
      [{ expr: `group by (version, node) (${series('gigacity_build_info')})`, over: 'now', format: 'table' }],
      [arranged(['version', 'node'], { without: ['Time', 'Value'], names: { version: '版本', node: 'Node.js' } })],
    ),
  ];
}

type Sight = Pick<Face, 'title' | 'description' | 'unit'>;

function one(face: Sight, expr: string): ReturnType<typeof stat> {
  return stat({ ...face, width: 4, height: 4 }, [{ expr, over: 'now', legend: face.title }]);
}

function graph(face: Sight, targets: readonly Omit<PromQuestion, 'over'>[]): Builder<Panel> {
  const over = targets.map((target): PromQuestion => ({ ...target, over: 'range' }));
  return timeSeries({ ...face, width: 12, height: 8 }, over).min(0);
}

type CounterName = 'gigacity_ingest_messages_total' | 'gigacity_dead_letters_total' | 'gigacity_notifications_total';

function rate(counter: CounterName, by: string): string {
  return sumBy([by], `rate(${series(counter)}[$__rate_interval])`);
}

function feeds(): Builder<Panel> {
  const labels = ['stream', 'carrier', 'outcome'];
  return table(
    {
      title: '各报送方报文数',
      description: 'Messages in the picked time range by stream, carrier and outcome.',
      unit: 'short',
      width: 24,
      height: 12,
    },
    [
      {
        expr: sumBy(labels, `increase(${series('gigacity_ingest_messages_total')}[$__range])`),
        over: 'now',
        format: 'table',
      },
    ],
    [
      arranged([...labels, 'Value'], {
        without: ['Time'],
        names: { stream: '数据流', carrier: '运营商', outcome: '结果', Value: '报文数' },
      }),
    ],
  );
}
