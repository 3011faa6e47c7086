import { describe, expect, test } from 'vitest'
import { isElevenProof } from './bsn.ts'
import { dayOf } from './days.ts'
import { generate } from './generate.ts'
import { locations } from './locations.ts'
import { PLANTED } from './planted.ts'
import { type Child, type Family, REFERENCE_DATE } from './population.ts'

const FAMILIES = [...generate({ seed: 7, children: 2_000 })]
const CHILDREN = FAMILIES.flatMap((family) =>
  family.pregnancies.flatMap((pregnancy) =>
    pregnancy.children.map((child) => ({ family, pregnancy, child })),
  ),
)

describe('the stream', () => {
  test('MUST be the same for the same seed', () => {
    expect([...generate({ seed: 7, children: 2_000 })]).toEqual(FAMILIES)
  })

  test('MUST give the same family at the same number, whatever the size', () => {
    const few = [...generate({ seed: 7, children: 300 })]
    expect(few.length).toBeGreaterThan(200)
    expect(FAMILIES.slice(0, few.length)).toEqual(few)
  })

  test('is another one for another seed', () => {
    const [first, other] = [7, 8].map((seed) => JSON.stringify(familyAt(seed, 100)))
    expect(first).not.toBe(other)
  })

  test('numbers the families from zero', () => {
    expect(FAMILIES.map(({ number }) => number)).toEqual(FAMILIES.map((_, index) => index))
  })

  test('brings as many live-born children as were asked for, and at most a few more', () => {
    const born = CHILDREN.filter(({ child }) => child.birth?.outcome === 'live-birth').length
    expect(born).toBeGreaterThanOrEqual(2_000)
    expect(born).toBeLessThan(2_006)
  })

  test('is asked for by the family: the next one costs nothing until it is wanted', () => {
    const stream = generate({ seed: 7, children: 1_000_000_000 })
    expect(stream.next().value).toEqual(FAMILIES[0])
    stream.return(undefined)
  })
})

describe('people', () => {
  const everybody = FAMILIES.flatMap((family) => [
    family.mother,
    ...(family.partner ? [family.partner] : []),
    ...family.pregnancies.flatMap(({ children }) =>
      children.flatMap(({ person, custody }) => [
        ...(person ? [person] : []),
        ...(custody?.carers ?? []),
      ]),
    ),
  ])
  const bsns = everybody.flatMap(({ bsn }) => bsn ?? [])

  test('MUST have BSNs that pass the eleven-proof and are nobody else’s', () => {
    expect(bsns.every(isElevenProof)).toBe(true)
    expect(new Set(bsns).size).toBe(bsns.length)
  })

  test('MUST have BSNs from the range for tests only, in a population of the usual size', () => {
    expect(bsns.length).toBeGreaterThan(5_000)
    expect(bsns.every((bsn) => bsn.startsWith('9999'))).toBe(true)
  })

  test('of whom some have no BSN', () => {
    expect(everybody.length).toBeGreaterThan(bsns.length)
  })

  test('live in one place after another', () => {
    for (const { residences } of FAMILIES) {
      const since = residences.map(({ from }) => from)
      expect(since).toEqual(since.toSorted())
      expect(new Set(since).size).toBe(since.length)
    }
  })
})

describe('days', () => {
  test('MUST NOT lie after today, but for what is planned or expected', () => {
    for (const { child, pregnancy } of CHILDREN) {
      expect(happened(child).filter(({ date }) => date > REFERENCE_DATE)).toEqual([])
      expect(pregnancy.visits.filter(({ date }) => date > REFERENCE_DATE)).toEqual([])
      if (pregnancy.outcome === 'ongoing') expect(pregnancy.dueDate > '2026-08-01').toBe(true)
    }
  })

  test('MUST NOT lie before birth or after death', () => {
    for (const { child } of CHILDREN) {
      const dates = happened(child).map(({ date }) => date)
      if (child.person === null) expect(dates).toEqual([])
      for (const date of dates) {
        expect(date >= (child.person?.birthDate ?? '')).toBe(true)
        expect(date <= (child.person?.deathDate ?? '9')).toBe(true)
      }
    }
  })

  test('MUST NOT bring a contact before the family came or after it went', () => {
    for (const { child, family } of CHILDREN) {
      const came = child.quirks.includes('moved-in') ? (family.residences.at(-1)?.from ?? '') : ''
      const went = child.jgz?.careEnd?.date ?? '9'
      for (const { date } of child.jgz?.contacts ?? []) {
        expect(date >= came).toBe(true)
        expect(date < went).toBe(true)
      }
    }
  })

  test('put contacts and pregnancies in order', () => {
    for (const { child } of CHILDREN) {
      const dates = (child.jgz?.contacts ?? []).map(({ date }) => date)
      expect(dates).toEqual(dates.toSorted())
    }
    for (const { pregnancies } of FAMILIES) {
      const starts = pregnancies.map(({ lastMenstrualPeriod }) => lastMenstrualPeriod)
      expect(starts).toEqual(starts.toSorted())
      for (const [index, { endDate }] of pregnancies.entries())
        expect((endDate ?? '') < (starts[index + 1] ?? '9')).toBe(true)
    }
  })

  test('MUST NOT bring a vaccination before six weeks, or two doses within four', () => {
    for (const { child } of CHILDREN) {
      const given = (child.jgz?.vaccinations ?? []).filter(({ refusal }) => refusal === null)
      for (const { date, vaccine, dose } of given) {
        expect(dayOf(date) - dayOf(child.person?.birthDate ?? '')).toBeGreaterThanOrEqual(42)
        const before = given.find((each) => each.vaccine === vaccine && each.dose === dose - 1)
        if (dose > 1) expect(dayOf(date) - dayOf(before?.date ?? '')).toBeGreaterThanOrEqual(28)
      }
    }
  })

  test('end a stay in day care at the latest on the fourth birthday', () => {
    for (const { child } of CHILDREN) {
      const born = child.person?.birthDate ?? ''
      const fourth = `${Number(born.slice(0, 4)) + 4}${born.slice(4)}`
      for (const { to, months } of child.childcare.enrolments) {
        if (to !== null)
          expect(to <= (born.endsWith('02-29') ? `${fourth.slice(0, 5)}03-01` : fourth)).toBe(true)
        for (const { plannedHours, attendedHours } of months)
          expect(attendedHours).toBeLessThanOrEqual(plannedHours)
      }
    }
  })

  test('bring a stop only after a start', () => {
    const allocations = CHILDREN.flatMap(({ child }) => child.socialDomain.allocations)
    expect(allocations.length).toBeGreaterThan(30)
    for (const { start, stop, from } of allocations) {
      if (start !== null) expect(start.date >= from).toBe(true)
      if (stop !== null) expect(stop.date >= (start?.date ?? '9')).toBe(true)
    }
  })
})

describe('who was never alive outside the womb', () => {
  test('MUST be known to birth care only', () => {
    const still = CHILDREN.filter(({ child }) => child.birth?.outcome === 'stillbirth')
    const unborn = CHILDREN.filter(({ child }) => child.birth === null)
    expect(still.length).toBeGreaterThan(0)
    expect(unborn.length).toBeGreaterThan(100)
    for (const { child } of [...still, ...unborn]) {
      expect(child.person).toBeNull()
      expect(child.jgz).toBeNull()
      expect(child.childcare.enrolments).toEqual([])
      expect(child.socialDomain).toEqual({ allocations: [], cases: [] })
    }
  })
})

describe('numbers in a registry', () => {
  const unique = (found: readonly string[]) => {
    expect(found.length).toBeGreaterThan(30)
    expect(new Set(found).size).toBe(found.length)
  }

  test('MUST be given once', () => {
    unique(CHILDREN.flatMap(({ child }) => child.jgz?.dossier ?? []))
    unique(CHILDREN.flatMap(({ child }) => (child.jgz?.contacts ?? []).map(({ id }) => id)))
    unique(CHILDREN.flatMap(({ child }) => child.childcare.enrolments.map(({ id }) => id)))
    unique(
      CHILDREN.flatMap(({ child }) => child.socialDomain.allocations.map(({ number }) => number)),
    )
    unique(CHILDREN.flatMap(({ child }) => child.socialDomain.cases.map(({ id }) => id)))
    unique(FAMILIES.flatMap(({ pregnancies }) => pregnancies.map(({ id }) => id)))
    unique(locations(7).map(({ lrkId }) => lrkId))
  })

  test('of childcare name a location that exists', () => {
    const known = new Set(locations(7).map(({ lrkId }) => lrkId))
    for (const { child } of CHILDREN)
      for (const { lrkId } of child.childcare.enrolments) expect(known).toContain(lrkId)
  })
})

describe('chance', () => {
  test.each([
    'no-bsn-in-birth-care',
    'unknown-to-birth-care',
    'parent-without-bsn',
    'foster-care',
    'moved-away',
    'moved-in',
    'emigrated',
  ] as const)('brings children who are %s, beside the planted ones', (quirk) => {
    const found = CHILDREN.filter(
      ({ child }) => child.planted === null && child.quirks.includes(quirk),
    )
    expect(found.length).toBeGreaterThan(0)
  })

  test('never gives a child the name of a planted one', () => {
    const names = new Set(PLANTED.map(({ name }) => name))
    const others = CHILDREN.filter(({ child }) => child.planted === null)
    expect(
      others.filter(({ child }) => names.has(child.person?.name.given.toLowerCase() ?? '')),
    ).toEqual([])
  })
})

function familyAt(seed: number, number: number): Family | undefined {
  for (const family of generate({ seed, children: 2_000 }))
    if (family.number === number) return family
  return undefined
}

/** Whatever a registry wrote down as done, with its day. */
function happened({ jgz, childcare, socialDomain }: Child): { date: string }[] {
  return [
    ...(jgz?.contacts ?? []).filter(({ status }) => status !== null),
    ...(jgz?.vaccinations ?? []),
    ...(jgz?.referrals ?? []),
    ...childcare.enrolments.map(({ from }) => ({ date: from })),
    ...socialDomain.allocations.flatMap(({ start, stop }) => [start ?? [], stop ?? []].flat()),
    ...socialDomain.cases.map(({ openedOn }) => ({ date: openedOn })),
    ...socialDomain.cases.flatMap(({ closedOn }) => (closedOn === null ? [] : { date: closedOn })),
  ]
}
