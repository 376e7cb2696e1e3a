import { existsSync } from 'node:fs';
import { snapshotNaming } from '../../api/tables/snapshot-tables.ts';
import type { PublicKey } from '../../indicators/snapshot/keys.ts';
import { fromX, keyIdText } from '../../indicators/snapshot/keys.ts';
import type { Snapshot } from '../../indicators/snapshot/snapshot.ts';
import { SNAPSHOT_ID } from '../../indicators/snapshot/seal.ts';
import type { SnapshotDifference } from '../../indicators/snapshot/diff.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { snapshotDeps } from './create.ts';
import { LATEST, snapshotNamed } from './find.ts';
import { recompute } from './make.ts';
import type { Verified } from './verify.ts';
import { readPublicKeys, readSigned, verifyBytes } from './verify.ts';
import { showDifference } from './view.ts';
import { faultText, signatureText } from './words.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { withWorks } from '../opening/wire.ts';

/** A file by itself, or a snapshot of the store; 3 where anything does not hold. */
export async function verifySnapshot(context: Context, input: Input, [of = '']: readonly string[]): Promise<ExitCode> {
  const given = input.text('publicKey');
  const keys = given === undefined ? undefined : readPublicKeys(given);
  const isFile = existsSync(of) || !(SNAPSHOT_ID.test(of) || of === LATEST);
  const verified = isFile ? verifyFile(of, keys, input.text('signature')) : await verifyKept(context, of, keys);
  const isAgain = input.flag('recompute') && verified.snapshot !== undefined && verified.isValid;
  const again = isAgain ? await recomputed(context, verified.snapshot) : undefined;
  return tell(context.terminal, verified, again);
}

function verifyFile(file: string, keys: readonly PublicKey[] | undefined, signature: string | undefined): Verified {
  if (keys === undefined)
    throw wrong(
      { zh: '核验文件要有公钥', en: 'a file is verified with a public key' },
      {
        zh: '--public-key：从发布者处取得，如 /.well-known/gigacity-keys.json 或 gigacity snapshot key',
        en: '--public-key: get it from the issuer, such as /.well-known/gigacity-keys.json or gigacity snapshot key',
      },
    );
  const signed = readSigned(file, signature);
  return verifyBytes(signed.bytes, signed.signature, keys);
}

async function verifyKept(context: Context, id: string, keys: readonly PublicKey[] | undefined): Promise<Verified> {
  return withWorks(
    context,
    () => undefined,
    async ({ store }) => {
      const kept = await snapshotNamed(store, id);
      const own = fromX(kept.publicKey);
      if (keys === undefined && own !== undefined)
        context.terminal.note({
          zh: `未给 --public-key，用存储中记录的公钥 ${keyIdText(own)}`,
          en: `no --public-key: using the key ${keyIdText(own)} that the store has recorded`,
        });
      const trusted = keys ?? (own === undefined ? [] : [own]);
      return verifyBytes(Buffer.from(kept.content, 'utf8'), Buffer.from(kept.signatures.minisign), trusted);
    },
  );
}

async function recomputed(context: Context, snapshot: Snapshot | undefined): Promise<SnapshotDifference | undefined> {
  if (snapshot === undefined) return undefined;
  return withWorks(
    context,
    () => undefined,
    (works) => recompute(snapshotDeps(works), snapshot),
  );
}

function tell(terminal: Terminal, verified: Verified, again: SnapshotDifference | undefined): ExitCode {
  const { sha256, snapshot, signature, faults, isValid } = verified;
  const isSame = again === undefined || Object.values(again).every((list: readonly unknown[]) => list.length === 0);
  if (terminal.json)
    terminal.printJson({
      ...{ id: snapshot?.id ?? null, sha256, valid: isValid && isSame, signature, faults },
      ...(again === undefined ? {} : { recomputed: again }),
    });
  else {
    const { paint } = terminal;
    const mark = (holds: boolean): string => (holds ? paint.green('✓') : paint.red('✗'));
    terminal.print(`${paint.bold(snapshot?.id ?? '–')}  SHA-256 ${sha256}`);
    terminal.print(`${mark(signature.kind === 'valid')} ${terminal.say(signatureText(signature))}`);
    for (const fault of faults) terminal.print(`${mark(false)} ${terminal.say(faultText(fault))}`);
    if (faults.length === 0) terminal.print(`${mark(true)} ${terminal.say(INTACT)}`);
    if (again !== undefined && snapshot !== undefined) {
      terminal.print(`${mark(isSame)} ${terminal.say(isSame ? SAME : OTHER)}`);
      if (!isSame) showDifference(terminal, again, snapshotNaming(snapshot));
    }
  }
  return isValid && isSame ? EXIT.done : EXIT.unmet;
}

const INTACT = { zh: '每个数、定义与来源都与校验清单一致', en: 'every number, definition and source has its digest' };
const SAME = { zh: '从存储重算，处处相同', en: 'computed again from the store: the same throughout' };
const OTHER = { zh: '从存储重算，有差异：', en: 'computed again from the store, there are differences:' };
