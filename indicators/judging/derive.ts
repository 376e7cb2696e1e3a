import type { Milestone, Plan, Target } from '../plan.ts';
import { divide, fromText, isZero, multiply, toText } from '../rational.ts';

/**
 * The cells that a plan does not print and that follow from those it does: a part's share by quarter, the part's printed
 * total divided as the whole's total is divided over the quarters, exactly. A district of one carrier follows that
 * carrier's quarters where the plan prints them, all else the city's. The last quarter is the printed total itself.
 *
 * Nobody has promised these figures; they are for who asks, and marked.
 */
export function derivedTargets(plan: Plan): readonly Target[] {
  return plan.targets.flatMap((part) => {
    const whole = profileOf(plan, part);
    return whole === undefined ? [] : whole.milestones.flatMap((milestone) => cell(part, whole, milestone));
  });
}

/** The target whose quarters a part follows: of its own carrier, or of everybody. */
function profileOf({ targets }: Plan, part: Target): Target | undefined {
  const { district, carrier } = part.scope;
  if (district === undefined || part.milestones.length > 0) return undefined;
  const profiles = targets.filter(
    ({ indicator, milestones, scope }) =>
      indicator === part.indicator && milestones.length > 0 && scope.district === undefined,
  );
  return (
    profiles.find(({ scope }) => carrier !== undefined && scope.carrier === carrier) ??
    profiles.find(({ scope }) => scope.carrier === undefined)
  );
}

function cell(part: Target, whole: Target, { date, value }: Milestone): readonly Target[] {
  if (part.value === null || whole.value === null || part.due === null || date >= part.due) return [];
  const total = fromText(whole.value);
  if (isZero(total)) return [];
  const { indicator, clause, text, scope, commitment, comparison } = part;
  return [
    {
      id: `${part.id}@${date}`,
      indicator,
      clause,
      text,
      scope,
      commitment,
      comparison,
      value: toText(multiply(fromText(part.value), divide(fromText(value), total))),
      due: date,
      milestones: [],
      notes: `Derived: ${part.value} × ${value} / ${whole.value}, the part of ${whole.id} that is asked for by ${date}.`,
    },
  ];
}
