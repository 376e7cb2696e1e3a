import type { Catalogue } from '../indicators/catalogue.ts';
import type { Profile } from '../indicators/profile.ts';
import { ALERTMANAGER, alertmanagerConfig } from './alertmanager-config.ts';
import type { NamedText } from './rules/files.ts';
import { RUNBOOKS, rulesFiles } from './rules/files.ts';
import { PROMETHEUS, prometheusConfig } from './server-configs.ts';

/** Where the programs are, for those who run their own. */
export interface MonitoringOptions {
  /** `host:port` of this program, and of Alertmanager. */
  readonly gigacity: string;
  readonly alertmanager: string;
  readonly runbooks: string;
  readonly readKeyFile: string | undefined;
  readonly hooksKeyFile: string | undefined;
}

/** As in the containers of the repository. */
export const REPOSITORY: MonitoringOptions = {
  gigacity: PROMETHEUS.gigacity,
  alertmanager: PROMETHEUS.alertmanager,
  runbooks: RUNBOOKS,
  readKeyFile: PROMETHEUS.keyFile,
  hooksKeyFile: ALERTMANAGER.keyFile,
};

/** What Prometheus and Alertmanager are run with, by its path; made of the catalogue and the profiles. */
export function monitoringFiles(
  catalogue: Catalogue,
  profiles: readonly Profile[],
  { gigacity, alertmanager, runbooks, readKeyFile, hooksKeyFile }: MonitoringOptions,
): readonly NamedText[] {
  const watched = new Set(profiles.flatMap(({ plans }) => plans));
  const plans = new Map([...catalogue.plans].filter(([id]) => watched.has(id)));
  return [
    {
      name: 'prometheus/prometheus.yml',
      text: prometheusConfig({ ...PROMETHEUS, gigacity, alertmanager, keyFile: readKeyFile }),
    },
    ...rulesFiles({ ...catalogue, plans }, { runbooks }).map(({ name, text }) => ({
      name: `prometheus/rules/${name}`,
      text,
    })),
    {
      name: 'alertmanager/alertmanager.yml',
      text: alertmanagerConfig(profiles, { ...ALERTMANAGER, gigacity, keyFile: hooksKeyFile }),
    },
  ];
}
