/**
 * The population register's own storage: each person complete as JSON, with columns beside it to search on.
 *
 * @module
 */

import { toHistories, toPersonen } from './brp.ts'
import type { Verblijf } from './brp-history.ts'
import type { Persoon } from './brp-person.ts'
import type { Query } from './brp-query.ts'
import type { Family } from './population.ts'
import type { Row, Rows, Tables } from './postgres-load.ts'

export const BRP_SCHEMA = 'brp'

export const BRP_TABLES = {
  persoon: {
    about: 'Persoonslijsten, in de vorm waarin de API ze levert.',
    columns: {
      burgerservicenummer: { type: 'text', about: 'Burgerservicenummer' },
      geslachtsnaam: { type: 'text', about: 'Geslachtsnaam, zonder hoofdletters en diakrieten' },
      voornamen: { type: 'text', about: 'Voornamen, zonder hoofdletters en diakrieten' },
      voorvoegsel: { type: 'text', about: 'Voorvoegsel, zonder hoofdletters' },
      geslacht: { type: 'text', about: 'M of V' },
      geboortedatum: { type: 'date', about: 'Alleen waar die volledig bekend is' },
      gemeente: { type: 'text', about: 'Gemeente van inschrijving' },
      postcode: { type: 'text', about: 'Postcode van het verblijfadres' },
      huisnummer: { type: 'integer', about: 'Huisnummer van het verblijfadres' },
      huisletter: { type: 'text', about: 'Huisletter, zonder hoofdletters' },
      overleden: { type: 'boolean not null', about: 'Bijhouding opgeschort met reden O' },
      persoon: { type: 'jsonb not null', about: 'De hele persoon' },
      verblijfplaatsen: { type: 'jsonb not null', about: 'De nieuwste eerst' },
    },
    primaryKey: 'burgerservicenummer',
    indices: ['geboortedatum, geslachtsnaam', 'postcode, huisnummer'],
  },
} as const satisfies Tables

export function toBrpRows(family: Family): Rows<typeof BRP_TABLES> {
  const histories = toHistories(family)
  return {
    persoon: toPersonen(family).map((persoon) =>
      toRow(persoon, histories.get(persoon.burgerservicenummer) ?? []),
    ),
  }
}

function toRow(
  persoon: Persoon,
  verblijfplaatsen: readonly Verblijf[],
): Row<(typeof BRP_TABLES)['persoon']> {
  const { naam, geboorte, verblijfplaats } = persoon
  const address = verblijfplaats.type === 'Adres' ? verblijfplaats.verblijfadres : null
  return {
    burgerservicenummer: persoon.burgerservicenummer,
    geslachtsnaam: plain(naam.geslachtsnaam),
    voornamen: plain(naam.voornamen),
    voorvoegsel: naam.voorvoegsel === undefined ? null : plain(naam.voorvoegsel),
    geslacht: persoon.geslacht.code ?? null,
    geboortedatum: geboorte.datum.type === 'Datum' ? geboorte.datum.datum : null,
    gemeente: persoon.gemeenteVanInschrijving.code ?? null,
    postcode: address?.postcode ?? null,
    huisnummer: address?.huisnummer ?? null,
    huisletter: address?.huisletter?.toLowerCase() ?? null,
    overleden: persoon.opschortingBijhouding?.reden.code === 'O',
    persoon: JSON.stringify(persoon),
    verblijfplaatsen: JSON.stringify(verblijfplaatsen),
  }
}

interface Statement {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

/** More than this many found, and the question must be narrowed. */
export const MOST_RESULTS = 10

/** Answers rows of `persoon`; by number in the order asked, each once. */
export function toStatement({ type, burgerservicenummer, given }: Query): Statement {
  const gemeente = given.gemeenteVanInschrijving ?? null
  if (type === 'RaadpleegMetBurgerservicenummer')
    return {
      name: 'brp-raadpleeg',
      text: `select persoon from ${BRP_SCHEMA}.persoon
        where burgerservicenummer = any($1) and ($2::text is null or gemeente = $2)
        order by array_position($1, burgerservicenummer)`,
      values: [burgerservicenummer, gemeente],
    }

  // A house-number addition is never in the sandbox, so asking for one finds nobody.
  return {
    name: `brp-${type}`,
    text: `select persoon from ${BRP_SCHEMA}.persoon
      where ${
        type === 'ZoekMetPostcodeEnHuisnummer'
          ? `postcode = $1 and huisnummer = $2 and ($3::date is null or geboortedatum = $3)
             and ($4::text is null or geslachtsnaam like $4)`
          : `$1::text is null and $2::integer is null and geboortedatum = $3 and geslachtsnaam like $4`
      }
        and ($5::text is null or huisletter = $5) and $6::text is null
        and ($7::text is null or voornamen like $7) and ($8::text is null or voorvoegsel = $8)
        and ($9::text is null or geslacht = $9) and ($10::text is null or gemeente = $10)
        and ($11 or not overleden)
      order by burgerservicenummer limit ${MOST_RESULTS + 1}`,
    values: [
      text(given.postcode)?.replace(' ', '').toUpperCase() ?? null,
      given.huisnummer === undefined ? null : Number(given.huisnummer),
      given.geboortedatum ?? null,
      wildcard(given.geslachtsnaam),
      text(given.huisletter)?.toLowerCase() ?? null,
      given.huisnummertoevoeging ?? null,
      wildcard(given.voornamen),
      text(given.voorvoegsel)?.toLowerCase() ?? null,
      text(given.geslacht)?.toUpperCase() ?? null,
      gemeente,
      given.inclusiefOverledenPersonen === true,
    ],
  }
}

export function toHistoryStatement(burgerservicenummer: string): Statement {
  return {
    name: 'brp-historie',
    text: `select persoon, verblijfplaatsen from ${BRP_SCHEMA}.persoon where burgerservicenummer = $1`,
    values: [burgerservicenummer],
  }
}

/** As names are compared: Käster, KASTER and kaster are one. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

/** For `like`: the only wildcard is a closing `*`; the characters that `like` minds cannot be in a name. */
function wildcard(value: unknown): string | null {
  const name = text(value)
  return name === null ? null : plain(name).replace(/\*$/, '%')
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
