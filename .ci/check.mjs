// Runs every `check:*` script of package.json, also after one has failed, and ends non-zero if any did.
// `--report FILE` also writes the outcome as JSON: [{ "step": "check:types", "passed": true }, …].
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { report: { type: 'string' } } });
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const outcomes = Object.keys(scripts)
  .filter((name) => name.startsWith('check:'))
  .map((step) => {
    console.log(`\n── ${step}`);
    const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
    return { step, passed: status === 0 };
  });

console.log();
for (const { step, passed } of outcomes) console.log(`${passed ? 'ok    ' : 'FAILED'} ${step}`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(outcomes));
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
