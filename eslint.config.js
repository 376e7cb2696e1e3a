import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Rooms (or files) where the answer may depend on nothing but the arguments. */
const PURE = ['indicators/**/*.ts', 'store/**/*.ts'];
/** The files that open a disk, a socket or the engine. */
const EDGES = ['store/clickhouse.ts'];

const NO_DEFAULT_EXPORT = [
  {
    selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    message: 'Export by name, so that a thing has one name everywhere.',
  },
];

const NO_CLOCK = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time is an argument: take the moment from the caller.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'Time is an argument: take the moment from the caller.',
  },
];

const NO_ENVIRONMENT = [
  {
    object: 'process',
    property: 'env',
    message: 'Only app/settings/config.ts reads the environment; take a setting as an argument.',
  },
];

const NO_AMBIENT_PROPERTIES = [
  { object: 'Date', property: 'now', message: 'Time is an argument: take the moment from the caller.' },
  { object: 'Temporal', property: 'Now', message: 'Time is an argument: take the moment from the caller.' },
  { object: 'Math', property: 'random', message: 'Chance is an argument: take a seeded source from the caller.' },
];

const NO_ENVIRONMENT_IMPORT = ['process', 'node:process'].map((name) => ({
  name,
  importNames: ['env'],
  message: 'Only app/settings/config.ts reads the environment; take a setting as an argument.',
}));

const NO_WORLD_IMPORT = {
  // Type imports are refused too: a pure file has no use for the shape of a socket or of a file handle.
  regex:
    '^(node:)?(child_process|cluster|dgram|dns|fs|http|http2|https|net|os|perf_hooks|process|timers|tls|worker_threads)(/|$)',
  message: 'This room is pure: the caller opens files, sockets and clocks and hands over what they say.',
};

const NO_AMBIENT_GLOBALS = {
  checkGlobalObject: true,
  globals: [
    { name: 'process', message: 'This room is pure: take what it says as an argument.' },
    { name: 'performance', message: 'Time is an argument: take the moment from the caller.' },
    { name: 'fetch', message: 'This room is pure: the caller opens sockets and hands over what they say.' },
  ],
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'data/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,cts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: NO_ENVIRONMENT_IMPORT }],
      'no-restricted-properties': ['error', ...NO_ENVIRONMENT],
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.strict],
    rules: { eqeqeq: 'error' },
  },
  {
    files: PURE,
    ignores: EDGES,
    rules: {
      'no-restricted-globals': ['error', NO_AMBIENT_GLOBALS],
      'no-restricted-imports': ['error', { patterns: [NO_WORLD_IMPORT] }],
      'no-restricted-properties': ['error', ...NO_ENVIRONMENT, ...NO_AMBIENT_PROPERTIES],
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT, ...NO_CLOCK],
    },
  },
  { files: ['app/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    // Tests hand the environment on to the programs that they start, and the first file sets what must be set there.
    files: ['app/settings/config.ts', 'app/gigacity.cts', 'test/**/*.ts', 'vitest.config.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off' },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
