// Prints "passed failed skipped" of one report: `count.mjs tests FILE` (Vitest's JSON) or `count.mjs checks FILE`.
import { readFileSync } from 'node:fs';

const [kind, file] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8'));
console.log((kind === 'tests' ? countTests(report) : countChecks(report)).join(' '));

function countTests({ testResults }) {
  const statuses = testResults.flatMap(({ status, assertionResults }) => {
    const tests = assertionResults.map((test) => test.status);
    // A file that cannot be loaded, or whose hooks fail, may hold no failed test, and would otherwise be missed.
    return status === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests;
  });
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return [passed, failed, statuses.length - passed - failed];
}

function countChecks(outcomes) {
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return [passed, outcomes.length - passed, 0];
}
