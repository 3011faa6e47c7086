/**
 * The questions to an extract of a JGZ dossier (schema `jgz_extract`, columns named after BDS elements).
 *
 * One statement reads the parts that were asked for, for all children at once, by BSN and by number of the dossier: one
 * row for each dossier, and in it one JSON array for each part. A part that was not asked is not in the text, so its table is not touched. There
 * are as many texts as there are sets of parts; no value is ever in one.
 *
 * @module
 */

import type { Statement } from '../../connectors/postgres.ts'
import { FIELDS } from './bds-fields.ts'
import { BDS_NAMES } from './bds-names.ts'
import { withheldAs } from './bds-withheld.ts'
import { CONFIDENTIAL } from './codes.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import type { JgzPart } from './source.ts'

/** Length, weight, head, waist, BMI, class, impression, conclusion and chart. */
export const GROWTH_ELEMENTS = [235, 245, 247, 248, 252, 1485, 1492, 1614, 1616]

/** Taken, type, date, why again, why not, result, remarks and the set before. */
const HEEL_PRICK_ELEMENTS = [368, 373, 374, 379, 380, 381, 1431, 1432]

/** By name: an element that is not known is not asked for. */
export const OBSERVATION_ELEMENTS = [...BDS_NAMES.keys()].filter(
  (element) => !FIELDS.has(element) && withheldAs(element) === undefined,
)

interface Table {
  readonly table: string
  readonly columns: readonly string[]
  /** Which of the client's rows; `$` stands for the next of the values. */
  readonly where?: readonly string[]
  readonly values?: readonly (readonly (string | number)[])[]
}

/** What was found in a consultation on the reporting code is about safety too. */
const NOT_CONFIDENTIAL = `not exists (
        select from jgz_extract.contactmoment
        where id = contactmoment_id and bds_0494 = any($::text[]))`

const OBSERVED = {
  table: 'observatie',
  columns: ['contactmoment_id', 'element', 'waarde', 'geldig_op', 'vastgelegd_op'],
  where: ['element = any($::int[])', NOT_CONFIDENTIAL],
} as const

/** Everything that is ever read of a dossier, beside its number and the BSN. */
export const TABLES = {
  contacts: {
    table: 'contactmoment',
    columns: [
      'id',
      'datum',
      'bds_0494',
      'bds_1577',
      'bds_1605',
      'bds_1599',
      'verzoeker',
      'gepland',
      'vastgelegd_op',
    ],
    where: ['coalesce(bds_0494 <> all($::text[]), true)'],
    values: [CONFIDENTIAL.W0188],
  },
  growth: {
    ...OBSERVED,
    columns: [...OBSERVED.columns, 'eenheid'],
    values: [GROWTH_ELEMENTS, CONFIDENTIAL.W0188],
  },
  vaccinations: {
    table: 'vaccinatie',
    columns: [
      'id',
      'bds_1409',
      'bds_0461',
      'dosis',
      'bds_0472',
      'bds_0686',
      'bds_0683',
      'vastgelegd_op',
    ],
  },
  development: {
    ...OBSERVED,
    values: [[...DEVELOPMENT_ELEMENTS.keys()], CONFIDENTIAL.W0188],
  },
  referrals: {
    table: 'verwijzing',
    columns: ['id', 'datum', 'bds_0485', 'bds_1159', 'vastgelegd_op'],
    // Without a 1159 it is an indication, and no referral.
    where: ['bds_1159 <> all($::text[])', 'coalesce(bds_0485 <> all($::text[]), true)'],
    values: [CONFIDENTIAL.W0621, CONFIDENTIAL.W0619],
  },
  vve: { table: 'vve', columns: ['bds_1417', 'bds_1493', 'geldig_op', 'vastgelegd_op'] },
  newborn: {
    table: 'geboorte',
    columns: [
      'bds_0082',
      'bds_0108',
      'bds_0109',
      'bds_0110',
      'bds_0112',
      'bds_0113',
      'loinc_9272_6',
      'loinc_9274_2',
      'vastgelegd_op',
    ],
  },
  heelPricks: { ...OBSERVED, values: [HEEL_PRICK_ELEMENTS, CONFIDENTIAL.W0188] },
  care: {
    table: 'status',
    columns: ['bds_1197', 'bds_0487', 'bds_0488', 'geldig_op', 'vastgelegd_op'],
  },
  observations: {
    ...OBSERVED,
    columns: [...OBSERVED.columns, 'codelijst', 'eenheid'],
    values: [OBSERVATION_ELEMENTS, CONFIDENTIAL.W0188],
  },
} as const satisfies Record<Exclude<JgzPart, 'consents'>, Table>

/** An extract does not tell of consents. */
const PARTS = Object.keys(TABLES) as (keyof typeof TABLES)[]

export interface Wanted {
  readonly bsns: readonly string[]
  /** Numbers of dossiers. */
  readonly dossiers: readonly string[]
}

export function statementFor(parts: ReadonlySet<JgzPart>, { bsns, dossiers }: Wanted): Statement {
  const asked = PARTS.filter((part) => parts.has(part))
  const values: unknown[] = [bsns, dossiers]
  const columns = asked.map((part) => {
    const { table, columns, where = [], values: own = [] }: Table = TABLES[part]
    const conditions = ['client_id = client.client_id', ...where].join(' and ')
    let at = values.push(...own) - own.length
    const numbered = conditions.replaceAll('$', () => `$${++at}`)
    return `(select json_agg(row) from (
      select ${columns.join(', ')} from jgz_extract.${table} where ${numbered}
    ) as row) as "${part}"`
  })
  return {
    // PostgreSQL cuts a name at 63, and there is one for each set of parts.
    name: `jgz ${asked.map((part) => PARTS.indexOf(part)).join(' ')}`,
    text: `select ${['client.client_id as dossier', 'client.bds_0007 as bsn', ...columns].join(', ')}
      from jgz_extract.client
      where client.bds_0007 = any($1::text[]) or client.client_id = any($2::text[])`,
    values,
  }
}
