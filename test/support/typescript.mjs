// `node --import ./test/support/typescript.mjs FILE.ts` runs TypeScript on a Node that cannot yet strip types itself.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
