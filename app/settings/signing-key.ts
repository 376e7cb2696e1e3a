import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './config.ts';
import { makeDirectory } from './disk.ts';
import { EXIT, Failure, wrong } from '../terminal/failure.ts';
import type { Text } from '../terminal/language.ts';

/** The file of an embedded store's own key, in its data directory. */
const FILE = 'signing-key.pem';

export interface SigningKey {
  readonly key: KeyObject;
  readonly file: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
}

/**
 * The key that signs snapshots: that of the setting, else an embedded store's own, which is made on first use. A server
 * has none of its own, since several processes would each make another. Throws a Failure that says how to make one.
 */
export function openSigningKey({ values }: Settings): SigningKey {
  const { signing_key_file: given, clickhouse_url: url, data = './data' } = values;
  if (given !== undefined) return { key: readKey(given), file: given, isNew: false };
  const file = join(data, FILE);
  if (existsSync(file)) return { key: readKey(file), file, isNew: false };
  if (url !== undefined)
    throw wrong({ zh: '没有设置快照签名私钥', en: 'there is no key to sign snapshots with' }, HOW_TO_MAKE);
  return { key: makeKey(data, file), file, isNew: true };
}

/** The key that would sign, where it is there already; nothing is made. */
export function knownSigningKey(settings: Settings): KeyObject | undefined {
  const { signing_key_file: given, data = './data' } = settings.values;
  const file = given ?? join(data, FILE);
  return existsSync(file) ? readKey(file) : undefined;
}

/** Whoever may read it can sign in this store's name, so nobody else may. */
export function looseKey({ file }: SigningKey): Text | undefined {
  if ((statSync(file).mode & 0o077) === 0) return undefined;
  return {
    zh: `注意：其他用户可读签名私钥 ${file}；请执行 chmod 600 ${file}`,
    en: `note: others can read the signing key ${file}; run chmod 600 ${file}`,
  };
}

function makeKey(data: string, file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  makeDirectory(data);
  try {
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
    return privateKey;
  } catch (error) {
    // Another process was faster; there is one key.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readKey(file);
    throw error;
  }
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new Failure(
      EXIT.wrong,
      { zh: `读不出签名私钥 ${file}`, en: `cannot read the signing key ${file}` },
      { mend: HOW_TO_MAKE, cause },
    );
  }
  throw wrong({ zh: `签名私钥 ${file} 不是 Ed25519`, en: `the signing key ${file} is not Ed25519` }, HOW_TO_MAKE);
}

const HOW_TO_MAKE: Text = {
  zh: '生成：openssl genpkey -algorithm ed25519 -out key.pem，再设 GIGACITY_SIGNING_KEY_FILE=key.pem',
  en: 'make one: openssl genpkey -algorithm ed25519 -out key.pem, then set GIGACITY_SIGNING_KEY_FILE=key.pem',
};
