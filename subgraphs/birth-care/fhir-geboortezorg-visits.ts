/**
 * The visits of a pregnancy: an encounter each, or an examination of which no encounter was recorded.
 *
 * @module
 */

import { FORMS, STATUSES } from './codes.ts'
import { gestationalAgeOn } from './days.ts'
import type { Dossier } from './fhir-geboortezorg-dossier.ts'
import { toDay } from './fhir-geboortezorg-observations.ts'
import { is, NICTIZ, type Records, type Resource, tokensOf } from './fhir-geboortezorg-resources.ts'
import type { PrenatalVisit } from './prenatal-visit.ts'

/** `end`: the day on which the pregnancy ended. What two practices recorded of one day and form counts once. */
export function visitsOf(
  records: Records,
  dossier: Dossier,
  dueDate: string | null,
  end: string | null,
): PrenatalVisit[] {
  const visits = new Map<string, PrenatalVisit>()
  for (const key of dossier.contexts) {
    const encounter = records.find('Encounter', key)
    const date = toDay(encounter?.period?.start)
    if (encounter === undefined || date === undefined || (end !== null && date > end)) continue
    if (encounter.type?.some((type) => is('postnatalVisit', type))) continue
    const form = formOf(encounter)
    const status = STATUSES[encounter.status ?? ''] ?? null
    const known = visits.get(`${date} ${form}`)
    if (known?.status === 'REALISED') continue
    visits.set(`${date} ${form}`, {
      date,
      hour: hourOf(encounter.period?.start),
      form,
      gestationalAgeDays: gestationalAgeOn(date, dueDate),
      status,
    })
  }
  const dates = new Set([...visits.values()].map(({ date }) => date))
  for (const examination of dossier.procedures()) {
    const { code, performedDateTime, performedPeriod, status } = examination
    const date = toDay(performedDateTime ?? performedPeriod?.start)
    if (!is('prenatalExamination', code) || date === undefined || dates.has(date)) continue
    if (end !== null && date > end) continue
    visits.set(`${date} examination`, {
      date,
      hour: hourOf(performedDateTime ?? performedPeriod?.start),
      form: null,
      gestationalAgeDays: gestationalAgeOn(date, dueDate),
      status: EXAMINATIONS[status ?? ''] ?? null,
    })
  }
  return [...visits.values()].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
}

const HOUR = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/Amsterdam',
})

/** On Dutch clocks; null where it is a day and no moment. */
function hourOf(moment: string | undefined): number | null {
  return moment?.includes('T') ? Number(HOUR.format(new Date(moment))) : null
}

/** By `Procedure.status`: an examination that is a visit, of which no encounter was recorded. */
const EXAMINATIONS: Readonly<Record<string, PrenatalVisit['status']>> = {
  preparation: 'PLANNED',
  'in-progress': 'REALISED',
  suspended: 'REALISED',
  completed: 'REALISED',
}

export function formOf(encounter: Resource<'Encounter'>) {
  const { extension = [], ...coding } = encounter.class ?? {}
  const specified = extension.find(({ url }) => url === `${NICTIZ}code-specification`)
  const tokens = [...tokensOf({ coding: [coding] }), ...tokensOf(specified?.valueCodeableConcept)]
  if (tokens.length === 0) return null
  return tokens.flatMap((token) => FORMS[token] ?? [])[0] ?? 'OTHER'
}
