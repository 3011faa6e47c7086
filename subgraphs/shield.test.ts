import { describe, expect, test } from 'vitest'
import { GraphError } from '../schema/errors.ts'
import { type Shield, shielding, withoutWords } from './shield.ts'

interface Visits {
  readonly visits: readonly { readonly day: string; readonly where: string | null }[]
  readonly count: number
}

const SHIELD: Shield<Visits> = {
  visits: (told) => told.map((visit) => ({ ...visit, where: null })),
  count: 'whole',
}
const RECORD: Visits = { visits: [{ day: '2026-01-02', where: 'Dijk 3' }], count: 1 }
const HIDDEN: Visits = { visits: [{ day: '2026-01-02', where: null }], count: 1 }

function ask(records: readonly (Partial<Visits> | null | Error)[], shielded: readonly boolean[]) {
  const source = shielding<{ shielded: boolean }, Visits>(async () => records, SHIELD)
  return source({
    keys: shielded.map((one) => ({ shielded: one })),
    parts: new Set(['visits', 'count']),
    signal: new AbortController().signal,
  })
}

describe('a source of which the places are taken out', () => {
  test('MUST tell no place of whose address is secret, and every place of another', async () => {
    expect(await ask([RECORD, RECORD, RECORD], [true, false, true])).toEqual([
      HIDDEN,
      RECORD,
      HIDDEN,
    ])
  })

  test('tells no more than was read: of a part that is not there nothing is made', async () => {
    const failure = new GraphError('REGISTRY_UNAVAILABLE')
    expect(await ask([null, failure, { count: 2 }], [true, true, true])).toEqual([
      null,
      failure,
      { count: 2 },
    ])
  })
})

describe('a value without words', () => {
  test.each([
    ['3450', 'g'],
    ['36,8', 'Cel'],
    ['2026-01-02', null],
    ['true', null],
  ])('%s in %s stays', (value, unit) => {
    expect(withoutWords({ value, unit })).toEqual({ value, unit })
  })

  test.each([
    ['at the neighbours in Dijkendam', null],
    ['1234 AB', null],
    // Hospitals have numbers.
    ['1071', null],
    ['2 buildings further', 'm'],
    [null, null],
  ])('MUST NOT be: %s', (value, unit) => {
    expect(withoutWords({ value, unit, code: 'c' })).toEqual({ value: null, unit, code: 'c' })
  })
})
