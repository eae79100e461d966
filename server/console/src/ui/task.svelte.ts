import { ApiError } from '$/api/client';
import { errorWords } from './errors';

/** Something that a person asked for: under way, done, or failed with a sentence. */
export class Task {
  busy = $state(false);
  /** Why the last try failed; empty when it did not. */
  failed = $state('');

  /** Runs it unless it runs already. Answers whether it went well. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failed = '';
    try {
      await work();
      return true;
    } catch (cause) {
      this.failed = errorWords(
        cause instanceof ApiError ? cause : new ApiError(0, 'net.unexpected', String(cause)),
      );
      return false;
    } finally {
      this.busy = false;
    }
  }
}
