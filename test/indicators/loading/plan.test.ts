import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import type { Target } from '../../../indicators/plan.ts';
import { SHIPPED, shippedWith } from './shipped-files.ts';

const { plans } = loadCatalogue(SHIPPED).catalogue;

function targets(plan: string): readonly Target[] {
  return plans.get(plan)?.targets ?? [];
}

function target(plan: string, id: string): Target | undefined {
  return targets(plan).find((candidate) => candidate.id === id);
}

/** One line per target: id, comparison, value, due date, commitment. */
function summary(plan: string): readonly string[] {
  return targets(plan).map(({ id, comparison, value, due, commitment }) =>
    [id, comparison, value ?? '–', due ?? '–', commitment].join(' '),
  );
}

describe('the broadband upgrade of 2021', () => {
  const plan = 'shanghai-2021-broadband-upgrade';

  test('has a target for the city, each carrier, each district and each cell', () => {
    expect(targets(plan).length).toBe(1 + 3 + 16 + 16 * 3);
    expect(
      targets(plan).filter(({ scope }) => scope.district !== undefined && scope.carrier !== undefined).length,
    ).toBe(48);
  });

  test('sums the quarters up and keeps what is printed', () => {
    expect(target(plan, 'city')?.milestones).toEqual([
      { date: '2021-03-31', value: '190000', basis: 'increment', printed: '190000' },
      { date: '2021-06-30', value: '570000', basis: 'increment', printed: '380000' },
      { date: '2021-09-30', value: '800000', basis: 'increment', printed: '230000' },
    ]);
    expect(target(plan, 'carriers.mobile')).toMatchObject({
      scope: { carrier: 'mobile' },
      value: '200000',
      due: '2021-09-30',
      commitment: 'must',
      milestones: [{ value: '50000' }, { value: '150000' }, { value: '200000' }],
    });
  });

  test('takes the cells of annex 2 exactly, without a quarter that no document prints', () => {
    expect(target(plan, 'districts.310115.telecom')).toMatchObject({
      scope: { district: '310115', carrier: 'telecom' },
      value: '117000',
      printed: { value: '11.7', unit: '万户' },
      milestones: [],
    });
    expect(target(plan, 'districts.310151')).toMatchObject({
      scope: { district: '310151' },
      value: '49000',
      due: '2021-09-30',
    });
  });

  test('keeps the row order of the annex', () => {
    const order = targets(plan).filter(({ id }) => /^districts\.\d+$/.test(id));
    expect(order.map(({ id }) => id.slice(-3)).join(' ')).toBe(
      '115 101 106 104 105 107 109 110 113 112 114 116 117 118 120 151',
    );
  });
});

test('the garages of 2023 give the city and each district four quarters', () => {
  const plan = 'shanghai-2023-garage-coverage';
  expect(targets(plan).length).toBe(17);
  expect(target(plan, 'city')?.milestones.map(({ value, basis }) => `${basis} ${value}`)).toEqual([
    'cumulative 125',
    'cumulative 375',
    'cumulative 625',
    'cumulative 1000',
  ]);
  expect(target(plan, 'districts.310115')).toMatchObject({
    value: '225',
    due: '2023-12-31',
    milestones: [
      { value: '28' },
      { value: '83' },
      { value: '138' },
      { value: '225', printed: '87', basis: 'increment' },
    ],
  });
});

test('the plan of 2022 has three targets', () => {
  expect(summary('shanghai-2022-cloud-network-aid')).toEqual([
    'outdoor-5g-stations at_least 60000 2022-12-31 stated',
    'sme-tariff-change at_most -0.1 2022-12-31 stated',
    'new-business-500m at_least 1 2022-12-31 in_principle',
  ]);
});

test('the plan of 2025 follows the law of its words', () => {
  expect(summary('shanghai-2025-action-plan')).toEqual([
    'new-5ga-stations at_least 10000 2025-12-31 stated',
    'g5-traffic-share more_than 0.7 2025-12-31 strive',
    'g5-density-rank at_most – 2025-12-31 strive',
    'otn-sites-per-10k at_least 4.5 2025-12-31 stated',
    'mean-subscribed-mbps at_least 470 2025-12-31 stated',
    'idc-racks at_least 620000 2025-12-31 stated',
    'g5-experience-index at_least – 2025-12-31 stated',
    'g5-factories-growth at_least 0.2 2025-12-31 strive',
    'intelligent-compute-share at_least 0.65 2025-12-31 stated',
    'compute-node-latency at_most 1 2025-12-31 stated',
    'new-dc-pue at_most 1.25 2025-12-31 stated',
    'pon10g-plus-port-share more_than 0.98 2025-12-31 stated',
    'otn-capacity more_than 1600 2025-12-31 stated',
    'ipv6-active-users more_than 0.8 2025-12-31 strive',
  ]);
});

test('the plan of Yuzhong binds the district and four carriers, and keeps a target without a value', () => {
  expect(summary('yuzhong-2023-gigabit-city')).toEqual([
    'pon10g-ports at_least 12000 2023-10-31 stated',
    'pon10g-port-share at_least 0.35 2023-10-31 stated',
    'household-coverage at_least 1 2023-10-31 stated',
    'g5-stations-per-10k at_least 35 2023-10-31 stated',
    'key-place-5g at_least 0.98 2023-10-31 stated',
    'users-500m-plus at_least 0.25 2023-10-31 stated',
    'g5-users at_least 0.45 2023-10-31 stated',
    'dual-gigabit-cases at_least 5 2023-10-31 stated',
    'dual-gigabit-cases.telecom at_least 1 2023-10-31 stated',
    'dual-gigabit-cases.mobile at_least 1 2023-10-31 stated',
    'dual-gigabit-cases.unicom at_least 1 2023-10-31 stated',
    'dual-gigabit-cases.tower at_least 1 2023-10-31 stated',
    'annual-g5-stations at_least – – must',
  ]);
});

test('the national criteria stand without a due date', () => {
  expect(plans.get('national-gigabit-city')?.jurisdiction).toBeNull();
  expect(summary('national-gigabit-city')).toEqual([
    'household-coverage at_least 0.8 – stated',
    'pon10g-port-share at_least 0.25 – stated',
    'key-place-5g at_least 0.8 – stated',
    'g5-stations-per-10k at_least 12 – stated',
    'users-500m-plus at_least 0.25 – stated',
    'g5-users at_least 0.25 – stated',
    'dual-gigabit-cases at_least 5 – stated',
  ]);
});

describe('a plan is refused', () => {
  const path = 'indicators/plans/shanghai-2025-action-plan.yaml';
  const messages = (from: string, to: string): readonly string[] =>
    loadCatalogue(shippedWith(path, from, to))
      .problems.filter(({ file }) => file === path)
      .map(({ message }) => message);

  test('where a target without a value gives no reason', () => {
    expect(messages('    unverifiable: { zh: 文件未给出数值。, en: The document prints no value. }\n', '')).toEqual([
      'a target without a value needs "unverifiable", the reason',
    ]);
  });

  test('where an id stands twice', () => {
    expect(messages('- id: idc-racks', '- id: otn-capacity')).toEqual([
      'the target id "otn-capacity" stands twice in this plan',
    ]);
  });

  test('where a day does not exist', () => {
    expect(messages('date: 2025-02-06', 'date: 2025-02-30')).toEqual([
      'date: expected a day such as 2025-12-31, got "2025-02-30"',
    ]);
  });
});

test('milestones that miss the target of the same day are a problem', () => {
  const path = 'indicators/plans/shanghai-2023-garage-coverage.yaml';
  const { problems } = loadCatalogue(shippedWith(path, '    value: 1000\n', '    value: 1001\n'));
  expect(problems.map(({ message }) => message)).toContain(
    "the milestones sum up to 1000 on the due date, but the target's value is 1001",
  );
});

describe('the tolerance of a plan', () => {
  const id = 'shanghai-2025-action-plan';
  const withTolerance = (text: string): ReturnType<typeof loadCatalogue> =>
    loadCatalogue(shippedWith(`indicators/plans/${id}.yaml`, 'programmes: []', `tolerance: ${text}\nprogrammes: []`));

  test('is 5 % of the way where its file says nothing', () => {
    expect(plans.get(id)?.tolerance).toBe('0.05');
  });
  test('may be nought', () => {
    expect(withTolerance('0').catalogue.plans.get(id)?.tolerance).toBe('0');
  });
  test.each(['-0.1', '1', '5%'])('cannot be %s', (text) => {
    const { catalogue, problems } = withTolerance(text);
    expect(catalogue.plans.has(id)).toBe(false);
    expect(problems.some(({ message }) => message.startsWith('tolerance: expected'))).toBe(true);
  });
});
