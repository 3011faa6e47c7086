/**
 * What an indicator is: a definition of about twenty lines, and one SELECT.
 *
 * The SELECT says whom it counts and for what; it gives one row per unit (a child, a contact, a referral, a child-month).
 * Periods, groups, cohorts, municipalities, both clocks, bounds, intervals and disclosure are the engine's, and stand
 * in no definition.
 *
 * What a SELECT reads, by these names and no others:
 *
 * | table | one row is | columns |
 * |---|---|---|
 * | `child` | a child of the cohort that was asked about | `child`, `born_on`, `due_on`, `ended_on`, `ending` (`DIED`, `EMIGRATED`, `NOT_KEPT`), `arrived_on`, `phase`, `sex`, `municipality`, `postcode4`, and `birth_care_absence`, `jgz_absence`, `childcare_absence`, `social_domain_absence` |
 * | `event` | an event, as far as it was known at the moment asked about | `child` (null: of a record that is not linked), `record`, `domain`, `kind`, `phase`, `day`, `recorded_at`, `label`, `code`, `form`, `status`, `initiative`, `refused`, `reason`, `counterpart`, `step`, `situation`, `value` |
 * | `record` | a record of a registry in a domain | `record`, `domain`, `child` (null: not linked) |
 * | `offer` | an offer of the map of offers (sociale kaart) for an area, as it was known at that moment | `offer`, `municipality`, `postcode4` (null: the whole municipality), `need`, `from_months`, `until_months` (null: no end), `available_from`, `available_to`, `places`, `wait_weeks`, `last_intake_on` |
 * | `period` | a period that was asked about | `starts`, `ends` (the first day that is not in it) |
 * | `child_period` | a child in a period at whose beginning it lived here, born and under four | `child`, `starts`, `ends`, `age_months` |
 * | `moment` | the one row that there is | `today`: the last day of which anything is known, so that what has not had its time yet is not counted as missed |
 *
 * A day of which only the month or the year is known is the middle of it. Days (`…_on`, `day`, `starts`, `ends`) are `DATE`; `recorded_at` is a `TIMESTAMP` in UTC; words are those of
 * `DomainEvent` (schema/events.ts), upper case; `label` and `code` are text.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'

/** The six structural points of the report, and the wish to monitor more often, faster and broader. */
export const PROBLEMS = {
  P1_SUPPLY_DRIVEN_JGZ: 'P1_SUPPLY_DRIVEN_JGZ',
  P2_MISSING_OFFER: 'P2_MISSING_OFFER',
  P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL: 'P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL',
  P4_NO_COOPERATION_JGZ_CHILDCARE: 'P4_NO_COOPERATION_JGZ_CHILDCARE',
  P5_LIMITED_SIGHT_18_48_MONTHS: 'P5_LIMITED_SIGHT_18_48_MONTHS',
  P6_CHILDCARE_ACCESSIBILITY: 'P6_CHILDCARE_ACCESSIBILITY',
  X_MONITOR_MORE_OFTEN_FASTER_BROADER: 'X_MONITOR_MORE_OFTEN_FASTER_BROADER',
} as const
export type Problem = keyof typeof PROBLEMS

/** Dimensions that only a SELECT can tell, as a column of that name in small letters. Those of a child are the engine's. */
export type OwnDimension =
  | 'CONTACT_FORM'
  | 'DOMAIN'
  | 'SITUATION'
  | 'BARRIER'
  | 'INITIATIVE'
  | 'CHILDCARE_KIND'
  | 'END_REASON'
  | 'ROUTE'
  | 'MULTIPLE_BIRTH'
  | 'KNOWN_BEFORE'
  | 'STEP'

/**
 * What is made of the rows of one period and group.
 *
 * - `SHARE`: sum(numerator) / sum(denominator), never above 1; with Wilson's interval.
 * - `RATE`: scale × sum(numerator) / sum(denominator).
 * - `MEDIAN`: the median of numerator over the rows whose denominator is 1; rounded to whole units.
 * - `COUNT`: sum(numerator).
 */
export type Measure = 'SHARE' | 'RATE' | 'MEDIAN' | 'COUNT'

/** Days; the last is not in it. It covers all periods asked about. */
export interface Window {
  readonly from: string
  readonly until: string
}

/**
 * One SELECT with the columns
 *
 * - `child`: whom the row is about; null where the record is not linked, so that it makes the bounds and no cell
 * - `day`: by which it falls into a period
 * - `numerator`, `denominator`: 0 or 1 each, or hours; a row may have only one of them (0 for the other)
 * - `known` (may be left out): whether the source told what the numerator needs; coverage is the share of those
 * - one for each of {@link Indicator.dimensions}, in small letters
 *
 * A window's days are checked before they come here, and may be written into the text: `DATE '${from}'`.
 */
export type Units = (window: Window) => string

/** A word of the reports, and why there is no number of it. */
export interface NotRecorded {
  readonly value: string
  readonly because: string
}

export interface Indicator {
  /** As in the catalogue: `R01`. */
  readonly id: string
  /** Goes up when the same data would give another number. */
  readonly version: number
  readonly title: string
  /** What somebody wants to know. */
  readonly question: string
  readonly problems: readonly Problem[]
  /** In words. */
  readonly numerator: string
  readonly denominator: string
  readonly measure: Measure
  /** Of a value: `share`, `per 1,000 children`, `days`. */
  readonly unit: string
  /** Of a rate; default 1. */
  readonly scale?: number
  /** Numerator and denominator are amounts (hours, days), and not counts. Of a `RATE` only. */
  readonly isOfAmounts?: true
  readonly caveats: readonly string[]
  /** Whose definition it is, with where it stands; `own` where it is ours. */
  readonly source: string
  /** Whose events the SELECT reads. A child for whom one of these may not be read makes coverage smaller. */
  readonly domains: readonly Domain[]
  readonly dimensions?: readonly OwnDimension[]
  /**
   * Of {@link dimensions}: out of what a value of one of them is a share. `OWN` (default): of the denominators with that value.
   * `WHOLE`: of the denominators of all values together, those without a value included; so the contacts of a form are a
   * share of all contacts. Rows without a value make no point.
   */
  readonly outOf?: 'OWN' | 'WHOLE'
  /** Null: no source can feed it, so that it is told with coverage 0 and {@link notFedBecause}; or it is {@link spreadOf} another. */
  readonly units: Units | null
  readonly notFedBecause?: string
  /** Of the indicator with this id: how far apart municipalities are in it. */
  readonly spreadOf?: string
  /** What the reports ask it for and no registry that is linked has: it is told beside the numbers, and never counted as nought. */
  readonly notRecorded?: readonly NotRecorded[]
  /**
   * What records that are not linked could add, where the rows of {@link units} have none with a null child: the same
   * columns, one row per record that would count, without dimensions of a child.
   */
  readonly unlinked?: Units
  /**
   * Of a row of `event`: it is what the numerator counts, one by one, while the denominator is of children. So what the
   * registry has not told yet makes the value too small, and by how much can be reckoned (nowcast.ts). Left out: both sides
   * are told equally late, or one event does not add one.
   */
  readonly toldLate?: string
  /** What being seen does to the value: `LESS` of what counts children who are not seen. Default: `MORE`. */
  readonly seenMakes?: 'MORE' | 'LESS'
}
