import { describe, expect, test } from 'vitest'
import { offerLines, type PlantedOffer, plantedOffers } from '../../sandbox/offers.ts'
import { REFERENCE_DATE } from '../../sandbox/population.ts'
import { cases } from '../../test/scale.ts'
import type { OfferBody } from './delivered-bodies.ts'
import { toBytes } from './fixtures/messages.ts'
import { type Asked, toOfferGaps } from './offer-gaps.ts'
import { readSocialeKaartCsv } from './sociale-kaart-csv.ts'
import type { SupportOffer } from './support-offer.ts'

const AT = REFERENCE_DATE
const ASKED: Asked = { municipality: '9999', areas: [], at: AT, isFresh: true }

const OFFER: SupportOffer = {
  ...{ id: 'SK-1', name: 'Triple P', provider: null, need: 'PARENTING', municipality: '9999' },
  ...{ areas: ['1001'], ageMonthsFrom: 0, ageMonthsTo: 48, forms: [], languages: ['nl'] },
  ...{ availableFrom: '2020-01-01', availableTo: null, sevenByTwentyFour: null, cost: null },
  ...{ capacity: 10, waitWeeks: 2, lastIntakeOn: '2026-08-20', recordedAt: '2026-08-31T00:00:00Z' },
}

function verdictOn(offers: readonly SupportOffer[], over: Partial<Asked> = {}, age = 18) {
  return toOfferGaps(offers, { ...ASKED, areas: ['1001'], ...over }).find(
    ({ area, need, ageMonthsFrom }) =>
      area === '1001' && need === 'PARENTING' && ageMonthsFrom === age,
  )
}
const offer = (over: Partial<SupportOffer>) => ({ ...OFFER, ...over })

async function readMap(seed: number): Promise<readonly SupportOffer[]> {
  const offers: SupportOffer[] = []
  const text = [...offerLines(seed)].join('\r\n')
  const never = () => expect.fail('It is read.')
  for await (const { logicalKey, body } of readSocialeKaartCsv(toBytes(text), never)) {
    offers.push({ ...(body as OfferBody), id: logicalKey, recordedAt: OFFER.recordedAt })
  }
  return offers
}

describe('where there is no help', () => {
  test('an offer is one by its area, need, age and days', () => {
    expect(verdictOn([OFFER])).toMatchObject({ verdict: 'AVAILABLE', offers: 1, capacity: 10 })
    for (const over of [
      { areas: ['1002'] },
      { need: 'MONEY' },
      { ageMonthsFrom: 30 },
      { ageMonthsTo: 18 },
      { availableFrom: '2026-09-02' },
      { availableTo: '2026-08-31' },
      { municipality: '9991' },
    ] as const) {
      expect(verdictOn([offer(over)])).toMatchObject({ verdict: 'NONE', offers: 0 })
    }
    expect(verdictOn([offer({ areas: [] })])?.verdict).toBe('AVAILABLE')
  })

  test('an offer that took nobody in for half a year is one on paper', () => {
    expect(verdictOn([offer({ lastIntakeOn: '2026-03-01' })])?.verdict).toBe('AVAILABLE')
    expect(verdictOn([offer({ lastIntakeOn: '2026-02-28' })])?.verdict).toBe('THIN')
    expect(verdictOn([offer({ lastIntakeOn: null })])?.verdict).toBe('THIN')
    const isNew = { lastIntakeOn: null, availableFrom: '2026-06-01' }
    expect(verdictOn([offer(isNew)])?.verdict).toBe('AVAILABLE')
    expect(verdictOn([offer({ capacity: 0 })])?.verdict).toBe('THIN')
  })

  test('waiting is said where every offer that works has a long wait', () => {
    const long = offer({ id: 'SK-2', waitWeeks: 9 })
    expect(verdictOn([long])).toMatchObject({ verdict: 'WAITING', medianWaitWeeks: 9 })
    expect(verdictOn([long, OFFER])).toMatchObject({ verdict: 'AVAILABLE', medianWaitWeeks: 5.5 })
    expect(verdictOn([long, offer({ lastIntakeOn: null })])?.verdict).toBe('WAITING')
  })

  test('MUST NOT be told of a map that is empty or old', () => {
    expect(verdictOn([])?.verdict).toBe('CANNOT_TELL')
    expect(verdictOn([offer({ areas: ['1002'] })], { isFresh: false })?.verdict).toBe('CANNOT_TELL')
    expect(verdictOn([OFFER], { isFresh: false })?.verdict).toBe('AVAILABLE')
  })

  test('MUST find the deserts, the offers on paper and the waiting that are planted, and no others', async () => {
    for (let seed = 1; seed <= cases(5, 200); seed += 1) {
      const gaps = toOfferGaps(await readMap(seed), ASKED)
      const truth = new Map(plantedOffers(seed).map((one) => [`${one.postcode4} ${one.need}`, one]))
      for (const verdict of ['NONE', 'THIN', 'WAITING', 'AVAILABLE']) {
        const told = gaps.filter((one) => one.verdict === verdict)
        const right = told.filter((gap) => expected(truth, gap) === verdict)
        const planted = gaps.filter((gap) => expected(truth, gap) === verdict)
        expect(planted.length).toBeGreaterThan(0)
        expect(right.length / told.length).toBeGreaterThanOrEqual(0.95)
        expect(right.length / planted.length).toBeGreaterThanOrEqual(0.95)
      }
    }
  })
})

const WORDS: Readonly<Record<string, string>> = {
  ...{ PARENTING: 'opvoeden', PSYCHOSOCIAL: 'psychosociaal', LANGUAGE_DELAY: 'taal kind' },
  ...{ MOTOR_DELAY: 'motoriek', LANGUAGE_OF_PARENTS: 'taal ouders', PREGNANCY: 'zwangerschap' },
  ...{ MONEY: 'geld', HOUSING: 'wonen', ADDICTION: 'verslaving', CONTACT: 'ontmoeting' },
}
const HOW = { served: 'AVAILABLE', waiting: 'WAITING', paper: 'THIN', desert: 'NONE' } as const

interface Cell {
  readonly area: string
  readonly need: string
  readonly ageMonthsTo: number
}

/** As it was planted. */
function expected(truth: ReadonlyMap<string, PlantedOffer>, { area, need, ageMonthsTo }: Cell) {
  const planted = truth.get(`${area} ${WORDS[need]}`)
  if (!planted || planted.fromMonths >= ageMonthsTo) return 'NONE'
  return HOW[planted.how]
}
