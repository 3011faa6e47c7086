/**
 * The children of one request: their ids, their records, their references.
 *
 * @module
 */

import DataLoader from 'dataloader'
import { toDay } from '../../connectors/wall-clock.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import { openReader, type ReadingContext, search } from '../../privacy/read.ts'
import type { Domain, SealedReference } from '../../privacy/sealed-reference.ts'
import { momentOf } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import type { ChildIndex } from './child-index.ts'
import type { KnownChild } from './known-child.ts'
import { isObjected } from './objections.ts'
import { isGrownUp } from './of-age.ts'
import { type Minting, mayMint, mintReference, needsKinship } from './references.ts'
import type { PersonKey, PersonRecord, PopulationSource, Sought } from './source.ts'

export interface Persons {
  /** Whether the viewer may see this child; reads these parts of its record in the same question. */
  isPresent(id: string, parts: readonly (keyof PersonRecord)[]): Promise<boolean>
  /** What the index knows of this child at the moment that was asked about, whether or not the viewer may see it. */
  known(id: string): Promise<KnownChild | undefined>
  /** Null where the register has no such person for this viewer. */
  read<P extends keyof PersonRecord>(id: string, part: P): Promise<PersonRecord[P] | null>
  /** The ids of who is found, issued where they are new, and these parts of their records with them. */
  find(
    sought: Omit<Sought, 'municipalities'>,
    parts: readonly (keyof PersonRecord)[],
  ): Promise<readonly string[]>
  /** The same of persons whom the register named: the ids of those whom the viewer may see. */
  admit(named: readonly Bsn[], parts: readonly (keyof PersonRecord)[]): Promise<readonly string[]>
  /** Null where the viewer may not enter the domain, or the domain has no way to find the child. */
  reference(id: string, domain: Domain): Promise<SealedReference | null>
}

interface PersonsOptions extends Omit<Minting, 'viewer'> {
  readonly registry: string
  readonly population: PopulationSource
  readonly index: ChildIndex
  readonly request: ReadingContext
}

export function openPersons(options: PersonsOptions): Persons {
  const { registry, population, index, keyrings, links, request } = options
  const { viewer, signal, asOf } = request
  const knownAt = asOf?.knownAt === undefined ? undefined : new Date(asOf.knownAt)
  const children = new DataLoader<string, KnownChild | undefined>((ids) => index.look(ids, knownAt))
  const ids = new DataLoader<Bsn, string, string>((named) => index.idsOf(named), {
    cacheKeyFn: (bsn) => bsn.reveal(),
  })
  const persons = new Map<string, Bsn>()
  const readRecord = openReader<PersonKey, PersonRecord>({
    registry,
    source: population.read,
    open: ({ id }) => ({ bsn: known(persons.get(id)), municipalities: viewer.municipalities }),
    context: request,
    // Whether the viewer may see the child, and how its birth is found, is a question of today.
    aboutNow: ['presence', 'kinship'],
  })

  async function read<P extends keyof PersonRecord>(id: string, part: P) {
    const { bsn } = (await children.load(id)) ?? {}
    if (bsn === undefined) return null
    persons.set(id, bsn)
    return readRecord({ id, reference: id }, part)
  }

  /** All that is wanted of the register, so that it is asked once. */
  async function isPresent(id: string, parts: readonly (keyof PersonRecord)[]): Promise<boolean> {
    const [presence] = await Promise.all([
      read(id, 'presence'),
      ...parts.map((part) => read(id, part).catch(() => null)), // the field says so itself
    ])
    return presence !== null
  }

  async function admit(named: readonly Bsn[], parts: readonly (keyof PersonRecord)[]) {
    const issued = await Promise.all(named.map((bsn) => ids.load(bsn)))
    const present = await Promise.all(issued.map((id) => isPresent(id, parts)))
    return issued.filter((_, i) => present[i])
  }

  return {
    read,
    isPresent,
    admit,
    known: (id) => children.load(id),

    async find(sought, parts) {
      checkSought(sought)
      const { municipalities } = viewer
      const found = await search(registry, fieldsOf(sought), request, () =>
        population.find({ ...sought, municipalities }, signal),
      )
      return admit(found, parts)
    },

    async reference(id, domain) {
      if (!mayMint(viewer, domain)) return null
      const { purpose } = viewer
      const day = toDay(momentOf(asOf, () => new Date()))
      const [child, presence, kinship] = await Promise.all([
        children.load(id),
        read(id, 'presence'),
        needsKinship(domain) ? read(id, 'kinship') : null,
      ])
      if (!child || !presence || isObjected(child.objections, { domain, purpose, day })) return null
      return mintReference({ keyrings, links, viewer }, domain, { child, kinship })
    },
  }
}

function known(bsn: Bsn | undefined): Bsn {
  if (bsn === undefined) throw new GraphError('CHILD_UNKNOWN')
  return bsn
}

/** By what was sought, and never for whom. */
function fieldsOf(sought: Omit<Sought, 'municipalities'>): readonly string[] {
  return Object.entries(sought).flatMap(([field, value]) => (value === undefined ? [] : [field]))
}

/** As the BRP API takes them. A name with a star or a digit is not one. */
const NAMES = {
  familyName: /^[a-zA-ZÀ-ž' .-]{1,200}$/,
  givenName: /^[a-zA-ZÀ-ž' .-]{1,199}$/,
  prefix: /^[a-zA-Z ']{1,10}$/,
} as const

function checkSought(sought: Omit<Sought, 'municipalities'>): void {
  const names = Object.keys(NAMES) as (keyof typeof NAMES)[]
  const areNames = names.every((name) => {
    const text = sought[name]
    return text === undefined || (NAMES[name].test(text) && text.trim() !== '')
  })
  if (!areNames || isGrownUp(sought.birthDate)) throw new GraphError('ARGUMENT_INVALID')
}
