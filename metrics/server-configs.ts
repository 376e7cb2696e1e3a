import { stringify } from 'yaml';
import { JOB } from './rules/pipeline-rules.ts';

export interface PrometheusOptions {
  /** `host:port` of the program and of Alertmanager. */
  readonly gigacity: string;
  readonly alertmanager: string;
  /** Prometheus durations. */
  readonly scrapeEvery: string;
  readonly evaluateEvery: string;
  /** Pattern of the files of rules, from the configuration's own folder. */
  readonly rules: string;
  /** File of the key that may read; undefined where the program asks for none. */
  readonly keyFile: string | undefined;
}

/** What Prometheus is started with. */
export function prometheusConfig(options: PrometheusOptions): string {
  const { gigacity, alertmanager, scrapeEvery, evaluateEvery, rules, keyFile } = options;
  return written({
    global: { scrape_interval: scrapeEvery, scrape_timeout: scrapeEvery, evaluation_interval: evaluateEvery },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [{ job_name: JOB, ...keyOf(keyFile), static_configs: [{ targets: [gigacity] }] }],
  });
}

/** Where both programs find this one, in the containers of the repository. */
export const CONTAINERS = {
  gigacity: 'gigacity:8080',
  alertmanager: 'alertmanager:9093',
  readKey: '/run/secrets/gigacity_read_key',
  hooksKey: '/run/secrets/gigacity_hooks_key',
} as const;

/** The configuration of the repository. */
export const PROMETHEUS: PrometheusOptions = {
  gigacity: CONTAINERS.gigacity,
  alertmanager: CONTAINERS.alertmanager,
  scrapeEvery: '15s',
  evaluateEvery: '30s',
  rules: 'rules/*.yml',
  keyFile: CONTAINERS.readKey,
};

export function keyOf(file: string | undefined): object {
  return file === undefined ? {} : { authorization: { credentials_file: file } };
}

export function written(document: object): string {
  return `# Generated: \`gigacity monitoring export\` writes it anew.\n${stringify(document, { lineWidth: 0, singleQuote: true })}`;
}
