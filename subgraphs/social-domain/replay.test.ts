import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Allocated, Product, YouthHelpBody } from './delivered-bodies.ts'
import type { Told } from './rejected.ts'
import { replay } from './replay.ts'

const PRODUCT: Product = { category: '45', code: '45A03' }

function told(recordedOn: string, logicalKey: string, body: YouthHelpBody): Told {
  return { logicalKey, recordedAt: `${recordedOn}T00:00:00.000Z`, body }
}

function allocated(recordedOn: string, changes: Partial<Allocated> = {}): Told {
  const body: Allocated = {
    told: 'allocated',
    allocation: 'a',
    provider: '98990001',
    product: PRODUCT,
    allocatedAt: `${recordedOn}T09:00:00.000Z`,
    from: '2026-03-09',
    to: '2026-12-31',
    volume: null,
    removed: false,
    ...changes,
  }
  return told(recordedOn, `allocated ${body.allocation}`, body)
}

interface Of {
  readonly allocation?: string | null
  readonly product?: Product | null
  readonly withdrawn?: boolean
}

function started(recordedOn: string, begin: string, of: Of = {}): Told {
  const { allocation = 'a', product = PRODUCT, withdrawn = false } = of
  const key = `started ${allocation} ${product?.category} ${product?.code} ${begin}`
  return told(recordedOn, key, { told: 'started', allocation, product, begin, withdrawn })
}

function stopped(
  recordedOn: string,
  begin: string,
  end: string,
  { reason = '31', ...of }: Of & { readonly reason?: string } = {},
): Told {
  const { allocation = 'a', product = PRODUCT, withdrawn = false } = of
  const key = `stopped ${allocation} ${product?.category} ${product?.code} ${begin} ${reason} ${end}`
  const body = { allocation, product, begin, end, reason, withdrawn }
  return told(recordedOn, key, { told: 'stopped', ...body })
}

describe('an allocation', () => {
  test('is as it was last allocated, whatever was told last (IV013)', () => {
    const first = allocated('2026-03-02')
    const longer = allocated('2026-06-01', { to: '2027-03-31' })
    expect(replay([first, longer])).toMatchObject([{ to: '2027-03-31' }])
    expect(replay([longer, first])).toMatchObject([{ to: '2027-03-31' }])
  })

  test('of the same moment is as it was last told', () => {
    const moment = { allocatedAt: '2026-03-02T09:00:00.000Z' }
    const versions = [
      allocated('2026-03-02', moment),
      allocated('2026-03-03', { ...moment, to: null }),
    ]
    expect(replay(versions)).toMatchObject([{ to: null }])
  })

  test('that was removed is as if it had never been told, until it is allocated again', () => {
    const removed = allocated('2026-03-05', { removed: true, to: '2026-03-09' })
    const before = [allocated('2026-03-02'), started('2026-03-20', '2026-03-12'), removed]
    expect(replay(before)).toEqual([])
    expect(replay([...before, allocated('2026-04-01')])).toMatchObject([{ start: '2026-03-12' }])
  })

  test('stands beside the others of the child, oldest first', () => {
    const messages = [
      allocated('2026-03-02', { allocation: 'b', from: '2026-05-01' }),
      allocated('2026-03-02'),
      started('2026-05-10', '2026-05-04', { allocation: 'b' }),
    ]
    expect(replay(messages)).toMatchObject([
      { id: 'a', start: null },
      { id: 'b', start: '2026-05-04' },
    ])
  })
})

describe('a start', () => {
  test('comes before its allocation as well as after it', () => {
    const messages = [started('2026-03-20', '2026-03-12'), allocated('2026-03-25')]
    expect(replay(messages)).toMatchObject([
      { start: '2026-03-12', stop: null, recordedAt: '2026-03-25T00:00:00.000Z' },
    ])
  })

  test('without an allocation tells nothing', () => {
    expect(replay([started('2026-03-20', '2026-03-12')])).toEqual([])
    const unknown = started('2026-03-20', '2026-03-12', { allocation: null })
    expect(replay([allocated('2026-03-02'), unknown])).toMatchObject([{ start: null }])
  })

  test('of another product is not of this allocation', () => {
    for (const product of [
      { category: '45', code: '45A04' },
      { category: '54', code: null },
      null,
    ]) {
      const other = started('2026-03-20', '2026-03-12', { product })
      expect(replay([allocated('2026-03-02'), other])).toMatchObject([{ start: null }])
    }
  })

  test.each([
    ['no code', { category: '45', code: null }],
    ['no product', null],
  ])('may be of any product where the allocation has %s', (_what, product) => {
    const messages = [allocated('2026-03-02', { product }), started('2026-03-20', '2026-03-12')]
    expect(replay(messages)).toMatchObject([{ start: '2026-03-12' }])
  })

  test('that was withdrawn is not there, and the right one takes its place (IV008)', () => {
    const wrong = started('2026-03-20', '2026-03-21')
    const withdrawal = started('2026-03-25', '2026-03-21', { withdrawn: true })
    const right = started('2026-03-25', '2026-03-12')
    expect(replay([allocated('2026-03-02'), wrong, withdrawal])).toMatchObject([{ start: null }])
    expect(replay([allocated('2026-03-02'), wrong, withdrawal, right])).toMatchObject([
      { start: '2026-03-12', startRecordedAt: '2026-03-25T00:00:00.000Z' },
    ])
  })

  test('that was told again after it was withdrawn is there since then', () => {
    const messages = [
      allocated('2026-03-02'),
      started('2026-03-20', '2026-03-12'),
      started('2026-03-25', '2026-03-12', { withdrawn: true }),
      started('2026-04-01', '2026-03-12'),
      started('2026-04-02', '2026-03-12'),
    ]
    expect(replay(messages)).toMatchObject([
      { start: '2026-03-12', startRecordedAt: '2026-04-01T00:00:00.000Z' },
    ])
  })
})

describe('a stop', () => {
  const begun = [allocated('2026-03-02'), started('2026-03-20', '2026-03-12')]

  test('ends the delivery, and says why and since when it is known', () => {
    const messages = [...begun, stopped('2026-08-20', '2026-03-12', '2026-08-14')]
    expect(replay(messages)).toMatchObject([
      {
        start: '2026-03-12',
        stop: '2026-08-14',
        stopReasonCode: '31',
        stopReasonLabel: 'Completed as planned',
        stopRecordedAt: '2026-08-20T00:00:00.000Z',
      },
    ])
  })

  test('that was withdrawn did not end it', () => {
    const messages = [
      ...begun,
      stopped('2026-08-20', '2026-03-12', '2026-08-14'),
      stopped('2026-08-21', '2026-03-12', '2026-08-14', { withdrawn: true }),
    ]
    expect(replay(messages)).toMatchObject([{ start: '2026-03-12', stop: null }])
  })

  test('of which only another day was withdrawn still ends it', () => {
    const messages = [
      ...begun,
      stopped('2026-08-20', '2026-03-12', '2026-08-14'),
      stopped('2026-08-21', '2026-03-12', '2026-08-15', { withdrawn: true }),
    ]
    expect(replay(messages)).toMatchObject([{ stop: '2026-08-14' }])
  })

  test('for the time being is over when delivery starts again', () => {
    const paused = stopped('2026-05-05', '2026-03-12', '2026-05-01', { reason: '20' })
    expect(replay([...begun, paused])).toMatchObject([{ stop: '2026-05-01', stopReasonCode: '20' }])
    const again = started('2026-06-05', '2026-06-01')
    expect(replay([...begun, paused, again])).toMatchObject([
      { start: '2026-03-12', stop: null, stopReasonCode: null },
    ])
    const ended = stopped('2026-09-02', '2026-06-01', '2026-09-01')
    expect(replay([...begun, paused, again, ended])).toMatchObject([
      { start: '2026-03-12', stop: '2026-09-01', stopReasonCode: '31' },
    ])
  })

  test('tells of its start too, where that was never told', () => {
    const messages = [allocated('2026-03-02'), stopped('2026-08-20', '2026-03-12', '2026-08-14')]
    expect(replay(messages)).toMatchObject([{ start: '2026-03-12', stop: '2026-08-14' }])
  })

  test('of one of two products leaves the other going', () => {
    const open = allocated('2026-03-02', { product: null })
    const other = { product: { category: '54', code: '54A01' } }
    const messages = [
      open,
      started('2026-03-20', '2026-03-12'),
      started('2026-03-20', '2026-03-15', other),
      stopped('2026-08-20', '2026-03-12', '2026-08-14'),
    ]
    expect(replay(messages)).toMatchObject([{ start: '2026-03-12', stop: null }])
    const both = [...messages, stopped('2026-08-20', '2026-03-15', '2026-07-01', other)]
    expect(replay(both)).toMatchObject([{ stop: '2026-08-14' }])
  })
})

test('MUST NOT depend on the order in which messages of different days are put in the store', () => {
  const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-05-${`${day}`.padStart(2, '0')}`)
  const any = fc.oneof(
    days.map((day) => allocated(day, { to: day })),
    fc
      .tuple(days, days, fc.boolean())
      .map(([day, begin, withdrawn]) => started(day, begin, { withdrawn })),
    fc
      .tuple(days, days, fc.boolean())
      .map(([day, begin, withdrawn]) => stopped(day, begin, '2026-06-30', { withdrawn })),
  )
  const messages = fc.uniqueArray(any, { selector: ({ recordedAt }) => recordedAt, maxLength: 20 })
  const shuffled = messages.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })),
  )
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      // The store gives them by when they were told, whenever they were put in.
      const byTime = (messages: readonly Told[]) =>
        [...messages].sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
      expect(replay(byTime(other))).toEqual(replay(byTime(one)))
    }),
  )
})
