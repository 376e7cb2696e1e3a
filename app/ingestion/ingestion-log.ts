import type { Logger } from 'pino';
import type { ConsumptionEvent } from '../../ingest/consumption.ts';
import type { RetryEvent } from '../../store/retrying.ts';
import { redactText } from '../terminal/redact.ts';

/** Tells the log what happens to the pipeline; texts from outside may hold addresses with passwords. */
export function reporter(log: Logger): (event: ConsumptionEvent | RetryEvent) => void {
  return (event) => {
    switch (event.kind) {
      case 'assigned':
      case 'revoked':
        log.info({ partitions: event.partitions }, `partitions ${event.kind}`);
        return;
      case 'flooded':
        log.error(
          { partition: event.partition },
          'more than 20 % of the last 1,000 lines were refused: the partition is held back; mend its sender and restart, or restart with --accept-floods',
        );
        return;
      case 'warning':
        log.warn(redactText(event.message));
        return;
      case 'retrying':
        log.warn(
          { attempt: event.attempt, wait_ms: event.waitMs, error: redactText(event.error.message) },
          'the store did not take it; trying again',
        );
        return;
      case 'recovered':
        log.info({ refusals: event.refusals }, 'the store takes it again');
        return;
      case 'store_rejected':
        log.warn({ stream: event.deadLetter.stream, origin: event.deadLetter.origin }, 'the store refused a line');
        return;
      default:
        event satisfies never;
    }
  };
}
