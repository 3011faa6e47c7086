/**
 * The questions to an extract of a JGZ dossier (schema `jgz_extract`, columns named after BDS elements).
 *
 * One statement reads the parts that were asked for, for all children at once: one row for each dossier, and in
 * it one JSON array for each part. A part that was not asked is not in the text, so its table is not touched. There
 * are as many texts as there are sets of parts; no value is ever in one.
 *
 * @module
 */

import type { Statement } from '../../connectors/postgres.ts'
import { CONFIDENTIAL } from './codes.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import type { JgzPart } from './source.ts'

/** 235 length, 245 weight, 252 head circumference. */
export const GROWTH_ELEMENTS = [235, 245, 252]

interface Table {
  readonly table: string
  readonly columns: readonly string[]
  /** Which of the client's rows; `$` stands for the next of the values. */
  readonly where?: readonly string[]
  readonly values?: readonly (readonly (string | number)[])[]
}

const OBSERVED = {
  table: 'observatie',
  columns: ['contactmoment_id', 'element', 'waarde', 'geldig_op', 'vastgelegd_op'],
  where: ['element = any($::int[])'],
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
    values: [GROWTH_ELEMENTS],
  },
  vaccinations: {
    table: 'vaccinatie',
    columns: ['id', 'bds_1409', 'bds_0461', 'dosis', 'bds_0686', 'bds_0683', 'vastgelegd_op'],
  },
  development: { ...OBSERVED, values: [[...DEVELOPMENT_ELEMENTS.keys()]] },
  referrals: {
    table: 'verwijzing',
    columns: ['id', 'datum', 'bds_0485', 'bds_1159', 'vastgelegd_op'],
    // Without a 1159 it is an indication, and no referral.
    where: ['bds_1159 <> all($::text[])', 'coalesce(bds_0485 <> all($::text[]), true)'],
    values: [CONFIDENTIAL.W0621, CONFIDENTIAL.W0619],
  },
  vve: { table: 'vve', columns: ['bds_1417', 'bds_1493', 'geldig_op', 'vastgelegd_op'] },
} as const satisfies Record<JgzPart, Table>

const PARTS = Object.keys(TABLES) as JgzPart[]

export function statementFor(parts: ReadonlySet<JgzPart>, bsns: readonly string[]): Statement {
  const asked = PARTS.filter((part) => parts.has(part))
  const values: unknown[] = [bsns]
  const columns = asked.map((part) => {
    const { table, columns, where = [], values: own = [] }: Table = TABLES[part]
    const conditions = ['client_id = client.client_id', ...where].join(' and ')
    let at = values.push(...own) - own.length
    const numbered = conditions.replaceAll('$', () => `$${++at}`)
    return `(select json_agg(row) from (
      select ${columns.join(', ')} from jgz_extract.${table} where ${numbered}
    ) as row) as ${part}`
  })
  return {
    // PostgreSQL cuts a name at 63; all parts are 56.
    name: `jgz ${asked.join(' ')}`,
    text: `select ${['client.bds_0007 as bsn', ...columns].join(', ')}
      from jgz_extract.client where client.bds_0007 = any($1::text[])`,
    values,
  }
}
