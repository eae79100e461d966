import { url } from '../browser';

async function pull(name: string): Promise<{ asked: string[] }> {
  const answer = await fetch(`${url}/mock/${name}`, { method: 'POST' });
  return (await answer.json()) as { asked: string[] };
}

/** The mock's night from its beginning. */
export async function begin(): Promise<void> {
  await pull('begin');
}

export async function lever(name: string): Promise<void> {
  await pull(name);
}

/** What the page has asked the mock for. */
export async function asked(): Promise<string[]> {
  return (await pull('look')).asked;
}
