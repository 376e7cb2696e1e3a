/** Whatever people read is written in both languages; a text that lacks one does not compile. */
export type Language = 'zh' | 'en';
export type Text = Readonly<Record<Language, string>>;

export const LANGUAGES: readonly Language[] = ['zh', 'en'];

/** `LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set decides, as everywhere else on the system. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}
