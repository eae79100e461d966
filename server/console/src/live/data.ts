import { office } from '$/api/office';
import { Resource } from './resource.svelte';

/** Sums over a whole town are dear, and change with every reading: often enough for somebody who watches. */
const SUMS_SETTLE_MS = 1_500;

// Everything that the pages show, with the kinds of subject whose change makes it old.
export const openOrders = new Resource(['order'], () => office.orders('open'));
export const closedOrders = new Resource(['order'], () => office.orders('closed'));
export const openJobs = new Resource(['job', 'calendar'], () => office.jobs('open'));
export const closedJobs = new Resource(['job', 'calendar'], () => office.jobs('closed'));
export const routes = new Resource(['point', 'route'], office.routes, SUMS_SETTLE_MS);
export const unsafeCovers = new Resource(['cover'], office.unsafeCovers);
export const escalations = new Resource(['point'], office.escalations);
export const reviews = new Resource(['point'], office.reviews);
export const findings = new Resource(['finding', 'case'], office.findings);
export const openCases = new Resource(['case', 'finding'], office.openCases);
export const quarantine = new Resource(['quarantine'], office.quarantine);
export const devices = new Resource(['device'], office.devices);
export const people = new Resource(['person'], office.people);
export const workers = new Resource(['worker'], office.workers);
export const crews = new Resource(['worker', 'order'], office.crews);
export const areas = new Resource(['cover', 'route', 'worker', 'order'], office.areas);
