import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Bsn, isElevenProof } from '../../privacy/bsn.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import { lookAtChildren } from './known-child.ts'

const KEY = new Uint8Array(64).fill(7)
const NOBODY = '00000000-0000-4000-8000-000000000000'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const PERSONS = Array.from({ length: 20_000 }, (_, i) => `9999${String(i).padStart(5, '0')}`)
  .filter(isElevenProof)
  .map((digits) => Bsn.parse(digits))
  .filter((bsn) => bsn !== undefined)

let database: TestDatabase
let index: ChildIndex

beforeAll(async () => {
  database = await makeDatabase()
  index = await openChildIndex({ databaseUrl: database.url, key: KEY })
})
afterAll(async () => {
  await index?.close()
  await database?.drop()
})

let taken = 0
/** Persons whom no other test has. */
function newPersons(count: number): readonly Bsn[] {
  taken += count
  return PERSONS.slice(taken - count, taken)
}

function turned<T>(list: readonly T[], by: number): readonly T[] {
  const turned = [...list.slice(by % list.length), ...list.slice(0, by % list.length)]
  return by % 2 === 0 ? turned : turned.reverse()
}

describe('an id', () => {
  test('is issued once, random, and leads back to the person', async () => {
    const persons = newPersons(3)
    const ids = await index.idsOf(persons)

    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(UUID)
    expect(await index.idsOf([...persons].reverse())).toEqual([...ids].reverse())
    const found = await index.bsnsOf([...ids].reverse())
    expect(found.map((bsn) => bsn?.reveal())).toEqual(
      [...persons].reverse().map((bsn) => bsn.reveal()),
    )
  })

  test('is one for who is named twice', async () => {
    const [person, other] = newPersons(2) as [Bsn, Bsn]
    const [first, second, third] = await index.idsOf([person, other, person])

    expect(first).toBe(third)
    expect(first).not.toBe(second)
  })

  test('MUST be one per person, whoever asks at the same moment and in whatever order', async () => {
    const persons = newPersons(100)
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const order = turned(persons, i)
        const ids = await index.idsOf(order)
        return new Map(order.map((bsn, at) => [bsn.reveal(), ids[at]]))
      }),
    )
    const [first] = answers

    for (const answer of answers) {
      expect([...answer].sort()).toEqual([...(first ?? [])].sort())
    }
    const [{ count } = {}] = await database.ask(
      'select count(*)::int from child_index.child where id = any($1)',
      [[...(first?.values() ?? [])]],
    )
    expect(count).toBe(100)
  })

  test('survives a restart, and two processes at once', async () => {
    const persons = newPersons(2)
    const ids = await index.idsOf(persons)
    const others = await Promise.all(
      [1, 2, 3].map(() => openChildIndex({ databaseUrl: database.url, key: KEY })),
    )
    for (const other of others) {
      expect(await other.idsOf(persons)).toEqual(ids)
      await other.close()
    }
  })

  test('that is looked up again MUST NOT be written again', async () => {
    const persons = newPersons(2)
    const state = () => database.ask('select xmin, ctid, * from child_index.child order by id')
    await index.idsOf(persons)
    const before = await state()
    await index.idsOf(persons)

    expect(await state()).toEqual(before)
  })

  test('that was never issued is nobody’s, whatever it looks like', async () => {
    const [id = ''] = await index.idsOf(newPersons(1))
    const nobody = [
      NOBODY,
      id.toUpperCase(),
      ` ${id}`,
      `${id}\n`,
      `{${id}}`,
      id.replaceAll('-', ''),
      '',
      'null',
      "' or true --",
      '\u0000',
      'x'.repeat(100_000),
    ]
    const found = await index.bsnsOf([...nobody, id])

    expect(found.slice(0, -1)).toEqual(nobody.map(() => undefined))
    expect(found.at(-1)).toBeInstanceOf(Bsn)
  })

  test('that is nobody’s MUST take as much of the index as one that is somebody’s', async () => {
    const [id = ''] = await index.idsOf(newPersons(1))
    const { rows, sealer } = index.database
    const workFor = async (asked: string) => {
      const work = { rows: 0, opened: 0 }
      const [child] = await lookAtChildren(
        {
          rows: async (...statement) => {
            const found = await rows(...statement)
            work.rows += found.length
            return found as never
          },
          sealer: {
            ...sealer,
            openBsn(sealed) {
              work.opened += 1
              return sealer.openBsn(sealed)
            },
          },
        },
        [asked],
      )
      return { ...work, isSomebody: child !== undefined }
    }

    expect(await workFor(id)).toEqual({ rows: 1, opened: 1, isSomebody: true })
    expect(await workFor(NOBODY)).toEqual({ rows: 1, opened: 1, isSomebody: false })
  })

  test('of nobody is asked for nothing', async () => {
    expect([await index.idsOf([]), await index.bsnsOf([])]).toEqual([[], []])
  })
})

describe('the table', () => {
  test('MUST hold no BSN that can be read', async () => {
    const persons = newPersons(20)
    await index.idsOf(persons)
    const rows = await database.ask(
      "select *, encode(sealed_bsn::bytea, 'hex') as hex from child_index.child",
    )
    const all = JSON.stringify(rows)

    expect(rows.length).toBeGreaterThanOrEqual(20)
    for (const bsn of persons) {
      const digits = bsn.reveal()
      for (const spelling of [
        digits,
        Buffer.from(digits).toString('base64'),
        Buffer.from(digits).toString('base64url'),
        Buffer.from(digits).toString('hex'),
      ]) {
        expect(all).not.toContain(spelling)
      }
      expect(
        rows.some(({ sealed_bsn }) =>
          Buffer.from(String(sealed_bsn), 'base64url').includes(digits),
        ),
      ).toBe(false)
    }
  })

  test('MUST NOT be opened with another key, else everybody would get a second id', async () => {
    const [id = ''] = await index.idsOf(newPersons(1))
    const count = () => database.ask('select count(*) from child_index.child')
    const before = await count()
    const opened = openChildIndex({ databaseUrl: database.url, key: new Uint8Array(64).fill(8) })

    await expect(opened).rejects.toThrow('The child index was made with another key.')
    expect(await count()).toEqual(before)
    expect((await index.bsnsOf([id]))[0]).toBeInstanceOf(Bsn)
  })

  test('MUST NOT let a row of another key pass for a person', async () => {
    const [id = ''] = await index.idsOf(newPersons(1))
    await database.ask(
      `update child_index.child set sealed_bsn = overlay(sealed_bsn placing 'AAAA' from 1)
       where id = $1`,
      [id],
    )
    await expect(index.bsnsOf([id])).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      extensions: { registry: 'child-index' },
    })
    await database.ask('delete from child_index.child where id = $1', [id])
  })
})

describe('an index that is not there', () => {
  test('says so with a code', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/nowhere'
    await expect(openChildIndex({ databaseUrl: url, key: KEY })).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      extensions: { registry: 'child-index' },
    })
  })
})
