import type { KeyObject } from 'node:crypto';
import { createHash, sign, verify } from 'node:crypto';
import type { PublicKey } from './keys.ts';
import { fromKeyObject, keyIdText } from './keys.ts';

/** One key's signatures of the same bytes, each for another tool. */
export interface Signatures {
  /** Ed25519 over the bytes, base64: what `openssl pkeyutl -verify -rawin` takes once decoded. */
  readonly ed25519: string;
  /** The file that `minisign -V` takes: prehashed, and signing its trusted comment too. */
  readonly minisign: string;
  /** Detached (RFC 7515, appendix F): put the bytes in base64url between the two points. */
  readonly jws: string;
}

/** Throws a TypeError for a key that is not Ed25519. @param comment one line, signed along with the bytes. */
export function signBytes(bytes: Uint8Array, privateKey: KeyObject, comment: string): Signatures {
  const own = fromKeyObject(privateKey);
  if (own === undefined || privateKey.type !== 'private') throw new TypeError('not an Ed25519 private key');
  const prehashed = sign(null, blake2b(bytes), privateKey);
  const line = Buffer.concat([Buffer.from(PREHASHED, 'latin1'), own.keyId, prehashed]);
  const whole = sign(null, Buffer.concat([prehashed, Buffer.from(comment, 'utf8')]), privateKey);
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: own.kid })).toString('base64url');
  return {
    ed25519: sign(null, bytes, privateKey).toString('base64'),
    minisign: [
      `untrusted comment: signature of gigacity, key ${keyIdText(own)}`,
      line.toString('base64'),
      `trusted comment: ${comment}`,
      whole.toString('base64'),
      '',
    ].join('\n'),
    jws: `${header}..${sign(null, jwsInput(header, bytes), privateKey).toString('base64url')}`,
  };
}

export type SignatureCheck =
  | { readonly kind: 'valid'; readonly form: SignatureForm; readonly comment?: string }
  /** `key`: made by another key; `bytes`: not of these bytes; `comment`: its comment was changed. */
  | { readonly kind: 'invalid'; readonly why: 'form' | 'key' | 'bytes' | 'comment' };
export type SignatureForm = keyof Signatures;

const PREHASHED = 'ED';
const SIGNATURE_LENGTH = 64;
const KEY_ID_LENGTH = 8;

/** Checks a signature of any of the three forms; raw ones may be 64 bytes or their base64. */
export function checkSignature(bytes: Uint8Array, signature: Uint8Array, key: PublicKey): SignatureCheck {
  if (signature.length === SIGNATURE_LENGTH) return checkRaw(bytes, signature, key);
  const text = Buffer.from(signature).toString('utf8').trim();
  if (text.startsWith('untrusted comment:')) return checkMinisign(bytes, text, key);
  const [header = '', , signed] = text.split('.');
  if (signed !== undefined) return checkJws(bytes, { header, signed }, key);
  const raw = fromBase64(text);
  return raw?.length === SIGNATURE_LENGTH ? checkRaw(bytes, raw, key) : invalid('form');
}

function checkRaw(bytes: Uint8Array, signature: Uint8Array, { key }: PublicKey): SignatureCheck {
  return verify(null, bytes, key, signature) ? { kind: 'valid', form: 'ed25519' } : invalid('bytes');
}

function checkMinisign(bytes: Uint8Array, text: string, { key, keyId }: PublicKey): SignatureCheck {
  const [, line = '', trusted = '', whole = ''] = text.split('\n').map((one) => one.replace(/\r$/, ''));
  const signed = fromBase64(line);
  const comment = /^trusted comment: (.*)$/.exec(trusted)?.[1];
  const global = fromBase64(whole);
  if (
    signed?.length !== 2 + KEY_ID_LENGTH + SIGNATURE_LENGTH ||
    signed.toString('latin1', 0, 2) !== PREHASHED ||
    comment === undefined ||
    global?.length !== SIGNATURE_LENGTH
  )
    return invalid('form');
  if (!signed.subarray(2, 2 + KEY_ID_LENGTH).equals(keyId)) return invalid('key');
  const signature = signed.subarray(2 + KEY_ID_LENGTH);
  if (!verify(null, blake2b(bytes), key, signature)) return invalid('bytes');
  const isOwn = verify(null, Buffer.concat([signature, Buffer.from(comment, 'utf8')]), key, global);
  return isOwn ? { kind: 'valid', form: 'minisign', comment } : invalid('comment');
}

function checkJws(
  bytes: Uint8Array,
  { header, signed }: { readonly header: string; readonly signed: string },
  { key, kid }: PublicKey,
): SignatureCheck {
  const said = headerOf(header);
  if (said?.alg !== 'EdDSA') return invalid('form');
  if (said.kid !== kid) return invalid('key');
  const signature = fromBase64(signed, 'base64url');
  if (signature?.length !== SIGNATURE_LENGTH) return invalid('form');
  return verify(null, jwsInput(header, bytes), key, signature) ? { kind: 'valid', form: 'jws' } : invalid('bytes');
}

function headerOf(header: string): { readonly alg?: unknown; readonly kid?: unknown } | undefined {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { alg?: unknown; kid?: unknown };
  } catch {
    return undefined;
  }
}

function invalid(why: Extract<SignatureCheck, { kind: 'invalid' }>['why']): SignatureCheck {
  return { kind: 'invalid', why };
}

/** Strict, since a lenient reader passes over a changed character. */
function fromBase64(text: string, form: 'base64' | 'base64url' = 'base64'): Buffer | undefined {
  const bytes = Buffer.from(text, form);
  return bytes.toString(form) === text ? bytes : undefined;
}

function jwsInput(header: string, bytes: Uint8Array): Uint8Array {
  return Buffer.from(`${header}.${Buffer.from(bytes).toString('base64url')}`, 'latin1');
}

function blake2b(bytes: Uint8Array): Uint8Array {
  return createHash('blake2b512').update(bytes).digest();
}
