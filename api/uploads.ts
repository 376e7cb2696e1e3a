import type { Readable } from 'node:stream';
import type { Text } from './text.ts';

/** Measurements that somebody sends over HTTP. */
export interface Upload {
  readonly stream: string;
  readonly format: 'ndjson' | 'csv';
  readonly gzip: boolean;
  /** The one carrier whose lines it may hold; undefined: any. */
  readonly carrier: string | undefined;
  /** As it was sent. */
  readonly body: Readable;
}

/** What became of its lines; sending it again changes nothing. */
export interface Receipt {
  readonly stream: string;
  readonly carrier: string | null;
  /** The name under which its lines are known: `upload:SHA256`, of the plain content. */
  readonly source: string;
  readonly sha256: string;
  /** Of the plain content. */
  readonly bytes: number;
  readonly admitted: number;
  readonly rejected: number;
  /** Admitted lines that brought nothing new; null where only the consumer of their topic will know. */
  readonly duplicate: number | null;
  /** Rejected lines by the code of each of their reasons. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The first few. */
  readonly refusals: readonly { readonly line: number; readonly code: string; readonly reason: string }[];
}

export interface Uploads {
  /** Throws a Problem where the body cannot be read, is too large, or nobody can take it now. */
  receive(upload: Upload): Promise<Receipt>;
  /** What is wrong with a stream or carrier by its name; undefined: nothing. */
  fault(names: { readonly stream: string; readonly carrier: string | undefined }): UploadFault | undefined;
}

export interface UploadFault {
  readonly part: 'stream' | 'carrier';
  readonly text: Text;
  readonly hint: Text;
}
