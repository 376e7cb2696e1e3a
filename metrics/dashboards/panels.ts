import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import type { TableCellOptions } from '@grafana/grafana-foundation-sdk/common';
import {
  BarGaugeDisplayMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, Panel, Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import type { ApiQuery } from './infinity.ts';
import { asTarget } from './infinity.ts';
import type { Source } from './sources.ts';
import { API, MIXED, PROMETHEUS } from './sources.ts';

/** What no panel may lack. */
export interface Face {
  /** Chinese. */
  readonly title: string;
  /** English. */
  readonly description: string;
  readonly unit: string;
  /** Of the grid's 24 columns, and in its rows. */
  readonly width: number;
  readonly height: number;
}

interface Visual extends Builder<Panel> {
  title(text: string): this;
  description(text: string): this;
  unit(unit: string): this;
  span(columns: number): this;
  height(rows: number): this;
  datasource(source: Source): this;
  targets(targets: Builder<Dataquery>[]): this;
}

type Target = PromQuestion | ApiQuery;

export interface PromQuestion {
  readonly expr: string;
  /** `{{label}}` stands for the value of a label. */
  readonly legend?: string;
  /** The value of now, or of every step of the time range. */
  readonly over: 'now' | 'range';
  readonly refId?: string;
  readonly format?: 'table';
}

function faced<V extends Visual>(visual: V, face: Face, targets: readonly Target[]): V {
  return visual
    .title(face.title)
    .description(face.description)
    .unit(face.unit)
    .span(face.width)
    .height(face.height)
    .datasource(sourceOf(targets))
    .targets(targets.map((target, i) => ('url' in target ? asTarget(target) : promTarget(target, i))));
}

function sourceOf(targets: readonly Target[]): Source {
  const asked = targets.filter((target) => 'url' in target).length;
  if (asked === 0) return PROMETHEUS;
  return asked === targets.length ? API : MIXED;
}

function promTarget({ expr, legend, over, refId, format }: PromQuestion, i: number): Builder<Dataquery> {
  const query = new DataqueryBuilder()
    .datasource(PROMETHEUS)
    .expr(expr)
    .refId(refId ?? String.fromCharCode('A'.charCodeAt(0) + i));
  if (legend !== undefined) query.legendFormat(legend);
  if (format === 'table') query.format(PromQueryFormat.Table);
  return over === 'now' ? query.instant() : query.range();
}

export function table(face: Face, targets: readonly Target[], shape: readonly DataTransformerConfig[] = []): Table {
  return faced(new Table(), face, targets)
    .transformations([...shape])
    .filterable(true);
}

export function timeSeries(face: Face, targets: readonly Target[]): TimeSeries {
  const legend = new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true);
  const tooltip = new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);
  return faced(new TimeSeries(), face, targets).legend(legend).tooltip(tooltip);
}

export function stat(face: Face, targets: readonly PromQuestion[]): Stat {
  return faced(new Stat(), face, targets).reduceOptions(LAST());
}

/** A bar for each series. */
export function bars(face: Face, targets: readonly PromQuestion[]): BarGauge {
  return faced(new BarGauge(), face, targets)
    .reduceOptions(LAST())
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic);
}

const LAST = (): ReduceDataOptionsBuilder => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

/** Colours from a value on; the first holds below all others. */
export function steps(
  below: string,
  ...rest: readonly (readonly [from: number, colour: string])[]
): ThresholdsConfigBuilder {
  const above = rest.map(([value, color]): Threshold => ({ value, color }));
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color: below }, ...above]);
}

interface Matrix {
  /** The labels of series, or the columns of a list, that become rows, columns and cells. */
  readonly row: string;
  readonly column: string;
  readonly value: string;
  /** What the first column is called. */
  readonly heading: string;
}

/** A table with a row and a column for each value of two labels; cells that are not there stay empty. */
export function matrix(
  face: Face,
  targets: readonly Target[],
  { row, column, value, heading, shape = [] }: Matrix & { readonly shape?: readonly DataTransformerConfig[] },
): Table {
  const options = { rowField: row, columnField: column, valueField: value, emptyValue: 'null' };
  return table(face, targets, [...shape, { id: 'groupingToMatrix', options }]).overrideByName(`${row}\\${column}`, [
    { id: 'displayName', value: heading },
    { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.Auto } },
    { id: 'custom.width', value: 130 },
  ]);
}

/** Only the rows in which a column is, or is not, a value. */
export function rowsWhere(column: string, is: 'equal' | 'notEqual', value: string): DataTransformerConfig {
  return {
    id: 'filterByValue',
    options: {
      type: 'include',
      match: 'all',
      filters: [{ fieldName: column, config: { id: is, options: { value } } }],
    },
  };
}

/** Leaves columns out and puts the others in order, under other names where one is given. */
export function arranged(
  order: readonly string[],
  { without = [], names = {} }: { without?: readonly string[]; names?: Readonly<Record<string, string>> } = {},
): DataTransformerConfig {
  return {
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(without.map((name) => [name, true])),
      indexByName: Object.fromEntries(order.map((name, i) => [name, i])),
      renameByName: names,
    },
  };
}

/** A column's own unit in a table. */
export function columnUnit(unit: string, decimals?: number): { id: string; value: unknown }[] {
  return [{ id: 'unit', value: unit }, ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }])];
}

/** The whole cell in the colour of what it says. */
export const COLOURED: TableCellOptions = {
  type: TableCellDisplayMode.ColorBackground,
  mode: TableCellBackgroundDisplayMode.Basic,
};
export const COLOURED_CELL = { id: 'custom.cellOptions', value: COLOURED };
