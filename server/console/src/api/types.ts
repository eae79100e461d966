/**
 * The words that the page uses for what the office's HTTP API says. The shapes come from the server's own OpenAPI document:
 * `openapi.json` is what `curbstop-server openapi` prints (a test of the server holds it to that), `npm run types` reads it.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

/** The server asks for no shorter password; said here before it has to refuse. */
export const PASSWORD_CHARS_MIN = 10;

/** An instant: milliseconds since 1970. */
export type Instant = number;
/** When something truly happened: [not before, width of the doubt], both in milliseconds. */
export type Interval = Schemas['Interval'];

export type Session = Schemas['Session'];
export type Role = Schemas['Role'];
export type Person = Schemas['Person'];

export type Clock = Schemas['Clock'];
export type OrderKind = Schemas['OrderKind'];
export type Milestone = Schemas['Milestone'];
export type Outage = Schemas['Outage'];
export type Pause = Schemas['Pause'];
export type DecidePause = Schemas['DecidePause'];
export type OrderDraft = Schemas['NewOrder'];
/** OpenAPI cannot name the keys of a map; these are milestones. */
export type Milestones = Partial<Record<Milestone, Interval>>;
export type Order = Omit<Schemas['Order'], 'milestones'> & { milestones: Milestones };

export type JobKind = Schemas['JobKind'];
export type JobMilestone = Schemas['JobMilestone'];
export type JobDraft = Schemas['NewJob'];
export type Household = Schemas['Household'];
export type Budget = Schemas['Budget'];
/** OpenAPI cannot name the keys of a map; these are milestones. */
export type Job = Omit<Schemas['Job'], 'milestones'> & {
  milestones: Partial<Record<JobMilestone, Interval>>;
};

export type Route = Schemas['Route'];
export type UnsafeCover = Schemas['UnsafeCover'];
export type Escalation = Schemas['Escalation'];
export type Decide = Schemas['Decide'];
export type Decision = Schemas['Decision'];
export type Review = Schemas['Review'];
export type Settle = Schemas['Settle'];
export type Resolution = Schemas['ReadingResolution'];

export type Basis = Schemas['Basis'];
export type CaseSource = Schemas['CaseSource'];
export type HallDocument = Schemas['HallDocument'];
export type Finding = Schemas['Finding'];
export type Case = Schemas['Case'];
export type Evidence = Schemas['Evidence'];
export type Said = Schemas['Said'];
export type Range = Schemas['Range'];
export type Proposed = Schemas['Proposed'];
export type Ledger = Schemas['Ledger'];
/** The amounts may be left out where they are waived, or the clause names none. */
export type CaseDecision = Pick<Schemas['NewDecision'], 'waived' | 'reason'> &
  Partial<Schemas['NewDecision']>;

export type Photos = Schemas['Photos'];

export type Refused = Schemas['SetAside'];
export type Device = Schemas['Device'];
export type EnrolmentCode = Schemas['Code'];
export type Worker = Schemas['Worker'];
export type Crew = Schemas['Crew'];

export type ImportKind = Schemas['ImportKind'];
export type ImportReport = Schemas['ImportReport'];

/** The body of every error answer. */
export type ErrorBody = Schemas['ErrorBody'];
/** Answers as they come. */
export type Answer<Name extends keyof Schemas> = Schemas[Name];
