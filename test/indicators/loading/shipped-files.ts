import { readdirSync, readFileSync } from 'node:fs';
import type { CatalogueFile } from '../../../indicators/catalogue.ts';

const ROOT = new URL('../../../indicators/', import.meta.url);

/** Every definition that ships, in the order in which the program reads them. */
export const SHIPPED: readonly CatalogueFile[] = ['catalogue', 'plans', 'profiles', 'registries', 'quality'].flatMap(
  (folder) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => ({
        path: `indicators/${folder}/${name}`,
        text: readFileSync(new URL(`${folder}/${name}`, ROOT), 'utf8'),
      })),
);

export function shippedText(path: string): string {
  const file = SHIPPED.find((shipped) => shipped.path === path);
  if (file === undefined) throw new Error(`no shipped file ${path}`);
  return file.text;
}

/** The shipped files with one text replaced in one of them; the text must stand there exactly once. */
export function shippedWith(path: string, from: string, to: string): readonly CatalogueFile[] {
  const text = shippedText(path);
  if (text.split(from).length !== 2) throw new Error(`${JSON.stringify(from)} does not stand exactly once in ${path}`);
  return SHIPPED.map((file) => (file.path === path ? { path, text: text.replace(from, to) } : file));
}
