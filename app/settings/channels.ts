import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Channel } from '../../metrics/notify/channel.ts';
import type { ChannelDeclaration } from '../../metrics/notify/load-channels.ts';
import { loadChannels } from '../../metrics/notify/load-channels.ts';
import { describeProblem, inLanguage } from '../../indicators/loading/source.ts';
import { wrong } from '../terminal/failure.ts';

/** The channels of a file with their secrets, by name; throws a Failure that tells of all that is wrong with it. */
export function readChannels(file: string | undefined): ReadonlyMap<string, Channel> {
  if (file === undefined) return new Map();
  const { channels, problems } = loadChannels(file, readFileSync(file, 'utf8'));
  if (problems.length > 0) {
    const text = (language: 'zh' | 'en'): string =>
      problems.map((one) => describeProblem(inLanguage(one, language))).join('\n');
    throw wrong({ zh: `通道文件有误\n${text('zh')}`, en: `the file of channels is wrong\n${text('en')}` });
  }
  return new Map(channels.map((declared) => [declared.name, withSecrets(declared, dirname(file))]));
}

function withSecrets(declared: ChannelDeclaration, folder: string): Channel {
  const { name, kind, language, url, url_file: urlFile, secret_file: secretFile } = declared;
  const address = url ?? secret(name, resolve(folder, urlFile ?? ''));
  if (!URL.canParse(address) || !/^https?:/.test(address))
    throw wrong({
      zh: `通道 ${name}：${urlFile ?? ''} 中不是 http(s) 地址`,
      en: `channel ${name}: ${urlFile ?? ''} holds no http(s) address`,
    });
  return {
    name,
    kind,
    url: address,
    secret: secretFile === undefined ? undefined : secret(name, resolve(folder, secretFile)),
    language,
  };
}

/** A file's text without the line break that editors add. */
function secret(channel: string, path: string): string {
  if (!existsSync(path))
    throw wrong(
      { zh: `通道 ${channel}：没有文件 ${path}`, en: `channel ${channel}: there is no file ${path}` },
      {
        zh: '把机器人的地址或密钥写进该文件，一行即可',
        en: 'put the address or the secret of the robot into it, on one line',
      },
    );
  const text = readFileSync(path, 'utf8').trim();
  if (text === '')
    throw wrong({ zh: `通道 ${channel}：文件 ${path} 是空的`, en: `channel ${channel}: ${path} is empty` });
  return text;
}
