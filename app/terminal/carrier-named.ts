import type { Registries } from '../../indicators/registries.ts';
import { wrong } from './failure.ts';
import { suggestion } from './suggest.ts';

/** A carrier's code by its code or Chinese name; throws a Failure with what may have been meant. */
export function carrierNamed({ carriers }: Registries, text: string): string {
  const found = carriers.find(({ code, name }) => code === text || name.zh === text);
  if (found !== undefined) return found.code;
  throw wrong(
    { zh: `--carrier：没有运营商“${text}”`, en: `--carrier: there is no carrier "${text}"` },
    suggestion(
      text,
      carriers.map(({ code }) => code),
    ),
  );
}
