import type { ErrorBody } from './types';

/** An answer that is not what was asked for; `code` is a key of the texts. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly reason: string,
    readonly field?: string | null,
  ) {
    super(`${code}: ${reason}`);
  }
}

/** The code of an error that never reached the server. */
export const UNREACHABLE = 'net.unreachable';

let csrf = '';
let signedOut: () => void = () => {};

/** The token that every changing request carries; told at sign-in. */
export function useCsrf(token: string): void {
  csrf = token;
}

/** What to do when the server no longer knows this session. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

export function get<T>(path: string): Promise<T> {
  return ask<T>('GET', path);
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return ask<T>('POST', path, JSON.stringify(body), 'application/json');
}

/** A request whose answer does not matter: the page asks again for what it shows. */
export async function command(path: string, body: unknown): Promise<void> {
  await post<unknown>(path, body);
}

export function postFile<T>(path: string, file: Blob, type: string): Promise<T> {
  return ask<T>('POST', path, file, type);
}

export async function remove(path: string): Promise<void> {
  await ask<unknown>('DELETE', path);
}

async function ask<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (type) headers['content-type'] = type;
  if (method !== 'GET' && csrf) headers['x-csrf-token'] = csrf;
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
    });
  } catch (cause) {
    throw new ApiError(0, UNREACHABLE, String(cause));
  }
  if (answer.ok) return readBody<T>(answer);
  const error = await readError(answer);
  if (answer.status === 401 && !path.endsWith('/session')) signedOut();
  throw error;
}

async function readBody<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function readError(answer: Response): Promise<ApiError> {
  try {
    const body = (await answer.json()) as ErrorBody;
    return new ApiError(answer.status, body.code, body.reason, body.field);
  } catch {
    return new ApiError(answer.status, 'net.unexpected', `${answer.status} ${answer.statusText}`);
  }
}
