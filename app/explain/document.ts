import { toValueDocument, toVerdictDocument } from '../../indicators/documents/documents.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { neededFor } from '../../indicators/judging/needed.ts';
import { toNumber } from '../../indicators/rational.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Exclusions } from './exclusions.ts';
import type { Explanation } from './explain.ts';
import type { ComponentDiff } from './components.ts';
import type { Difference } from './diff.ts';
import type { Contribution } from './reports.ts';
import { formulaText } from './formula-words.ts';
import { momentText, receiptText } from '../terminal/moments.ts';

/** What an indicator means, before any number. */
export function definitionDocument(indicator: Indicator): unknown {
  const { id, version, name, unit, levels, authority, document, formula, notes } = indicator;
  return {
    indicator: id,
    version: String(version),
    ...{ name, unit, levels, authority, document, formula },
    formula_text: formulaText(formula),
    ...(notes === undefined ? {} : { notes }),
  };
}

/** `knownAt` is the moment as it was asked for; null where none was. */
export function explanationDocument(
  one: Explanation,
  knownAt: string | null,
  difference: Difference | undefined,
): unknown {
  const { profile, value, queries, reports, exclusions, gaps, failures, verdicts } = one;
  return {
    profile: profile.id,
    value: toValueDocument(value, knownAt),
    queries: queries.map(({ sql, params }) => ({ sql, params })),
    reports: reports.map((report) => reportDocument(report, profile.zone)),
    exclusions: exclusions.map(exclusionsDocument),
    missing: gaps,
    failed_items: failures,
    verdicts: verdicts.map((verdict) => ({ ...toVerdictDocument(verdict, knownAt), needed: neededDocument(verdict) })),
    ...(difference === undefined ? {} : { diff: differenceDocument(difference) }),
  };
}

function reportDocument(
  { role, day, isBase, stream, report, value, counted, doubts }: Contribution,
  zone: string,
): unknown {
  const { carrier, district, subject, part, from, entities } = report;
  const { observedAt, revision, receivedAt, source, partition, offset, line } = report;
  return {
    ...{ role, day, ...(isBase ? { base: true } : {}), stream, subject },
    ...(part === '' ? {} : { period: part }),
    ...{ carrier, district, reported: from },
    ...(observedAt === undefined ? {} : { observed_at: momentText(observedAt, zone), revision }),
    ...(receivedAt === undefined ? {} : { received_at: receiptText(receivedAt, zone) }),
    ...(source === undefined ? {} : { source, partition, offset: Number(offset), line }),
    ...{ entities, value: toNumber(value), counted, flags: doubts },
  };
}

function exclusionsDocument({
  stream,
  subjects,
  component,
  received,
  rejected,
  byCode,
  ...counts
}: Exclusions): unknown {
  return {
    ...{ stream, subjects },
    ...(component === undefined ? {} : { component }),
    ...{ received, rejected },
    ...(byCode === undefined
      ? {}
      : { rejected_by_code: Object.fromEntries(byCode.map(({ code, count }) => [code, count])) }),
    not_known: counts.notKnown,
    not_observed: counts.notObserved,
    superseded: counts.superseded,
    ...(counts.thinned === undefined ? {} : { thinned: counts.thinned }),
    set_aside: counts.setAside,
    failed: counts.failed,
    used: counts.used,
  };
}

function neededDocument(verdict: Verdict): unknown {
  return neededFor(verdict).map(({ for: goal, part, of, now, bound, change, beyond }) => ({
    for: goal,
    part,
    ...(of === undefined ? {} : { of }),
    now: toNumber(now),
    bound: toNumber(bound),
    change: toNumber(change),
    beyond,
  }));
}

/** How the number came to differ from the one it is compared with. */
function differenceDocument(difference: Difference): unknown {
  const { before, after, parts, components, verdicts, definitions, asOf, knownAt } = difference;
  const { zone } = after.profile;
  return {
    as_of: asOf,
    known_at: knownAt,
    value: toValueDocument(before.value, knownAt),
    parts: parts.map(({ role, isBase, before: was, after: is, change, changes }) => ({
      role,
      ...(isBase ? { base: true } : {}),
      before: toNumber(was),
      after: toNumber(is),
      change: toNumber(change),
      changes: changes.map((one) => ({
        kind: one.kind,
        change: toNumber(one.change),
        before: one.before === undefined ? null : reportDocument(one.before, zone),
        after: one.after === undefined ? null : reportDocument(one.after, zone),
      })),
    })),
    ...(components.length === 0 ? {} : { components: components.map(componentDocument) }),
    definitions,
    verdicts: verdicts.map(({ before: was, after: is }) => ({
      plan: is.plan.id,
      target: is.target.id,
      before: { verdict: was.verdict, rule: was.rule, milestone: was.milestone?.date ?? null },
      after: { verdict: is.verdict, rule: is.rule, milestone: is.milestone?.date ?? null },
    })),
  };
}

function componentDocument({ id, name, weight, before, after, change }: ComponentDiff): unknown {
  const [was, is] = [before, after].map(({ score }) => score && toNumber(score));
  return { id, name, weight: toNumber(weight), before: was, after: is, change: change && toNumber(change) };
}
