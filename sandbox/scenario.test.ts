import { describe, expect, test } from 'vitest'
import { cases } from '../test/scale.ts'
import { CONTRACT_COLUMNS, EMERGENCY_COLUMNS, providerLines } from './childcare.ts'
import { dayOf, iso, TODAY } from './days.ts'
import { generate } from './generate.ts'
import { livingChildren } from './household.ts'
import { toJgzRows } from './jgz.ts'
import { delayed } from './jgz-delay.ts'
import { EFFECTS, LOCKDOWNS } from './lockdown.ts'
import { PLANTED_FAMILIES } from './planted.ts'
import type { Family } from './population.ts'
import { slipsOf, USUAL } from './scenario.ts'

const CHILDREN = cases(6_000, 60_000)
const USUALLY = [...generate({ seed: 62, children: CHILDREN })]
const LOCKED = [...generate({ seed: 62, children: CHILDREN, event: 'lockdown' })]
const [FIRST, SECOND] = LOCKDOWNS

const childrenOf = (families: readonly Family[]) =>
  families.flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
const isIn = (date: string, { from, until }: { from: number; until: number }) =>
  dayOf(date) >= from && dayOf(date) < until
const AFTER = { from: FIRST.until, until: FIRST.until + EFFECTS.referrals.days }

function referrals(families: readonly Family[], window: { from: number; until: number }): number {
  return childrenOf(families)
    .flatMap(({ jgz }) => jgz?.referrals ?? [])
    .filter(({ date }) => isIn(date, window)).length
}

function places(families: readonly Family[], day: number) {
  return childrenOf(families)
    .flatMap(({ childcare }) => childcare.enrolments)
    .filter(({ from, to }) => dayOf(from) <= day && (to === null || dayOf(to) > day))
}

describe('a town with lockdowns', () => {
  test('MUST have the same families, and leave the planted ones as they are', () => {
    expect(LOCKED.map(({ mother }) => mother)).toEqual(USUALLY.map(({ mother }) => mother))
    const planted = PLANTED_FAMILIES.length
    expect(LOCKED.slice(0, planted)).toEqual(USUALLY.slice(0, planted))
  })

  test('has the same town before it', () => {
    const contactsOf = (families: readonly Family[]) =>
      childrenOf(families)
        .flatMap(({ jgz }) => jgz?.contacts ?? [])
        .filter(({ date }) => dayOf(date) < FIRST.from)
    expect(contactsOf(LOCKED)).toEqual(contactsOf(USUALLY))
  })

  test('has fewer referrals in it, and more after it', () => {
    const ratio = (window: { from: number; until: number }) =>
      referrals(LOCKED, window) / referrals(USUALLY, window)
    expect(ratio(FIRST)).toBeGreaterThan(0.45)
    expect(ratio(FIRST)).toBeLessThan(0.75)
    expect(ratio(AFTER)).toBeGreaterThan(1.15)
    expect(ratio(AFTER)).toBeLessThan(1.35)
  })

  test('has an eighth of the children with a place in emergency childcare, later 30 %', () => {
    for (const { from, emergency } of LOCKDOWNS) {
      const held = places(LOCKED, from)
      const used = held.filter((place) => place.emergency !== undefined).length
      expect(Math.abs(used / (held.length - used) - emergency)).toBeLessThan(0.035)
    }
  })

  test('has waiting lists, on which who begins soon after a closure waited for longer', () => {
    const spells = childrenOf(LOCKED).flatMap(({ childcare }) => childcare.waiting ?? [])
    const isLate = ({ until }: { until: string }) =>
      isIn(until, { ...FIRST, until: FIRST.until + 60 })
    const weeks = (own: typeof spells) =>
      own.reduce((sum, { since, until }) => sum + (dayOf(until) - dayOf(since)) / 7, 0) / own.length
    const late = spells.filter(isLate)
    const usual = spells.filter(({ until }) => dayOf(until) < FIRST.from)
    expect(late.length).toBeGreaterThan(20)
    expect(weeks(late) - weeks(usual)).toBeGreaterThan(5)
    expect(childrenOf(USUALLY).some(({ childcare }) => childcare.waiting)).toBe(false)
  })

  test('has no birth that was moved, and some that were not as early', () => {
    const early = (families: readonly Family[]) =>
      childrenOf(families).filter(
        ({ birth }) =>
          birth && isIn(birth.at.slice(0, 10), FIRST) && birth.gestationalAgeDays < 259,
      ).length
    expect(childrenOf(LOCKED).map(({ birth }) => birth?.at.slice(0, 10))).toEqual(
      childrenOf(USUALLY).map(({ birth }) => birth?.at.slice(0, 10)),
    )
    expect(early(LOCKED)).toBeLessThanOrEqual(early(USUALLY))
  })

  test('has contacts by telephone instead of on location, where nobody is weighed', () => {
    const contacts = childrenOf(LOCKED)
      .flatMap(({ jgz }) => jgz?.contacts ?? [])
      .filter(({ date, status }) => status === '01' && isIn(date, SECOND))
    const called = contacts.filter(({ form }) => form === '09' || form === '01')
    expect(called.length / contacts.length).toBeGreaterThan(0.4)
    expect(called.every(({ observations }) => observations.length === 0)).toBe(true)
  })

  test('tells of emergency childcare in columns that are not there otherwise', () => {
    const family = LOCKED.find((one) =>
      childrenOf([one]).some(({ childcare }) =>
        childcare.enrolments.some(({ emergency }) => emergency !== undefined),
      ),
    )
    if (!family) throw new Error('nobody went to emergency childcare')
    const told = childrenOf([family]).flatMap((child) => [
      ...providerLines(child, family, { tellsEmergency: true }),
    ])
    const contracts = told.filter(({ list }) => list === 'contracts')
    const columns = CONTRACT_COLUMNS.length + EMERGENCY_COLUMNS.length
    expect(contracts.every(({ line }) => line.split(';').length === columns)).toBe(true)
    expect(contracts.some(({ line }) => /;ja;(kwetsbaar|cruciaal-beroep)$/.test(line))).toBe(true)
  })
})

describe('a town in which names are written badly', () => {
  const slips = slipsOf({ ...USUAL, degrade: 'names' })

  test('has dossiers without a number for families from elsewhere, and for others as usual', () => {
    const without = (isHere: boolean) => {
      const families = USUALLY.slice(0, 3_000).filter(
        ({ mother }) => (mother.birthCountry.code === '6030') === isHere,
      )
      const clients = families.flatMap((family) => toJgzRows(family, slips(family).jgz).client)
      return clients.filter(({ bds_0007 }) => bds_0007 === null).length / clients.length
    }
    expect(without(true)).toBeLessThan(0.06)
    expect(without(false)).toBeGreaterThan(0.4)
  })

  test('can be without any slip, too', () => {
    const none = slipsOf({ ...USUAL, degrade: 'none' })
    const families = USUALLY.slice(PLANTED_FAMILIES.length, 2_000)
    const numbered = families.flatMap((family) =>
      livingChildren(family).flatMap(({ person }) => (person.bsn === null ? [] : [person.bsn])),
    )
    const written = families.flatMap((family) =>
      toJgzRows(family, none(family).jgz).client.flatMap(({ bds_0007 }) => bds_0007 ?? []),
    )
    expect(written).toEqual(numbered)
  })
})

describe('youth health care that is late', () => {
  const family = USUALLY.find((one) => childrenOf([one]).some(({ planted }) => planted === 'anna'))
  if (!family) throw new Error('anna is not there')
  const rows = toJgzRows(family)

  test('writes down the same, so many days later, and nothing after today', () => {
    const later = delayed(rows, 30)
    expect(later.vaccinatie.length).toBeGreaterThan(0)
    for (const { vastgelegd_op, id } of later.vaccinatie) {
      const before = rows.vaccinatie.find((one) => one.id === id)?.vastgelegd_op
      const day = dayOf(String(before).slice(0, 10)) + 30
      expect(String(vastgelegd_op).slice(0, 10)).toBe(iso(day))
      expect(day).toBeLessThanOrEqual(TODAY)
    }
  })

  test('has no dossier yet of a child who was born last week', () => {
    const born = USUALLY.find((one) =>
      livingChildren(one).some(({ child }) => child.planted === 'tammo'),
    )
    expect(toJgzRows(born as Family).client).not.toEqual([])
    expect(delayed(toJgzRows(born as Family), 30).client).toEqual([])
  })
})
