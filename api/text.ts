/** What people read, in both languages; a text that lacks one does not compile. */
export type Language = 'zh' | 'en';
export type Text = Readonly<Record<Language, string>>;
