/** Text that somebody else chose, as a terminal may show it: none of it is obeyed. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '�');
}
