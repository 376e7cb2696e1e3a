/**
 * Data flows ingest → store → indicators → metrics and api; imports point the other way, and only to pure files.
 * The edges open a socket, a disk or an engine: `app/` hands them to the rest.
 */
const EDGES = '^(ingest/(kafka[a-z-]*|files)|store/clickhouse)\\.ts$';
/** What a message is: declarations without behaviour, which rooms downstream read. */
const DECLARATIONS = '^ingest/(streams?|field)\\.ts$|^ingest/streams/';
/** The rooms of `app/`: each knows those before it, and of the command line above them only what a command is. */
const APP = [
  ...['terminal', 'settings', 'evaluating', 'opening', 'kafka', 'ingestion'],
  ...['showing', 'explain', 'snapshot', 'serving', 'commands'],
];
const TYPES_ONLY = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need one another are one file, or hide a third. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'ingest-imports-ingest',
      comment: 'ingest/ stands first: it knows nothing of what is made of its measurements.',
      severity: 'error',
      from: { path: '^ingest/' },
      to: { path: '^(app|api|indicators|metrics|store)/' },
    },
    {
      name: 'store-knows-ingest-and-store',
      comment: 'store/ answers measures; targets, formulas and whoever shows them lie downstream.',
      severity: 'error',
      from: { path: '^store/' },
      to: { path: '^(app|api|indicators|metrics)/' },
    },
    {
      name: 'store-takes-types-of-ingest',
      comment: 'Streams reach store/ as arguments; of ingest/ it needs types, and the plain vocabulary of values.',
      severity: 'error',
      from: { path: '^store/' },
      to: { path: '^ingest/', pathNot: '^ingest/(field|instant|json|parcel|period)\\.ts$', ...TYPES_ONLY },
    },
    {
      name: 'indicators-know-upstream',
      comment: 'indicators/ says what numbers mean, not how they are shown or served.',
      severity: 'error',
      from: { path: '^indicators/' },
      to: { path: '^(app|api|metrics)/' },
    },
    {
      name: 'indicators-take-types-of-store',
      comment: 'indicators/ asks through a port; how the answer is found is not its business.',
      severity: 'error',
      from: { path: '^indicators/' },
      to: { path: '^store/', ...TYPES_ONLY },
    },
    {
      name: 'indicators-read-stream-declarations',
      comment: 'Definitions are checked against the declared streams; nothing else of ingest/ concerns indicators/.',
      severity: 'error',
      from: { path: '^indicators/' },
      to: { path: '^ingest/', pathNot: DECLARATIONS },
    },
    {
      name: 'metrics-know-indicators',
      comment: 'metrics/ writes down what indicators/ found.',
      severity: 'error',
      from: { path: '^metrics/' },
      to: { path: '^(app|api|ingest|store)/' },
    },
    {
      name: 'api-does-not-know-app',
      comment: 'app/ starts the server; the server does not reach back.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^app/' },
    },
    {
      name: 'rooms-of-app-know-no-command-line',
      comment: 'The files above the rooms of app/ start what the rooms hold.',
      severity: 'error',
      from: { path: '^app/[^/]+/' },
      to: { path: '^app/[^/]+$', pathNot: '^app/command\\.ts$' },
    },
    ...APP.map((room, at) => ({
      name: `app-${room}-knows-earlier-rooms`,
      comment: `The rooms of app/ stand in one order, in which ${room}/ may look back and not ahead.`,
      severity: 'error',
      from: { path: `^app/${room}/` },
      to: { path: '^app/[^/]+/', pathNot: `^app/(${APP.slice(0, at + 1).join('|')})/` },
    })),
    {
      name: 'only-app-opens-edges',
      comment: 'A file that opens a socket, a disk or an engine is handed over by app/ as a port.',
      severity: 'error',
      from: { pathNot: `^(app|test)/|${EDGES}` },
      to: { path: EDGES },
    },
    {
      name: 'edges-alone-touch-the-world',
      comment: 'Upstream of app/ and api/ only an edge opens files, sockets and processes.',
      severity: 'error',
      from: { path: '^(ingest|store|indicators|metrics)/', pathNot: EDGES },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(child_process|cluster|dgram|dns|fs|http|http2|https|net|os|process|tls|worker_threads)(/|$)',
      },
    },
    {
      name: 'clients-stay-in-their-edge',
      comment: 'One file speaks to a server or engine, so that its traps are dealt with once.',
      severity: 'error',
      from: { path: '^(app|api|ingest|store|indicators|metrics)/', pathNot: EDGES },
      to: { path: '(^|/)node_modules/(@clickhouse/client|chdb|node-rdkafka)/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Builders and twins serve tests alone.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'pure-tests-open-no-engine',
      comment:
        'These share a process, and the engine wants one to itself: a test that opens it is named *.engine.test.ts.',
      severity: 'error',
      from: { path: '^test/(ingest|indicators|metrics)/', pathNot: '^test/ingest/kafka|\\.engine\\.test\\.ts$' },
      to: { path: '^(ingest/kafka[a-z-]*|store/clickhouse)\\.ts$', reachable: true },
    },
    {
      name: 'dashboards-are-written-before',
      comment: 'metrics/dashboards/ writes metrics/grafana/ from a test and is no part of the program.',
      severity: 'error',
      from: { path: '^(app|api|ingest|store|indicators|metrics)/', pathNot: '^metrics/dashboards/' },
      to: { path: '^metrics/dashboards/' },
    },
    {
      name: 'resolvable',
      comment: 'The imported file or package is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages',
      comment: 'A package that is only there because another one brought it can vanish.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages',
      comment: 'devDependencies are not there when the program runs; the dashboards are written before that.',
      severity: 'error',
      from: { path: '^(app|api|ingest|store|indicators|metrics)/', pathNot: '^metrics/dashboards/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(coverage|data|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
