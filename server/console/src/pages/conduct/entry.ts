import type { Basis, CaseSource, HallDocument } from '$/api/types';

/** How a case that a person enters became known; facts and thresholds are taken up, not entered. */
export const SOURCES: CaseSource[] = ['hotline', 'book', 'survey', 'media', 'audit'];

/** The clauses that follow from each source, as `rules::conduct::fits` says. */
export const BASES_OF: Partial<Record<CaseSource, Basis[]>> = {
  hotline: ['service', 'hall_standard', 'call_refused', 'estimated_at_will'],
  book: ['service', 'hall_standard', 'estimated_at_will', 'praise_written'],
  survey: ['praise_surveyed'],
  media: ['cover_not_replaced', 'praise_media'],
  audit: ['hall_standard', 'call_refused', 'estimated_at_will', 'cover_not_replaced'],
};

/** Clauses that count households or covers. */
export const COUNTED: Basis[] = ['estimated_at_will', 'cover_not_replaced'];

export const DOCUMENTS: HallDocument[] = ['first_asked', 'hotline_standard', 'polite_words', 'behaviour'];
