import { isLoopback } from '../../api/local-guard.ts';
import type { Keys } from '../../api/auth.ts';
import { CurrentKeys } from './current-keys.ts';
import { EXIT, Failure } from '../terminal/failure.ts';
import { exists, readKeys } from './keys-file.ts';

interface Listening {
  readonly host: string;
  readonly file: string | undefined;
}

/** Throws a Failure where others could reach the server and nothing would ask them for a key, or where no keys can be read. */
export function requireKeys({ host, file }: Listening): void {
  if (file !== undefined) {
    if (!exists(file)) throw noKeysFile(file);
    // Whatever is wrong with it is better told now than to whoever asks first.
    readKeys(file);
  } else if (!isLoopback(host)) throw openToAll(host);
}

/** The keys that a server asks for; undefined where it serves this machine alone and asks for none. */
export function openKeys(listening: Listening, report: (error: unknown) => void): Keys | undefined {
  requireKeys(listening);
  return listening.file === undefined ? undefined : new CurrentKeys(listening.file, report);
}

function openToAll(host: string): Failure {
  return new Failure(
    EXIT.wrong,
    {
      zh: `没有密钥就不能监听 ${host}：别的机器都能访问`,
      en: `${host} can be reached from other machines, so it is not served without keys`,
    },
    {
      mend: {
        zh: '设置 GIGACITY_API_KEYS_FILE=./keys.json 并运行 gigacity keys create --role operator；或用 --host 127.0.0.1',
        en: 'set GIGACITY_API_KEYS_FILE=./keys.json and run gigacity keys create --role operator; or use --host 127.0.0.1',
      },
    },
  );
}

function noKeysFile(file: string): Failure {
  return new Failure(
    EXIT.wrong,
    { zh: `没有密钥文件 ${file}`, en: `there is no keys file ${file}` },
    {
      mend: {
        zh: `运行 gigacity keys create --role operator --api-keys-file ${file}`,
        en: `run gigacity keys create --role operator --api-keys-file ${file}`,
      },
    },
  );
}
