import type { Socket } from 'node:net';
import type { ProblemCode } from './problems.ts';
import { Problem, PROBLEMS, toProblemDocument } from './problems.ts';

/** What is wrong before there is a request whose language could be asked: a problem all the same, then hung up. */
export function answerClientErrors(error: Error & { readonly code: string }, socket: Socket): void {
  // The other side is gone, or is being answered already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy(error);
    return;
  }
  const code = BY_NODE[error.code] ?? 'bad_request';
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify(toProblemDocument(new Problem(code, title), 'en', ''));
  socket.end(
    [
      `HTTP/1.1 ${String(status)} ${REASONS[status] ?? 'Bad Request'}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${String(Buffer.byteLength(body))}`,
      'cache-control: no-store',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const BY_NODE: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
};

const REASONS: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};
