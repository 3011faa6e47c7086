import { describe, expect, test } from 'vitest'
import type { Reader } from '../../privacy/read.ts'
import { type ErrorCode, GraphError } from '../../schema/errors.ts'
import { readBoth } from './live-and-delivered.ts'
import { ANNA_BIRTH, ANNA_PREGNANCY } from './source.contract.ts'
import type { BirthCareRecord } from './source.ts'

const BIRTH = { ...ANNA_BIRTH, observations: [] }
const PREGNANCY = { ...ANNA_PREGNANCY, observations: [] }
const SUBJECT = { id: 'c', reference: 'r' }
const OBSERVATION = {
  ...{ number: '20640', name: 'hoeveelheid_bloedverlies', value: '400', unit: 'ml' },
  ...{ code: null, date: null },
}

type Answer = Partial<BirthCareRecord> | null | ErrorCode

const reader =
  (answer: Answer): Reader<BirthCareRecord> =>
  async (_, part) => {
    if (typeof answer === 'string') throw new GraphError(answer)
    return (answer?.[part] ?? null) as never
  }

function birth(live: Answer, delivered: Answer) {
  return readBoth(reader(live), reader(delivered))(SUBJECT, 'birth')
}

describe('a live registry and one that delivers', () => {
  test('tell a birth together: the facts of the live one count, and the other fills what it leaves open', async () => {
    const live = { ...BIRTH, weightGrams: null, rank: null, observations: [OBSERVATION] }
    const delivered = { ...BIRTH, weightGrams: 3400, apgar5: 1, rank: 2 }
    expect(
      await birth({ birth: live }, { birth: { ...delivered, observations: [OBSERVATION] } }),
    ).toEqual({
      ...BIRTH,
      weightGrams: 3400,
      rank: 2,
      observations: [OBSERVATION, OBSERVATION],
    })
  })

  test('MUST NOT give a day the time of another day', async () => {
    const live = { ...BIRTH, at: null }
    const other = { ...BIRTH, date: '2024-03-15', at: '2024-03-15T10:00:00.000Z' }
    expect(await birth({ birth: live }, { birth: other })).toMatchObject({
      date: '2024-03-14',
      at: null,
    })
    expect(await birth({ birth: live }, { birth: BIRTH })).toEqual(BIRTH)
  })

  test('tell a pregnancy together: visits of one of both, and how it ended of who knows', async () => {
    const live = {
      ...PREGNANCY,
      ...{ visits: [], firstVisit: null, firstVisitGestationalAgeDays: null },
      ...{ parity: null, outcome: 'ONGOING' as const },
    }
    const both = readBoth(reader({ pregnancy: live }), reader({ pregnancy: PREGNANCY }))
    expect(await both(SUBJECT, 'pregnancy')).toEqual(PREGNANCY)
    const unknown = { ...PREGNANCY, outcome: 'UNKNOWN' as const }
    const other = readBoth(reader({ pregnancy: live }), reader({ pregnancy: unknown }))
    expect(await other(SUBJECT, 'pregnancy')).toMatchObject({ outcome: 'ONGOING' })
  })

  test.each([
    ['the live one', { birth: BIRTH }, null],
    ['the delivered one', null, { birth: BIRTH }],
  ])('are answered by %s alone where only it knows the child', async (_, live, delivered) => {
    expect(await birth(live, delivered)).toEqual(BIRTH)
    expect(await birth(null, null)).toBeNull()
  })

  test.each<ErrorCode>(['RECORD_UNCERTAIN', 'AGREEMENT_MISSING'])(
    'leave the answer to the other for %s, and say it when nobody knows',
    async (code) => {
      expect(await birth(code, { birth: BIRTH })).toEqual(BIRTH)
      expect(await birth({ birth: BIRTH }, code)).toEqual(BIRTH)
      await expect(birth(code, null)).rejects.toMatchObject({ code })
      await expect(birth(null, code)).rejects.toMatchObject({ code })
    },
  )

  test('MUST NOT show one as if it were all, when the other cannot be read', async () => {
    const code = 'REGISTRY_UNAVAILABLE'
    await expect(birth(code, { birth: BIRTH })).rejects.toMatchObject({ code })
    await expect(birth({ birth: BIRTH }, code)).rejects.toMatchObject({ code })
  })
})
