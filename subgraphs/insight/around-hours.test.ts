import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DomainEvent, NOTHING_MORE } from '../../schema/events.ts'
import { type FeedPage, toColumns } from '../../schema/feed.ts'
import { ANALYST, NOTHING, openFixture } from './fixture-insight.ts'

const CHILDREN = Array.from({ length: 120 }, (_, i) => `child-${i}`)
const HOURS_A_WEEK = 20
/** From January 2017 to December 2020. */
const MONTHS = Array.from({ length: 48 }, (_, i) => ({
  first: day(i, 1),
  last: day(i + 1, 0),
}))

function day(month: number, of: number): string {
  return new Date(Date.UTC(2017, month, of)).toISOString().slice(0, 10)
}

/** Nine tenths of what was agreed, and in the spring of 2020 four tenths. */
function partOf(month: string): number {
  return month >= '2020-03-16' && month < '2020-07-01' ? 0.4 : 0.9
}

function agreedIn({ first, last }: (typeof MONTHS)[number]): number {
  return (HOURS_A_WEEK * ((Date.parse(last) - Date.parse(first)) / 86_400_000 + 1)) / 7
}

const PLACE: readonly DomainEvent[] = [
  {
    ...NOTHING_MORE,
    ...{ id: 'place', kind: 'ENROLMENT', phase: 'BEGIN', at: '2017-01-01' },
    ...{ label: 'Place', value: HOURS_A_WEEK },
  },
  ...MONTHS.map(
    (month): DomainEvent => ({
      ...NOTHING_MORE,
      ...{ id: month.last, kind: 'ATTENDANCE', at: month.last, label: 'Came' },
      value: agreedIn(month) * partOf(month.last),
    }),
  ),
]

/** One more has hours in every month, and is linked to nobody. */
const SUBJECTS = [...CHILDREN, 'nobody']
const nothing = CHILDREN.map(() => null)
const STANDING = {
  token: CHILDREN,
  absence: CHILDREN.map(() => 'NONE'),
  freshAt: nothing,
  registries: CHILDREN.map(() => []),
}
const UNKNOWN = { ...STANDING, token: nothing }
const PAGE: FeedPage = {
  ...NOTHING,
  children: {
    ...NOTHING.children,
    ...{ ids: CHILDREN, birthDate: CHILDREN.map(() => '2016-10-03'), dueDate: nothing },
    ...{ endedOn: nothing, ending: nothing, arrivedOn: nothing, phase: CHILDREN.map(() => 'BORN') },
    ...{ sex: nothing, municipality: CHILDREN.map(() => '9000'), postcode4: nothing },
    vaccinationScheme: nothing,
    domains: { BIRTH_CARE: UNKNOWN, JGZ: UNKNOWN, CHILDCARE: STANDING, SOCIAL_DOMAIN: UNKNOWN },
  },
  events: {
    ...NOTHING.events,
    CHILDCARE: {
      ...NOTHING.events.CHILDCARE,
      ...toColumns(SUBJECTS.flatMap(() => PLACE)),
      subjects: SUBJECTS,
      counts: SUBJECTS.map(() => PLACE.length),
    },
  },
}

const AROUND = `{
  compareAround(indicator: "C07", event: "lockdown-1", per: MONTH) {
    indicator { unit }
    receipt { id }
    groups {
      hidden
      alarm { at ratio }
      before { ...part }
      during { ...part expected ratio ratioLower ratioUpper }
      after { ...part ratio }
    }
  }
}
fragment part on AroundTotal {
  count denominator value lower upper ifNoUnlinkedSeen ifAllUnlinkedSeen coverage provisional
}`

describe('hours around an event', () => {
  let town: ReturnType<typeof openFixture>
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  let around: any
  beforeAll(async () => {
    town = openFixture({ pages: [PAGE], now: '2021-06-01T12:00:00Z' })
    const { data, errors } = await town.ask(AROUND, {}, VIEWER)
    expect(errors).toBeUndefined()
    around = data?.compareAround
  })
  afterAll(() => town.close())

  const VIEWER = { ...ANALYST, municipalities: ['9000'] }

  test('MUST be hours that children came per hour agreed: before, during and after', () => {
    const [{ before, during, after, hidden }] = around.groups
    expect(hidden).toBe(0)
    expect(before.value).toBeCloseTo(0.9, 1)
    expect(during.value).toBeCloseTo(0.4, 1)
    expect(after.value).toBeGreaterThan(0.7)
    // A month that lies partly in the event is in neither.
    const agreed = 11 * 30.4 * (HOURS_A_WEEK / 7) * CHILDREN.length
    expect(before.denominator / agreed).toBeCloseTo(1, 1)
  })

  test('is told beside what its own past let expect, and an alarm is raised', () => {
    const [{ during, alarm }] = around.groups
    expect(during.ratio).toBeCloseTo(0.4 / 0.9, 1)
    expect(during.ratioUpper).toBeLessThan(1)
    expect(during.ratioLower).toBeLessThan(during.ratio)
    expect(alarm.ratio).toBeLessThan(0.6)
  })

  test('MUST NOT have an interval of chance, as of counts; what records of nobody could add stands beside it', () => {
    const [{ before, during }] = around.groups
    expect([before, during].map(({ lower, upper }) => [lower, upper])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(during.ifNoUnlinkedSeen).toBe(during.value)
    expect(during.ifAllUnlinkedSeen).not.toBe(during.value)
    expect(during.coverage).toBe(1)
  })

  test('MUST be given again by its receipt, byte by byte', async () => {
    const again = `{ replay(receipt: "${around.receipt.id}") { same because } }`
    const { data } = await town.ask(again, {}, VIEWER)
    expect(data?.replay).toEqual({ same: true, because: [] })
  })
})
