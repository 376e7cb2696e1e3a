import type { Place } from '../../indicators/scope.ts';
import { Readings } from '../../indicators/values/readings.ts';
import { together } from '../../store/asker.ts';
import type { ReadDeps, ReportRequest, Reports } from './read-reports.ts';
import { readReports } from './read-reports.ts';
import type { WindowRequest } from './read-windows.ts';
import { readWindows } from './read-windows.ts';

/** Everything that the indicators, assignments and rules of a request rest on. */
export async function readPlace(
  { catalogue, asker }: ReadDeps,
  place: Place,
  request: ReportRequest & WindowRequest,
): Promise<Reports & { readonly readings: Readings }> {
  const deps = { catalogue, asker: together(asker) };
  const [reports, samples] = await Promise.all([readReports(deps, place, request), readWindows(deps, place, request)]);
  return { ...reports, readings: new Readings(place, reports.streams, samples, reports.past) };
}
