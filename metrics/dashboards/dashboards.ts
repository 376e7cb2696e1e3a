import type { BoardName, ClassicDashboard } from './board.ts';
import { toDashboard } from './board.ts';
import { carrierBoard } from './carriers.ts';
import { cityBoard } from './city.ts';
import { completenessBoard } from './completeness.ts';
import { districtBoard } from './district.ts';
import { pipelineBoard } from './pipeline.ts';
import { programmeBoard } from './programme.ts';
import { samplesBoard } from './samples.ts';
import type { Words } from './verdicts.ts';

/** Every dashboard as Grafana reads it (classic JSON), by the name of its file. */
export function dashboards(words: Words): ReadonlyMap<BoardName, ClassicDashboard> {
  const boards = [
    cityBoard(words),
    districtBoard(words),
    programmeBoard(words),
    carrierBoard(words),
    completenessBoard(words),
    samplesBoard(),
    pipelineBoard(),
  ];
  return new Map(boards.map((board) => [board.name, toDashboard(board)]));
}
