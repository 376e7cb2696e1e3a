import { z } from 'zod';
import { fromX, keyIdText, minisignKeyLine, toPem } from '../../indicators/snapshot/keys.ts';
import type { PublicKey } from '../../indicators/snapshot/keys.ts';
import { instantText } from '../../indicators/calendar.ts';
import { SNAPSHOT_FORMAT } from '../../indicators/snapshot/snapshot.ts';
import type { SigningKeyUse } from '../../store/snapshots.ts';
import { rowSchema } from '../lists/parameters.ts';
import { SNAPSHOT_COLUMNS } from '../rows/snapshots.ts';

export const snapshotRow = rowSchema(SNAPSHOT_COLUMNS);

const entries = (text: string): z.ZodArray => z.array(z.looseObject({})).describe(text);

/** The content as it was signed; `docs/snapshots.md` tells of every part. */
export const snapshotDocument = z.looseObject({
  format: z.literal(SNAPSHOT_FORMAT),
  engine: z.strictObject({ name: z.literal('gigacity'), version: z.string() }),
  place: z.looseObject({ profile: z.string(), code: z.string() }),
  as_of: z.string(),
  known_at: z.string().describe('所知时点。RFC 3339 in UTC'),
  mark: z.string().nullable().describe('演示数据。Set where figures are simulated'),
  supersedes: z.strictObject({ id: z.string(), reason: z.string() }).nullable(),
  values: entries('指标值及其精确分子分母。Values with their exact parts'),
  verdicts: entries('结论及其证据。Verdicts with their evidence'),
  completeness: z.looseObject({}),
  doubts: entries('存疑数据。Doubtful figures'),
  challenges: entries('未结异议。Open challenges'),
  definitions: z.looseObject({}),
  lineage: z.looseObject({}),
  digests: z.looseObject({}).describe('各部分的 SHA-256。SHA-256 of each part'),
});

const figure = z.looseObject({ value: z.number().nullable() }).nullable();
const causes = z
  .array(z.enum(['data', 'definition', 'target', 'time', 'engine', 'unknown']))
  .describe('差异原因。Why it differs');

export const differenceDocument = z.strictObject({
  before: snapshotRow,
  after: snapshotRow,
  values: z.array(z.looseObject({ indicator: z.string(), before: figure, after: figure, causes })),
  verdicts: z.array(z.looseObject({ plan: z.string(), target: z.string(), causes })),
  definitions: z.array(
    z.strictObject({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  sources: z.array(z.looseObject({ stream: z.string(), source: z.string() })),
});

export const keysDocument = z.strictObject({
  keys: z.array(
    z.strictObject({
      kid: z.string().describe('RFC 7638 thumbprint'),
      key_id: z.string().describe('minisign 密钥编号。The key id of minisign'),
      alg: z.literal('EdDSA'),
      from: z.string().nullable().describe('首次签名。When it first signed; null: not yet'),
      until: z.string().nullable().describe('最后一次签名。When it last signed; null: in use'),
      jwk: z.strictObject({
        ...{ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() },
        ...{ use: z.literal('sig'), alg: z.literal('EdDSA') },
      }),
      minisign: z.string(),
      pem: z.string(),
    }),
  ),
});

/** Every key that has signed, the current one last: a retired one still verifies what it signed while it was in use. */
export function toKeysDocument(
  uses: readonly SigningKeyUse[],
  current: PublicKey | undefined,
): z.output<typeof keysDocument> {
  const known = uses.flatMap((use) => {
    const key = fromX(use.publicKey);
    return key === undefined ? [] : [{ key, use }];
  });
  const isCurrent = ({ kid }: PublicKey): boolean => kid === current?.kid;
  const unused = current === undefined || known.some(({ key }) => isCurrent(key)) ? [] : [current];
  return {
    keys: [
      ...known.map(({ key, use }) => toKey(key, use.first, isCurrent(key) ? null : use.last)),
      ...unused.map((key) => toKey(key, null, null)),
    ],
  };
}

function toKey(
  key: PublicKey,
  from: number | null,
  until: number | null,
): z.output<typeof keysDocument>['keys'][number] {
  const x = Buffer.from(key.raw).toString('base64url');
  return {
    kid: key.kid,
    key_id: keyIdText(key),
    alg: 'EdDSA',
    from: from === null ? null : instantText(from),
    until: until === null ? null : instantText(until),
    jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: key.kid, use: 'sig', alg: 'EdDSA' },
    minisign: minisignKeyLine(key),
    pem: toPem(key),
  };
}
