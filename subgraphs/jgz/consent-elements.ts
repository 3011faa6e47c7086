/**
 * Which elements of the basic data set (BDS) are a consent or an objection, and to what.
 *
 * @module
 */

import type { ConsentAbout } from './consent.ts'

/** By the number of the element. */
export const CONSENTS: ReadonlyMap<number, ConsentAbout> = new Map([
  [469, 'VACCINATION_BY_NURSE'],
  [1163, 'TRANSFER_WITHIN_JGZ'],
  [1165, 'DISCLOSURE_TO_OTHERS'],
  [1395, 'TRANSFER_WITHIN_JGZ'],
  [1398, 'NATIONAL_EXCHANGE'],
  [1404, 'RESEARCH'],
  [1533, 'IMMUNISATION_PROGRAMME'],
])
