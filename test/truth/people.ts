/**
 * The children of Waterdam and what happened to them, as the registries would be asked about it: for figures that are counted
 * by hand, slowly, and with no code of `subgraphs/`.
 *
 * @module
 */

import { minuteOf } from '../../sandbox/birth-care-visits.ts'
import { dayOf, iso, TODAY } from '../../sandbox/days.ts'
import { livingChildren, residenceOf } from '../../sandbox/household.ts'
import { toJgzRows } from '../../sandbox/jgz.ts'
import type { Enrolment, Family, JgzRecord, SocialDomainRecord } from '../../sandbox/population.ts'
import { WATERDAM } from '../../sandbox/population.ts'

export interface KnownChild {
  readonly born: string
  /** Since when it lives here. */
  readonly arrived: string
  readonly died: string | null
  readonly postcode4: string
  /** Null where birth care here knows nothing of it. */
  readonly pregnancy: {
    /** 280 days before the due date. */
    readonly began: string
    readonly visits: readonly (Pick<Contact, 'day' | 'form'> & { readonly hour: number })[]
  } | null
  readonly birth: { readonly days: number; readonly multiple: boolean } | null
  readonly contacts: readonly Contact[]
  readonly vaccinated: readonly string[]
  readonly referrals: readonly Referral[]
  readonly places: readonly Place[]
  /** By the last day of the month. */
  readonly attended: readonly { readonly day: string; readonly hours: number }[]
  /** For a place: from the application to its end. */
  readonly waited: readonly { readonly from: string; readonly until: string }[]
  readonly indicated: string | null
  readonly helps: readonly Help[]
  /** By youth health care: what happened, and how many days later that was. */
  readonly writtenDown: readonly { readonly day: string; readonly days: number }[]
}

/** With youth health care. */
export interface Contact {
  readonly day: string
  readonly form: string
  readonly outcome: 'came' | 'planned' | 'no-show' | 'not-wanted' | 'other'
  readonly asked: 'SCHEDULE' | 'FAMILY' | 'PROFESSIONAL' | 'OTHER_DOMAIN'
}

export interface Referral {
  readonly day: string
  readonly to: 'SOCIAL_DOMAIN' | 'CHILDCARE' | null
  readonly situation: string | null
}

export interface Place {
  readonly from: string
  readonly to: string | null
  readonly kind: 'VVE' | 'EMERGENCY' | 'OTHER'
  readonly hours: number
  readonly reason: Enrolment['endReason']
}

/** Youth help, or a case of the neighbourhood team. */
export interface Help {
  readonly kind: 'help' | 'case'
  readonly from: string
  readonly to: string | null
  readonly byChildcare: boolean
}

/** Who lives here, or did until it died; of a secret address nobody counts anything. */
export function knownChildren(families: Iterable<Family>): readonly KnownChild[] {
  return [...families].flatMap((family) => {
    if (family.circumstances.secretAddress || family.emigratedOn !== null) return []
    return livingChildren(family).flatMap((living): KnownChild[] => {
      const { child, person, pregnancy } = living
      const home = residenceOf(family, living)
      if (person.bsn === null || home.municipality.code !== WATERDAM.code) return []
      // Of who was adopted birth care knows another mother.
      const isAdopted = child.custody?.kind === 'adoption'
      const isUnknown = isAdopted || child.quirks.includes('unknown-to-birth-care')
      const isBornHere = !isUnknown && !child.quirks.includes('born-elsewhere')
      const { birth, jgz, childcare, socialDomain } = child
      return [
        {
          born: asRegistered(person.birthDate, person.birthDateKnown),
          arrived: arrivalOf(family, person.birthDate),
          died: person.deathDate,
          postcode4: home.postcode.slice(0, 4),
          pregnancy: isUnknown
            ? null
            : {
                began: iso(dayOf(pregnancy.dueDate) - 280),
                visits: pregnancy.visits.map((visit) => ({
                  day: visit.date,
                  form: VISITS[visit.kind] ?? 'FACE_TO_FACE',
                  hour: Math.floor(minuteOf(pregnancy, visit) / 60),
                })),
              },
          birth:
            isBornHere && birth
              ? { days: birth.gestationalAgeDays, multiple: birth.multiple }
              : null,
          ...toldByJgz(jgz),
          writtenDown: writtenDown(family, jgz),
          ...toldByChildcare(childcare.enrolments),
          waited: (childcare.waiting ?? []).map(({ since, until }) => ({ from: since, until })),
          helps: helpsOf(socialDomain),
        },
      ]
    })
  })
}

/** A day of which only the year or the month is known is the middle of it. */
function asRegistered(date: string, known: 'day' | 'month' | 'year' | 'none'): string {
  if (known === 'year') return `${date.slice(0, 4)}-07-01`
  return known === 'month' ? `${date.slice(0, 7)}-15` : date
}

function arrivalOf({ residences }: Family, born: string): string {
  const here = residences.find(({ municipality }) => municipality.code === WATERDAM.code)
  return here && here.from > born ? here.from : born
}

/** Of a midwife; the others are at the practice. */
const VISITS: Readonly<Record<string, string>> = { 'home-visit': 'HOME_VISIT', phone: 'PHONE' }
/** W0690. */
const OUTCOMES: Readonly<Record<string, Contact['outcome']>> = {
  '01': 'came',
  '02': 'no-show',
  '04': 'no-show',
  '05': 'not-wanted',
}
/** W0679, in the words of the graph. */
const FORMS: Readonly<Record<string, string>> = {
  '01': 'VIDEO',
  '03': 'FACE_TO_FACE',
  '06': 'HOME_VISIT',
  '09': 'PHONE',
}
/** W0659. */
const ASKED: Readonly<Record<string, Contact['asked']>> = {
  '02': 'FAMILY',
  '04': 'OTHER_DOMAIN',
  '07': 'PROFESSIONAL',
}
/** W0621: who is in the graph. */
const RECEIVERS: Readonly<Record<string, NonNullable<Referral['to']>>> = {
  '11': 'CHILDCARE',
  '30': 'SOCIAL_DOMAIN',
  '31': 'SOCIAL_DOMAIN',
  '32': 'SOCIAL_DOMAIN',
}
/** W0619. */
const INDICATIONS: Readonly<Record<string, string>> = {
  '11': 'MOTOR_DELAY',
  '12': 'LANGUAGE_DELAY',
  '43': 'PARENTING',
  '45': 'PSYCHOSOCIAL',
}

function toldByJgz(record: JgzRecord | null) {
  return {
    contacts: (record?.contacts ?? []).map(
      ({ date, form, status, requestedBy }): Contact => ({
        day: date,
        form: FORMS[form] ?? form,
        outcome: status === null ? 'planned' : (OUTCOMES[status] ?? 'other'),
        asked: requestedBy === null ? 'SCHEDULE' : (ASKED[requestedBy] ?? 'SCHEDULE'),
      }),
    ),
    vaccinated: (record?.vaccinations ?? []).flatMap(({ date, refusal }) => (refusal ? [] : date)),
    referrals: (record?.referrals ?? []).map(
      ({ date, to, indication }): Referral => ({
        day: date,
        to: RECEIVERS[to] ?? null,
        situation: INDICATIONS[indication] ?? null,
      }),
    ),
  }
}

/** The one thing that only the registry knows, and nobody who lives there. */
function writtenDown(family: Family, record: JgzRecord | null): KnownChild['writtenDown'] {
  const { contactmoment, vaccinatie, verwijzing, status } = toJgzRows(family)
  const rows = [
    ...contactmoment.filter(({ gepland }) => gepland === false),
    ...vaccinatie,
    ...verwijzing,
    ...status.filter(({ bds_0487, bds_1197 }) => bds_0487 !== null || bds_1197 === '02'),
  ]
  return rows
    .filter(({ client_id }) => client_id === record?.dossier)
    .map(({ geldig_op, vastgelegd_op }) => {
      const [day, written] = [String(geldig_op), String(vastgelegd_op).slice(0, 10)]
      return { day, days: dayOf(written) - dayOf(day) }
    })
}

function toldByChildcare(enrolments: readonly Enrolment[]) {
  const hours = new Map<string, number>()
  for (const { month, attendedHours } of enrolments.flatMap(({ months }) => months))
    hours.set(month, (hours.get(month) ?? 0) + attendedHours)
  const indications = enrolments.flatMap(({ indication }) => indication?.date ?? [])
  return {
    places: enrolments.map(
      ({ from, to, vveGroup, emergency, hoursPerWeek, endReason }): Place => ({
        ...{ from, to, hours: hoursPerWeek, reason: endReason },
        kind: emergency ? 'EMERGENCY' : vveGroup ? 'VVE' : 'OTHER',
      }),
    ),
    attended: [...hours].flatMap(([month, sum]) =>
      sum > 0 ? [{ day: lastDayOf(month), hours: sum }] : [],
    ),
    indicated: indications.sort()[0] ?? null,
  }
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** What was allocated and never began is no help. */
function helpsOf({ allocations, cases }: SocialDomainRecord): readonly Help[] {
  return [
    ...allocations.flatMap(({ start, stop }): Help[] =>
      start === null
        ? []
        : [{ kind: 'help', from: start.date, to: stop?.date ?? null, byChildcare: false }],
    ),
    ...cases.map(
      ({ openedOn, closedOn, reportedBy }): Help => ({
        ...{ kind: 'case', from: openedOn, to: closedOn },
        byChildcare: reportedBy === 'kinderopvang',
      }),
    ),
  ].filter(({ from }) => dayOf(from) <= TODAY)
}
