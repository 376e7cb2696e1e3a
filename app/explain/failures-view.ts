import type { Failure } from '../../store/failures.ts';
import { showMore } from './reports-view.ts';
import { failureText } from '../showing/failed-items.ts';
import { districtName } from '../../api/names.ts';
import type { View } from '../showing/view.ts';

const FAILURES_SHOWN = 12;

/** Items of a programme that were examined and do not count, each with what it fails. */
export function showFailures({ terminal, catalogue }: View, failures: readonly Failure[]): void {
  for (const { district, entity, observed, failed } of failures.slice(0, FAILURES_SHOWN)) {
    const name = districtName(catalogue, district, terminal.language);
    const why = failed.map((one) => failureText(one, terminal.language)).join('; ');
    terminal.print(`  ${name} ${entity.at(-1) ?? ''}  ${observed}  ${why}`);
  }
  showMore(terminal, failures.length - FAILURES_SHOWN);
}
