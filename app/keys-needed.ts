import { isLoopback } from '../api/local-guard.ts';
import type { Keys } from '../api/auth.ts';
import { CurrentKeys } from './current-keys.ts';
import { EXIT, Failure } from './failure.ts';
import { exists, readKeys } from './keys-file.ts';

/** Throws a Failure where others could reach the server and nothing would ask them for a key. */
function requireKeys(host: string, keysFile: string | undefined): void {
  if (keysFile !== undefined || isLoopback(host)) return;
  throw new Failure(
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

/** The keys that a server asks for; undefined where it serves this machine alone and asks for none. */
export function openKeys(
  { host, file }: { readonly host: string; readonly file: string | undefined },
  report: (error: unknown) => void,
): Keys | undefined {
  requireKeys(host, file);
  if (file === undefined) return undefined;
  if (!exists(file))
    throw new Failure(
      EXIT.wrong,
      { zh: `没有密钥文件 ${file}`, en: `there is no keys file ${file}` },
      {
        mend: {
          zh: `运行 gigacity keys create --role operator --api-keys-file ${file}`,
          en: `run gigacity keys create --role operator --api-keys-file ${file}`,
        },
      },
    );
  // Whatever is wrong with it is better told now than to whoever asks first.
  readKeys(file);
  return new CurrentKeys(file, report);
}
