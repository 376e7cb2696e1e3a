import type { Condition, Filter } from '../../store/measure.ts';

/** The conditions of a measure in brackets, or nothing. */
export function filterText(where: Filter): string {
  const parts = Object.entries(where).map(([field, condition]) => conditionText(field, condition));
  return parts.length === 0 ? '' : ` [${parts.join(', ')}]`;
}

function conditionText(field: string, condition: Condition): string {
  switch (condition.kind) {
    case 'one_of':
      return `${field} = ${condition.words.join(' | ')}`;
    case 'at_least':
      return condition.of === undefined
        ? `${field} ≥ ${condition.bound}`
        : `${field} ≥ ${condition.bound} × ${condition.of}`;
    case 'at_most':
      return `${field} ≤ ${condition.bound}`;
    case 'from':
      return `${field} ≥ ${condition.day}`;
    default:
      return condition satisfies never;
  }
}
