import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { GraphError } from '../schema/errors.ts'
import { accountsInto, type ProcessingRecord } from '../test/accounts.ts'
import type { Accounting, Act } from './accounting.ts'
import {
  type Agreements,
  type Asked,
  openReader,
  type ReadingContext,
  type Source,
  type Subject,
} from './read.ts'
import type { Viewer } from './viewer.ts'

interface Toys {
  readonly size: number
  readonly colour: string
}

const NURSE: Viewer = {
  id: 'u1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}

/** Keys are numbers, references are `ref-` and the number; the size is the number. Of `nothing` there is none. */
function open({ reference }: Subject): number | null {
  if (reference === 'nothing') return null
  const key = /^ref-(\d+)$/.exec(reference)?.[1]
  if (key === undefined) throw new GraphError('REFERENCE_REFUSED')
  return Number(key)
}

function child(key: number): Subject {
  return { id: `child-${key}`, reference: `ref-${key}` }
}

const FOREIGN: Subject = { id: 'child-x', reference: 'foreign' }

function room(
  source: Source<number, Toys> = async ({ keys }) =>
    keys.map((key) => ({ size: key, colour: `colour ${key}` })),
  {
    atBegin = async () => undefined,
    atEnd = async () => undefined,
    agreements = () => true,
  }: {
    readonly atBegin?: () => Promise<void>
    readonly atEnd?: () => Promise<void>
    readonly agreements?: Agreements
  } = {},
) {
  const asked: Asked<number, keyof Toys>[] = []
  const told: ProcessingRecord[] = []
  const begun: Act[] = []
  const accounts = accountsInto(told, begun)
  const accounting: Accounting = {
    ...accounts,
    async begin(act) {
      await atBegin()
      const end = await accounts.begin(act)
      return async (outcomes) => {
        await atEnd()
        await end(outcomes)
      }
    },
  }
  const context: ReadingContext = {
    viewer: NURSE,
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements,
    accounting,
  }
  const openRoom = () =>
    openReader<number, Toys>({
      registry: 'town',
      open,
      context,
      source: (question) => {
        asked.push(question)
        return source(question)
      },
    })
  return { read: openRoom(), openRoom, asked, told, begun, context }
}

function codeOf(settled: PromiseSettledResult<unknown> | undefined): unknown {
  return settled?.status === 'rejected' ? settled.reason.code : settled?.value
}

describe('the door to a source', () => {
  test('MUST ask once for all children and all parts of a request', async () => {
    const { read, asked, context } = room()
    const answers = await Promise.all([
      read(child(3), 'size'),
      read(child(1), 'colour'),
      Promise.resolve().then(() => read(child(2), 'size')),
      read(child(3), 'colour'),
      read(child(3), 'size'),
    ])

    expect(answers).toEqual([3, 'colour 1', 2, 'colour 3', 3])
    expect(asked).toHaveLength(1)
    expect(asked[0]?.keys).toEqual([3, 1, 2])
    expect([...(asked[0]?.parts ?? [])].sort()).toEqual(['colour', 'size'])
    expect(asked[0]?.signal).toBe(context.signal)
  })

  test('asks once for a thousand children', async () => {
    const { read, asked, told } = room()
    const keys = Array.from({ length: 1_000 }, (_, i) => i)

    expect(await Promise.all(keys.map((key) => read(child(key), 'size')))).toEqual(keys)
    expect(asked).toHaveLength(1)
    expect(told).toHaveLength(1_000)
  })

  test('MUST ask for no part that nobody asked for', async () => {
    const { read, asked } = room()
    await read(child(1), 'size')

    expect(asked.map(({ parts }) => [...parts])).toEqual([['size']])
  })

  test('does not ask again what was answered in the same request', async () => {
    const { read, asked, told } = room()
    await read(child(1), 'size')
    await turn()
    await read(child(1), 'size')

    expect(asked).toHaveLength(1)
    expect(told).toHaveLength(1)
  })

  test('MUST forget all of it with the request', async () => {
    const { read, openRoom, asked, told } = room()
    await read(child(1), 'size')
    await openRoom()(child(1), 'size')

    expect(asked).toHaveLength(2)
    expect(told).toHaveLength(2)
  })

  test('answers null where the registry has no record, or not that part of it', async () => {
    const { read } = room(async ({ keys }) => keys.map((key) => (key === 1 ? null : { size: 2 })))
    const answers = [read(child(1), 'size'), read(child(2), 'colour'), read(child(2), 'size')]

    expect(await Promise.all(answers)).toEqual([null, null, 2])
  })

  test('hands out nothing and false as they are', async () => {
    const { read } = room(async () => [{ size: 0, colour: '' }])
    expect(await Promise.all([read(child(1), 'size'), read(child(1), 'colour')])).toEqual([0, ''])
  })
})

describe('a foreign reference', () => {
  test('MUST fail alone among good ones, and MUST NOT reach the source or the accounting', async () => {
    const { read, asked, told } = room()
    const [first, foreign, second] = await Promise.allSettled([
      read(child(1), 'size'),
      read(FOREIGN, 'colour'),
      read(child(2), 'size'),
    ])

    expect([first, second].map(codeOf)).toEqual([1, 2])
    expect(codeOf(foreign)).toBe('REFERENCE_REFUSED')
    expect(asked.map(({ keys, parts }) => [keys, [...parts]])).toEqual([[[1, 2], ['size']]])
    expect(told.map(({ subject }) => subject)).toEqual(['child-1', 'child-2'])
  })

  test('MUST, with no other, ask and write down nothing', async () => {
    const { read, asked, told } = room()

    await expect(read(FOREIGN, 'size')).rejects.toMatchObject({ code: 'REFERENCE_REFUSED' })
    expect([asked, told]).toEqual([[], []])
  })

  test('MUST fail alone also where opening it breaks', async () => {
    const { asked, context } = room()
    const read = openReader<number, Toys>({
      registry: 'town',
      context,
      open: (subject) => {
        if (subject.reference === 'foreign') throw new TypeError('999990019 is not iterable')
        return open(subject)
      },
      source: async (question) => {
        asked.push(question)
        return question.keys.map((size) => ({ size }))
      },
    })
    const settled = await Promise.allSettled([read(child(1), 'size'), read(FOREIGN, 'size')])

    expect(settled.map(codeOf)).toEqual([1, 'REFERENCE_REFUSED'])
    expect(asked[0]?.keys).toEqual([1])
  })
})

describe('a child of whom the registry has nothing', () => {
  const STRANGER: Subject = { id: 'child-y', reference: 'nothing' }

  test('MUST be null among the others, and MUST NOT reach the source or the accounting', async () => {
    const { read, asked, told } = room()
    const answers = [read(child(1), 'size'), read(STRANGER, 'size'), read(child(2), 'size')]

    expect(await Promise.all(answers)).toEqual([1, null, 2])
    expect(asked.map(({ keys }) => keys)).toEqual([[1, 2]])
    expect(told.map(({ subject }) => subject)).toEqual(['child-1', 'child-2'])
  })

  test('MUST, with no other, have nothing asked and nothing written down', async () => {
    const { read, asked, told } = room()

    expect(await read(STRANGER, 'size')).toBeNull()
    expect([asked, told]).toEqual([[], []])
  })

  test('is opened with its id, and not by its reference alone', async () => {
    const { context } = room()
    const opened: Subject[] = []
    const read = openReader<number, Toys>({
      registry: 'town',
      context,
      open: (subject) => {
        opened.push(subject)
        return null
      },
      source: async () => [],
    })
    await Promise.all([read(child(1), 'size'), read({ ...child(1), id: 'child-2' }, 'size')])

    expect(opened.map(({ id }) => id)).toEqual(['child-1', 'child-2'])
  })
})

describe('a source that fails', () => {
  test.each<[string, Source<number, Toys>, string]>([
    [
      'with a code',
      async () => {
        throw new GraphError('REGISTRY_TIMEOUT', { registry: 'town' })
      },
      'REGISTRY_TIMEOUT',
    ],
    [
      'without one',
      async () => {
        throw new Error('999990019')
      },
      'REGISTRY_UNAVAILABLE',
    ],
    [
      'before it promises anything',
      () => {
        throw new Error('999990019')
      },
      'REGISTRY_UNAVAILABLE',
    ],
    ['with fewer answers than keys', async () => [{ size: 1 }], 'REGISTRY_MALFORMED'],
    ['with more', async () => [{ size: 1 }, { size: 2 }, { size: 3 }], 'REGISTRY_MALFORMED'],
    ['with none', async () => [], 'REGISTRY_MALFORMED'],
    ['with no list', async () => null as never, 'REGISTRY_UNAVAILABLE'],
  ])(
    '%s MUST fail every child of the question, and is written down',
    async (_how, source, code) => {
      const { read, told } = room(source)
      const settled = await Promise.allSettled([read(child(1), 'size'), read(child(2), 'size')])

      expect(settled.map(codeOf)).toEqual([code, code])
      for (const { reason } of settled as PromiseRejectedResult[]) {
        expect(reason.message).not.toContain('999990019')
        expect(reason.extensions).toEqual({ code, registry: 'town' })
      }
      expect(told.map(({ outcome }) => outcome)).toEqual(['failed', 'failed'])
    },
  )

  test('for one child MUST fail that one only, in our words', async () => {
    const { read, told } = room(async () => [
      { size: 1 },
      new GraphError('REGISTRY_MALFORMED', { registry: 'town' }),
      new Error('not a number: 999990019'),
      null,
    ])
    const settled = await Promise.allSettled([1, 2, 3, 4].map((key) => read(child(key), 'size')))

    expect(settled.map(codeOf)).toEqual([1, 'REGISTRY_MALFORMED', 'REGISTRY_UNAVAILABLE', null])
    expect(String((settled[2] as PromiseRejectedResult).reason)).not.toContain('999990019')
    expect(told.map(({ outcome }) => outcome)).toEqual(['read', 'failed', 'failed', 'unlinked'])
  })
})

describe('a question about the past', () => {
  const asOf = { knownAt: '2024-01-01T00:00:00.000Z' }
  const both = { ...asOf, validAt: '2024-01-01T00:00:00.000Z' }

  test('MUST NOT be answered with how it is now by a source that cannot reach back', async () => {
    const { asked, told, context } = room()
    const source: Source<number, Toys> = async (question) => {
      asked.push(question)
      return [{ size: 1 }]
    }
    for (const [reach, moments] of [
      [undefined, asOf],
      [['knownAt'], both],
      [['validAt'], asOf],
    ] as const) {
      const read = openReader<number, Toys>({
        ...{ registry: 'town', source, open },
        ...(reach && { reach }),
        context: { ...context, asOf: moments },
      })
      await expect(read(child(1), 'size')).rejects.toMatchObject({
        extensions: { code: 'AS_OF_OUT_OF_REACH', registry: 'town' },
      })
    }
    expect(asked).toEqual([])
    expect(told).toEqual([])
  })

  test('is put to a source that can; and what is about now is asked about now', async () => {
    const { asked, context } = room()
    const source: Source<number, Toys> = async (question) => {
      asked.push(question)
      return question.keys.map((size) => ({ size, colour: 'red' }))
    }
    const options = { registry: 'town', source, open, context: { ...context, asOf } }
    const able = openReader<number, Toys>({ ...options, reach: ['knownAt', 'validAt'] })
    expect(await able(child(1), 'size')).toBe(1)
    const unable = openReader<number, Toys>({ ...options, aboutNow: ['size'] })
    expect(await unable(child(1), 'size')).toBe(1)
    await expect(unable(child(1), 'colour')).rejects.toMatchObject({ code: 'AS_OF_OUT_OF_REACH' })
    expect(asked.map((question) => question.asOf)).toEqual([asOf, undefined])
  })
})

describe('the accounting', () => {
  test('MUST hold one record per child and question, with what was asked of the source', async () => {
    const { read, told, begun } = room()
    await Promise.all([
      read(child(1), 'size'),
      read(child(2), 'size'),
      read(child(2), 'colour'),
      read(child(2), 'size'),
    ])
    const record = {
      traceId: 'a'.repeat(32),
      purpose: 'youth-health-care',
      registry: 'town',
      // The source was asked for both parts of both.
      parts: ['colour', 'size'],
      outcome: 'read',
    }

    expect(told).toEqual([
      { ...record, subject: 'child-1' },
      { ...record, subject: 'child-2' },
    ])
    expect(begun).toMatchObject([{ kind: 'read', viewer: NURSE }])
  })

  const FULL = [
    ['rejects', async () => Promise.reject(new Error('disk full'))],
    [
      'throws',
      () => {
        throw new Error('disk full')
      },
    ],
  ] as const

  test.each(FULL)('that %s before MUST keep the source from being called', async (_how, full) => {
    const { read, asked, told } = room(undefined, { atBegin: full })
    const settled = await Promise.allSettled([read(child(1), 'size'), read(FOREIGN, 'size')])

    expect(settled.map(codeOf)).toEqual(Array(2).fill('ACCOUNTING_UNAVAILABLE'))
    expect([asked, told]).toEqual([[], []])
  })

  test('MUST be durable before the source is called', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>()
    const { read, asked } = room(undefined, { atBegin: () => written })
    const answer = read(child(1), 'size')
    await turn()
    await turn()
    expect(asked).toEqual([])

    write()
    expect(await answer).toBe(1)
    expect(asked).toHaveLength(1)
  })

  test.each(FULL)('that %s afterwards MUST keep the answer in', async (_how, full) => {
    const { read, asked } = room(undefined, { atEnd: full })
    const settled = await Promise.allSettled([
      read(child(1), 'size'),
      read(child(2), 'colour'),
      read(FOREIGN, 'size'),
    ])

    expect(settled.map(codeOf)).toEqual(Array(3).fill('ACCOUNTING_UNAVAILABLE'))
    expect(asked).toHaveLength(1)
  })

  test('MUST be done before the answer leaves', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>()
    const { read } = room(undefined, { atEnd: () => written })
    let answered = false
    const answer = read(child(1), 'size').then(() => {
      answered = true
    })
    await turn()
    await turn()
    expect(answered).toBe(false)

    write()
    await answer
    expect(answered).toBe(true)
  })
})

describe('an agreement', () => {
  test('MUST be about the part that is read: another is refused, not asked for and not written down', async () => {
    const agreements: Agreements = (_registry, _purpose, part) => part !== 'colour'
    const { read, asked, told } = room(undefined, { agreements })
    const [size, colour, other] = await Promise.allSettled([
      read(child(1), 'size'),
      read(child(1), 'colour'),
      read(child(2), 'colour'),
    ])

    expect(size).toMatchObject({ status: 'fulfilled', value: 1 })
    expect([codeOf(colour), codeOf(other)]).toEqual(['AGREEMENT_MISSING', 'AGREEMENT_MISSING'])
    expect(asked.map(({ keys, parts }) => [keys, [...parts]])).toEqual([[[1], ['size']]])
    expect(told.map(({ subject, parts }) => [subject, parts])).toEqual([['child-1', ['size']]])
  })

  test('MUST be there at all, or nothing is asked and nothing written down', async () => {
    const { read, asked, told } = room(undefined, { agreements: () => false })
    const [size] = await Promise.allSettled([read(child(1), 'size')])

    expect(codeOf(size)).toBe('AGREEMENT_MISSING')
    expect([asked, told]).toEqual([[], []])
  })
})
