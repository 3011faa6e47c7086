/**
 * From a person in a file to what the graph says of it, and beside it what the graph never says.
 *
 * Where each element goes is told by the table of elements, and nowhere else.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import { type Datum, toPartialDate } from './brp-dates.ts'
import { type BrpElement, SECRET } from './brp-elements.ts'
import type { Leaf } from './brp-file.ts'
import { type Persoon, toPersonRecord } from './brp-personen-mapping.ts'
import type { PersonIdentity } from './identity.ts'
import type { PersonRecord } from './source.ts'
import { Withheld } from './withheld.ts'

type Value = boolean | number | string | null | Bsn | Withheld<unknown>

/** Under its name in the register. */
export interface Kept {
  readonly path: string
  readonly value: Value
}

export interface BrpPerson
  extends PersonIdentity,
    Pick<PersonRecord, 'residence' | 'legalAuthority' | 'registration'> {
  readonly subject: Bsn | null
  readonly isSecret: boolean
  /** What else has a field; see {@link BrpElement.field}. */
  readonly [field: string]: unknown
  /** What the register doubts, and since when, or by which code. */
  readonly underInvestigation: readonly Kept[]
  readonly kept: readonly Kept[]
}

export function toBrpPerson(persoon: Persoon, leaves: readonly Leaf[]): BrpPerson {
  const { identity, residence, legalAuthority, registration } = toPersonRecord(persoon)
  const isSecret = persoon.geheimhoudingPersoonsgegevens === true
  const others: Record<string, unknown> = {}
  const underInvestigation: Kept[] = []
  const kept: Kept[] = []

  for (const leaf of leaves) {
    const { path, element } = leaf
    const value = toValue(leaf, isSecret)
    if (element === 'inOnderzoek') underInvestigation.push({ path: leaf.name, value })
    else if (element === undefined) kept.push({ path: leaf.name, value })
    else if (element.field === 'kept') kept.push({ path: path.join('.'), value })
    else if (isOfOthers(element)) put(others, placeOf(element, path), value)
  }
  return {
    subject: Bsn.parse(persoon.burgerservicenummer ?? '') ?? null,
    ...identity,
    residence,
    registration,
    legalAuthority,
    isSecret,
    ...others,
    underInvestigation,
    kept,
  }
}

function isOfOthers({ field }: BrpElement): boolean {
  return !field.startsWith('Child.') && field !== 'subject' && field !== 'isSecret'
}

function toValue({ name, element, value }: Leaf, isSecret: boolean): Value {
  const told = typeof value === 'object' ? toPartialDate(value satisfies Datum) : value
  if (element === 'inOnderzoek') return told
  // What nobody knows may be anything.
  if (element === undefined) return new Withheld(told)
  const bsn = element.holds === 'bsn' ? Bsn.parse(String(told)) : undefined
  if (bsn) return bsn
  const hidden = element.isWithheld || (isSecret && SECRET.has(name))
  return hidden ? new Withheld(told) : told
}

/** The same place in the lists: `ouders.1.naam.voornamen` goes to `parents.1.name.given`. */
function placeOf({ field }: BrpElement, path: Leaf['path']): readonly (string | number)[] {
  const places = path.flatMap((step) => PLACES.get(step) ?? (typeof step === 'number' ? step : []))
  return field
    .split('.')
    .flatMap((name) => (LISTS.has(name) ? [name, places.shift() ?? 0] : [name]))
}

const LISTS = new Set(['parents', 'children', 'authority', 'holders', 'nationalities'])
/** Who decides alone, or with another. */
const PLACES: ReadonlyMap<string | number, number> = new Map([
  ['ouder', 0],
  ['derde', 1],
])

function put(
  into: Record<string, unknown>,
  path: readonly (string | number)[],
  value: Value,
): void {
  let group = into
  for (const [i, step] of path.slice(0, -1).entries()) {
    group[step] ??= typeof path[i + 1] === 'number' ? [] : {}
    group = group[step] as Record<string, unknown>
  }
  group[path.at(-1) ?? ''] = value
}
