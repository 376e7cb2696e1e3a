import type { Profile } from '../indicators/profile.ts';
import { CONTAINERS, keyOf, written } from './server-configs.ts';

export interface AlertmanagerOptions {
  /** `host:port` of the program. */
  readonly gigacity: string;
  /** Alertmanager durations: before the first word of a group, between words of a group, until it is said again. */
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  /** File of the key that may post; undefined where the program asks for none. */
  readonly keyFile: string | undefined;
}

/** The configuration of the repository. */
export const ALERTMANAGER: AlertmanagerOptions = {
  gigacity: CONTAINERS.gigacity,
  groupWait: '30s',
  groupInterval: '5m',
  repeatInterval: '24h',
  keyFile: CONTAINERS.hooksKey,
};

const OPERATIONS_CHANNEL = 'operations';
/** Takes what no channel of its own is set up for. */
export const DEFAULT_CHANNEL = 'default';

/** The channel of a city, and that of one of its districts. */
function cityChannel(code: string): string {
  return `city-${code}`;
}

function districtChannel(code: string): string {
  return `district-${code}`;
}

export function isDistrictChannel(channel: string): boolean {
  return channel.startsWith(districtChannel(''));
}

/** A target that missed its date stays missed: said again once a week. */
const MISSED = { matchers: ['alertname="GigacityMissed"'], repeat_interval: '168h' };

/**
 * Whom Alertmanager tells of what: whoever runs the program of the program itself, each city of all that concerns it
 * in one message per kind of alert, and each district, beside its city, of its own.
 */
export function alertmanagerConfig(profiles: readonly Profile[], options: AlertmanagerOptions): string {
  const { groupWait, groupInterval, repeatInterval } = options;
  const cities = [...new Set(profiles.map(({ city }) => city))];
  const districts = profiles.flatMap(({ city, districts: codes }) => codes.map((code) => ({ city, code })));
  const channels = [
    DEFAULT_CHANNEL,
    OPERATIONS_CHANNEL,
    ...cities.map(cityChannel),
    ...districts.map(({ code }) => districtChannel(code)),
  ];
  return written({
    route: {
      receiver: DEFAULT_CHANNEL,
      group_by: ['alertname', 'city'],
      group_wait: groupWait,
      group_interval: groupInterval,
      repeat_interval: repeatInterval,
      routes: [
        { receiver: OPERATIONS_CHANNEL, matchers: ['about="pipeline"'] },
        ...cities.map((city) => ({
          receiver: cityChannel(city),
          matchers: [`city="${city}"`],
          continue: true,
          routes: [MISSED],
        })),
        ...districts.map(({ city, code }) => ({
          receiver: districtChannel(code),
          matchers: [`city="${city}"`, `district_code="${code}"`],
          routes: [MISSED],
        })),
      ],
    },
    inhibit_rules: INHIBITIONS,
    receivers: channels.map((name) => ({ name, webhook_configs: [webhook(name, options)] })),
  });
}

function webhook(channel: string, { gigacity, keyFile }: AlertmanagerOptions): object {
  const url = `http://${gigacity}/hooks/alertmanager/${channel}`;
  return { url, send_resolved: true, ...(keyFile === undefined ? {} : { http_config: keyOf(keyFile) }) };
}

const INHIBITIONS = [
  // Where nothing can be told, what was told before is not said again.
  {
    source_matchers: ['alertname="GigacityNoData"'],
    target_matchers: ['about="target"', 'alertname!="GigacityNoData"'],
    equal: ['plan', 'target', 'city', 'district_code', 'carrier'],
  },
  {
    source_matchers: ['alertname=~"GigacityDown|GigacityEvaluationStale"'],
    target_matchers: ['about=~"target|report"'],
  },
  { source_matchers: ['alertname="GigacityDown"'], target_matchers: ['alertname="GigacityEvaluationStale"'] },
];
