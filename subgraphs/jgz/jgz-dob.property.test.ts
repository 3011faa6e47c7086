import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import { cases } from '../../test/scale.ts'
import { FIELDS } from './bds-fields.ts'
import { BDS_NAMES } from './bds-names.ts'
import { withheldAs } from './bds-withheld.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import type { Coded } from './dossier-bodies.ts'
import { ANNAS_DOSSIER } from './fixtures/annas-dossier.ts'
import {
  type ContactSpec,
  cv,
  dossierMessage,
  observation,
  pq,
  st,
  vaccination,
} from './fixtures/dossier-message.ts'
import type { CodedParts } from './jgz-dob-contact.ts'
import { readDossier } from './jgz-dob-dossier.ts'

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const SERVED = [...BDS_NAMES.keys()].filter(
  (element) => !FIELDS.has(element) && withheldAs(element) === undefined,
)
const CODES = fc.constantFrom('01', '02', '1', '39', 'OTH', '98')
const TEXT = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  // What XML cannot hold, and spaces around a text, no sender can send.
  .map((text) => text.replace(/[\p{C}\uFFFE\uFFFF]/gu, 'x').trim() || 'x')
const DAY = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const compact = (day: string) => day.replaceAll('-', '')

const OBSERVED = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    element: fc.constantFrom(...SERVED),
    value: TEXT,
  }),
  fc.record({
    kind: fc.constant('code' as const),
    element: fc.constantFrom(...DEVELOPMENT_ELEMENTS.keys()),
    code: CODES,
    value: TEXT,
  }),
)

const CONTACT = fc.record({
  date: DAY,
  activity: fc.constantFrom('01', '02', '13', '38', '39', '22'),
  mood: fc.constantFrom('EVN' as const, 'INT' as const),
  discipline: fc.option(CODES, { nil: undefined }),
  length: fc.option(fc.integer({ min: 300, max: 2000 })),
  weight: fc.option(fc.integer({ min: 500, max: 99_999 })),
  observed: fc.uniqueArray(OBSERVED, { selector: ({ element }) => element, maxLength: 6 }),
  vaccinations: fc.array(
    fc.record({ date: DAY, vaccine: CODES, refusal: fc.option(fc.constantFrom('1', '2')) }),
    { maxLength: 3 },
  ),
})
type Lived = typeof CONTACT extends fc.Arbitrary<infer T> ? T : never

function write(lived: Lived, nth: number): ContactSpec {
  const { length, weight, discipline } = lived
  return {
    id: `C-${nth}`,
    activity: lived.activity,
    date: compact(lived.date),
    mood: lived.mood,
    statusCode: lived.mood === 'INT' ? 'active' : 'completed',
    ...(discipline !== undefined && { discipline }),
    observations: [
      ...(length === null ? [] : [observation(235, pq(length, 'mm'))]),
      ...(weight === null ? [] : [observation(245, pq(weight, 'g'))]),
      ...lived.observed.map((one) =>
        observation(one.element, one.kind === 'text' ? st(one.value) : cv(one.code, one.value)),
      ),
    ],
    acts: lived.vaccinations.map(({ date, vaccine, refusal }) =>
      vaccination({ date: compact(date), vaccine, ...(refusal !== null && { refusal }) }),
    ),
  }
}

/** Where we have the list of a code, its meaning is ours. */
function isLabelled(element: number, code: string): boolean {
  const grading = DEVELOPMENT_ELEMENTS.get(element)?.grading
  return code !== 'OTH' && (grading?.has(code) ?? true)
}

/** What has to come out, without the ids. */
function expected(lived: Lived) {
  const { date, activity, mood, length, weight, observed } = lived
  const measured = length !== null || weight !== null
  return {
    contacts: [
      {
        date,
        activity,
        form: null,
        status: mood === 'INT' ? null : '01',
        planned: mood === 'INT',
        requester: null,
        discipline: lived.discipline ?? null,
      },
    ],
    growth: measured
      ? [
          {
            measuredOn: date,
            lengthMillimetres: length,
            weightGrams: weight,
            headCircumferenceMillimetres: null,
            waistMillimetres: null,
            bmi: null,
            bmiClass: null,
            impression: null,
            lengthGrowth: null,
            chart: null,
          },
        ]
      : [],
    vaccinations: lived.vaccinations.map(({ date: on, vaccine, refusal }) => ({
      date: on,
      vaccine,
      dose: null,
      given: refusal === null,
      refusal,
      reason: null,
      lotNumber: null,
      rejected: null,
    })),
    development: observed.flatMap((one) =>
      one.kind === 'code' ? [{ date, element: one.element, value: one.code }] : [],
    ),
    observations: observed.flatMap((one) =>
      one.kind === 'text' || !isLabelled(one.element, one.code)
        ? [
            {
              date,
              element: one.element,
              value: one.value,
              unit: null,
              code: one.kind === 'text' ? null : one.code,
              negated: false,
            },
          ]
        : [],
    ),
  }
}

function withoutIds(parts: CodedParts) {
  const strip = (list: readonly object[] = []) =>
    list.map((one) => {
      const { id, ...told } = one as Partial<Coded['contacts']>
      return told
    })
  return {
    contacts: strip(parts.contacts),
    growth: strip(parts.growth),
    vaccinations: strip(parts.vaccinations),
    development: strip(parts.development),
    observations: strip(parts.observations),
  }
}

describe('whatever was recorded', () => {
  test('MUST be read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(CONTACT, { maxLength: 4 }), async (contacts) => {
        const text = dossierMessage({ bsn: '999911004', contacts: contacts.map(write) })
        const dossier = await readDossier(once(Buffer.from(text)))
        expect(dossier.contacts.map(({ parts }) => withoutIds(parts))).toEqual(
          contacts.map(expected),
        )
        const ids = dossier.contacts.flatMap(({ parts }) =>
          Object.entries(parts).flatMap(([part, list]) =>
            list.flatMap((one) => ('id' in one ? `${part} ${one.id}` : [])),
          ),
        )
        expect(new Set(ids).size).toBe(ids.length)
        expect(dossier.contacts.flatMap(({ counted }) => counted.unknown)).toEqual([])
      }),
      { numRuns: cases(150, 5000) },
    )
  })
})

describe('a message that was damaged', () => {
  const whole = Buffer.from(ANNAS_DOSSIER)
  const at = fc.nat({ max: whole.length - 1 })
  const LINES = ANNAS_DOSSIER.split(/(?=<)/)
  const piece = fc.nat({ max: LINES.length - 1 })

  const DAMAGED = fc.oneof(
    fc.array(fc.tuple(at, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }).map((flips) => {
      const copy = Buffer.from(whole)
      for (const [where, byte] of flips) copy[where] = byte
      return copy
    }),
    at.map((length) => whole.subarray(0, length)),
    fc
      .tuple(at, at)
      .map(([a, b]) =>
        Buffer.concat([whole.subarray(0, Math.min(a, b)), whole.subarray(Math.max(a, b))]),
      ),
    fc.tuple(piece, piece).map(([a, b]) => {
      const copy = [...LINES]
      copy[a] = LINES[b] ?? ''
      copy[b] = LINES[a] ?? ''
      return Buffer.from(copy.join(''))
    }),
    piece.map((gone) => Buffer.from(LINES.filter((_, n) => n !== gone).join(''))),
  )

  test('MUST be read or refused, and nothing else', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(DAMAGED, async (bytes) => {
        try {
          await readDossier(once(bytes))
        } catch (error) {
          if (!(error instanceof DeliveryRefused)) throw error
          refused += 1
          expect(error.problem.path).toMatch(/^[\w/@[\]-]*$/)
        }
      }),
      { numRuns: cases(300, 10_000) },
    )
    expect(refused).toBeGreaterThan(cases(100, 3000))
  })
})
