import { ApiError, onSignedOut, useCsrf } from './api/client';
import { office } from './api/office';
import type { Session } from './api/types';
import { forgetAll } from './live/resource.svelte';

type Who =
  | { is: 'unknown' }
  | { is: 'out'; ended: boolean }
  | { is: 'in'; session: Session }
  | { is: 'away'; error: ApiError };

let who = $state.raw<Who>({ is: 'unknown' });

export function current(): Who {
  return who;
}

export function signedIn(session: Session): void {
  useCsrf(session.csrf);
  who = { is: 'in', session };
}

/** Asks the server whether this browser is still signed in. */
export async function resume(): Promise<void> {
  try {
    signedIn(await office.session());
  } catch (cause) {
    const error = cause instanceof ApiError ? cause : new ApiError(0, 'net.unexpected', String(cause));
    who = error.status === 401 ? { is: 'out', ended: false } : { is: 'away', error };
  }
}

export async function signOut(): Promise<void> {
  await office.signOut();
  leave(false);
}

/** Deciding on escalated estimates and on pauses is the supervisor's (EST-ESCALATE, 3.2.2; REPAIR-WINDOW, 3.3.3). */
export function maySupervise(): boolean {
  return who.is === 'in' && who.session.role !== 'dispatcher';
}

export function mayAdminister(): boolean {
  return who.is === 'in' && who.session.role === 'admin';
}

function leave(ended: boolean): void {
  useCsrf('');
  forgetAll();
  who = { is: 'out', ended };
}

onSignedOut(() => {
  if (who.is === 'in') leave(true);
});
