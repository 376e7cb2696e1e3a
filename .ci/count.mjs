// Prints "passed failed skipped" of one report: `count.mjs tests FILE` (Vitest's JSON) or `count.mjs checks FILE`.
import { readFileSync } from 'node:fs';

const [kind, file] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8'));
console.log((kind === 'tests' ? countTests(report) : countChecks(report)).join(' '));

function countTests({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that cannot even be loaded holds no tests, and would otherwise be missed.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return [numPassedTests, numFailedTests + broken.length, numPendingTests + numTodoTests];
}

function countChecks(outcomes) {
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return [passed, outcomes.length - passed, 0];
}
