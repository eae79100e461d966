import type { IconName } from './icons';

/** How much something wants to be seen. */
export type Tone = 'late' | 'soon' | 'fine' | 'doubt' | 'quiet';

export const ICON_OF: Record<Tone, IconName | undefined> = {
  late: 'alarm',
  soon: 'hourglass',
  fine: 'check',
  doubt: 'question',
  quiet: undefined,
};
