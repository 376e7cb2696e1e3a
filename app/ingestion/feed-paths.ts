import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Stream } from '../../ingest/stream.ts';
import { findStream, STREAMS } from '../../ingest/streams.ts';
import { wrong } from '../terminal/failure.ts';
import { suggestion } from '../terminal/suggest.ts';

export interface Feed {
  readonly path: string;
  readonly stream: Stream;
}

const FEED = /\.(ndjson|jsonl|csv)(\.gz)?$/i;

/** The files that were named, directories opened, each with its stream; all of it is checked before anything is read. */
export async function feedsOf(paths: readonly string[], streamName: string | undefined): Promise<readonly Feed[]> {
  const asked = streamName === undefined ? undefined : streamNamed(streamName, '--stream');
  const feeds: Feed[] = [];
  for (const path of paths) {
    for (const file of await filesAt(path)) {
      feeds.push({ path: file, stream: asked ?? streamNamed(basename(file).split('.')[0] ?? '', file) });
    }
  }
  return feeds;
}

async function filesAt(path: string): Promise<readonly string[]> {
  let found;
  try {
    found = await stat(path);
  } catch {
    throw wrong(
      { zh: `没有文件 ${path}`, en: `there is no file ${path}` },
      {
        zh: '路径从当前目录算起；也可写一个文件夹',
        en: 'paths are relative to the working directory; a folder will do too',
      },
    );
  }
  if (!found.isDirectory()) return [path];
  const files = (await readdir(path)).filter((name) => FEED.test(name)).sort();
  if (files.length === 0)
    throw wrong(
      { zh: `文件夹 ${path} 里没有数据文件`, en: `the folder ${path} holds no feed files` },
      { zh: '数据文件以 .ndjson、.ndjson.gz 或 .csv 结尾', en: 'feed files end in .ndjson, .ndjson.gz or .csv' },
    );
  return files.map((name) => join(path, name));
}

function streamNamed(name: string, where: string): Stream {
  const stream = findStream(name);
  if (stream !== undefined) return stream;
  const known = STREAMS.map((one) => one.name);
  const mend = suggestion(name, known);
  throw wrong(
    { zh: `${where}：没有数据流“${name}”`, en: `${where}: there is no stream "${name}"` },
    {
      zh: `${mend.zh}（也可用 --stream 指明）`,
      en: `${mend.en} (or name it with --stream)`,
    },
  );
}
