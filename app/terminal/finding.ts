import type { Text } from './language.ts';

/** What one examination found; `down` is a server that is needed and does not answer. */
export interface Finding {
  readonly name: string;
  readonly title: Text;
  readonly state: 'ok' | 'note' | 'fault' | 'down';
  readonly text: Text;
  readonly mend?: Text;
}

export type Found = Omit<Finding, 'name' | 'title'>;
