/**
 * What a request reads with: all providers as if they were one, and locations by the batch.
 *
 * @module
 */

import DataLoader from 'dataloader'
import type { Reader, ReadingContext } from '../../privacy/read.ts'
import { addUp } from './add-up.ts'
import type { ChildcareContext } from './child.ts'
import type { ChildcarePart, ChildcareRecord, LocationSource } from './source.ts'

const JOIN: {
  readonly [P in ChildcarePart]: (told: readonly ChildcareRecord[P][]) => ChildcareRecord[P]
} = {
  enrolments: (told) =>
    told.flat().sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
  attendance: (told) => addUp(told.flat()),
  vveMonths: (told) => told.flat(),
  waiting: (told) =>
    told.flat().sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0)),
  meldcode: (told) => told.flat(),
}

/**
 * A child may go to more than one provider. Null where none of them told anything; when one of them can't be read,
 * the rest is not shown as if it were all.
 */
export function readTogether(readers: readonly Reader<ChildcareRecord>[]): Reader<ChildcareRecord> {
  return async (subject, part) => {
    const answers = await Promise.all(readers.map((read) => read(subject, part)))
    const told = answers.filter((answer) => answer !== null)
    return told.length > 0 ? JOIN[part](told) : null
  }
}

/** Asks the register once for all locations of a request. */
export function openLocator(
  source: LocationSource,
  { signal, asOf }: Pick<ReadingContext, 'signal' | 'asOf'>,
): ChildcareContext['locate'] {
  const loader = new DataLoader((lrkIds: readonly string[]) => source(lrkIds, signal, asOf))
  return (lrkId) => loader.load(lrkId)
}
