/**
 * From a pregnancy that was delivered to Perined to what the graph tells of it.
 *
 * @module
 */

import { readMoment } from '../../connectors/wall-clock.ts'
import type { Birth } from './birth.ts'
import { MODES, PHASES, PLACES, TOBACCO_LABELS } from './codes.ts'
import { gestationalAgeOn } from './days.ts'
import type { Delivery } from './delivery.ts'
import type { InfantFeeding } from './newborn.ts'
import { ALCOHOL_LABELS, ENDS, FOODS, SMOKING, toToken } from './perined-kernset-codes.ts'
import type { FoldedChild, FoldedPregnancy } from './perined-kernset-fold.ts'
import type { Coded, KernsetFeeding } from './perined-kernset-message.ts'
import { toObservations } from './perined-kernset-observations.ts'
import type { PregnancyRecord, PregnancyRecordOutcome } from './pregnancy-record.ts'
import type { PrenatalVisit } from './prenatal-visit.ts'

const PRETERM_DAYS = 259

export function toPregnancy(folded: FoldedPregnancy): PregnancyRecord {
  const { pregnancy, told } = folded
  const { dueDate } = pregnancy
  const visits = pregnancy.visits.flatMap(({ date, gestationalAgeDays }): PrenatalVisit[] => {
    if (date === null) return []
    const age = gestationalAgeOn(date, dueDate) ?? gestationalAgeDays
    return [{ date, hour: null, form: null, gestationalAgeDays: age, status: 'REALISED' }]
  })
  const [first] = visits
  const smoking = lastOf(folded, ({ smoking }) => smoking)
  const alcohol = lastOf(folded, ({ alcohol }) => alcohol)
  return {
    dueDate,
    estimatedDueDate: null,
    definitiveDueDate:
      dueDate === null ? null : { date: dueDate, methodCode: null, methodLabel: null },
    lastMenstrualPeriod: null,
    gravidity: pregnancy.gravidity,
    parity: pregnancy.parity,
    livingOffspring: null,
    earlierLosses: null,
    firstVisit: first?.date ?? null,
    firstVisitGestationalAgeDays: first?.gestationalAgeDays ?? null,
    visits,
    multiple: isMultiple(folded),
    chorionicity: null,
    fetalMovements: null,
    tobaccoUse: toTobaccoUse(smoking),
    alcoholUse: toAlcoholUse(alcohol),
    drugUse: null,
    folicAcid: null,
    outcome: toOutcome(folded),
    maternityCare: null,
    observations: toObservations(told),
  }
}

/** Not by way of its mother: without what was recorded on her. */
export function toBirth(folded: FoldedPregnancy, child: FoldedChild, byMother: boolean): Birth {
  const { facts, feeding, told } = child
  const date = dayOf(facts.bornAt)
  const gestationalAgeDays = date === null ? null : gestationalAgeOn(date, folded.pregnancy.dueDate)
  const { died, at } = facts.death
  return {
    date,
    at: momentOf(facts.bornAt),
    gestationalAgeDays,
    preterm: gestationalAgeDays === null ? null : gestationalAgeDays < PRETERM_DAYS,
    weightGrams: facts.weightGrams === null ? null : Math.round(facts.weightGrams),
    lengthMillimetres: null,
    headCircumferenceMillimetres: null,
    apgar1: null,
    apgar5: facts.apgar5,
    apgar10: null,
    mode: byMother ? from(MODES, facts.mode, 'OTHER') : null,
    place: byMother ? from(PLACES, facts.place, 'OTHER') : null,
    rank: facts.rank,
    multiple: isMultiple(folded),
    outcome: isStillborn(child) ? 'STILLBIRTH' : 'LIVE_BIRTH',
    perinatalDeath: died?.value ? { date: dayOf(at), phase: phaseOf(child) } : null,
    delivery: byMother ? toDelivery(folded) : null,
    hearingTest: null,
    heelPrick: null,
    feeding: feeding.map(toFeeding),
    observations: byMother ? toObservations(told) : [],
  }
}

export function dayOf(time: string | null): string | null {
  return time !== null && time.length >= 10 ? time.slice(0, 10) : null
}

/** Died before or during birth. */
export function isStillborn(child: FoldedChild): boolean {
  const phase = phaseOf(child)
  return (
    child.facts.death.died?.value === true && (phase === 'ANTEPARTUM' || phase === 'INTRAPARTUM')
  )
}

export function toOutcome({ pregnancy, children }: FoldedPregnancy): PregnancyRecordOutcome {
  const ended = toToken(pregnancy.end)
  const outcome = ended === undefined ? undefined : ENDS[ended]
  if (outcome !== undefined && outcome !== 'BORN') return outcome
  if (children.length === 0) return 'UNKNOWN'
  return children.every(isStillborn) ? 'STILLBIRTH' : 'LIVE_BIRTH'
}

function phaseOf({ facts }: FoldedChild) {
  return from(PHASES, facts.death.phase, 'UNKNOWN') ?? 'UNKNOWN'
}

/** Null without a code; `other` for one that we do not know. */
function from<T>(table: Readonly<Record<string, T>>, coded: Coded | null, other: T): T | null {
  const token = toToken(coded)
  if (token === undefined) return null
  return Object.hasOwn(table, token) ? (table[token] ?? other) : other
}

function isMultiple({ delivery, children }: FoldedPregnancy): boolean | null {
  const born = Math.max(delivery.childrenBorn ?? 0, children.length)
  return delivery.childrenBorn === null && born < 2 ? null : born > 1
}

export function momentOf(time: string | null): string | null {
  return time !== null && time.length > 10 ? readMoment(time).toISOString() : null
}

function lastOf(
  { pregnancy: { visits } }: FoldedPregnancy,
  pick: (visit: (typeof visits)[number]) => Coded | null,
): Coded | null {
  return visits.map(pick).findLast((coded) => toToken(coded) !== undefined) ?? null
}

function toTobaccoUse(smoking: Coded | null): PregnancyRecord['tobaccoUse'] {
  const token = toToken(smoking)
  const code = token === undefined ? undefined : SMOKING[token]
  return code === undefined ? null : { code, label: TOBACCO_LABELS[code] ?? null }
}

function toAlcoholUse(alcohol: Coded | null): PregnancyRecord['alcoholUse'] {
  const token = toToken(alcohol)
  if (token === undefined || !alcohol?.code) return null
  return { code: alcohol.code, label: ALCOHOL_LABELS[token] ?? null }
}

function toDelivery({ delivery, children }: FoldedPregnancy): Delivery {
  const days = children.flatMap(({ facts }) => dayOf(facts.bornAt) ?? [])
  return {
    date: days.sort()[0] ?? null,
    startedAt: momentOf(delivery.startedAt),
    endedAt: null,
    childrenBorn: delivery.childrenBorn,
  }
}

function toFeeding({ date, substances }: KernsetFeeding): InfantFeeding {
  const foods = substances.flatMap((one) => from(FOODS, one, 'OTHER') ?? [])
  return {
    date,
    foods: [...new Set(foods)],
    methodCode: null,
    methodLabel: null,
    timesPerDay: null,
    supplemented: null,
  }
}
