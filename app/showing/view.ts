import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What showing a place's figures needs. */
export interface View {
  readonly terminal: Terminal;
  readonly catalogue: Catalogue;
  readonly profile: Profile;
}
