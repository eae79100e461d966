import type { Job } from '$/api/types';

/** Those whose working-day limit still runs first, the nearest first; then what is designed, the newest first. */
export function arranged(jobs: readonly Job[]): Job[] {
  const due = (job: Job) =>
    job.limit && job.limit.clock.verdict === 'open' ? job.limit.clock.due : Infinity;
  return [...jobs].sort((a, b) => (due(a) === due(b) ? 0 : due(a) - due(b)));
}

/** Jobs that hold every word of what was typed, anywhere the office would look. */
export function matching(jobs: readonly Job[], sought: string): readonly Job[] {
  const wanted = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return jobs;
  return jobs.filter((job) => {
    const text = [job.id, job.applicant, job.address, job.phone, job.crew, job.area].join(' ').toLowerCase();
    return wanted.every((part) => text.includes(part));
  });
}
