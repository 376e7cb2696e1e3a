import { keyIdText, fromKeyObject, minisignKeyLine } from '../../indicators/snapshot/keys.ts';
import type { Superseded } from '../../indicators/snapshot/snapshot.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import { ownDay } from '../evaluating/commit-evaluation.ts';
import type { Context, Input } from '../command.ts';
import { DEMO_MARK, demoMarks, noteEmpty } from '../evaluating/demo-mark.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { checkedDay, knownAt, zoneOf } from '../terminal/request.ts';
import type { SigningKey } from '../settings/signing-key.ts';
import { looseKey, openSigningKey } from '../settings/signing-key.ts';
import { toSnapshotRow } from '../../api/rows/snapshots.ts';
import { snapshotNamed } from './find.ts';
import type { SnapshotDeps } from './make.ts';
import { makeSnapshot } from './make.ts';
import { readKept } from '../../api/tables/snapshot-views.ts';
import { showEntry } from './view.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { version } from '../opening/version.ts';
import type { Works } from '../opening/wire.ts';
import { withWorks } from '../opening/wire.ts';

/** One snapshot for each profile; a correction is of the place, and where nothing else is said of the day, of the one it corrects. */
export async function createSnapshots(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const [asOf, supersedes, reason] = ['asOf', 'supersedes', 'reason'].map((name) => input.text(name));
  if ((supersedes === undefined) !== (reason === undefined))
    throw wrong(
      { zh: '--supersedes 与 --reason 须同时给出', en: '--supersedes and --reason go together' },
      { zh: '更正的快照要写明原因', en: 'a correction says why it was made' },
    );
  return withWorks(
    context,
    ({ profiles }) => ({
      day: asOf === undefined ? undefined : checkedDay('--as-of', asOf),
      known: knownAt(input.text('knownAt'), zoneOf(profiles)),
    }),
    async (works, { day, known }) => {
      await noteEmpty(terminal, works.store);
      const signing = openSigningKey(works.settings);
      noteKey(terminal, signing);
      const corrected = supersedes === undefined ? undefined : await snapshotNamed(works.store, supersedes);
      const isDemo = await demoMarks(works.store);
      const made: { readonly kept: KeptSnapshot; readonly isNew: boolean }[] = [];
      for (const profile of corrected === undefined ? works.profiles : [profileOf(works, corrected)]) {
        const own = day ?? corrected?.asOf ?? ownDay(profile, isDemo(profile), works.now());
        const correction: Superseded | null =
          corrected === undefined ? null : { id: corrected.id, reason: reason ?? '' };
        const request = { profile, asOf: own, knownAt: known.moment, supersedes: correction };
        made.push(await makeSnapshot(snapshotDeps(works), request, signing.key));
      }
      if (terminal.json)
        terminal.printJson({ snapshots: made.map(({ kept, isNew }) => ({ ...toSnapshotRow(kept), new: isNew })) });
      else for (const one of made) showMade(terminal, one);
      if (terminal.json && made.some(({ kept }) => kept.isSimulated)) terminal.note(DEMO_MARK);
      return EXIT.done;
    },
  );
}

export function snapshotDeps({ catalogue, store, now }: Pick<Works, 'catalogue' | 'store' | 'now'>): SnapshotDeps {
  return { catalogue, store, now, engineVersion: version() };
}

export function noteKey(terminal: Terminal, signing: SigningKey): void {
  const { key, file, isNew } = signing;
  const own = fromKeyObject(key);
  if (isNew && own !== undefined)
    terminal.note({
      zh: `已生成签名私钥 ${file}（仅本用户可读，请备份）；公钥 ${minisignKeyLine(own)}（${keyIdText(own)}）`,
      en: `made the signing key ${file} (readable by you alone; keep a copy); public key ${minisignKeyLine(own)} (${keyIdText(own)})`,
    });
  const loose = looseKey(signing);
  if (loose !== undefined) terminal.note(loose);
}

function profileOf({ catalogue }: Works, { profile: id }: KeptSnapshot): Profile {
  const profile = catalogue.profiles.get(id);
  if (profile !== undefined) return profile;
  throw wrong({ zh: `已没有城市档案“${id}”`, en: `there is no profile "${id}" any more` });
}

function showMade(terminal: Terminal, { kept, isNew }: { kept: KeptSnapshot; isNew: boolean }): void {
  if (!isNew) terminal.note({ zh: '内容相同的快照已存在', en: 'a snapshot of this content is there already' });
  showEntry(terminal, kept, readKept(kept).snapshot);
}
