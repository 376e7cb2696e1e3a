import { z } from 'zod';
import { nearest } from '../../indicators/loading/nearest.ts';
import type { Problem } from '../../indicators/loading/source.ts';
import { readSource } from '../../indicators/loading/source.ts';
import { CHANNEL_KINDS } from './channel.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'expected lower-case letters, digits, hyphens');

const channel = z
  .strictObject({
    kind: z.enum(CHANNEL_KINDS),
    url: z.url({ protocol: /^https?$/ }).optional(),
    url_file: z.string().min(1).optional(),
    secret_file: z.string().min(1).optional(),
    language: z.enum(['zh', 'en']).default('zh'),
  })
  .superRefine(({ kind, url, url_file: file }, context) => {
    if (url !== undefined && file !== undefined)
      context.addIssue({ code: 'custom', path: ['url_file'], message: 'there is a url already: one of the two' });
    else if (url === undefined && file === undefined)
      context.addIssue({ code: 'custom', path: [], message: 'url_file is missing: the file that holds the address' });
    else if (url !== undefined && kind !== 'webhook')
      context.addIssue({
        code: 'custom',
        path: ['url'],
        message: 'the address of a robot contains its key: put it into a file and name that as url_file',
      });
  });

const document = z.strictObject({ channels: z.record(name, channel) });

/** A channel as its file declares it, its secrets still in files of their own. */
export type ChannelDeclaration = z.output<typeof channel> & { readonly name: string };

const FIELDS = ['kind', 'url', 'url_file', 'secret_file', 'language', 'channels'];

/** Reads the file of channels; every problem with its line. */
export function loadChannels(
  file: string,
  text: string,
): { readonly channels: readonly ChannelDeclaration[]; readonly problems: readonly Problem[] } {
  const source = readSource(file, text);
  if (source.problems.length > 0) return { channels: [], problems: source.problems };
  const read = document.safeParse(source.value);
  if (read.success)
    return {
      channels: Object.entries(read.data.channels).map(([own, declared]) => ({ name: own, ...declared })),
      problems: [],
    };
  return {
    channels: [],
    problems: read.error.issues.flatMap((issue) => {
      const path = issue.path.filter((step) => typeof step !== 'symbol');
      if (issue.code !== 'unrecognized_keys') return [source.problem(path, issue.message)];
      return issue.keys.map((key) => {
        const near = nearest(key, FIELDS);
        return source.keyProblem(
          [...path, key],
          `there is no field ${key}`,
          near === undefined ? undefined : `did you mean "${near}"?`,
        );
      });
    }),
  };
}
