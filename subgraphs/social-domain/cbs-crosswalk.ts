/**
 * From the codes of iJw to those of the statistics on youth help (CBS, protocol for policy information on youth help,
 * version 7), as far as the one says what the other asks.
 *
 * The categories of 2015 follow the statistics. Those after them say what is done and not where the child sleeps, so
 * that there is no telling from the code alone; 47 and 48 are measures and no help.
 *
 * @module
 */

type Crosswalk = Readonly<Record<string, string>>

/** Productcategorie (JZ020) to hulpvorm. */
const HULPVORM: Crosswalk = {
  '31': '01',
  '32': '02',
  '33': '03',
  '34': '04',
  '35': '11',
  '36': '12',
  '37': '13',
  '38': '14',
}

/** Reden beëindiging (JZ588) to reden beëindiging. Help that was stopped for the time being goes on in the statistics. */
const END_REASON: Crosswalk = {
  '02': '05',
  '31': '01',
  '32': '03',
  '33': '04',
  '34': '02',
  '35': '05',
}

const BY_A_TEAM = '31'
const NOBODY = '06'

export function toHulpvorm(category: string | null): string | null {
  return look(HULPVORM, category)
}

export function toEndReason(reason: string | null): string | null {
  return look(END_REASON, reason)
}

/** The codes are the same, but that nobody refers to a neighbourhood team. */
export function toReferrer(referrer: string | null, category: string | null): string | null {
  return category === BY_A_TEAM ? NOBODY : referrer
}

function look(crosswalk: Crosswalk, code: string | null): string | null {
  return code !== null && Object.hasOwn(crosswalk, code) ? (crosswalk[code] ?? null) : null
}
