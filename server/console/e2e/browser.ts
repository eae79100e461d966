import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium (`scripts/install-browser.sh`), or the one that CURBSTOP_CHROMIUM names. */
export function browser() {
  const named = process.env.CURBSTOP_CHROMIUM;
  const path = named ?? PLACES.find((place) => existsSync(place));
  if (!path)
    throw new Error('no Chromium found; run scripts/install-browser.sh, or name one in CURBSTOP_CHROMIUM');
  return { executablePath: path, args: ['--no-sandbox', '--disable-gpu'] };
}

export const MOCK_PORT = 8791;
/** The mock, or for screenshots a running server. */
export const url = process.env.CURBSTOP_URL ?? `http://127.0.0.1:${MOCK_PORT}`;

export const mock = process.env.CURBSTOP_URL
  ? {}
  : {
      webServer: {
        command: `node e2e/mock/server.mjs ${MOCK_PORT}`,
        url: `${url}/icon.svg`,
        reuseExistingServer: false,
        cwd: '.',
      },
    };
