import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { AdmissionRules } from '../../ingest/admit.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import { loadCatalogue } from '../../indicators/catalogue.ts';
import { taskPeriods } from '../../indicators/tasks.ts';

const ROOT = fileURLToPath(new URL('../../indicators', import.meta.url));

/** The catalogue that is shipped. */
export function shippedCatalogue(): Catalogue {
  const files = ['registries', 'profiles', 'catalogue', 'plans', 'quality'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => ({
      path: `${folder}/${name}`,
      text: readFileSync(join(ROOT, folder, name), 'utf8'),
    })),
  );
  return loadCatalogue(files).catalogue;
}

/** What the shipped registries admit. */
export function shippedRules({ registries, plans }: Catalogue): AdmissionRules {
  return {
    carriers: new Set(registries.carriers.map(({ code }) => code)),
    districts: new Map(
      registries.districts.map(({ code, from, until }) => [
        code,
        { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) },
      ]),
    ),
    statistics: new Set(registries.statistics.map(({ id }) => id)),
    programmes: new Set([...plans.values()].flatMap(({ programmes }) => programmes)),
    tasks: new Map([...plans.values()].map((plan) => [plan.id, taskPeriods(plan)])),
  };
}
