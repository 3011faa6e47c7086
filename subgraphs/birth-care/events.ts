import { mayRead } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import { type DomainEvent, NOTHING_MORE } from '../../schema/events.ts'
import type { Birth } from './birth.ts'
import type { BirthCareContext } from './child.ts'
import { addDays, TERM_DAYS } from './days.ts'
import type { PregnancyRecord } from './pregnancy-record.ts'
import type { PrenatalVisit } from './prenatal-visit.ts'

/** The events that this viewer may read; null where it may read none of them. */
export async function toEvents(
  subject: Subject,
  { viewer, read }: BirthCareContext,
): Promise<DomainEvent[] | null> {
  const ofPregnancy = mayRead(viewer, 'birth-care:pregnancy')
  const ofBirth = mayRead(viewer, 'birth-care:birth')
  if (!ofPregnancy && !ofBirth) return null

  // Side by side, so that both are one question to the registry.
  const [pregnancy, birth] = await Promise.all([
    ofPregnancy ? read(subject, 'pregnancy') : null,
    ofBirth ? read(subject, 'birth') : null,
  ])
  const events = [
    ...(pregnancy ? [...pregnancyEvents(subject.id, pregnancy)] : []),
    ...(birth ? [...birthEvents(subject.id, birth)] : []),
  ]
  return events.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

function* pregnancyEvents(child: string, pregnancy: PregnancyRecord): Generator<DomainEvent> {
  const { dueDate, lastMenstrualPeriod, visits } = pregnancy
  const start = dueDate === null ? lastMenstrualPeriod : addDays(dueDate, -TERM_DAYS)
  if (start !== null) {
    yield {
      ...NOTHING_MORE,
      id: `${child}:pregnancy`,
      kind: 'PREGNANCY',
      phase: 'BEGIN',
      at: start,
      label: 'Pregnancy',
    }
  }
  for (const visit of visits) yield toContact(child, visit)
}

function toContact(child: string, { date, hour, form, status }: PrenatalVisit): DomainEvent {
  return {
    ...NOTHING_MORE,
    id: `${child}:prenatal-visit:${date}:${form ?? 'UNKNOWN'}`,
    kind: 'CONTACT',
    at: date,
    label: 'Prenatal visit',
    form,
    status,
    value: hour,
  }
}

function* birthEvents(child: string, birth: Birth): Generator<DomainEvent> {
  const { date: at, gestationalAgeDays: value } = birth
  if (at === null) return
  const code = codeOf(birth)
  yield { ...NOTHING_MORE, id: `${child}:birth`, kind: 'BIRTH', at, label: 'Birth', code, value }
}

/** Words of ours: what is counted of twins is counted apart. */
function codeOf({ outcome, multiple }: Birth): string | null {
  if (outcome === 'STILLBIRTH') return 'STILLBIRTH'
  if (multiple === null) return null
  return multiple ? 'MULTIPLE' : 'SINGLETON'
}
