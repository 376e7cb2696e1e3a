import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { Problem } from './problems.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine reaches an address; any name but `localhost` may lead elsewhere. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  switch (isIP(bare)) {
    case 4:
      return LOOPBACK.check(bare, 'ipv4');
    case 6:
      return LOOPBACK.check(bare, 'ipv6');
    default:
      return bare === 'localhost';
  }
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Where no key is needed, a page that the operator's browser has open must not be able to use that: neither under a
 * name that was made to lead here (DNS rebinding) nor from another site; and nobody must come through a proxy.
 */
export function localFault(headers: IncomingHttpHeaders): Problem | undefined {
  const { host, origin } = headers;
  if (host === undefined || !isLoopback(nameOf(host)))
    return new Problem(
      'forbidden',
      {
        zh: `没有密钥时只认本机名称，不认“${host ?? ''}”`,
        en: `without keys only names of this machine are answered, not "${host ?? ''}"`,
      },
      { pointer: '#/headers/host', hint: KEYS },
    );
  if (origin !== undefined && origin !== `http://${host}`)
    return new Problem(
      'forbidden',
      { zh: `不接受来自 ${origin} 的请求`, en: `requests from ${origin} are not accepted` },
      { pointer: '#/headers/origin', hint: KEYS },
    );
  const forwarded = FORWARDED.find((name) => headers[name] !== undefined);
  if (forwarded !== undefined)
    return new Problem(
      'forbidden',
      { zh: '没有密钥时不能经由代理访问', en: 'without keys nobody may come through a proxy' },
      { pointer: `#/headers/${forwarded}`, hint: KEYS },
    );
  return undefined;
}

const KEYS = {
  zh: '设置 GIGACITY_API_KEYS_FILE，用 gigacity keys create 建立密钥',
  en: 'set GIGACITY_API_KEYS_FILE and make keys with gigacity keys create',
};

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '');
}
