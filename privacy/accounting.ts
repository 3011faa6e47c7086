/**
 * What is written down about every reading.
 *
 * Two records under one trace id: the processing (which source, which parts, about whom, for which purpose;
 * Logboek Dataverwerkingen: no user in it) and the access (who asked; NEN 7513: no data subject in it). Both are
 * stored before an answer leaves. No log, no answer.
 *
 * @module
 */

import type { Purpose } from './policy.ts'
import type { Viewer } from './viewer.ts'

/** One per child and source read. */
export interface ProcessingRecord {
  readonly traceId: string
  /** `dpl.core.processing_activity_id`. */
  readonly purpose: Purpose
  readonly registry: string
  /** The child's id; the store encrypts it (`dpl.core.data_subject_id`). */
  readonly subject: string
  /** What was asked: `growth`, `vaccinations`. Never what was answered. */
  readonly parts: readonly string[]
  readonly outcome: 'read' | 'unlinked' | 'failed'
}

export interface Accounting {
  /** Resolves once the records are durable; rejects if they cannot be stored. */
  record(viewer: Viewer, processings: readonly ProcessingRecord[]): Promise<void>
}
