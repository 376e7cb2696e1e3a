import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { API } from './sources.ts';

/** A column of a row of the API under the name that people see. */
export interface ApiColumn {
  readonly selector: string;
  readonly text: string;
  readonly type: 'string' | 'number' | 'timestamp';
}

/** A question to the API as the Infinity plugin stores it. */
export interface ApiQuery {
  readonly refId: string;
  readonly datasource: typeof API;
  readonly type: 'json';
  readonly source: 'url';
  readonly parser: 'backend';
  readonly format: 'table' | 'timeseries';
  readonly root_selector: 'data';
  readonly url: string;
  readonly url_options: {
    readonly method: 'GET';
    readonly data: '';
    readonly params: readonly { readonly key: string; readonly value: string }[];
  };
  readonly columns: readonly ApiColumn[];
  readonly filters: readonly never[];
}

export interface ApiQuestion {
  /** Variables of several values are written `${name:csv}`. */
  readonly filters: Readonly<Record<string, string>>;
  readonly columns: readonly ApiColumn[];
  readonly format?: ApiQuery['format'];
  readonly refId?: string;
}

/** All rows of a list in one page: the plugin would stop after five. */
export function apiQuery(
  path: `/v1/${string}`,
  { filters, columns, format = 'table', refId = 'A' }: ApiQuestion,
): ApiQuery {
  const params = Object.entries({ ...filters, limit: '10000' }).map(([key, value]) => ({ key, value }));
  return {
    refId,
    datasource: API,
    type: 'json',
    source: 'url',
    parser: 'backend',
    format,
    root_selector: 'data',
    url: path,
    url_options: { method: 'GET', data: '', params },
    columns,
    filters: [],
  };
}

/** The library knows no such query; what it calls a query is a mark that is never written. */
export function asTarget(query: ApiQuery): Builder<Dataquery> {
  return { build: () => query as unknown as Dataquery };
}

export function text(selector: string, shown: string): ApiColumn {
  return { selector, text: shown, type: 'string' };
}

export function number(selector: string, shown: string): ApiColumn {
  return { selector, text: shown, type: 'number' };
}

export function time(selector: string): ApiColumn {
  return { selector, text: 'time', type: 'timestamp' };
}
