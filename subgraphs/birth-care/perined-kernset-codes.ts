/**
 * What the codes of the kernset mean to us. By code and system; never by what came along with them.
 *
 * @module
 */

import { SNOMED_SYSTEM, type Token } from './codes.ts'
import type { InfantFood } from './newborn.ts'
import type { Coded } from './perined-kernset-message.ts'
import { NULL_FLAVOR } from './perined-kernset-value.ts'
import type { PregnancyRecordOutcome } from './pregnancy-record.ts'

const SNOMED = '2.16.840.1.113883.6.96'

/** As the tables of this domain have it; undefined for what is no code, or why there is none. */
export function toToken(coded: Coded | null): Token | undefined {
  if (coded?.code == null || coded.system === NULL_FLAVOR) return undefined
  return coded.system === SNOMED
    ? `${SNOMED_SYSTEM}|${coded.code}`
    : `urn:oid:${coded.system ?? ''}|${coded.code}`
}

const list = (oid: string) => (code: string) => `urn:oid:2.16.840.1.113883.2.4.${oid}|${code}`
const sex = list('4.13.21')
const end = list('4.13.46')
const smoking = list('4.13.58')
const alcohol = list('4.13.59')
const food = list('3.22.1.4.8')

/** Wijze einde zwangerschap; `BORN`: the children tell how. A mola never is a child, and is told as a loss. */
export const ENDS: Readonly<Record<string, PregnancyRecordOutcome | 'BORN'>> = {
  [end('1')]: 'BORN',
  [end('2')]: 'MISCARRIAGE',
  [end('3')]: 'MISCARRIAGE',
  [end('4')]: 'MISCARRIAGE',
  [end('5')]: 'MISCARRIAGE',
  [end('6')]: 'TERMINATION',
  [end('7')]: 'TERMINATION',
  [end('8')]: 'TERMINATION',
  [end('9')]: 'ECTOPIC',
  [end('10')]: 'MISCARRIAGE',
}

/** Geslacht, as it was observed; what is not conclusive is not told. */
export const SEXES: Readonly<Record<string, 'male' | 'female'>> = {
  [sex('1')]: 'male',
  [sex('2')]: 'female',
}

/** Rookgedrag, as SNOMED CT says it; how much is kept among the observations. */
export const SMOKING: Readonly<Record<string, string>> = {
  [smoking('1')]: '405746006',
  [smoking('2')]: '449868002',
  [smoking('3')]: '449868002',
  [smoking('4')]: '449868002',
  [smoking('5')]: '8517006',
  [smoking('6')]: '8517006',
  [smoking('7')]: '266927001',
}

/** Alcoholgebruik; the list has no codes in SNOMED CT that mean the same. */
export const ALCOHOL_LABELS: Readonly<Record<string, string>> = {
  [alcohol('1')]: 'None',
  [alcohol('2')]: 'Less than 2 units a day',
  [alcohol('3')]: '2 units a day or more',
  [alcohol('4')]: 'Unknown',
}

export const FOODS: Readonly<Record<string, InfantFood>> = {
  [food('1')]: 'BREAST_MILK',
  [food('2')]: 'FORMULA',
}
