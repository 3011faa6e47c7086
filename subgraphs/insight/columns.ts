/**
 * What the store has of a child, a record and an event, and how each column of a feed is written into it.
 *
 * Days are counted and words are numbered, so that thirty million events fit into memory.
 *
 * @module
 */

import { ContactForm, ContactInitiative, ContactStatus } from '../../schema/contact.ts'
import { Domain } from '../../schema/domain.ts'
import { EventKind, EventPhase, type EventSituation } from '../../schema/events.ts'
import type { ChildFeed, EventColumns } from '../../schema/feed.ts'
import { DAY_MS } from './days.ts'
import type { OfferRow } from './take-in-offers.ts'

export const DOMAINS = Object.keys(Domain) as readonly Domain[]

/** As `EventSituation`: nothing about safety. */
export const SITUATIONS: readonly EventSituation[] = [
  'HARD_TO_REACH',
  'JOB_LOSS',
  'LANGUAGE_DELAY',
  'MOTOR_DELAY',
  'NEIGHBOURHOOD_TEAM',
  'PARENTING',
  'PSYCHOSOCIAL',
  'YOUTH_HELP',
]

/** Words that a feed may use. One that is not here is a mistake of the feed, and nothing of that page is taken in. */
export const WORDS = {
  domain: DOMAINS,
  kind: Object.keys(EventKind),
  phase: Object.keys(EventPhase),
  form: Object.keys(ContactForm),
  status: Object.keys(ContactStatus),
  initiative: Object.keys(ContactInitiative),
  reason: ['AGE', 'COST', 'DIED', 'EMIGRATED', 'JOB_LOSS', 'MOVED', 'NOT_WANTED', 'OTHER'],
  step: ['SENT', 'RECEIVED', 'ACKNOWLEDGED'],
  situation: SITUATIONS,
} as const

interface Column {
  readonly name: string
  readonly type: string
}

interface FedColumn<F> extends Column {
  readonly from: keyof F & string
  /** Default: as it is. */
  readonly read?: (value: never) => number
  /** It stands in the list of words, by its number there. */
  readonly isText?: true
}

export const EVENT_COLUMNS: readonly FedColumn<EventColumns>[] = [
  { name: 'kind', type: 'kind', from: 'kind' },
  { name: 'phase', type: 'phase', from: 'phase' },
  { name: 'day', type: 'DATE', from: 'at', read: toDay },
  { name: 'recorded', type: 'UINTEGER', from: 'recordedAt', read: toSecond },
  { name: 'label', type: 'USMALLINT', from: 'label', isText: true },
  { name: 'code', type: 'USMALLINT', from: 'code', isText: true },
  { name: 'form', type: 'form', from: 'form' },
  { name: 'status', type: 'status', from: 'status' },
  { name: 'initiative', type: 'initiative', from: 'initiative' },
  { name: 'refused', type: 'BOOLEAN', from: 'refused' },
  { name: 'reason', type: 'reason', from: 'reason' },
  { name: 'counterpart', type: 'domain', from: 'counterpart' },
  { name: 'step', type: 'step', from: 'step' },
  { name: 'situation', type: 'situation', from: 'situation' },
  { name: 'value', type: 'FLOAT', from: 'value' },
]

export const CHILD_COLUMNS: readonly FedColumn<ChildFeed>[] = [
  { name: 'born_on', type: 'DATE', from: 'birthDate', read: toDay },
  { name: 'due_on', type: 'DATE', from: 'dueDate', read: toDay },
  { name: 'ended_on', type: 'DATE', from: 'endedOn', read: toDay },
  { name: 'ending', type: 'VARCHAR', from: 'ending' },
  { name: 'arrived_on', type: 'DATE', from: 'arrivedOn', read: toDay },
  { name: 'phase', type: 'VARCHAR', from: 'phase' },
  { name: 'sex', type: 'VARCHAR', from: 'sex' },
  { name: 'municipality', type: 'VARCHAR', from: 'municipality' },
  { name: 'postcode4', type: 'VARCHAR', from: 'postcode4' },
]

/** A version of an offer, for one area. */
export const OFFER_COLUMNS: readonly FedColumn<OfferRow>[] = [
  { name: 'offer', type: 'VARCHAR', from: 'id' },
  { name: 'version', type: 'UINTEGER', from: 'version' },
  { name: 'told', type: 'UINTEGER', from: 'toldAt', read: toSecond },
  { name: 'municipality', type: 'VARCHAR', from: 'municipality' },
  { name: 'postcode4', type: 'VARCHAR', from: 'area' },
  { name: 'need', type: 'VARCHAR', from: 'need' },
  { name: 'from_months', type: 'INTEGER', from: 'ageMonthsFrom' },
  { name: 'until_months', type: 'INTEGER', from: 'ageMonthsTo' },
  { name: 'available_from', type: 'DATE', from: 'availableFrom', read: toDay },
  { name: 'available_to', type: 'DATE', from: 'availableTo', read: toDay },
  { name: 'places', type: 'INTEGER', from: 'capacity' },
  { name: 'wait_weeks', type: 'FLOAT', from: 'waitWeeks' },
  { name: 'last_intake_on', type: 'DATE', from: 'lastIntakeOn', read: toDay },
]

/** Why nothing of a child can be read in a domain; `NONE` where it can. */
export const ABSENCE_COLUMNS = {
  BIRTH_CARE: 'birth_care_absence',
  JGZ: 'jgz_absence',
  CHILDCARE: 'childcare_absence',
  SOCIAL_DOMAIN: 'social_domain_absence',
} as const satisfies Record<Domain, string>

/** Whether a domain told anything of a child. */
export const KNOWN_COLUMNS = {
  BIRTH_CARE: 'known_to_birth_care',
  JGZ: 'known_to_jgz',
  CHILDCARE: 'known_to_childcare',
  SOCIAL_DOMAIN: 'known_to_social_domain',
} as const satisfies Record<Domain, string>

export const KEYED: readonly Column[] = [
  { name: 'child', type: 'INTEGER' },
  { name: 'record', type: 'INTEGER' },
  { name: 'domain', type: 'domain' },
]

/**
 * `cell_key`, `place` and `one` (at that place of a word) are numbers of our own that stand for the child where figures are made uncertain, and where two
 * figures are compared; they open nothing.
 */
const CHILD_KEYED: readonly Column[] = [
  { name: 'child', type: 'INTEGER' },
  { name: 'cell_key', type: 'UINTEGER' },
  { name: 'place', type: 'UTINYINT' },
  { name: 'one', type: 'UINTEGER' },
]

const STANDINGS: readonly Column[] = [
  ...Object.values(ABSENCE_COLUMNS).map((name) => ({ name, type: 'VARCHAR' })),
  ...Object.values(KNOWN_COLUMNS).map((name) => ({ name, type: 'BOOLEAN' })),
]

export const TABLES: readonly string[] = [
  ...Object.entries(WORDS).map(
    ([name, words]) => `CREATE TYPE ${name} AS ENUM (${words.map((word) => `'${word}'`).join()})`,
  ),
  create('all_children', [...CHILD_KEYED, ...CHILD_COLUMNS, ...STANDINGS]),
  create('all_records', KEYED),
  create('all_events', [...KEYED, ...EVENT_COLUMNS]),
  create('all_offers', OFFER_COLUMNS),
  'CREATE TABLE word (number USMALLINT, text VARCHAR)',
]

function create(table: string, columns: readonly Column[]): string {
  return `CREATE TABLE ${table} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`
}

/** Of some centuries; a feed that has more is not of children. */
const MOST_DAYS = 100_000
const days = new Map<string, number>()

/** Since 1970. The same days come again and again. Of which only the month or the year is known is the middle of it. */
function toDay(text: string): number {
  const known = days.get(text)
  if (known !== undefined) return known
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) throw new Error(NO_DAY)
  const ms = Date.parse(
    text.length === 4 ? `${text}-07-01` : text.length === 7 ? `${text}-15` : text,
  )
  if (Number.isNaN(ms)) throw new Error(NO_DAY)
  const day = ms / DAY_MS
  if (days.size < MOST_DAYS) days.set(text, day)
  return day
}

const NO_DAY = 'A feed told a day that is none.'

/** `2026-11-22T13:05:09.250Z`: as nearly all moments are written. */
const PLAIN = /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** Since 1970, up to 2106. */
function toSecond(text: string): number {
  if (PLAIN.test(text)) {
    const day = toDay(text.slice(0, 10))
    return Math.max(0, day * 86_400 + two(text, 11) * 3_600 + two(text, 14) * 60 + two(text, 17))
  }
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new Error('A feed told a moment that is none.')
  return Math.max(0, Math.floor(ms / 1_000))
}

function two(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * 48
}
