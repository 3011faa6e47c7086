/**
 * The children of one request: their ids, their records, their references.
 *
 * @module
 */

import DataLoader from 'dataloader'
import { toDay } from '../../connectors/wall-clock.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { Purpose } from '../../privacy/policy.ts'
import { openReader, type ReadingContext, search } from '../../privacy/read.ts'
import type { Domain, SealedReference } from '../../privacy/sealed-reference.ts'
import { momentOf } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import type { ChildIndex } from './child-index.ts'
import { type ChildPhase, phaseOn } from './child-phase.ts'
import { openTo } from './glass-rows.ts'
import { isId } from './index-sealer.ts'
import type { FoundChild, KnownChild } from './known-child.ts'
import { idsOfFound } from './newborn-ids.ts'
import { isObjected } from './objections.ts'
import { isGrownUp } from './of-age.ts'
import { isLost, type StoredPregnancy } from './pregnancy-rows.ts'
import { type Minting, mayMint, mintReference, needsKinship } from './references.ts'
import type { Relations } from './relations.ts'
import type { PersonKey, PersonRecord, PopulationSource, Sought } from './source.ts'
import type { Unborn } from './unborn.ts'

export interface Persons {
  /** Whether the viewer may see this child; reads these parts of its record in the same question. */
  isPresent(id: string, parts: readonly (keyof PersonRecord)[]): Promise<boolean>
  /** Whether the register has this child for the viewer, also where no glass is broken. */
  isRegistered(id: string): Promise<boolean>
  /**
   * What the index knows of this child at the moment that was asked about, whether or not it lives where the viewer may
   * see it. Undefined for whom the viewer has nothing to do with.
   */
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
  /** Whether this pregnancy is the child's, as parents are now: nobody else's is told. */
  isOf(id: string, pregnancy: StoredPregnancy): Promise<boolean>
  /** On the day that is asked about. */
  phase(id: string): Promise<ChildPhase | null>
  /** Whether the family objected to this purpose of the viewer, today. */
  isObjected(id: string, domain: Domain): Promise<boolean>
  /** Null where the viewer may not enter the domain, or the domain has no way to find the child. */
  reference(id: string, domain: Domain): Promise<SealedReference | null>
}

interface PersonsOptions extends Omit<Minting, 'viewer'> {
  readonly registry: string
  readonly population: PopulationSource
  readonly index: ChildIndex
  /** With whom the viewer has to do. */
  readonly relations: Relations
  /** Who is in no register yet. */
  readonly unborn: Unborn
  /** Under which a delivery store of birth care has somebody. */
  readonly indexOf: (bsn: Bsn) => string
  readonly request: ReadingContext
}

export function openPersons(options: PersonsOptions): Persons {
  const { registry, population, index, relations, unborn, keyrings, links, request } = options
  const { viewer, signal, asOf } = request
  const knownAt = asOf?.knownAt === undefined ? undefined : new Date(asOf.knownAt)
  const children = new DataLoader<string, KnownChild | undefined>((ids) =>
    relations.look(ids, knownAt),
  )
  const byBsn = { cacheKeyFn: (bsn: Bsn) => bsn.reveal() }
  const found = new DataLoader<Bsn, FoundChild | undefined, string>(relations.lookByBsn, byBsn)
  const ids = new DataLoader<Bsn, string, string>((named) => idsOfFound(named, options), byBsn)
  const persons = new Map<string, PersonKey>()
  const readRecord = openReader<PersonKey, PersonRecord>({
    registry,
    source: population.read,
    open: ({ id }) => known(persons.get(id)),
    context: request,
    // Whether the viewer may see the child, and how its birth is found, is a question of today.
    aboutNow: ['presence', 'kinship'],
  })

  const opened = new DataLoader<string, boolean>(async (childIds) => {
    const open = await openTo(index.database, viewer, childIds)
    return childIds.map((id) => open.has(id))
  })

  /** Where that is what it takes, only whom the viewer broke the glass of. */
  async function isOpen(id: string): Promise<boolean> {
    return !relations.takesGlass || opened.load(id)
  }

  async function read<P extends keyof PersonRecord>(id: string, part: P) {
    const child = await children.load(id)
    return (await isOpen(child?.id ?? id)) ? readRegister(id, part) : null
  }

  /**
   * An id that is nobody's, and that of a child with whom the viewer has nothing to do, goes the same way as that of a child who
   * lives elsewhere: the register is asked, and
   * has no such person. Else the time that it takes would tell which of them is somebody's.
   */
  async function readRegister<P extends keyof PersonRecord>(id: string, part: P) {
    const child = await children.load(id)
    if (!isId(id) || (child && unborn.mayAsk(child))) return null
    const municipalities = relations.municipalitiesFor(id)
    persons.set(id, { bsn: child?.bsn ?? NOBODY, municipalities })
    const told = await readRecord({ id, reference: id }, part)
    return child?.bsn ? told : null
  }

  /** All that is wanted of the register, so that it is asked once. */
  async function isPresent(id: string, parts: readonly (keyof PersonRecord)[]): Promise<boolean> {
    const [child, presence] = await Promise.all([
      children.load(id),
      read(id, 'presence'),
      ...parts.map((part) => read(id, part).catch(() => null)), // the field says so itself
    ])
    if (child === undefined || child.phase === 'ENDED' || !(await isOpen(child.id))) return false
    return child.bsn === undefined ? unborn.isVisible(child) : presence !== null
  }

  /** Most have an id, and with it comes what will be asked next. */
  async function idOf(bsn: Bsn): Promise<string> {
    const known = knownAt === undefined ? await found.load(bsn) : undefined
    if (known) children.prime(known.id, known.known)
    return known?.id ?? ids.load(bsn)
  }

  async function admit(named: readonly Bsn[], parts: readonly (keyof PersonRecord)[]) {
    const issued = await Promise.all(named.map(idOf))
    const present = await Promise.all(issued.map((id) => isPresent(id, parts)))
    return issued.filter((_, i) => present[i])
  }

  return {
    read,
    isPresent,
    admit,
    isRegistered: async (id) => (await readRegister(id, 'presence')) !== null,
    known: (id) => children.load(id),

    async find(sought, parts) {
      checkSought(sought)
      const { municipalities } = viewer
      const named = await search(registry, fieldsOf(sought), request, () =>
        population.find({ ...sought, municipalities }, signal),
      )
      return admit(named, parts)
    },

    async isOf(id, { motherBsn, outcome }) {
      const child = await children.load(id)
      if (child?.bsn === undefined) return child !== undefined && !isLost(outcome)
      const { mothers = [] } = (await read(id, 'kinship')) ?? {}
      return mothers.some((mother) => mother.reveal() === motherBsn?.reveal())
    },

    async phase(id) {
      const child = await children.load(id)
      const day = toDay(momentOf(asOf, () => new Date()))
      if (child?.bsn !== undefined) {
        const { birthDate = null } = (await read(id, 'identity')) ?? {}
        return birthDate === null ? null : phaseOn(day, birthDate)
      }
      const pregnancy = child && (await unborn.pregnancyOf(id))
      const fetus = pregnancy?.children.find((one) => one.id === id)
      if (!fetus || fetus.isLost || pregnancy?.outcome === 'UNKNOWN') return null
      if (fetus.bornOn !== null) return phaseOn(day, fetus.bornOn)
      return fetus.outcome === 'ONGOING' ? 'UNBORN' : null
    },

    async isObjected(id, domain) {
      const child = await children.load(id)
      return child !== undefined && isObjectedTo(child, viewer.purpose, domain)
    },

    async reference(id, domain) {
      if (!mayMint(viewer, domain)) return null
      const [child, presence, kinship] = await Promise.all([
        children.load(id),
        read(id, 'presence'),
        needsKinship(domain) ? read(id, 'kinship') : null,
      ])
      if (!child || isObjectedTo(child, viewer.purpose, domain)) return null
      // Who is not born is known to birth care alone.
      const isKnown = child.bsn ? presence : needsKinship(domain) && (await isPresent(id, []))
      if (!isKnown) return null
      const shielded = presence?.shielded === true
      return mintReference({ keyrings, links, viewer }, domain, { child, kinship, shielded })
    },
  }
}

/** So low a number was never given out. */
const NOBODY = known(Bsn.parse('000000012'))

/** Whatever moment is asked about, it is asked today. */
function isObjectedTo({ objections }: KnownChild, purpose: Purpose, domain: Domain): boolean {
  return isObjected(objections, { domain, purpose, day: toDay(new Date()) })
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new GraphError('CHILD_UNKNOWN')
  return found
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
  checkNames(sought)
  if (isGrownUp(sought.birthDate)) throw new GraphError('ARGUMENT_INVALID')
}

export function checkNames(sought: Partial<Pick<Sought, keyof typeof NAMES>>): void {
  const names = Object.keys(NAMES) as (keyof typeof NAMES)[]
  const areNames = names.every((name) => {
    const text = sought[name]
    return text === undefined || (NAMES[name].test(text) && text.trim() !== '')
  })
  if (!areNames) throw new GraphError('ARGUMENT_INVALID')
}
