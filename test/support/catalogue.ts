import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { admissionRules } from '../../app/opening/definitions.ts';
import type { AdmissionRules } from '../../ingest/admit.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import { loadCatalogue } from '../../indicators/catalogue.ts';

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
export function shippedRules(catalogue: Catalogue): AdmissionRules {
  return admissionRules(catalogue);
}
