/** The data sources that provisioning makes; their ids never change, so that dashboards find them anywhere. */
export const PROMETHEUS = { type: 'prometheus', uid: 'gigacity-prometheus' } as const;
/** The HTTP API through the Infinity plugin. */
export const API = { type: 'yesoreyeram-infinity-datasource', uid: 'gigacity-api' } as const;
/** Where the questions of one panel go to both. */
export const MIXED = { type: 'datasource', uid: '-- Mixed --' } as const;
export type Source = typeof PROMETHEUS | typeof API | typeof MIXED;
