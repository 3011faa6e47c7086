/**
 * Feeds of an invented population for the bench of insight: as many children and events as are asked for, the same
 * again for the same seed. It is made page by page, so that it takes no memory beside the store.
 *
 * @module
 */

import type { Domain } from '../schema/domain.ts'
import type { ChildFeed, EventFeed, FeedPage } from '../schema/feed.ts'

const DAY_MS = 86_400_000
const FIRST_DAY = Date.parse('2016-01-01') / DAY_MS
const DAYS = 3_650
const PAGE = 1_000

/** Of each domain: its share of thirty events, and what they are. */
const KINDS = {
  BIRTH_CARE: { share: 3, kinds: ['PREGNANCY', 'BIRTH', 'CONTACT'] },
  JGZ: { share: 19, kinds: ['CONTACT', 'VACCINATION', 'CONTACT', 'CONTACT', 'REFERRAL'] },
  CHILDCARE: { share: 6, kinds: ['ENROLMENT', 'ATTENDANCE', 'ATTENDANCE'] },
  SOCIAL_DOMAIN: { share: 2, kinds: ['CASE', 'SUPPORT'] },
} as const satisfies Record<Domain, { share: number; kinds: readonly string[] }>

const FORMS = ['FACE_TO_FACE', 'FACE_TO_FACE', 'HOME_VISIT', 'PHONE', 'VIDEO', null] as const
const SITUATIONS = ['LANGUAGE_DELAY', 'JOB_LOSS', 'PARENTING', 'PSYCHOSOCIAL'] as const

/** What a page is of: so many children, with all that is told of them. */
export function* feedPages(children: number, perChild: number): Generator<FeedPage> {
  for (let from = 0; from < children; from += PAGE) {
    const numbers = range(from, Math.min(children, from + PAGE))
    yield feedPage(numbers, perChild, from + PAGE >= children)
  }
}

/** `round`: what is told of them is not the same in each. */
export function feedPage(
  numbers: readonly number[],
  perChild: number,
  done = true,
  round = 0,
): FeedPage {
  const of = (domain: Domain) => eventsOf(domain, numbers, perChild, round)
  return {
    children: childrenOf(numbers),
    events: {
      BIRTH_CARE: of('BIRTH_CARE'),
      JGZ: of('JGZ'),
      CHILDCARE: of('CHILDCARE'),
      SOCIAL_DOMAIN: of('SOCIAL_DOMAIN'),
    },
    done,
  }
}

function childrenOf(numbers: readonly number[]): ChildFeed {
  const nothing = numbers.map(() => null)
  const standing = (domain: Domain) => ({
    token: numbers.map((n) => (isUnlinked(domain, n) ? null : subjectOf(domain, n))),
    absence: numbers.map(() => 'NONE'),
    freshAt: nothing,
    registries: numbers.map(() => []),
  })
  return {
    ids: numbers.map((n) => `child-${n}`),
    birthDate: numbers.map(bornOn),
    dueDate: nothing,
    endedOn: nothing,
    ending: nothing,
    arrivedOn: nothing,
    phase: numbers.map(() => 'BORN'),
    sex: numbers.map((n) => (mixed(n, 1) % 2 ? 'FEMALE' : 'MALE')),
    municipality: numbers.map((n) => String(9_000 + (mixed(n, 2) % 10))),
    postcode4: numbers.map((n) => String(1_000 + (mixed(n, 3) % 100))),
    vaccinationScheme: nothing,
    domains: {
      BIRTH_CARE: standing('BIRTH_CARE'),
      JGZ: standing('JGZ'),
      CHILDCARE: standing('CHILDCARE'),
      SOCIAL_DOMAIN: standing('SOCIAL_DOMAIN'),
    },
    gone: [],
  }
}

function eventsOf(
  domain: Domain,
  children: readonly number[],
  perChild: number,
  round: number,
): EventFeed {
  const each = Math.round((KINDS[domain].share * perChild) / 30)
  const { kinds } = KINDS[domain]
  const rows = children.flatMap((n) =>
    range(0, each).map((i) => ({
      n,
      i,
      kind: kinds[i % kinds.length],
      dice: mixed(n + round, i + 9),
    })),
  )
  const days = rows.map(({ n, i, dice }) => birthDay(n) + i * 70 + (dice % 30))
  const nothing = rows.map(() => null)
  const ofContacts = <T>(of: (dice: number) => T) =>
    rows.map(({ kind, dice }) => (kind === 'CONTACT' ? of(dice) : null))
  return {
    subjects: children.map((n) => subjectOf(domain, n)),
    counts: children.map(() => each),
    kind: rows.map(({ kind }) => kind ?? 'CONTACT'),
    phase: nothing,
    at: days.map(toDay),
    recordedAt: days.map((day, i) => `${toDay(day + ((rows[i]?.dice ?? 0) % 9))}T09:30:00.000Z`),
    label: rows.map(({ i }) => `what it was ${i % 7}`),
    code: rows.map(({ dice }) => String(100 + (dice % 60))),
    form: ofContacts((dice) => FORMS[dice % FORMS.length] ?? null),
    status: ofContacts((dice) => (dice % 8 ? 'REALISED' : 'NO_SHOW')),
    initiative: ofContacts((dice) => (dice % 5 ? 'SCHEDULE' : 'FAMILY')),
    refused: nothing,
    reason: nothing,
    counterpart: rows.map(({ kind }) => (kind === 'REFERRAL' ? 'SOCIAL_DOMAIN' : null)),
    step: nothing,
    situation: rows.map(({ dice }) => (dice % 25 ? null : (SITUATIONS[dice % 4] ?? null))),
    value: rows.map(({ kind, dice }) => (kind === 'BIRTH' ? 240 + (dice % 56) : null)),
    upToDateTo: null,
    doubt: null,
    linking: { never: [], late: [] },
  }
}

function isUnlinked(domain: Domain, child: number): boolean {
  const isBadlyLinked = domain === 'CHILDCARE' || domain === 'JGZ'
  return isBadlyLinked && mixed(child, 21) % 20 === 0
}

function subjectOf(domain: Domain, child: number): string {
  return `${domain}-${mixed(child, 77).toString(36)}-${child}`
}

function birthDay(child: number): number {
  return FIRST_DAY + (mixed(child, 5) % (DAYS - 1_500))
}

function bornOn(child: number): string {
  return toDay(birthDay(child))
}

const texts = new Map<number, string>()

function toDay(day: number): string {
  const known = texts.get(day)
  if (known) return known
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10)
  texts.set(day, text)
  return text
}

/** A number that looks like chance, and is the same each time. */
function mixed(n: number, salt: number): number {
  let x = (n * 2_654_435_761 + salt * 40_503) | 0
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39)
  return (x ^ (x >>> 15)) >>> 0
}

function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, i) => from + i)
}
