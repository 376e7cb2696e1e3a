import { z } from 'zod';
import type { Catalogue } from '../../indicators/catalogue.ts';
import { LEVELS, UNITS } from '../../indicators/indicator.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Plan } from '../../indicators/plan.ts';
import { BASES, COMMITMENTS, COMPARISONS } from '../../indicators/plan.ts';
import { didYouMean } from '../hints.ts';
import { Problem } from '../problems.ts';

/** One definition whole, as it was loaded; numbers of targets are exact decimal text. */

const name = z.strictObject({ zh: z.string(), en: z.string() });
const remark = z.union([z.string(), name]).describe('中英文，或只有一种。In both languages, or in one alone');
const sha256 = z.string().nullable().describe('内容哈希。SHA-256 of the content, in hexadecimal');

const targetShape = {
  id: z.string(),
  indicator: z.string(),
  clause: z.string(),
  text: z.string().describe('文件原文。The words of the document'),
  scope: z.strictObject({ district: z.string().optional(), carrier: z.string().optional() }),
  commitment: z.enum(COMMITMENTS),
  comparison: z.enum(COMPARISONS),
  value: z.string().nullable().describe('以指标单位计的精确小数。Exact decimal text in the unit of the indicator'),
  printed: z.strictObject({ value: z.string(), unit: z.string() }).optional(),
  unverifiable: remark.optional(),
  due: z.string().nullable().describe('期限；null 为长期标准。Null for a standing criterion'),
  milestones: z.array(
    z.strictObject({ date: z.string(), value: z.string(), basis: z.enum(BASES), printed: z.string() }),
  ),
  notes: z.string().optional(),
};

export const indicatorDocument = z.strictObject({
  id: z.string(),
  version: z.number(),
  name,
  unit: z.enum(UNITS),
  levels: z.array(z.enum(LEVELS)),
  authority: z.string().describe('制定者。Who defined it'),
  document: z.strictObject({ plan: z.string(), clause: z.string(), text: z.string() }),
  formula: z.looseObject({ kind: z.string() }).describe('公式：度量及其组合。Measures and how they are combined'),
  notes: remark.optional(),
  targets: z
    .array(z.strictObject({ plan: z.string(), ...targetShape }))
    .describe('各文件对该指标的目标。Targets that plans set for it'),
  sha256,
});

export const planDocument = z.strictObject({
  id: z.string(),
  version: z.number(),
  title: name,
  issuers: z.array(z.string()),
  number: z.string().nullable().describe('文号'),
  date: z.string(),
  jurisdiction: z.string().nullable(),
  tolerance: z.string(),
  programmes: z.array(z.string()),
  notes: z.string().optional(),
  targets: z.array(z.strictObject(targetShape)),
  tasks: z.array(
    z.strictObject({
      id: z.string(),
      group: z.string().nullable(),
      clause: z.string(),
      text: z.string(),
      lead: z.string().nullable(),
      responsible: z.array(z.string()),
      due: z.looseObject({ kind: z.enum(['by', 'standing', 'every']) }),
      targets: z.array(z.string()),
      notes: z.string().optional(),
    }),
  ),
  sha256,
});

export function toIndicatorDocument(catalogue: Catalogue, id: string): z.output<typeof indicatorDocument> {
  const {
    version,
    name: called,
    unit,
    levels,
    authority,
    document,
    formula,
    notes,
  } = found(catalogue.indicators, id, {
    zh: '指标',
    en: 'indicator',
  });
  const targets = [...catalogue.plans.values()].flatMap((plan) =>
    plan.targets.filter(({ indicator }) => indicator === id).map((target) => ({ plan: plan.id, ...toTarget(target) })),
  );
  return {
    ...{ id, version, name: called, unit, levels: [...levels], authority, document, formula: { ...formula } },
    ...(notes === undefined ? {} : { notes }),
    targets,
    sha256: catalogue.fingerprints.get(`indicator:${id}`) ?? null,
  };
}

export function toPlanDocument(catalogue: Catalogue, id: string): z.output<typeof planDocument> {
  const { notes, issuers, programmes, targets, tasks, ...plan } = found(catalogue.plans, id, {
    zh: '规划文件',
    en: 'plan',
  });
  return {
    ...plan,
    issuers: [...issuers],
    programmes: [...programmes],
    ...(notes === undefined ? {} : { notes }),
    targets: targets.map(toTarget),
    tasks: tasks.map(({ responsible, due, targets: own, ...task }) => ({
      ...task,
      responsible: [...responsible],
      due: { ...due },
      targets: [...own],
    })),
    sha256: catalogue.fingerprints.get(`plan:${id}`) ?? null,
  };
}

type TargetDocument = z.output<z.ZodObject<typeof targetShape>>;

function toTarget({ milestones, ...target }: Plan['targets'][number]): TargetDocument {
  return { ...target, milestones: milestones.map((one) => ({ ...one })) };
}

function found<T extends Indicator | Plan>(
  all: ReadonlyMap<string, T>,
  id: string,
  kind: { readonly zh: string; readonly en: string },
): T {
  const one = all.get(id);
  if (one !== undefined) return one;
  throw new Problem(
    'not_found',
    { zh: `没有${kind.zh}“${id}”`, en: `there is no ${kind.en} "${id}"` },
    {
      pointer: '#/params/id',
      hint: didYouMean(id, [...all.keys()]) ?? {
        zh: `全部列在 /v1/${kind.en}s`,
        en: `/v1/${kind.en}s lists them all`,
      },
    },
  );
}
