import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { monitoringFiles } from '../../metrics/monitoring-files.ts';
import type { NamedText } from '../../metrics/rules/files.ts';
import { RUNBOOKS } from '../../metrics/rules/files.ts';
import type { Context, Input } from '../command.ts';
import { openDefinitions } from '../opening/definitions.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { makeDirectory, unwritable } from '../settings/disk.ts';
import { packageFile } from '../opening/package-root.ts';

/** Writes what Prometheus, Alertmanager and Grafana are run with; rules are made of the definitions in force. */
export async function run({ terminal, settings, directory }: Context, input: Input): Promise<ExitCode> {
  const [action = ''] = input.args;
  if (action !== 'export')
    throw wrong({ zh: `没有操作“${action}”`, en: `there is no action "${action}"` }, { zh: 'export', en: 'export' });
  const folder = input.text('dir');
  if (folder === undefined)
    throw wrong(
      { zh: '缺少 --dir：写到哪个文件夹', en: '--dir is missing: the folder to write to' },
      { zh: '例如 --dir monitoring', en: 'for example --dir monitoring' },
    );
  const { catalogue, profiles } = await openDefinitions(await settings());
  const files = [
    ...monitoringFiles(catalogue, profiles, {
      gigacity: address('--gigacity', input.text('gigacity') ?? '127.0.0.1:8080'),
      alertmanager: address('--alertmanager', input.text('alertmanager') ?? '127.0.0.1:9093'),
      runbooks: (input.text('runbooks') ?? RUNBOOKS).replace(/\/+$/, ''),
      readKeyFile: input.text('readKeyFile'),
      hooksKeyFile: input.text('hooksKeyFile'),
    }),
    ...shipped('grafana'),
  ];
  const root = resolve(directory, folder);
  for (const { name, text } of files) {
    const path = join(root, name);
    try {
      makeDirectory(dirname(path));
      writeFileSync(path, text);
    } catch (cause) {
      throw unwritable(path, cause, { zh: '用 --dir 换一个文件夹', en: 'choose another folder with --dir' });
    }
  }
  if (terminal.json) terminal.printJson({ directory: root, files: files.map(({ name }) => name) });
  else for (const { name } of files) terminal.print(join(folder, name));
  return EXIT.done;
}

function address(flag: string, value: string): string {
  if (/^(\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(value)) return value;
  throw wrong({ zh: `${flag}：应为 host:port，实为“${value}”`, en: `${flag}: expected host:port, got "${value}"` });
}

/** The files of a folder that is shipped as it is. */
function shipped(folder: string): readonly NamedText[] {
  const root = packageFile('metrics');
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') }));
}
