/**
 * When a handover begins, and which events of which side are its steps: a table of routes.
 *
 * Where a registry records the step itself, it is that event (`HANDOVER`). Beside it counts what shows that the step was
 * taken: a referral was sent, a place that began was found.
 *
 * @module
 */

import type { ChildCourse } from '../../schema/course.ts'
import type { Domain } from '../../schema/domain.ts'
import type { EventStep } from '../../schema/events.ts'
import { dayAtAge, latestOf } from './age.ts'
import type { HandoverRoute } from './handover-words.ts'
import type { ToldEvent } from './told.ts'

export interface Opening {
  /** Unique within the route. */
  readonly id: string
  readonly on: string
  /** No day before this is late. */
  readonly notBefore?: string
  /** What shows that it was sent. */
  readonly sentOn?: string
}

export interface Route {
  readonly from: Domain
  /** Null: no registry of who takes over is linked. */
  readonly to: Domain | null
  /** Who hands over may be outside of the graph. */
  readonly fromElsewhere?: true
  readonly openings: (
    events: readonly ToldEvent[],
    course: ChildCourse | null,
  ) => readonly Opening[]
  /** Beside the steps that are recorded as such. */
  readonly isReceived: (event: ToldEvent) => boolean
  readonly isContact: (event: ToldEvent) => boolean
}

const FOUR_YEARS = { months: 48 }
/** From when on a place has to be offered. */
const VVE_AGE = { months: 30 }

const never = () => false
const isSeenByJgz = ({ domain, kind, status }: ToldEvent) =>
  domain === 'JGZ' && kind === 'CONTACT' && status === 'REALISED'
const isBegunIn =
  (...kinds: readonly ToldEvent['kind'][]) =>
  ({ domain, kind, phase }: ToldEvent) =>
    domain === 'SOCIAL_DOMAIN' && phase === 'BEGIN' && kinds.includes(kind)

export const ROUTES: Readonly<Record<HandoverRoute, Route>> = {
  BIRTH_CARE_TO_JGZ: {
    from: 'BIRTH_CARE',
    to: 'JGZ',
    openings: (events, course) => {
      const birth = events.find(({ kind }) => kind === 'BIRTH')?.at ?? dayOf(course?.birthDate)
      const arrival = dayOf(course?.arrivedOn)
      const isBornElsewhere =
        birth !== null && arrival !== null && arrival > dayAtAge(birth, { days: 28 })
      const isHere = !isBornElsewhere || events.some(({ kind }) => kind === 'BIRTH')
      return birth !== null && isHere ? [{ id: 'birth', on: birth }] : []
    },
    isReceived: never,
    isContact: isSeenByJgz,
  },
  JGZ_TO_CHILDCARE: {
    from: 'JGZ',
    to: 'CHILDCARE',
    openings: (events, course) => {
      const birth = dayOf(course?.birthDate)
      const referral = events.find(isReferralTo('CHILDCARE'))
      const indication = events.find(
        ({ kind, counterpart }) => kind === 'INDICATION' && counterpart === 'JGZ',
      )
      const on = referral?.at ?? indication?.at
      if (on === undefined) return []
      const notBefore = birth === null ? {} : { notBefore: dayAtAge(birth, VVE_AGE) }
      return [{ id: 'vve', on, ...notBefore, ...(referral && { sentOn: referral.at }) }]
    },
    isReceived: ({ domain, kind }) =>
      domain === 'CHILDCARE' && (kind === 'INDICATION' || kind === 'WAITING'),
    isContact: ({ domain, kind, phase, code }) =>
      domain === 'CHILDCARE' && kind === 'ENROLMENT' && phase === 'BEGIN' && code === 'VVE',
  },
  CHILDCARE_TO_JGZ: {
    from: 'CHILDCARE',
    to: 'JGZ',
    openings: (events) => openedBy(events, 'CHILDCARE', 'JGZ'),
    isReceived: never,
    isContact: isSeenByJgz,
  },
  JGZ_TO_SOCIAL_DOMAIN: {
    from: 'JGZ',
    to: 'SOCIAL_DOMAIN',
    openings: (events) =>
      events.filter(isReferralTo('SOCIAL_DOMAIN')).map((referral, _, all) => ({
        id: nameOfDay(referral, all),
        on: referral.at,
        sentOn: referral.at,
      })),
    isReceived: never,
    isContact: isBegunIn('SUPPORT', 'CASE'),
  },
  SOCIAL_DOMAIN_TO_JGZ: {
    from: 'SOCIAL_DOMAIN',
    to: 'JGZ',
    openings: (events) => openedBy(events, 'SOCIAL_DOMAIN', 'JGZ'),
    isReceived: never,
    isContact: isSeenByJgz,
  },
  JGZ_TO_JGZ: {
    from: 'JGZ',
    to: 'JGZ',
    fromElsewhere: true,
    openings: (_, course) => {
      const [birth, arrival] = [dayOf(course?.birthDate), dayOf(course?.arrivedOn)]
      if (birth === null || arrival === null || arrival <= dayAtAge(birth, { days: 28 })) return []
      return [{ id: 'arrival', on: arrival }]
    },
    isReceived: never,
    isContact: isSeenByJgz,
  },
  CHILDCARE_TO_SCHOOL: {
    from: 'CHILDCARE',
    to: null,
    openings: (events, course) => {
      const birth = dayOf(course?.birthDate)
      const wasThere = events.some(({ kind }) => kind === 'ENROLMENT')
      return birth !== null && wasThere ? [{ id: 'four', on: dayAtAge(birth, FOUR_YEARS) }] : []
    },
    isReceived: never,
    isContact: never,
  },
}

/** What is recorded as a step of this route. */
export function isStep({ from, to }: Route, event: ToldEvent, step: EventStep): boolean {
  const [teller, other] = step === 'SENT' ? [from, to] : [to, from]
  return (
    event.kind === 'HANDOVER' &&
    event.step === step &&
    event.domain === teller &&
    (event.counterpart === other || event.counterpart === null)
  )
}

/** Where nothing else shows that there is one. */
function openedBy(events: readonly ToldEvent[], from: Domain, to: Domain): readonly Opening[] {
  return events
    .filter(
      ({ kind, domain, counterpart, step }) =>
        kind === 'HANDOVER' &&
        ((domain === from && counterpart === to && step === 'SENT') ||
          (domain === to && counterpart === from && step === 'RECEIVED')),
    )
    .slice(0, 1)
    .map(({ at }) => ({ id: at, on: at }))
}

/** Of an opening: by its day, and of more on one day by which one; the same wherever it is told. */
export function nameOfDay(opening: ToldEvent, all: readonly ToldEvent[]): string {
  const sameDay = all.filter(({ at }) => at === opening.at)
  const place = sameDay.indexOf(opening)
  return place > 0 ? `${opening.at}.${place + 1}` : opening.at
}

function isReferralTo(domain: Domain): (event: ToldEvent) => boolean {
  return ({ kind, counterpart }) => kind === 'REFERRAL' && counterpart === domain
}

function dayOf(date: string | null | undefined): string | null {
  return date ? latestOf(date) : null
}
