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
  stop: () => Promise<void>;
}

/** A server with an empty store of its own, on a free port. */
export async function start(path: string): Promise<RealServer> {
  const data = mkdtempSync(join(tmpdir(), 'curbstop-console-'));
  const child = spawn(path, ['serve', '--listen', '127.0.0.1:0', '--data', data, '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const setupLink = await linkFrom(child);
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  return { url: new URL(setupLink).origin, setupLink, stop };
}

function linkFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const link = /http:\/\/\S+#\/setup\/\S+/.exec(said)?.[0];
      if (link) resolve(link);
    });
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it gave its link: ${said}`)),
    );
  });
}
