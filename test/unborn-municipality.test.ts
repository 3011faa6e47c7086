import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetusId } from '../sandbox/birth-care-people.ts'
import { generate } from '../sandbox/generate.ts'
import type { Child, Family, Pregnancy } from '../sandbox/population.ts'
import { cases } from './scale.ts'
import { addDays, openTown, type Town } from './unborn-town.ts'

/** The sandbox as it is made by default; a part of it where time is short. */
const families = [...generate({ seed: 20_200_921, children: cases(300, 2_000) })]

let town: Town

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

interface Truth {
  readonly family: Family
  readonly pregnancy: Pregnancy
  readonly child: Child
}

const children: readonly Truth[] = families.flatMap((family) =>
  family.pregnancies.flatMap((pregnancy) =>
    pregnancy.children.map((child): Truth => ({ family, pregnancy, child })),
  ),
)

test('month by month through a municipality: MUST NOT change an id, nor give one child the id of another', async () => {
  const ids = new Map<string, string>()
  const wrong: string[] = []
  /** Some are found by somebody before their pregnancy is looked at again. */
  const foundEarly = new Set<string>()
  let before = '2021-05-01'

  for (let day = '2021-06-01'; day <= '2026-09-01'; before = day, day = nextMonth(day)) {
    const touched = new Set(families.filter((family) => isTouched(family, before, day)))
    for (const { child } of children) {
      const { bsn = null, birthDate = '' } = child.person ?? {}
      const isNew = birthDate > before && birthDate <= addDays(day, -3)
      if (isNew && bsn !== null && Number(bsn) % 20 === 7) foundEarly.add(await town.find(child))
    }
    await town.takeIn([...touched], day, { register: 3, number: 10 })
    for (const { child, family } of children) {
      const id = touched.has(family) ? await town.idOf(child) : undefined
      const bsn = child.person?.bsn ?? ''
      if (id === undefined) continue
      if ((ids.get(bsn) ?? id) !== id) wrong.push(`${day}: another id`)
      ids.set(bsn, id)
    }
  }

  const truth = new Map(
    children.map(({ child, pregnancy }) => [
      `BodySite/${fetusId(pregnancy.id, child.rank)}`,
      child.person?.bsn ?? null,
    ]),
  )
  const carried = (await town.all()).flatMap((pregnancy) => pregnancy.children)
  const promoted = carried.filter(({ person }) => person !== null)
  const isBorn = ({ child }: Truth) => child.person !== null && child.person.bsn !== null
  const known = children.filter(
    ({ child }) => !child.quirks.includes('unknown-to-birth-care') && isBorn({ child } as Truth),
  )

  expect(wrong).toEqual([])
  expect(new Set(ids.values()).size).toBe(ids.size)
  expect(promoted.filter(({ name, person }) => truth.get(name) !== person)).toEqual([])
  // Who keeps the id of before birth, and who has two because he was found first.
  const answered = promoted.filter(({ answeredBy }) => answeredBy !== null)
  expect(promoted.every((one) => (one.answeredBy ?? one.id) === ids.get(one.person ?? ''))).toBe(
    true,
  )
  expect(answered.every(({ answeredBy }) => foundEarly.has(answeredBy ?? ''))).toBe(true)
  expect(promoted.length / known.length).toBeGreaterThan(0.97)
  expect(carried.filter(({ isLost, person }) => isLost && person !== null)).toEqual([])
}, 600_000)

function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

/** Whether birth care or the register tells something of them that it did not tell before. */
function isTouched({ pregnancies }: Family, before: string, day: string): boolean {
  const isNew = (date: string | null | undefined) =>
    date !== null && date !== undefined && date > before && date <= day
  return pregnancies.some(({ visits, endDate, children }) => {
    const numbered = endDate === null ? null : addDays(endDate, 10)
    const moved = children.map(({ custody }) => custody?.since)
    return [visits[0]?.date, endDate, numbered, ...moved].some(isNew)
  })
}
