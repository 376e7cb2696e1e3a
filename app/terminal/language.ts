import type { Language } from '../../api/text.ts';

export type { Language, Text } from '../../api/text.ts';

export const LANGUAGES: readonly Language[] = ['zh', 'en'];

/** `LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set decides, as everywhere else on the system. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}
