import type { Logger } from 'pino';
import { readChannels } from '../settings/channels.ts';
import { Notifier, postOverHttp } from './notifier.ts';
import type { Works } from '../opening/wire.ts';

/** The notifier of the file of channels; throws a Failure where that is wrong. */
export function notifierOf({ settings, now }: Pick<Works, 'settings' | 'now'>, log: Logger): Notifier {
  return new Notifier({
    channels: readChannels(settings.values.channels_file),
    post: postOverHttp,
    report: (event) => {
      log.warn(event, 'a robot did not take a message');
    },
    now,
  });
}
