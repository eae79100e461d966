// What this browser remembers for its user. Storage may be off or full: then nothing is remembered, and nothing breaks.
const PREFIX = 'curbstop.';

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private windows refuse it; the choice then holds until the page closes.
  }
}
