/**
 * Takes in the pregnancies that a registry of birth care tells of: each child in them gets its id before it is born, and
 * keeps it when the population register knows it.
 *
 * As often as one likes: what is told again changes nothing.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import { written } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import type { RegisteredPregnancy } from '../pregnancies.ts'
import { fits, type Newborn } from './carried-child.ts'
import type { ChildIndex } from './child-index.ts'
import { writeLinks } from './link-rows.ts'
import type { Reading } from './link-run.ts'
import type { PopulationToLink, RegisteredPerson } from './population-to-link.ts'
import {
  pregnanciesByKey,
  pregnanciesOfMothers,
  type StoredPregnancy,
  spelled,
  toBsn,
} from './pregnancy-rows.ts'
import { settleBirths } from './settle-births.ts'
import { noteTakenIn } from './taken-in.ts'
import { telling } from './told-population.ts'
import { type MergedPregnancy, mergePregnancies } from './told-pregnancies.ts'

export interface TakeInOptions {
  /** The slugs. */
  readonly registry: string
  readonly populationRegistry: string
  readonly feed: AsyncIterable<RegisteredPregnancy>
  readonly population: PopulationToLink
  readonly index: ChildIndex
  /** Under which a delivery store of birth care has somebody. */
  readonly indexOf: (bsn: Bsn) => string
  readonly reading: Reading
  /** ISO; left out: today. */
  readonly today?: string
  /** Pregnancies that are taken in together. */
  readonly part?: number
}

/** Counts, and no person. */
export interface TakenIn {
  readonly pregnancies: number
  /** Children who are expected. */
  readonly unborn: number
  /** Found in the population register, this time. */
  readonly promoted: number
  /** For a person to decide. */
  readonly doubted: number
}

const PART = 200

export async function takeInPregnancies(options: TakeInOptions): Promise<TakenIn> {
  const { registry, populationRegistry, feed, index, reading, part = PART } = options
  for (const each of [registry, populationRegistry]) {
    const mayRead = reading.agreements(each, reading.viewer.purpose)
    if (!mayRead) throw new GraphError('AGREEMENT_MISSING', { registry: each })
  }
  let taken: TakenIn = { pregnancies: 0, unborn: 0, promoted: 0, doubted: 0 }
  let batch: RegisteredPregnancy[] = []
  const take = async () => {
    reading.signal.throwIfAborted()
    taken = sum(taken, await takeIn(batch, options))
    batch = []
  }
  for await (const one of feed) {
    batch.push(one)
    if (batch.length >= part) await take()
  }
  if (batch.length > 0) await take()
  await noteTakenIn(index.database, registry)
  return taken
}

async function takeIn(
  told: readonly RegisteredPregnancy[],
  options: TakeInOptions,
): Promise<TakenIn> {
  const { index, populationRegistry, today = new Date().toISOString().slice(0, 10) } = options
  const before = merge(told, await knownOf(told, options), options)
  const { newborns, gone } = await newbornsOf(told, before, options)

  return writeLinks(index.database, populationRegistry, async (client) => {
    // Again, now that nobody else changes it.
    const known = await knownOf(told, { ...options, client })
    const pregnancies = merge(told, known, options)
    const { promotions, doubts } = await settleBirths(client, {
      ...{ pregnancies, newborns, gone, populationRegistry, today },
    })
    return {
      pregnancies: told.length,
      unborn: told
        .filter(({ outcome }) => outcome === 'ONGOING')
        .reduce((count, { fetuses }) => count + fetuses.length, 0),
      promoted: promotions.length,
      doubted: doubts.length,
    }
  })
}

type Client = Parameters<typeof pregnanciesByKey>[0]

/** Those that are told, and the others of these women. */
async function knownOf(
  told: readonly RegisteredPregnancy[],
  { index, indexOf, client = index.database }: TakeInOptions & { readonly client?: Client },
): Promise<readonly StoredPregnancy[]> {
  const mothers = told.flatMap(({ mother }) => toBsn(mother.bsn ?? '') ?? [])
  const indexes = told.flatMap(({ mother }) => mother.index ?? [])
  const byKey = await pregnanciesByKey(client, told)
  const ofMothers = await pregnanciesOfMothers(client, mothers, [
    ...new Set([...indexes, ...mothers.map(indexOf)]),
  ])
  return [...new Map([...byKey, ...ofMothers].map((one) => [one.id, one])).values()]
}

function merge(
  told: readonly RegisteredPregnancy[],
  known: readonly StoredPregnancy[],
  { indexOf }: TakeInOptions,
): readonly MergedPregnancy[] {
  return mergePregnancies(told, known, (digits) => {
    const bsn = toBsn(digits)
    return bsn ? indexOf(bsn) : null
  })
}

interface FoundNewborns {
  readonly newborns: readonly Newborn[]
  readonly gone: ReadonlySet<string>
}

/** Whoever the register has of these women, and by the numbers that birth care recorded; of who is still looked for. */
async function newbornsOf(
  told: readonly RegisteredPregnancy[],
  pregnancies: readonly MergedPregnancy[],
  options: TakeInOptions,
): Promise<FoundNewborns> {
  const { indexOf, reading } = options
  const population = telling(options)
  await tellRegistry(told, options)
  const open = pregnancies.filter(({ children }) =>
    children.some(({ person, isLost }) => person === null && !isLost),
  )
  const mothers = distinct(open.flatMap(({ motherBsn }) => motherBsn ?? []))
  const women = await population.persons(mothers, reading.signal)
  const children = women.flatMap((woman) =>
    (woman?.children ?? []).filter(({ birthDate }) => {
      const own = open.filter(({ motherBsn }) => motherBsn?.reveal() === woman?.bsn.reveal())
      return birthDate !== null && own.some((one) => fits(one, { birthDate }) !== 'not')
    }),
  )
  const numbers = open
    .flatMap((one) => one.children)
    .flatMap(({ number, person }) =>
      person === null && number?.startsWith('bsn:') ? (toBsn(number.slice(4)) ?? []) : [],
    )
  const asked = distinct([...children.map(({ bsn }) => bsn), ...numbers])
  const found = await population.persons(asked, reading.signal)
  return {
    newborns: found.flatMap((person) => (person ? toNewborn(person, indexOf) : [])),
    gone: new Set(mothers.filter((_, i) => women[i] === null).map((bsn) => bsn.reveal())),
  }
}

const WHOLE_DAY = /^\d{4}-\d{2}-\d{2}$/

function toNewborn(person: RegisteredPerson, indexOf: TakeInOptions['indexOf']): Newborn[] {
  const { bsn, birthDate, sex, givenNames, mothers } = person
  if (birthDate === null || !WHOLE_DAY.test(birthDate)) return []
  return [
    {
      person: bsn.reveal(),
      numbers: spellings(bsn, indexOf),
      mothers: mothers.flatMap((mother) => {
        const own = toBsn(mother.bsn ?? '')
        return own ? spellings(own, indexOf) : []
      }),
      ...{ birthDate, sex, givenNames },
    },
  ]
}

export function spellings(bsn: Bsn, indexOf: TakeInOptions['indexOf']): string[] {
  return [spelled.bsn(bsn.reveal()), spelled.index(indexOf(bsn))]
}

/** Whose pregnancies came, before anything follows from them: a record as the index would seal it. */
async function tellRegistry(
  told: readonly RegisteredPregnancy[],
  { registry, index, reading }: TakeInOptions,
): Promise<void> {
  const { viewer, accounting, traceId } = reading
  const subjects = told.map(({ key }) => index.database.sealer.sealRecord(registry, key))
  if (subjects.length === 0) return
  const act = { kind: 'read', traceId, viewer, parts: ['linkage'], registry, subjects } as const
  const outcomes = subjects.map(() => 'read' as const)
  await written(() => accounting.note(act, outcomes))
}

function distinct(bsns: readonly Bsn[]): Bsn[] {
  return [...new Map(bsns.map((bsn) => [bsn.reveal(), bsn])).values()]
}

function sum(one: TakenIn, other: TakenIn): TakenIn {
  return {
    pregnancies: one.pregnancies + other.pregnancies,
    unborn: one.unborn + other.unborn,
    promoted: one.promoted + other.promoted,
    doubted: one.doubted + other.doubted,
  }
}
