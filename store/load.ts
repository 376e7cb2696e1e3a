import type { Insertion } from './query.ts';

/** A file that was loaded, named by its content. */
export interface Load {
  readonly source: string;
  readonly stream: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly admitted: number;
  readonly rejected: number;
  readonly receivedAt: number;
}

export function insertLoad({ source, stream, sha256, bytes, admitted, rejected, receivedAt }: Load): Insertion {
  return {
    table: 'loads',
    columns: ['source', 'stream', 'sha256', 'bytes', 'admitted', 'rejected', 'received_at'],
    rows: [JSON.stringify([source, stream, sha256, bytes, admitted, rejected, receivedAt])],
  };
}
