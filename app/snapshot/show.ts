import { toSnapshotRow } from '../../api/rows/snapshots.ts';
import { snapshotNaming } from '../../api/tables/snapshot-tables.ts';
import { readKept } from '../../api/tables/snapshot-views.ts';
import { differ } from '../../indicators/snapshot/diff.ts';
import { fromKeyObject, keyIdText, minisignKeyFile, minisignKeyLine, toPem } from '../../indicators/snapshot/keys.ts';
import { readSnapshots } from '../../store/snapshots.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { openSigningKey } from '../settings/signing-key.ts';
import { noteKey } from './create.ts';
import { snapshotNamed } from './find.ts';
import { showDifference, showEntry, showList } from './view.ts';
import { wholeNumber } from '../terminal/whole-number.ts';
import { withWorks } from '../opening/wire.ts';

const LISTED = '50';

/** The latest first; of the profiles that were asked for. */
export async function listSnapshots(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  return withWorks(
    context,
    () => wholeNumber('--limit', input.text('limit') ?? LISTED),
    async ({ store, settings, profiles }, limit) => {
      const own = settings.values.profile === undefined ? {} : { profiles: profiles.map(({ id }) => id) };
      const entries = await readSnapshots(store, { ...own, limit });
      if (terminal.json) terminal.printJson({ snapshots: entries.map(toSnapshotRow) });
      else showList(terminal, entries);
      return EXIT.done;
    },
  );
}

export async function showSnapshot(context: Context, _: Input, [id = '']: readonly string[]): Promise<ExitCode> {
  const { terminal } = context;
  return withWorks(
    context,
    () => undefined,
    async ({ store }) => {
      const kept = await snapshotNamed(store, id);
      const { snapshot } = readKept(kept);
      if (terminal.json) terminal.printJson({ ...toSnapshotRow(kept), signatures: kept.signatures, content: snapshot });
      else showEntry(terminal, kept, snapshot);
      return EXIT.done;
    },
  );
}

/** What differs between two snapshots of a place, each with its causes. */
export async function diffSnapshots(
  context: Context,
  _: Input,
  [id = '', other = '']: readonly string[],
): Promise<ExitCode> {
  const { terminal } = context;
  return withWorks(
    context,
    () => undefined,
    async ({ store }) => {
      const [before, after] = [await snapshotNamed(store, id), await snapshotNamed(store, other)];
      if (before.profile !== after.profile)
        throw wrong({
          zh: `两个快照属于不同地区：${before.profile}、${after.profile}`,
          en: `the snapshots are of different places: ${before.profile}, ${after.profile}`,
        });
      const { snapshot } = readKept(after);
      const difference = differ(readKept(before).snapshot, snapshot);
      if (terminal.json)
        terminal.printJson({ before: toSnapshotRow(before), after: toSnapshotRow(after), ...difference });
      else showDifference(terminal, difference, snapshotNaming(snapshot));
      return EXIT.done;
    },
  );
}

/** The public half of the key that signs; makes an embedded store's key where there is none. */
export async function showKey(context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const signing = openSigningKey(await context.settings());
  const own = fromKeyObject(signing.key);
  if (own === undefined) throw new TypeError('not an Ed25519 key');
  noteKey(terminal, signing);
  if (terminal.json)
    terminal.printJson({
      key_id: keyIdText(own),
      kid: own.kid,
      minisign: minisignKeyLine(own),
      jwk: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(own.raw).toString('base64url') },
      pem: toPem(own),
      file: signing.file,
    });
  else terminal.print(`${minisignKeyFile(own)}\n${toPem(own).trimEnd()}`);
  return EXIT.done;
}
