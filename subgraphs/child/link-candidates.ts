/**
 * Whom a registry's record may be of: found in the population register by its number, and where that does not say it
 * without doubt, by the mother, by name and birth date, and by address.
 *
 * Whom a record is compared with depends on the record alone, and not on which others came with it.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import type { LinkableRecord } from '../linkable.ts'
import { toDateNumber } from './linkage/dates.ts'
import type { Found } from './linkage/in-parts.ts'
import { isMothersBsn, isOfAParent, withMothersBsn, withoutBsn } from './linkage/mothers-number.ts'
import { searchableNames, toGivenNames } from './linkage/names.ts'
import type { Person } from './linkage/person.ts'
import type { PopulationToLink, RegisteredPerson } from './population-to-link.ts'

export interface Candidates {
  /** In the order of the records. */
  of(records: readonly LinkableRecord[], signal: AbortSignal): Promise<readonly Found[]>
}

interface CandidatesOptions {
  readonly population: PopulationToLink
  /** Whom a person named for a record: always compared. */
  readonly decidedOf: (record: LinkableRecord) => readonly Bsn[]
}

/** A record with what is known of it on the way. */
interface Searched {
  record: LinkableRecord
  /** By the number, the decisions, the mother, the name, the address. */
  readonly persons: Map<string, Bsn>
  isSearched: boolean
}

export function openCandidates({ population, decidedOf }: CandidatesOptions): Candidates {
  return {
    async of(records, signal) {
      const known = openKnown(population, signal)
      const all = records.map((record): Searched => ({ ...open(record), isSearched: false }))
      await known.read(
        all.flatMap(({ record, persons }) => [...numbersOf(record), ...persons.values()]),
      )
      for (const each of all) byNumber(each, known.get)

      const searched = all.filter(({ isSearched }) => isSearched)
      await known.read(searched.flatMap(({ record }) => mothersNumber(record)))
      await Promise.all(searched.map((each) => search(each, known.get, signal)))
      const found = searched.flatMap(({ persons }) => [...persons.values()])
      await known.read(found)
      await known.read(found.flatMap((bsn) => known.get(bsn)?.parents ?? []))

      return all.map(({ record, persons, isSearched }) => ({
        record,
        persons: [...persons.values()]
          .flatMap((bsn) => known.get(bsn) ?? [])
          .filter(({ isGrownUp }) => !isGrownUp)
          .flatMap((person) =>
            toPersons(person, isSearched ? bornTogether(person, known.get) : null),
          ),
      }))
    },
  }

  function open(record: LinkableRecord): Pick<Searched, 'record' | 'persons'> {
    const named = decidedOf(record).map((bsn) => [bsn.reveal(), bsn] as const)
    return { record: isMothersBsn(record) ? withoutBsn(record) : record, persons: new Map(named) }
  }

  async function search(
    { record, persons }: Searched,
    get: Get,
    signal: AbortSignal,
  ): Promise<void> {
    const { familyName, birthDate, postcode, houseNumber } = record
    const add = (found: readonly Bsn[]) => {
      for (const bsn of found) persons.set(bsn.reveal(), bsn)
    }
    for (const mother of mothersNumber(record)) {
      add(
        get(mother)
          ?.children.filter(mayBe(record))
          .map(({ bsn }) => bsn) ?? [],
      )
    }
    const house = Number(/^\d+/.exec(houseNumber?.trim() ?? '')?.[0] ?? 0)
    const place = postcode?.replace(/\s/g, '').toUpperCase() ?? ''
    const questions = [
      ...searchableNames(familyName).map((name) =>
        population.byName({ familyName: name, birthDate: birthDate ?? '' }, signal),
      ),
      population.byAddress({ postcode: place, houseNumber: house, birthDate }, signal),
    ]
    for (const found of await Promise.all(questions)) add(found)
  }
}

type Get = (bsn: Bsn) => RegisteredPerson | undefined

/** Nobody is read twice for one part. */
function openKnown(population: PopulationToLink, signal: AbortSignal) {
  const persons = new Map<string, RegisteredPerson | null>()
  const asked = new Map<string, Bsn>()
  return {
    async read(bsns: readonly Bsn[]): Promise<void> {
      const unread = [...new Map(bsns.map((bsn) => [bsn.reveal(), bsn])).entries()].filter(
        ([digits]) => !asked.has(digits),
      )
      for (const [digits, bsn] of unread) asked.set(digits, bsn)
      const found = await population.persons(
        unread.map(([, bsn]) => bsn),
        signal,
      )
      for (const [i, [digits]] of unread.entries()) persons.set(digits, found[i] ?? null)
    },
    get: (bsn: Bsn) => persons.get(bsn.reveal()) ?? undefined,
  }
}

function numbersOf({ bsn }: LinkableRecord): readonly Bsn[] {
  const own = Bsn.parse(bsn?.trim() ?? '')
  return own ? [own] : []
}

function mothersNumber({ mother }: LinkableRecord): readonly Bsn[] {
  const own = Bsn.parse(mother?.bsn?.trim() ?? '')
  return own ? [own] : []
}

/** What the number says; and whether it says enough. */
function byNumber(each: Searched, get: Get): void {
  const [own] = numbersOf(each.record)
  const holder = own && get(own)
  each.isSearched = true
  if (!own || !holder) return
  if (isOfAParent(each.record, holder)) {
    each.record = holder.sex === 'female' ? withMothersBsn(each.record) : withoutBsn(each.record)
    // Of a father too the children are told.
    for (const { bsn } of holder.children.filter(mayBe(each.record))) {
      each.persons.set(bsn.reveal(), bsn)
    }
    return
  }
  const isNamed = each.persons.size > 0
  each.persons.set(own.reveal(), own)
  each.isSearched = isNamed || !isPlainlySame(each.record, holder)
}

/** So that nobody else is looked for: nothing that is told of the child differs. */
function isPlainlySame(record: LinkableRecord, person: RegisteredPerson): boolean {
  const [given, registered] = [toGivenNames(record.givenNames), toGivenNames(person.givenNames)]
  return (
    (!given || !registered || given.first === registered.first) &&
    (record.birthDate === null || record.birthDate === person.birthDate) &&
    (record.sex === null || person.sex === null || record.sex === person.sex)
  )
}

/** Of one mother: whoever was born about then. */
function mayBe({ birthDate }: LinkableRecord) {
  const wanted = toDateNumber(birthDate)
  return ({ birthDate: born }: { readonly birthDate: string | null }) => {
    const day = toDateNumber(born)
    return wanted === 0 || day === 0 || Math.abs(yearOf(day) - yearOf(wanted)) <= 1
  }
}

function yearOf(date: number): number {
  return Math.trunc(date / 10_000)
}

/** Twins by the register: a parent has another child of that day. That there is none says nothing: one may have died. */
function bornTogether({ bsn, birthDate, parents }: RegisteredPerson, get: Get): number | null {
  const same = new Set([bsn.reveal()])
  for (const { children } of parents.flatMap((parent) => get(parent) ?? [])) {
    for (const child of children) {
      if (child.birthDate !== null && child.birthDate === birthDate) same.add(child.bsn.reveal())
    }
  }
  return same.size > 1 ? same.size : null
}

function toPersons(person: RegisteredPerson, together: number | null): readonly Person[] {
  const { bsn, isGrownUp, mothers, parents, children, ...rest } = person
  const own = { ...rest, id: bsn.reveal(), bsn: bsn.reveal(), rank: null, bornTogether: together }
  return mothers.length === 0
    ? [{ ...own, mother: null }]
    : mothers.map((mother) => ({ ...own, mother }))
}
