import { createHash } from 'node:crypto';

/** SHA-256 (hex) of what a definition says: neither comments nor the order of keys in its file matter. */
export function fingerprint(definition: object): string {
  return createHash('sha256').update(canonical(definition), 'utf8').digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}
