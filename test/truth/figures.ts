/**
 * Every indicator that can be fed, counted from the words of its definition: one child after another, one period after another.
 *
 * @module
 */

import { addDays, addMonths, daysBetween, isIn, type Period } from './days.ts'
import {
  ageInMonths,
  came,
  contactDays,
  firstSituations,
  goesOn,
  hasPlace,
  isCounted,
  isInSight,
  isPlace,
  isSubstantive,
  isVulnerable,
  leavings,
  reachedIn,
  seen,
  situations,
  touches,
} from './lives.ts'
import { isHelped, WANTED } from './offers.ts'
import type { Contact, KnownChild } from './people.ts'

/** What one child adds to one period. */
export interface Unit {
  readonly day: string
  readonly above: number
  readonly below: number
  /** By which it is taken apart; null: part of the whole only. */
  readonly group?: string | null
}

export interface Asked {
  readonly periods: readonly Period[]
  readonly today: string
}

type Figure = (child: KnownChild, asked: Asked) => readonly Unit[]

export const FIGURES: Readonly<Record<string, Figure>> = {
  R01: everyPeriod((child, period) =>
    isVulnerable(child, period.from) ? [yesOrNo(reachedIn(child, period))] : [],
  ),
  R02: everyPeriod((child, period) => {
    if (!isVulnerable(child, period.from)) return []
    const before = { from: addMonths(period.from, -12), until: period.from }
    const barriers = child.contacts
      .filter(
        ({ day, outcome }) => isIn(day, before) && outcome !== 'came' && outcome !== 'planned',
      )
      .map(({ outcome }) => BARRIERS[outcome] ?? 'OTHER')
    const groups = barriers.length > 0 ? new Set(barriers) : ['NONE']
    return [...groups].map((group) => ({ ...yesOrNo(reachedIn(child, period)), group }))
  }),
  R03: (child) => allContacts(child).map(({ day, form }) => ({ day, ...both, group: form })),
  R04: (child) =>
    allContacts(child).flatMap(({ day, form }) =>
      form === 'UNKNOWN'
        ? []
        : [{ day, ...yesOrNo(['FACE_TO_FACE', 'HOME_VISIT'].includes(form)) }],
    ),
  // Youth health care tells no hour.
  R05: ({ pregnancy, contacts }) => [
    ...contacts.filter(came).map(({ day }) => ({ day, above: 0, below: 0, group: 'JGZ' })),
    ...(pregnancy?.visits ?? []).map(({ day, hour }) => {
      const isWeekend = [0, 6].includes(new Date(day).getUTCDay())
      return { day, ...yesOrNo(isWeekend || hour < 8 || hour >= 18), group: 'BIRTH_CARE' }
    }),
  ],
  R06: (child, { today }) =>
    child.contacts
      .filter(({ day, outcome }) => outcome === 'came' && addDays(day, 14) <= today)
      .map(({ day, form }) => ({
        ...{ day, group: form },
        ...yesOrNo(child.referrals.some((one) => one.day >= day && one.day <= addDays(day, 14))),
      })),
  R07: (child) =>
    allContacts(child).flatMap(({ day, form }) =>
      form === 'UNKNOWN' ? [] : [{ day, ...yesOrNo(form !== 'FACE_TO_FACE') }],
    ),
  D01: (child) =>
    child.contacts
      .filter(came)
      .map(({ day, asked }) => ({ day, ...yesOrNo(asked !== 'SCHEDULE') })),
  D03: everyPeriod((child, period) => {
    const own = child.contacts.filter((contact) => came(contact) && isIn(contact.day, period))
    const isAlive = isCounted(child, period.from)
    return isAlive && own.length > 0
      ? [yesOrNo(own.every(({ asked }) => asked === 'SCHEDULE'))]
      : []
  }),
  O01: everyPeriod((child, { from }) => {
    const own = situations(child).filter((one) => goesOn(one, from))
    return [...new Set(own.map(({ situation }) => situation))].flatMap((group) =>
      WANTED[group] ? [{ ...yesOrNo(isHelped(child, group, from)), group }] : [],
    )
  }),
  O02: (child, { today }) =>
    toSocialDomain(child)
      .filter((day) => addDays(day, 56) <= today)
      .map((day) => ({ day, ...yesOrNo(startOfHelp(child, day, 56) === undefined) })),
  O03: (child) =>
    toSocialDomain(child).flatMap((day) => {
      const start = startOfHelp(child, day)
      return start === undefined ? [] : [{ day, above: daysBetween(day, start), below: 1 }]
    }),
  H03: (child, { today }) => {
    const { born, arrived, died, contacts } = child
    const end = addDays(born, 14)
    const stayed = arrived <= born && end <= today && (died === null || died > end)
    const isSeen = contacts.some((one) => isSubstantive(one) && one.day >= born && one.day <= end)
    return stayed ? [{ day: born, ...yesOrNo(isSeen) }] : []
  },
  H04: ({ born, arrived, contacts }) => {
    const visits = contacts.filter(
      (one) => came(one) && one.form === 'HOME_VISIT' && one.day < born,
    )
    return arrived <= born ? [{ day: born, ...yesOrNo(visits.length > 0) }] : []
  },
  H05: (child, { today }) =>
    child.referrals
      .filter(({ to, day }) => to !== null && addDays(day, 60) <= today)
      .map(({ day, to }) => ({
        ...{ day, group: `JGZ_TO_${to}` },
        ...yesOrNo(
          to === 'SOCIAL_DOMAIN'
            ? startOfHelp(child, day, 60) !== undefined
            : child.places.some(({ from }) => from >= day && from <= addDays(day, 60)),
        ),
      })),
  H06: (child, asked) => [
    ...child.referrals.map(({ day }) => ({ day, above: 1, below: 0 })),
    ...monthsOf(child, asked),
  ],
  H08: ({ indicated, born, places }, { today }) => {
    if (indicated === null) return []
    const [soon, old] = [addDays(indicated, 90), addMonths(born, 30)]
    const due = soon > old ? soon : old
    const isPlaced = places.some(({ kind, from }) => kind === 'VVE' && from <= due)
    return due <= today ? [{ day: indicated, ...yesOrNo(isPlaced) }] : []
  },
  S01: everyPeriod((child, { from }) =>
    isInWindow(child, from) ? [yesOrNo(isInSight(child, from))] : [],
  ),
  S02: everyPeriod((child, { from }) => {
    if (!isInWindow(child, from) || isInSight(child, from)) return []
    const last = seen(child)
      .filter((one) => one.from <= from)
      .map((one) => one.last)
      .sort()
      .at(-1)
    return [{ above: daysBetween(last ?? child.born, from), below: 1 }]
  }),
  S04: (child, asked) => [
    ...firstSituations(child).map(({ day, situation }) => ({
      ...{ day, above: 1, below: 0, group: situation },
    })),
    ...monthsOf(child, asked).map((unit) => ({ ...unit, group: null })),
  ],
  S05: (child) =>
    firstSituations(child).map(({ day, domain }) => ({ day, ...both, group: domain })),
  S06: (child, { today }) =>
    firstSituations(child)
      .filter(({ day }) => addDays(day, 60) <= today)
      .map(({ day }) => {
        const after = { from: addDays(day, 1), until: addDays(day, 61) }
        return { day, ...yesOrNo(!contactDays(child).some((one) => isIn(one, after))) }
      }),
  S07: everyPeriod((child, { from }) => {
    if (!isCounted(child, from)) return []
    const then = addMonths(from, -6)
    return [...Map.groupBy(situations(child), ({ situation }) => situation)].flatMap(
      ([group, own]) => {
        const [now, before] = [from, then].map(
          (day) => own.filter((one) => goesOn(one, day)).length,
        )
        const isOld = own.some((one) => one.from <= then)
        return now ? [{ ...yesOrNo(now > (before ?? 0) && isOld), group }] : []
      },
    )
  }),
  S08: (child, { today }) =>
    leavings(child)
      .filter((day) => addDays(day, 90) <= today)
      .map((day) => ({
        day,
        ...yesOrNo(
          !seen(child).some(
            ({ from, last, domain }) =>
              domain !== 'CHILDCARE' && from <= addDays(day, 90) && last > day,
          ),
        ),
      })),
  B01: ({ birth, born }) =>
    birth && !birth.multiple ? [{ day: born, ...yesOrNo(birth.days < 259) }] : [],
  B02: ({ born, arrived, died }, { today }) => {
    const isOver = addDays(born, 28) <= today
    const isDead = died !== null && died < addDays(born, 28)
    return arrived <= born && isOver ? [{ day: born, ...yesOrNo(isDead) }] : []
  },
  B06: ({ pregnancy }) => {
    const [first] = pregnancy?.visits.map(({ day }) => day).sort() ?? []
    if (!pregnancy || first === undefined) return []
    const tenWeeks = addDays(pregnancy.began, 70)
    return [{ day: tenWeeks, ...yesOrNo(first <= tenWeeks) }]
  },
  C01: everyPeriod((child, { from }) => {
    if (!isCounted(child, from)) return []
    const isVve = child.places.some((place) => place.kind === 'VVE' && goesOn(place, from))
    const group = isVve ? 'VVE' : hasPlace(child, from) ? 'OTHER' : null
    return [{ ...yesOrNo(hasPlace(child, from)), group }]
  }),
  C02: everyPeriod((child, { from }) =>
    isCounted(child, from)
      ? [{ ...yesOrNo(hasPlace(child, from)), group: known(child, from) }]
      : [],
  ),
  C03: (child, { periods }) => [
    ...child.places
      .filter(isPlace)
      .flatMap(({ to, reason }) =>
        to === null
          ? []
          : [{ day: to, above: 1, below: 0, group: REASONS[reason ?? ''] ?? 'UNKNOWN' }],
      ),
    ...periods
      .filter(({ from }) => isCounted(child, from) && hasPlace(child, from))
      .map(({ from }) => ({ day: from, above: 0, below: 1, group: null })),
  ],
  C04: everyPeriod((child, period) => {
    if (!isCounted(child, period.from)) return []
    const isUsed = child.places.some((place) => !isPlace(place) && touches(place, period))
    return [{ ...yesOrNo(isUsed), group: known(child, period.from) }]
  }),
  C05: ({ indicated, places, attended }) => {
    if (indicated === null) return []
    const placed = places.filter(({ kind }) => kind === 'VVE').map(({ from }) => from)
    const isAttended = placed.some((from) => attended.some(({ day }) => day >= from))
    return [
      { day: indicated, ...yesOrNo(true), group: 'INDICATED' },
      { day: indicated, ...yesOrNo(placed.length > 0), group: 'PLACED' },
      { day: indicated, ...yesOrNo(isAttended), group: 'ATTENDED' },
    ]
  },
  C06: ({ waited }) =>
    waited.map(({ from, until }) => ({
      day: until,
      above: Math.floor(daysBetween(from, until) / 7),
      below: 1,
    })),
  C07: (child, { periods, today }) => [
    // As exactly as they are kept.
    ...child.attended.map(({ day, hours }) => ({ day, above: Math.fround(hours), below: 0 })),
    ...child.places.filter(isPlace).flatMap(({ from, to, hours }) =>
      periods.flatMap((period) => {
        const start = from > period.from ? from : period.from
        const ends = [to ?? period.until, period.until, addDays(today, 1)].sort()
        const days = daysBetween(start, ends[0] ?? start)
        return days > 0 ? [{ day: period.from, above: 0, below: (hours * days) / 7 }] : []
      }),
    ),
  ],
  M03: ({ helps }) =>
    helps.flatMap(({ kind, from, byChildcare }) =>
      kind === 'case' ? [{ day: from, ...yesOrNo(byChildcare) }] : [],
    ),
  V01: everyPeriod((child, { from }) => {
    if (!isCounted(child, from)) return []
    const kinds = situations(child).filter((one) => goesOn(one, from))
    return [
      { above: 0, below: 1, group: null },
      ...[...new Set(kinds.map(({ situation }) => situation))].map((group) => ({
        ...{ above: 1, below: 0, group },
      })),
    ]
  }),
  Q01: ({ writtenDown }) =>
    writtenDown.map(({ day, days }) => ({ day, above: days, below: 1, group: 'JGZ' })),
  Q03: everyPeriod(() =>
    ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'].map((group) => ({
      ...yesOrNo(true),
      group,
    })),
  ),
  V02: everyPeriod((child, { from }) => {
    if (!isCounted(child, from)) return []
    const kinds = situations(child).filter((one) => goesOn(one, from))
    return [yesOrNo(new Set(kinds.map(({ situation }) => situation)).size >= 2)]
  }),
}

const both = { above: 1, below: 1 } as const

function yesOrNo(is: boolean): { readonly above: number; readonly below: 1 } {
  return { above: Number(is), below: 1 }
}

function everyPeriod(
  toUnits: (child: KnownChild, period: Period) => readonly Omit<Unit, 'day'>[],
): Figure {
  return (child, { periods }) =>
    periods.flatMap((period) =>
      isCounted(child, period.from)
        ? toUnits(child, period).map((unit) => ({ day: period.from, ...unit }))
        : [],
    )
}

const BARRIERS: Readonly<Partial<Record<Contact['outcome'], string>>> = {
  'no-show': 'NO_SHOW',
  'not-wanted': 'NOT_WANTED',
}

const REASONS: Readonly<Record<string, string>> = {
  'age-four': 'AGE',
  moved: 'MOVED',
  cost: 'COST',
  'job-loss': 'JOB_LOSS',
  other: 'OTHER',
}

/** With birth care and youth health care. */
function allContacts(child: KnownChild): readonly Pick<Contact, 'day' | 'form'>[] {
  return [...child.contacts.filter(came), ...(child.pregnancy?.visits ?? [])]
}

function toSocialDomain({ referrals }: KnownChild): readonly string[] {
  return referrals.filter(({ to }) => to === 'SOCIAL_DOMAIN').map(({ day }) => day)
}

function startOfHelp({ helps }: KnownChild, day: string, within?: number): string | undefined {
  const last = within === undefined ? '9999-12-31' : addDays(day, within)
  return helps
    .map(({ from }) => from)
    .filter((from) => from >= day && from <= last)
    .sort()[0]
}

function monthsOf(child: KnownChild, { periods }: Asked): readonly Unit[] {
  return periods
    .filter(({ from }) => isCounted(child, from))
    .map(({ from, until }) => ({ day: from, above: 0, below: daysBetween(from, until) / 30.4375 }))
}

function isInWindow(child: KnownChild, day: string): boolean {
  const age = ageInMonths(child, day)
  return isCounted(child, day) && age >= 18 && age <= 47
}

function known(child: KnownChild, day: string): string {
  return isVulnerable(child, day) ? 'KNOWN' : 'NEW'
}
