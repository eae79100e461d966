import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = fileURLToPath(new URL('../../../..', import.meta.url));

/** The server that cargo built, or the one that CURBSTOP_SERVER names; nothing where neither is there. */
export function binary(): string | undefined {
  const named = process.env.CURBSTOP_SERVER;
  if (named) return named;
  const target = process.env.CARGO_TARGET_DIR ?? join(workspace, 'target');
  const places = ['debug', 'release'].map((profile) => join(target, profile, 'curbstop-server'));
  return places.find((place) => existsSync(place));
}

export interface RealServer {
  url: string;
  /** The one-time link of the first start. */
  setupLink: string;
  /** As when the power goes: nothing is finished. It comes back at the same address, on the same data. */
  killAndStartAgain: () => Promise<void>;
  stop: () => Promise<void>;
}

const SETUP_LINK = /http:\/\/\S+#\/setup\/\S+/;
const ADDRESS = /http:\/\/\S+/;

/** A server with an empty store of its own, on a free port. */
export async function start(path: string): Promise<RealServer> {
  const data = mkdtempSync(join(tmpdir(), 'curbstop-console-'));
  let child = run(path, '127.0.0.1:0', data);
  const setupLink = await said(child, SETUP_LINK);
  const { origin: url, host } = new URL(setupLink);
  const killAndStartAgain = async () => {
    await ended(child, 'SIGKILL');
    child = run(path, host, data);
    await said(child, ADDRESS);
  };
  const stop = async () => {
    await ended(child, 'SIGTERM');
    rmSync(data, { recursive: true, force: true });
  };
  return { url, setupLink, killAndStartAgain, stop };
}

function run(path: string, listen: string, data: string): ChildProcess {
  return spawn(path, ['serve', '--listen', listen, '--data', data, '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exit;
}

function said(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stdout?.on('data', (part: Buffer) => {
      heard += part.toString();
      const found = wanted.exec(heard)?.[0];
      if (found) resolve(found);
    });
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it said where it is: ${heard}`)),
    );
  });
}
