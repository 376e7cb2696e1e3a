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
