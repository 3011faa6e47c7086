/**
 * All dossiers of an extract, for linking: page by page, and of each no more than is compared.
 *
 * @module
 */

import type { PostgresSource } from '../../connectors/postgres.ts'
import type { Linkable, LinkableRecord } from '../linkable.ts'

interface LinkablesOptions {
  readonly registry: string
  readonly postgres: Pick<PostgresSource, 'rows'>
}

type Row = Readonly<
  Record<
    | 'bsn'
    | 'prefix'
    | 'familyName'
    | 'givenNames'
    | 'sex'
    | 'birthDate'
    | 'postcode'
    | 'houseNumber'
    | 'multiple'
    | 'rank'
    | 'motherBsn'
    | 'motherBirthDate',
    string | null
  >
> & { readonly key: string }

const PAGE = 500

/** Where the address is secret it is not compared. Who gave birth counts where exactly one is said to be. */
const TEXT = `
  select client.client_id as key, bds_0007 as bsn, bds_0001 as prefix, bds_0002 as "familyName",
    bds_0006 as "givenNames", bds_0019 as sex, bds_0020::text as "birthDate",
    case when secret then null else bds_0016 end as postcode,
    case when secret then null else bds_0012::text end as "houseNumber",
    bds_0108 as multiple, bds_0109::text as rank,
    mother.bsn as "motherBsn", mother.born as "motherBirthDate"
  from (
    select client_id, bds_0007, bds_0001, bds_0002, bds_0006, bds_0019, bds_0020, bds_0012, bds_0016,
      coalesce(bds_0697, false) or coalesce(bds_0018, '0') <> '0' as secret
    from jgz_extract.client where client_id > $1 order by client_id limit $2) as client
  left join lateral (
    select min(bds_0108) as bds_0108, min(bds_0109) as bds_0109
    from jgz_extract.geboorte where client_id = client.client_id) as birth on true
  left join lateral (
    select min(bds_0655) as bsn, min(bds_0063)::text as born
    from jgz_extract.ouder where client_id = client.client_id and bds_0062 = '02'
    having count(*) = 1) as mother on true
  order by client.client_id`

export async function* jgzExtractLinkables(
  { registry, postgres }: LinkablesOptions,
  signal: AbortSignal,
): AsyncGenerator<LinkableRecord> {
  for (let after = ''; ; ) {
    const statement = { name: 'jgz linkables', text: TEXT, values: [after, PAGE] }
    const rows = await postgres.rows<Row>(statement, signal)
    for (const row of rows) yield { ...toLinkable(row), registry, key: row.key }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last.key
  }
}

/** W0023. */
const SEXES: Readonly<Record<string, Linkable['sex']>> = { '1': 'male', '2': 'female' }
/** BDS 108 is free text; other words say nothing. */
const BORN_TOGETHER: Readonly<Record<string, number>> = {
  eenling: 1,
  tweeling: 2,
  drieling: 3,
  vierling: 4,
}

function toLinkable(row: Row): Linkable {
  const { bsn, prefix, familyName, givenNames, birthDate, postcode, houseNumber } = row
  const { motherBsn, motherBirthDate, rank } = row
  const mother = { bsn: motherBsn, familyName: null, prefix: null, birthDate: motherBirthDate }
  return {
    ...{ bsn, prefix, familyName, givenNames, birthDate, postcode, houseNumber },
    sex: SEXES[row.sex ?? ''] ?? null,
    mother: motherBsn === null ? null : mother,
    rank: rank === null ? null : Number(rank),
    bornTogether: BORN_TOGETHER[row.multiple?.trim().toLowerCase() ?? ''] ?? null,
  }
}
