/**
 * Who is whose brother or sister, by way of the parents that the population register knows today.
 *
 * The register is asked for the children of the parents, and then for these children: only who has the same parent in
 * his own record is a brother or sister. So an adoption cuts in both directions, also where a record of the birth mother
 * was not brought up to date.
 *
 * @module
 */

import { createHmac } from 'node:crypto'
import type { Bsn } from '../../privacy/bsn.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import { isGrownUp } from './of-age.ts'
import type { Persons } from './persons.ts'
import type { SiblingKinship } from './sibling.ts'
import type { Kinship, ParentRecord, PersonKey, PersonRecord, PopulationSource } from './source.ts'

export interface SiblingTie {
  readonly id: string
  readonly kinship: SiblingKinship
  readonly sameBirth: boolean
}

/** Oldest first. Null where the register has no such child for this viewer. */
export type FindSiblings = (
  id: string,
  /** To be read of them in the same question. */
  parts: readonly (keyof PersonRecord)[],
) => Promise<readonly SiblingTie[] | null>

interface SiblingsOptions {
  readonly registry: string
  readonly population: PopulationSource
  readonly persons: Persons
  /** So that what is written down about a parent names nobody. */
  readonly key: Uint8Array
  readonly request: ReadingContext
}

export function openSiblings(options: SiblingsOptions): FindSiblings {
  const { registry, population, persons, key, request } = options
  const parents = new Map<string, Bsn>()
  const readParent = openReader<PersonKey, ParentRecord>({
    registry,
    source: population.readParents,
    open: ({ id }) => ({
      bsn: known(parents.get(id)),
      municipalities: request.viewer.municipalities,
    }),
    context: request,
  })

  async function childrenOf(parent: Bsn): Promise<readonly Bsn[]> {
    const id = pseudonymOf(key, parent)
    parents.set(id, parent)
    const children = (await readParent({ id, reference: id }, 'children')) ?? []
    return children
      .filter(({ birthDate }) => birthDate !== null && !isGrownUp(birthDate))
      .map(({ bsn }) => bsn)
  }

  return async (id, parts) => {
    const [own, presence] = await Promise.all([
      persons.read(id, 'kinship'),
      persons.read(id, 'presence'),
    ])
    if (!own || !presence) return null
    const children = await Promise.all(own.parents.filter((bsn) => bsn !== null).map(childrenOf))
    const ids = await persons.admit(distinct(children.flat()), ['kinship', ...parts])
    const ties = await Promise.all(
      ids
        .filter((other) => other !== id)
        .map(async (other) => {
          const [theirs, { shielded = false } = {}] = await Promise.all([
            persons.read(other, 'kinship'),
            persons.read(other, 'presence').then((found) => found ?? undefined),
          ])
          // Where one lives, another may: an open address beside a secret one would tell it.
          return theirs && shielded === presence.shielded ? toTie(other, own, theirs) : []
        }),
    )
    return ties.flat().sort((a, b) => compare(a.birthDate, b.birthDate) || compare(a.id, b.id))
  }
}

function toTie(id: string, own: Kinship, theirs: Kinship): (SiblingTie & { birthDate: string })[] {
  const { birthDate } = theirs
  const shared = inBoth(own.parents, theirs.parents)
  if (shared === 0 || birthDate === null || isGrownUp(birthDate)) return []
  const sameBirth = inBoth(own.mothers, theirs.mothers) > 0 && isNextDay(own.birthDate, birthDate)
  return [{ id, birthDate, kinship: kinshipOf(shared, own, theirs), sameBirth }]
}

function kinshipOf(shared: number, own: Kinship, theirs: Kinship): SiblingKinship {
  if (shared > 1) return 'FULL'
  const areKnown = [own, theirs].every(
    ({ parents }) => parents.length > 1 && !parents.includes(null),
  )
  return areKnown ? 'HALF' : 'UNKNOWN'
}

function inBoth(one: readonly (Bsn | null)[], other: readonly (Bsn | null)[]): number {
  const digits = new Set(other.map((bsn) => bsn?.reveal()))
  return one.filter((bsn) => bsn !== null && digits.has(bsn.reveal())).length
}

const DAY = 86_400_000
const WHOLE = /^\d{4}-\d{2}-\d{2}$/

/** Twins may be born on both sides of midnight. */
function isNextDay(one: string | null, other: string): boolean {
  if (one === null || !WHOLE.test(one) || !WHOLE.test(other)) return false
  return Math.abs(Date.parse(one) - Date.parse(other)) <= DAY
}

function distinct(bsns: readonly Bsn[]): Bsn[] {
  return [...new Map(bsns.map((bsn) => [bsn.reveal(), bsn])).values()]
}

function pseudonymOf(key: Uint8Array, parent: Bsn): string {
  const hmac = createHmac('sha256', key).update(`kindlijn parent 1\n${parent.reveal()}`)
  return `parent:${hmac.digest('base64url')}`
}

function known(bsn: Bsn | undefined): Bsn {
  if (bsn === undefined) throw new Error('A parent is read by way of a child only.')
  return bsn
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
