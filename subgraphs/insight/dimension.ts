/**
 * By what children and what is told of them are taken together: a fixed grid, and nothing beside it.
 *
 * Nobody can ask by anything that is not here, nor by finer values, so that what is told stays a table that can be judged.
 * Origin, income and whatever is about safety are not on it.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'
import type { Grid, GridDimension } from '../../privacy/disclosure.ts'
import { memo } from '../../privacy/memo.ts'
import { ContactForm, ContactInitiative } from '../../schema/contact.ts'
import { DOMAINS, SITUATIONS } from './columns.ts'
import type { OwnDimension } from './indicator.ts'
import { daysOfYears, PeriodUnit, periodsIn, toGridValue } from './period.ts'

/** In months: from the first on, up to the next. */
const AGE_BANDS = [0, 3, 6, 12, 18, 24, 36] as const
const OLDEST = 48

interface ChildDimension {
  readonly about: string
  /** Of a row of `child`, and of the day on which it is looked at: its place among the values, or the word. Never null. */
  readonly sql: (day: string) => string
  /** Undefined: what the store has. */
  readonly values?: readonly string[]
}

const UNKNOWN = 'UNKNOWN'

export const CHILD_DIMENSIONS = {
  MUNICIPALITY: {
    about: 'Gemeente waar het kind staat ingeschreven.',
    sql: () => `coalesce(municipality, '${UNKNOWN}')`,
  },
  AREA: {
    about: 'The four digits of the postcode.',
    sql: () => `coalesce(postcode4, '${UNKNOWN}')`,
  },
  AGE_BAND: {
    about: 'Age in months at the beginning of the period, or on the day that is asked about.',
    sql: ageBand,
    values: ['UNBORN', ...AGE_BANDS.map(bandFrom), `${OLDEST}+`, UNKNOWN],
  },
  SEX: {
    about: 'Geslacht, as the population register has it.',
    sql: () => "CASE sex WHEN 'MALE' THEN 0 WHEN 'FEMALE' THEN 1 ELSE 2 END",
    values: ['MALE', 'FEMALE', UNKNOWN],
  },
  ...knownTo(),
} as const satisfies Record<string, ChildDimension>

export const OWN_DIMENSIONS: Readonly<
  Record<OwnDimension, { readonly about: string; readonly values: readonly string[] }>
> = {
  CONTACT_FORM: { about: 'Contactvorm.', values: [...Object.keys(ContactForm), UNKNOWN] },
  DOMAIN: { about: 'The domain that told it.', values: DOMAINS },
  SITUATION: { about: 'What a family or a child is in.', values: [...SITUATIONS, UNKNOWN] },
  BARRIER: {
    about: 'What stands in the way of contact.',
    values: ['LANGUAGE', 'NO_SHOW', 'NOT_WANTED', 'OTHER', 'NONE', UNKNOWN],
  },
  INITIATIVE: {
    about: 'Who took the initiative.',
    values: [...Object.keys(ContactInitiative), UNKNOWN],
  },
  CHILDCARE_KIND: {
    about: 'Soort opvang (LRK).',
    values: ['KDV', 'BSO', 'VGO', 'PEUTEROPVANG', 'VVE', 'OTHER', UNKNOWN],
  },
  END_REASON: {
    about: 'Why something ended.',
    values: [
      'AGE',
      'COST',
      'DIED',
      'EMIGRATED',
      'JOB_LOSS',
      'MOVED',
      'NOT_WANTED',
      'OTHER',
      UNKNOWN,
    ],
  },
  ROUTE: {
    about: 'From which domain to which.',
    values: [
      'BIRTH_CARE_TO_JGZ',
      'JGZ_TO_JGZ',
      'JGZ_TO_CHILDCARE',
      'CHILDCARE_TO_JGZ',
      'JGZ_TO_SOCIAL_DOMAIN',
      'SOCIAL_DOMAIN_TO_JGZ',
      UNKNOWN,
    ],
  },
  MULTIPLE_BIRTH: { about: 'Eenling of meerling.', values: ['SINGLETON', 'MULTIPLE', UNKNOWN] },
  STEP: {
    about: 'A step of a way that goes over several.',
    values: ['INDICATED', 'PLACED', 'ATTENDED', UNKNOWN],
  },
  KNOWN_BEFORE: {
    about: 'Whether the social domain knew the child before.',
    values: ['KNOWN', 'NEW', UNKNOWN],
  },
}

export type ChildDimensionName = keyof typeof CHILD_DIMENSIONS
export type DimensionName = ChildDimensionName | OwnDimension

export const Dimension = Object.fromEntries(
  [...Object.keys(CHILD_DIMENSIONS), ...Object.keys(OWN_DIMENSIONS)].map((name) => [name, name]),
) as { readonly [D in DimensionName]: D }

registerEnumType(Dimension, {
  name: 'Dimension',
  description:
    'By what numbers are taken apart. An indicator says which of those that are not of a child it has.',
  valuesConfig: Object.fromEntries(
    Object.entries({ ...CHILD_DIMENSIONS, ...OWN_DIMENSIONS }).map(([name, { about }]) => [
      name,
      { description: about },
    ]),
  ),
})

export function isOfChild(name: DimensionName): name is ChildDimensionName {
  return Object.hasOwn(CHILD_DIMENSIONS, name)
}

/** Those by whose places a SELECT tells it; undefined: by its words. */
export function placesOf(name: DimensionName): readonly string[] | undefined {
  const dimension: ChildDimension | undefined = isOfChild(name) ? CHILD_DIMENSIONS[name] : undefined
  return dimension?.values
}

/** The column in which a SELECT has it. */
export function columnOf(name: DimensionName): string {
  return name.toLowerCase()
}

/** Time, as all that is counted in periods has it. */
export const PERIOD = 'TIME'
/** Registered conditions on who is in a cohort. */
export const COHORT = 'COHORT'
/** Of a child, at any time; it may have several. */
export const HAS_SITUATION = 'HAS_SITUATION'

const FIRST_YEAR = 2012

export interface Found {
  readonly MUNICIPALITY: readonly string[]
  readonly AREA: readonly string[]
  /** Of the calendar. */
  readonly lastYear: number
}

/** What may be asked for together: with any others a child could be singled out by asking with and without. */
const GROUPS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  AGE_BAND: intervals(AGE_BANDS.map(bandFrom)),
  SEX: [['MALE', 'FEMALE']],
}

function intervals(values: readonly string[]): readonly (readonly string[])[] {
  return values.flatMap((_, from) =>
    values.slice(from + 1).map((_, more) => values.slice(from, from + more + 2)),
  )
}

/** One for all editions of a year: it has thousands of values. */
const timeOf = memo(new Map<number, GridDimension>(), (lastYear) => {
  const leaves = daysOfYears(FIRST_YEAR, lastYear)
  const window = { from: `${FIRST_YEAR}-01-01`, until: `${lastYear + 1}-01-01` }
  const units = Object.keys(PeriodUnit).filter((unit) => unit !== 'DAY') as PeriodUnit[]
  const periods = units.flatMap((unit) => periodsIn(window, unit))
  return { leaves, groups: periods.map((period) => toGridValue(period, leaves).leaves) }
})

/** For an edition of the data: what is on the grid does not change while it lasts. */
export function gridOf(found: Found, cohorts: readonly string[]): Grid {
  const ofChildren = Object.entries<ChildDimension>(CHILD_DIMENSIONS).map(([name, { values }]) => {
    const leaves = values ?? [...found[name as 'MUNICIPALITY' | 'AREA'], UNKNOWN]
    return [name, { leaves, groups: GROUPS[name] ?? [] }]
  })
  return {
    ...Object.fromEntries(ofChildren),
    ...Object.fromEntries(
      Object.entries(OWN_DIMENSIONS).map(([name, { values }]) => [name, { leaves: values }]),
    ),
    [PERIOD]: timeOf(found.lastYear),
    [COHORT]: { leaves: cohorts, many: true },
    [HAS_SITUATION]: { leaves: SITUATIONS, many: true },
  }
}

/** Of what a SELECT told. A place that is new since the edition began is none on its grid, and told as one that nobody knows. */
export function labelOn(grid: Grid, name: DimensionName, told: unknown): string {
  const value = placesOf(name)?.[Number(told)] ?? String(told)
  const leaves = grid[name]?.leaves ?? []
  const own = LABELS.get(leaves) ?? new Set(leaves)
  LABELS.set(leaves, own)
  return own.has(value) ? value : UNKNOWN
}

const LABELS = new WeakMap<readonly string[], ReadonlySet<string>>()

/** For each domain whether it has a record of the child. */
function knownTo() {
  const one = (domain: string): ChildDimension => ({
    about: `Whether ${domain.toLowerCase().replace('_', ' ')} has a record of the child that is linked to it.`,
    sql: () => `CASE WHEN known_to_${domain.toLowerCase()} THEN 0 ELSE 1 END`,
    values: ['YES', 'NO'],
  })
  return {
    KNOWN_TO_BIRTH_CARE: one('BIRTH_CARE'),
    KNOWN_TO_JGZ: one('JGZ'),
    KNOWN_TO_CHILDCARE: one('CHILDCARE'),
    KNOWN_TO_SOCIAL_DOMAIN: one('SOCIAL_DOMAIN'),
  }
}

/** In days, and not in moments, which `INTERVAL` makes of them. */
function ageBand(day: string): string {
  const untils = [...AGE_BANDS.slice(1), OLDEST]
  const whens = untils.map(
    (until, i) => `WHEN born_on > (${day} - INTERVAL ${until} MONTH)::DATE THEN ${i + 1}`,
  )
  const oldest = AGE_BANDS.length + 1
  return `CASE WHEN born_on IS NULL AND due_on IS NULL THEN ${oldest + 1} WHEN born_on IS NULL OR born_on > ${day} THEN 0 ${whens.join(' ')} ELSE ${oldest} END`
}

function bandFrom(months: number, at: number): string {
  return `${months}-${(AGE_BANDS[at + 1] ?? OLDEST) - 1}`
}
