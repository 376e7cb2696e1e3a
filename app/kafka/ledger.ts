import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { unwritable } from '../settings/disk.ts';
import type { Failure } from '../terminal/failure.ts';
import { messageOf, wrong } from '../terminal/failure.ts';

/** One message that was sent, what should become of it, and what is wrong with it on purpose. */
export interface Entry {
  readonly topic: string;
  readonly stream: string;
  readonly carrier: string;
  readonly fate: 'admitted' | 'rejected';
  readonly fault?: string | undefined;
  readonly value: string;
}

const HEAD = z.object({ ledger: z.literal('gigacity'), version: z.literal(1) });
const ENTRY = z.object({
  topic: z.string(),
  stream: z.string(),
  carrier: z.string(),
  fate: z.enum(['admitted', 'rejected']),
  fault: z.string().optional(),
  value: z.string(),
});
const END = z.object({ end: z.literal(true), messages: z.number() });

/** Writes down what is sent: a head, a line for each message that the brokers have, and an end that counts them. */
export class LedgerWriter {
  readonly #file: FileHandle;
  readonly #path: string;
  #messages = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** A ledger is evidence: one that is there is not written over. */
  static async create(path: string, about: Readonly<Record<string, unknown>>): Promise<LedgerWriter> {
    const file = await open(path, 'wx').catch((cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
        throw wrong(
          { zh: `账本 ${path} 已经存在`, en: `the ledger ${path} is there already` },
          { zh: '换一个文件名；账本是凭据，不会被覆盖', en: 'choose another name: a ledger is evidence, and is kept' },
        );
      throw unwritable(path, cause, CHOOSE_ANOTHER);
    });
    const writer = new LedgerWriter(path, file);
    await writer.#write({ ledger: 'gigacity', version: 1, ...about });
    return writer;
  }

  async add(entries: readonly Entry[]): Promise<void> {
    this.#messages += entries.length;
    await this.#write(...entries);
  }

  async end(): Promise<void> {
    await this.#write({ end: true, messages: this.#messages });
    await this.close();
  }

  /** Without an end the ledger says of itself that it is not whole. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(...lines: readonly object[]): Promise<void> {
    try {
      await this.#file.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    } catch (cause) {
      throw unwritable(this.#path, cause, CHOOSE_ANOTHER);
    }
  }
}

/** The messages of a ledger one by one; throws a Failure with file and line where it is no whole ledger. */
export async function* ledgerEntries(path: string): AsyncGenerator<Entry> {
  let line = 0;
  let messages = 0;
  let isWhole = false;
  for await (const text of linesOf(path)) {
    line += 1;
    const value = parsed(text);
    if (line === 1) {
      if (!HEAD.safeParse(value).success) throw bad(path, line, NO_HEAD);
      continue;
    }
    const entry = ENTRY.safeParse(value);
    if (isWhole) throw bad(path, line, AFTER_END);
    if (entry.success) {
      messages += 1;
      yield entry.data;
      continue;
    }
    const end = END.safeParse(value);
    if (!end.success) throw bad(path, line, NO_ENTRY);
    if (end.data.messages !== messages) throw bad(path, line, miscounted(messages, end.data.messages));
    isWhole = true;
  }
  if (!isWhole) throw bad(path, line, line === 0 ? NO_HEAD : NO_END);
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path);
  try {
    yield* createInterface({ input: stream, crlfDelay: Infinity });
  } catch (cause) {
    const reason = messageOf(cause);
    throw wrong({ zh: `读不了账本 ${path}：${reason}`, en: `cannot read the ledger ${path}: ${reason}` }, MADE_BY);
  } finally {
    stream.destroy();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Words = { readonly zh: string; readonly en: string };

const MADE_BY: Words = {
  zh: '账本由 gigacity simulate --brokers … --ledger FILE 写成',
  en: 'ledgers are written by gigacity simulate --brokers … --ledger FILE',
};
const NO_HEAD: Words = { zh: '不是 gigacity 的账本', en: 'this is no ledger of gigacity' };
const NO_ENTRY: Words = { zh: '这一行不是所发的消息', en: 'this line is no message that was sent' };
const AFTER_END: Words = { zh: '末行之后还有内容', en: 'something follows the end' };
const NO_END: Words = {
  zh: '没有末行：发送没有做完，发了什么无从得知',
  en: 'it has no end: sending was cut off, so nobody knows what was sent',
};

function miscounted(counted: number, told: number): Words {
  return {
    zh: `末行说有 ${String(told)} 条，实有 ${String(counted)} 条`,
    en: `the end tells of ${String(told)} messages, there are ${String(counted)}`,
  };
}

function bad(path: string, line: number, { zh, en }: Words): Failure {
  const where = `${path}:${String(Math.max(1, line))}`;
  return wrong({ zh: `${where}：${zh}`, en: `${where}: ${en}` }, MADE_BY);
}

const CHOOSE_ANOTHER = { zh: '换一个 --ledger', en: 'choose another --ledger' };
