import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a browser lies; undefined: tests of the page are skipped (`apt-get install chromium` brings one). */
export const CHROMIUM = PLACES.find((path) => existsSync(path));
