import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey } from 'node:crypto';

/** An Ed25519 public key in the forms by which tools know it. */
export interface PublicKey {
  readonly key: KeyObject;
  /** 32 bytes. */
  readonly raw: Uint8Array;
  /** RFC 7638 thumbprint (base64url): the name in JWS headers. */
  readonly kid: string;
  /** 8 bytes: the name in minisign files. */
  readonly keyId: Uint8Array;
}

const RAW_LENGTH = 32;
const KEY_ID_LENGTH = 8;
const MINISIGN_ALGORITHM = 'Ed';
const MINISIGN_LINE = /^RW[A-Za-z0-9+/]{54}$/;

/** Of a private or public Ed25519 key; undefined for a key of another kind. */
export function fromKeyObject(key: KeyObject): PublicKey | undefined {
  if (key.asymmetricKeyType !== 'ed25519') return undefined;
  const known = key.type === 'private' ? createPublicKey(key) : key;
  const { x } = known.export({ format: 'jwk' });
  return x === undefined ? undefined : publicKey(known, x);
}

/** From the 32 bytes as base64url. */
export function fromX(x: string): PublicKey | undefined {
  if (Buffer.from(x, 'base64url').length !== RAW_LENGTH) return undefined;
  return publicKey(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), x);
}

/** Reads a minisign public key (file or line), PEM, a JWK, or one of the keys of `gigacity-keys.json`. */
export function fromPublicKeyText(text: string): readonly PublicKey[] {
  const trimmed = text.trim();
  try {
    if (trimmed.startsWith('{')) return fromJson(JSON.parse(trimmed) as unknown);
    const line = trimmed.split('\n').find((one) => MINISIGN_LINE.test(one.trim()));
    if (line !== undefined) return present(fromMinisignLine(line.trim()));
    return present(fromKeyObject(createPublicKey(trimmed)));
  } catch {
    return [];
  }
}

function publicKey(key: KeyObject, x: string): PublicKey {
  const raw = Buffer.from(x, 'base64url');
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  const keyId = createHash('sha256').update(raw).digest().subarray(0, KEY_ID_LENGTH);
  return { key, raw, kid, keyId };
}

function fromMinisignLine(line: string): PublicKey | undefined {
  const bytes = Buffer.from(line, 'base64');
  if (bytes.length !== 2 + KEY_ID_LENGTH + RAW_LENGTH || bytes.toString('latin1', 0, 2) !== MINISIGN_ALGORITHM)
    return undefined;
  const known = fromX(bytes.subarray(2 + KEY_ID_LENGTH).toString('base64url'));
  return known === undefined ? undefined : { ...known, keyId: bytes.subarray(2, 2 + KEY_ID_LENGTH) };
}

function fromJson(value: unknown): readonly PublicKey[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('keys' in value && Array.isArray(value.keys)) return value.keys.flatMap(fromJson);
  if ('jwk' in value) return fromJson(value.jwk);
  return 'x' in value && typeof value.x === 'string' ? present(fromX(value.x)) : [];
}

function present(key: PublicKey | undefined): readonly PublicKey[] {
  return key === undefined ? [] : [key];
}

/** The line that `minisign -P` takes. */
export function minisignKeyLine({ keyId, raw }: PublicKey): string {
  return Buffer.concat([Buffer.from(MINISIGN_ALGORITHM, 'latin1'), keyId, raw]).toString('base64');
}

/** The file that `minisign -p` takes. */
export function minisignKeyFile(key: PublicKey): string {
  return `untrusted comment: minisign public key ${keyIdText(key)}\n${minisignKeyLine(key)}\n`;
}

/** As minisign writes it. */
export function keyIdText({ keyId }: PublicKey): string {
  return Buffer.from(keyId).reverse().toString('hex').toUpperCase();
}

export function toPem({ key }: PublicKey): string {
  return key.export({ format: 'pem', type: 'spki' }).toString();
}
