/**
 * A live registry and one that delivers, read as if they were one.
 *
 * A fact that the live one tells counts; the delivered one fills what it leaves open, and of what has no field of its
 * own both are told. Each is read, and accounted for, under its own name. One that cannot tell which record is the
 * child's, or may not be read for this purpose, leaves the answer to the other; when one cannot be read, the other is
 * not shown as if it were all.
 *
 * @module
 */

import type { Reader } from '../../privacy/read.ts'
import { type ErrorCode, GraphError } from '../../schema/errors.ts'
import type { Birth } from './birth.ts'
import type { PregnancyRecord } from './pregnancy-record.ts'
import type { BirthCareRecord } from './source.ts'

const FILL: {
  readonly [P in keyof BirthCareRecord]: (
    live: NonNullable<BirthCareRecord[P]>,
    delivered: NonNullable<BirthCareRecord[P]>,
  ) => NonNullable<BirthCareRecord[P]>
} = { pregnancy: fillPregnancy, birth: fillBirth }

const LEAVES_IT: ReadonlySet<ErrorCode> = new Set(['RECORD_UNCERTAIN', 'AGREEMENT_MISSING'])

export function readBoth(
  live: Reader<BirthCareRecord>,
  delivered: Reader<BirthCareRecord>,
): Reader<BirthCareRecord> {
  return async (subject, part) => {
    const [first, second] = await Promise.allSettled([
      live(subject, part),
      delivered(subject, part),
    ])
    const one = toldBy(first)
    const other = toldBy(second)
    if (one && other) return FILL[part](one, other)
    const told = one ?? other
    // Nobody knows the child: then it counts that somebody might.
    for (const answer of [first, second]) {
      if (told === null && answer.status === 'rejected') throw answer.reason
    }
    return told
  }
}

function toldBy<T>(answer: PromiseSettledResult<T | null>): T | null {
  if (answer.status === 'fulfilled') return answer.value
  const { reason } = answer
  if (reason instanceof GraphError && LEAVES_IT.has(reason.code)) return null
  throw reason
}

export function fillPregnancy(live: PregnancyRecord, delivered: PregnancyRecord): PregnancyRecord {
  const isTold = live.outcome !== 'UNKNOWN' && live.outcome !== 'ONGOING'
  const { firstVisit, firstVisitGestationalAgeDays, visits } =
    live.visits.length > 0 ? live : delivered
  return {
    ...fill(live, delivered),
    firstVisit,
    firstVisitGestationalAgeDays,
    visits,
    outcome: isTold || delivered.outcome === 'UNKNOWN' ? live.outcome : delivered.outcome,
    observations: [...live.observations, ...delivered.observations],
  }
}

export function fillBirth(live: Birth, delivered: Birth): Birth {
  const isSameDay = live.date === null || live.date === delivered.date
  return {
    ...fill(live, delivered),
    // The time of another day is not the time of this one.
    at: live.at ?? (isSameDay ? delivered.at : null),
    feeding: live.feeding.length > 0 ? live.feeding : delivered.feeding,
    observations: [...live.observations, ...delivered.observations],
  }
}

function fill<T extends object>(live: T, delivered: T): T {
  const told = Object.entries(live).filter(([, fact]) => fact !== null)
  return { ...delivered, ...Object.fromEntries(told) }
}
