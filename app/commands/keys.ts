import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../../api/keys.ts';
import { KEY_ROLES } from '../../api/keys.ts';
import { hashOf, toToken } from '../../api/tokens.ts';
import { dayOf, instantText } from '../../indicators/calendar.ts';
import type { Registries } from '../../indicators/registries.ts';
import { carrierNamed } from '../terminal/carrier-named.ts';
import type { Context, Input } from '../command.ts';
import { openDefinitions } from '../opening/definitions.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { changeKeys, exists, keysFileOf, readKeys } from '../settings/keys-file.ts';
import { checkedDay } from '../terminal/request.ts';
import { suggestion } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';

/** Makes, lists and revokes keys; a secret is shown once, when its key is made. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const [action = '', id] = input.args;
  switch (action) {
    case 'create':
      return create(context, input);
    case 'list':
      return list(context);
    case 'revoke':
      return revoke(context, id);
    default:
      throw wrong(
        { zh: `没有操作“${action}”`, en: `there is no action "${action}"` },
        { zh: 'create、list 或 revoke', en: 'create, list or revoke' },
      );
  }
}

/** In which a key's last day ends. */
const ZONE = 'Asia/Shanghai';

async function create({ terminal, settings: read, now }: Context, input: Input): Promise<ExitCode> {
  const settings = await read();
  const file = keysFileOf(settings);
  const { catalogue } = await openDefinitions(settings);
  const wanted = asked(input, catalogue.registries);
  if (wanted.expires !== undefined && wanted.expires < dayOf(now(), ZONE))
    throw wrong(
      { zh: `--expires：${wanted.expires} 已经过去`, en: `--expires: ${wanted.expires} is over` },
      { zh: '写最后有效日，今天或以后', en: 'write the last day on which it is valid, today or later' },
    );
  const secret = randomBytes(32).toString('hex');
  const key: ApiKey = {
    id: randomBytes(6).toString('hex'),
    ...wanted,
    sha256: hashOf(secret),
    createdAt: instantText(now()),
  };
  changeKeys(file, (keys) => [...keys, key]);
  const token = toToken({ id: key.id, secret });
  if (terminal.json) terminal.printJson({ ...toDocument(key), key: token });
  else terminal.print(token);
  terminal.note({
    zh: `密钥 ${key.id}（${key.role}）已记入 ${file}；上面的密钥只显示这一次，请妥善保存`,
    en: `key ${key.id} (${key.role}) is in ${file}; it is shown this once: keep it well`,
  });
  return EXIT.done;
}

function asked(
  input: Input,
  registries: Registries,
): Pick<ApiKey, 'role' | 'district' | 'carrier' | 'expires' | 'name'> {
  const given = input.text('role');
  const role = KEY_ROLES.find((one) => one === given);
  if (role === undefined)
    throw wrong(
      given === undefined
        ? { zh: '缺少 --role', en: '--role is missing' }
        : { zh: `--role：没有角色“${given}”`, en: `--role: there is no role "${given}"` },
      suggestion(given ?? '', KEY_ROLES),
    );
  const [district, carrier, expires, name] = ['district', 'carrier', 'expires', 'name'].map((one) => input.text(one));
  if ((role === 'upload') !== (carrier !== undefined))
    throw wrong(
      carrier === undefined
        ? { zh: '上传密钥须属于一个运营商', en: 'an upload key belongs to one carrier' }
        : { zh: '只有上传密钥属于运营商', en: 'only upload keys belong to a carrier' },
      carrier === undefined
        ? { zh: '加上 --carrier，如 --carrier telecom', en: 'add --carrier, such as --carrier telecom' }
        : { zh: '用 --role upload，或去掉 --carrier', en: 'use --role upload, or leave out --carrier' },
    );
  if (district !== undefined && role !== 'read' && role !== 'regulator')
    throw wrong(
      { zh: `${role} 密钥不分区`, en: `a key with the role ${role} is of no district` },
      {
        zh: '用 --role read 或 regulator，或去掉 --district',
        en: 'use --role read or regulator, or leave out --district',
      },
    );
  return {
    ...(name === undefined ? {} : { name }),
    role,
    ...(district === undefined ? {} : { district: districtNamed(district, registries) }),
    ...(carrier === undefined ? {} : { carrier: carrierNamed(registries, carrier) }),
    ...(expires === undefined ? {} : { expires: checkedDay('--expires', expires) }),
  };
}

function districtNamed(text: string, { districts }: Registries): NonNullable<ApiKey['district']> {
  const found = districts.find(({ code, city, name }) => code !== city && (code === text || name.zh === text));
  if (found !== undefined) return { code: found.code, city: found.city };
  throw wrong(
    { zh: `--district：没有区“${text}”`, en: `--district: there is no district "${text}"` },
    { zh: '写区划代码或中文名，如 310115 或 浦东新区', en: 'write its code or Chinese name, such as 310115' },
  );
}

async function list({ terminal, settings }: Context): Promise<ExitCode> {
  const file = keysFileOf(await settings());
  const keys = exists(file) ? readKeys(file) : [];
  if (terminal.json) {
    terminal.printJson({ keys: keys.map(toDocument) });
    return EXIT.done;
  }
  if (keys.length === 0) {
    terminal.note({ zh: `${file} 里没有密钥`, en: `there are no keys in ${file}` });
    return EXIT.done;
  }
  const heads = [
    ['编号', 'id'],
    ['角色', 'role'],
    ['范围', 'scope'],
    ['名称', 'name'],
    ['有效至', 'expires'],
    ['吊销', 'revoked'],
  ] as const;
  terminal.print(
    table(
      heads.map(([zh, en]) => ({ head: terminal.paint.dim(terminal.say({ zh, en })) })),
      keys.map(({ id, role, district, carrier, name, expires, revokedAt }) => [
        id,
        role,
        district?.code ?? carrier ?? '',
        name ?? '',
        expires ?? '',
        revokedAt?.slice(0, 10) ?? '',
      ]),
      '',
    ),
  );
  return EXIT.done;
}

async function revoke({ terminal, settings, now }: Context, id: string | undefined): Promise<ExitCode> {
  const file = keysFileOf(await settings());
  const known = exists(file) ? readKeys(file).map((key) => key.id) : [];
  if (id === undefined || !known.includes(id))
    throw wrong(
      id === undefined
        ? { zh: '要吊销哪一个？', en: 'which one is to be revoked?' }
        : { zh: `没有密钥 ${id}`, en: `there is no key ${id}` },
      { zh: '编号见 gigacity keys list', en: 'gigacity keys list tells their ids' },
    );
  const revokedAt = instantText(now());
  changeKeys(file, (keys) =>
    keys.map((key) => (key.id === id && key.revokedAt === undefined ? { ...key, revokedAt } : key)),
  );
  if (terminal.json) terminal.printJson({ revoked: id });
  else terminal.print(terminal.say({ zh: `已吊销 ${id}`, en: `revoked ${id}` }));
  return EXIT.done;
}

function toDocument({
  id,
  role,
  name,
  district,
  carrier,
  createdAt,
  expires,
  revokedAt,
}: ApiKey): Readonly<Record<string, string | null>> {
  return {
    id,
    role,
    name: name ?? null,
    district: district?.code ?? null,
    carrier: carrier ?? null,
    created_at: createdAt,
    expires: expires ?? null,
    revoked_at: revokedAt ?? null,
  };
}
