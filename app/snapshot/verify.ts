import { existsSync, readFileSync } from 'node:fs';
import type { Examination } from '../../indicators/snapshot/check.ts';
import { examine } from '../../indicators/snapshot/check.ts';
import type { PublicKey } from '../../indicators/snapshot/keys.ts';
import { fromPublicKeyText } from '../../indicators/snapshot/keys.ts';
import type { SignatureCheck } from '../../indicators/snapshot/signature.ts';
import { checkSignature } from '../../indicators/snapshot/signature.ts';
import { messageOf, wrong } from '../terminal/failure.ts';

/** What `verify` found out without any store. */
export interface Verified extends Examination {
  readonly signature: SignatureCheck;
  /** Nothing was changed and a trusted key says so. */
  readonly isValid: boolean;
}

export function verifyBytes(bytes: Uint8Array, signature: Uint8Array, keys: readonly PublicKey[]): Verified {
  const checks = keys.map((key) => checkSignature(bytes, signature, key));
  const found = checks.find(({ kind }) => kind === 'valid') ?? checks.find((one) => !isOtherKey(one)) ?? checks[0];
  const examination = examine(bytes);
  const check = found ?? { kind: 'invalid', why: 'key' };
  return { ...examination, signature: check, isValid: check.kind === 'valid' && examination.faults.length === 0 };
}

function isOtherKey(check: SignatureCheck): boolean {
  return check.kind === 'invalid' && check.why === 'key';
}

/** A file with the signature beside it: FILE.minisig, FILE.jws or FILE.sig, or the one that is named. */
export function readSigned(
  file: string,
  signature: string | undefined,
): { readonly bytes: Uint8Array; readonly signature: Uint8Array } {
  const bytes = read(file);
  const beside = ['minisig', 'jws', 'sig'].map((ending) => `${file}.${ending}`);
  const found = signature ?? beside.find((path) => existsSync(path));
  if (found === undefined)
    throw wrong(
      { zh: `${file} 旁没有签名文件`, en: `there is no signature beside ${file}` },
      {
        zh: `应有 ${beside.join('、')} 之一，或用 --signature 指明；取得：gigacity snapshot export ID --format minisign`,
        en: `expected one of ${beside.join(', ')}, or --signature FILE; to get one: gigacity snapshot export ID --format minisign`,
      },
    );
  return { bytes, signature: read(found) };
}

/** A file of one or several public keys, or the line of a minisign key itself. */
export function readPublicKeys(given: string): readonly PublicKey[] {
  const keys = fromPublicKeyText(existsSync(given) ? read(given).toString('utf8') : given);
  if (keys.length > 0) return keys;
  throw wrong(
    { zh: `--public-key：${given} 不是 Ed25519 公钥`, en: `--public-key: ${given} is no Ed25519 public key` },
    {
      zh: '可用 minisign 公钥（文件或 RW… 一行）、PEM、JWK，或 /.well-known/gigacity-keys.json',
      en: 'it can be a minisign key (a file or its RW… line), PEM, a JWK, or /.well-known/gigacity-keys.json',
    },
  );
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = messageOf(cause);
    throw wrong({ zh: `读不到 ${file}：${reason}`, en: `cannot read ${file}: ${reason}` });
  }
}
