import { pino } from 'pino';
import type { IngestCounters } from '../../ingest/counters.ts';
import { endOfDay } from '../../indicators/calendar.ts';
import type { Context, Input } from '../command.ts';
import type { Settings } from '../settings/config.ts';
import { admissionRules } from '../opening/definitions.ts';
import { DEMO_MARK, DEMO_SCORECARDS, demoMarks, isEmpty } from '../evaluating/demo-mark.ts';
import { demoProgress, loadDemo } from '../ingestion/demo.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { scorecardsOf } from '../showing/scorecard.ts';
import { showDigest } from '../showing/scorecard-digest.ts';
import { requireKeys } from '../settings/keys-needed.ts';
import { suggestion } from '../terminal/suggest.ts';
import type { SystemRole } from '../serving/system.ts';
import { runSystem, SYSTEM_ROLES } from '../serving/system.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Works } from '../opening/wire.ts';
import { withWorks } from '../opening/wire.ts';

/** The whole system, or some roles of it, until the program is asked to end; an empty embedded store gets the demo. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const signal = context.stopping();
  // One that is aborted from the outset means: until everything has started.
  const interrupted = new AbortController();
  signal.addEventListener('abort', () => {
    interrupted.abort();
  });
  const settings = await context.settings();
  const roles = rolesNamed(input.text('role'), settings);
  const { host = '127.0.0.1', api_keys_file: file } = settings.values;
  if (roles.has('api')) requireKeys({ host, file });
  const log = pino({ base: null, level: roles.has('ingest') ? 'info' : 'warn', redact: REDACTED }, pino.destination(2));
  await withWorks(
    context,
    () => undefined,
    async (works) => {
      const fill = async (counters: IngestCounters): Promise<boolean> => {
        const { brokers, clickhouse_url: server } = settings.values;
        const isWanted = brokers === undefined && server === undefined && !input.off('demo');
        if (!isWanted) return true;
        const { loaded, isCutShort } = await demoProgress(works.store);
        if (!isCutShort && !(await isEmpty(works.store))) return true;
        return demonstrate(terminal, works, { counters, loaded, stop: interrupted.signal });
      };
      const started = async (address: string | null): Promise<void> => {
        const isDemo = await demoMarks(works.store);
        const shown = await showDemoScorecards(terminal, works, isDemo);
        if (!shown) terminal.note(NO_DEMO);
        else showNext(terminal);
        if (address !== null) showAddress(terminal, address);
      };
      await runSystem(works, { roles, log, acceptFloods: input.flag('acceptFloods'), fill, started }, signal);
    },
    { alone: true },
  );
  return EXIT.done;
}

const REDACTED = ['req.headers.authorization'];

/** All roles where none is named; taking in needs brokers, so it is left out where there are none. */
function rolesNamed(text: string | undefined, { values }: Settings): ReadonlySet<SystemRole> {
  const hasBrokers = values.brokers !== undefined;
  if (text === undefined) return new Set(SYSTEM_ROLES.filter((role) => role !== 'ingest' || hasBrokers));
  const roles = text.split(',').map((part) => {
    const word = part.trim();
    const role = SYSTEM_ROLES.find((one) => one === word);
    if (role !== undefined) return role;
    throw wrong(
      { zh: `--role：没有角色“${word}”`, en: `--role: there is no role "${word}"` },
      suggestion(word, SYSTEM_ROLES),
    );
  });
  if (roles.includes('ingest') && !hasBrokers)
    throw wrong(
      { zh: '角色 ingest 需要 Kafka 服务器', en: 'the role ingest needs Kafka brokers' },
      { zh: '设置 GIGACITY_BROKERS=host:port，或用 --brokers', en: 'set GIGACITY_BROKERS=host:port, or use --brokers' },
    );
  return new Set(roles);
}

function showAddress(terminal: Terminal, address: string): void {
  terminal.note({
    zh: `\n服务已启动：${address}/  文档 ${address}/docs  指标 ${address}/metrics  （Ctrl-C 结束）`,
    en: `\nserving on ${address}/  docs ${address}/docs  metrics ${address}/metrics  (Ctrl-C ends it)`,
  });
}

/** False where it was told to stop. */
async function demonstrate(
  terminal: Terminal,
  { store, catalogue }: Works,
  {
    counters,
    loaded,
    stop,
  }: { readonly counters: IngestCounters; readonly loaded: ReadonlySet<string>; readonly stop: AbortSignal },
): Promise<boolean> {
  terminal.note(
    loaded.size === 0
      ? { zh: '正在装入演示数据（--no-demo 不装）…', en: 'loading the demo data (--no-demo leaves them out) …' }
      : {
          zh: '接着装入上次没有装完的演示数据（--no-demo 不装）…',
          en: 'going on with the demo data, which were not all loaded (--no-demo leaves them out) …',
        },
  );
  const onProgress = (messages: number): void => {
    terminal.progress(messages.toLocaleString('en-US'));
  };
  const deps = { store, rules: admissionRules(catalogue), counters, loaded };
  const { admitted, rejected, isWhole } = await loadDemo(deps, onProgress, stop);
  terminal.progress('');
  if (!isWhole) {
    terminal.note({
      zh: '演示数据没有装完；下次启动时继续',
      en: 'the demo data are not all loaded; the next start goes on',
    });
    return false;
  }
  const sums = [admitted, rejected].map((count) => count.toLocaleString('en-US'));
  terminal.note({
    zh: `已接收 ${sums[0] ?? ''} 条，拒收 ${sums[1] ?? ''} 条（有意写错的，可查可改）`,
    en: `admitted ${sums[0] ?? ''} messages, rejected ${sums[1] ?? ''} (faulty on purpose, all kept)`,
  });
  return true;
}

type IsDemo = Awaited<ReturnType<typeof demoMarks>>;

async function showDemoScorecards(terminal: Terminal, works: Works, isDemo: IsDemo): Promise<boolean> {
  let shown = false;
  for (const { profile: id, asOf } of DEMO_SCORECARDS) {
    const profile = works.profiles.find((one) => one.id === id);
    if (profile === undefined || !isDemo(profile)) continue;
    // Told as it stood when every report was due, however early this machine's clock is.
    const settled = endOfDay(asOf, profile.zone) + SETTLED_MS;
    const deps = { ...works, now: () => Math.max(works.now(), settled) };
    const known = { text: null, moment: null };
    const request = { plan: undefined, asOf, known, level: undefined, derive: false, now: 0 };
    for (const card of await scorecardsOf(deps, [profile], request)) {
      terminal.print();
      showDigest({ terminal, catalogue: works.catalogue }, card, true);
      shown = true;
    }
  }
  return shown;
}

/** A month and a half after a day, whatever was due for it is overdue. */
const SETTLED_MS = 45 * 24 * 60 * 60 * 1000;

const NO_DEMO = {
  zh: `这里没有${DEMO_MARK.zh}。装入文件：gigacity load FILE…；查看结论：gigacity scorecard`,
  en: 'There are no demo data here. Load files: gigacity load FILE…; see verdicts: gigacity scorecard',
};

function showNext(terminal: Terminal): void {
  const { paint } = terminal;
  const lines = NEXT[terminal.language];
  const width = Math.max(...lines.map(([command]) => command.length));
  terminal.print();
  terminal.print(paint.bold(terminal.say({ zh: '接着试试', en: 'Try next' })));
  for (const [command, what] of lines) terminal.print(`  ${paint.cyan(command.padEnd(width))}  ${paint.dim(what)}`);
}

const NEXT = {
  zh: [
    ['npx gigacity scorecard --as-of 2025-12-31', '每个目标一行'],
    ['npx gigacity scorecard --plan shanghai-2021-broadband-upgrade --as-of 2021-09-30', '按区、按运营商的任务表'],
    ['npx gigacity explain mean_subscribed_mbps --as-of 2025-12-31', '一个数从何而来'],
    ['npx gigacity indicators users_500m_plus_share --level district --as-of 2025-12-31', '各区数值与分子分母'],
    ['npx gigacity load FILE… --data ./mine', '装入自己的数据'],
  ],
  en: [
    ['npx gigacity scorecard --as-of 2025-12-31', 'a row for every target'],
    ['npx gigacity scorecard --plan shanghai-2021-broadband-upgrade --as-of 2021-09-30', 'districts by carriers'],
    ['npx gigacity explain mean_subscribed_mbps --as-of 2025-12-31', 'where a number comes from'],
    ['npx gigacity indicators users_500m_plus_share --level district --as-of 2025-12-31', 'values with their parts'],
    ['npx gigacity load FILE… --data ./mine', 'your own data'],
  ],
} as const;
