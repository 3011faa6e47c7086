import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRest } from '../../connectors/rest.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { childWith, familyOf, MOTHER } from '../../sandbox/fixture-family.ts'
import type { Child, Family } from '../../sandbox/population.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import type { RegisteredFetus, RegisteredPregnancy } from '../pregnancies.ts'
import { brpPersonen } from './brp-personen.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import { idsOfFound } from './newborn-ids.ts'
import type { PopulationToLink } from './population-to-link.ts'
import { pregnanciesOfMothers } from './pregnancy-rows.ts'
import type { PopulationSource } from './source.ts'
import { takeInPregnancies } from './take-in-pregnancies.ts'

const NUMBERS = [
  '999922002',
  '999922014',
  '999922026',
  '999922038',
  '999922051',
  '999922063',
  '999922075',
]
const BORN = '2026-05-10'

let database: TestDatabase
let register: Population
let index: ChildIndex
let population: PopulationSource
let close: () => Promise<void>

const indexOf = (bsn: Bsn) => `blind ${bsn.reveal()}`
const never = new AbortController().signal
const request = {
  viewer: { id: 'x', role: 'youth-nurse', purpose: 'youth-health-care', municipalities: ['9999'] },
  accounting: { begin: async () => async () => undefined, note: async () => undefined },
  agreements: () => true,
  traceId: '0'.repeat(32),
  signal: never,
} as unknown as ReadingContext

function family(mother: string, ...children: readonly Child[]): Family {
  return familyOf(children, { mother: { ...MOTHER, bsn: mother } })
}

function born(bsn: string, given: string): Child {
  const name = { given, initials: 'X.', prefix: null, family: 'Bos' }
  return childWith({ person: { bsn, birthDate: BORN, name } })
}

beforeAll(async () => {
  database = await makeDatabase()
  register = await servePopulation([
    family(NUMBERS[0] ?? '', born(NUMBERS[1] ?? '', 'Anna')),
    family(NUMBERS[5] ?? '', born(NUMBERS[6] ?? '', 'Daan')),
    family(NUMBERS[2] ?? '', born(NUMBERS[3] ?? '', 'Bo'), born(NUMBERS[4] ?? '', 'Cato')),
  ])
  index = await openChildIndex({ databaseUrl: database.url, key: new Uint8Array(64).fill(3) })
  const rest = openRest({ registry: 'brp', url: register.url, timeoutMs: 5_000 })
  population = brpPersonen({ registry: 'brp', rest })
  close = () => rest.close()
})
afterAll(async () => {
  await close()
  await index.close()
  await register.close()
  await database.drop()
})

/** Before anybody is born: the register knows none of them yet. */
async function takeIn(told: RegisteredPregnancy): Promise<readonly string[]> {
  const nobody: PopulationToLink = {
    persons: async (bsns) => bsns.map(() => null),
    byName: async () => [],
    byAddress: async () => [],
  }
  await takeInPregnancies({
    ...{ registry: 'midwives', populationRegistry: 'brp', population: nobody, index, indexOf },
    feed: (async function* () {
      yield told
    })(),
    reading: request,
    today: '2026-05-01',
  })
  const all = await pregnanciesOfMothers(index.database, numbers(told.mother.bsn), [
    told.mother.index ?? '',
  ])
  return all.flatMap(({ children }) => children.map(({ id }) => id))
}

function numbers(...digits: readonly (string | null | undefined)[]): Bsn[] {
  return digits.flatMap((one) => Bsn.parse(one ?? '') ?? [])
}

function pregnancy(key: string, mother: RegisteredPregnancy['mother'], children: number) {
  const fetuses = Array.from(
    { length: children },
    (_, i): RegisteredFetus => ({
      id: `BodySite/${key}${i}`,
      key: `${key}${i}`,
      outcome: 'ONGOING',
      child: { bsn: null, index: null },
      ...{ bornOn: null, bornAt: null, rank: null, sex: null, weightGrams: null, givenNames: null },
    }),
  )
  const dates = { dueDate: '2026-05-20', endedOn: null } as const
  return { registry: 'midwives', key, mother, ...dates, outcome: 'ONGOING' as const, fetuses }
}

const find = (...digits: readonly (string | undefined)[]) =>
  idsOfFound(numbers(...digits), { registry: 'brp', population, index, indexOf, request })

describe('a newborn who is found for the first time', () => {
  test('MUST get the id that it had before its birth, also by way of a mother of whom there is but an index', async () => {
    const [mother] = numbers(NUMBERS[0])
    const told = pregnancy('one', { bsn: null, index: mother ? indexOf(mother) : '' }, 1)
    const [expected] = await takeIn(told)

    expect(await find(NUMBERS[1])).toEqual([expected])
    // And it stays so, without another look at the register.
    register.questions.splice(0)
    expect(await find(NUMBERS[1])).toEqual([expected])
    expect(register.questions).toEqual([])
    const [known] = await index.look([expected ?? ''])
    expect(known).toMatchObject({ phase: 'BORN', fetus: { outcome: 'LIVE_BIRTH' } })
    expect(known?.bsn?.reveal()).toBe(NUMBERS[1])
  })

  test('of twins of whom nothing tells who is who gets an id of its own, and a person is asked', async () => {
    const expected = await takeIn(pregnancy('two', { bsn: NUMBERS[2] ?? '', index: null }, 2))
    const ids = await find(NUMBERS[3], NUMBERS[4])

    expect(new Set([...expected, ...ids]).size).toBe(4)
    const cases = await index.cases({ first: 10 })
    expect(cases.map(({ childId }) => childId).sort()).toEqual([...expected, ...expected].sort())
    expect(await find(NUMBERS[3], NUMBERS[4])).toEqual(ids)
  })

  test('MUST have one id when many find him at once: that of before its birth', async () => {
    const [expected] = await takeIn(pregnancy('three', { bsn: NUMBERS[5] ?? '', index: null }, 1))
    const all = await Promise.all(Array.from({ length: 10 }, () => find(NUMBERS[6])))

    expect([...new Set(all.flat())]).toEqual([expected])
  })
})
