import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dayAtAge, latestOf, monthsBetween } from './age.ts'
import {
  CONTACT_SCHEDULES,
  HANDOVER_RULES,
  inForce,
  SIGHT_RULES,
  VACCINATION_SCHEDULES,
  VVE_SCHEDULES,
} from './schedule.ts'

const ALL = [
  ...CONTACT_SCHEDULES,
  ...VACCINATION_SCHEDULES,
  ...SIGHT_RULES,
  ...VVE_SCHEDULES,
  ...HANDOVER_RULES,
]
const BORN = '2024-01-31'

describe('the schedules', () => {
  test('are all the files of the folder, each by its name and version', () => {
    const files = readdirSync(new URL('./schedules', import.meta.url)).sort()

    expect(ALL.map(({ name, version }) => `${name}-${version}.json`).sort()).toEqual(files)
  })

  test('tell of every moment a time that begins before it ends, one after the other', () => {
    for (const { moments } of CONTACT_SCHEDULES) {
      const days = moments.flatMap(({ from, by }) => [dayAtAge(BORN, from), dayAtAge(BORN, by)])
      expect(days).toEqual(days.toSorted())
    }
    for (const { cohorts } of VACCINATION_SCHEDULES)
      for (const { schemes } of cohorts)
        for (const { from, to } of Object.values(schemes).flat())
          expect(dayAtAge(BORN, from) < dayAtAge(BORN, to)).toBe(true)
  })

  test('have every birth from 2020 on in one cohort, and no more than one', () => {
    for (const { cohorts } of VACCINATION_SCHEDULES)
      for (const born of ['2020-01-01', '2021-12-31', '2022-01-01', '2023-12-31', '2024-01-01']) {
        const own = cohorts.filter(
          ({ bornFrom, bornUntil }) => bornFrom <= born && (bornUntil === null || born < bornUntil),
        )
        expect(own).toHaveLength(1)
      }
  })

  test('are those that were in force on the day', () => {
    const versions = ['2019-12-31', '2023-12-31', '2024-01-01', '2026-09-01'].map(
      (at) => inForce(VACCINATION_SCHEDULES, at)?.version,
    )

    expect(versions).toEqual([undefined, '2020', '2024', '2025'])
  })

  test('give way to that of an organisation with a programme of its own', () => {
    const [national] = CONTACT_SCHEDULES
    if (!national) throw new Error('there is a national schedule')
    const own = { ...national, version: 'own', organisations: ['jgz-polder'] }
    const both = [national, own]

    expect(inForce(both, '2026-01-01', { registries: ['jgz-polder'] })?.version).toBe('own')
    expect(inForce(both, '2026-01-01', { registries: ['jgz-waterdam'] })?.version).toBe(
      national.version,
    )
    expect(inForce([own], '2026-01-01', { registries: ['jgz-waterdam'] })).toBeUndefined()
  })

  test('MUST NOT be one that was not known on the day by which it is asked what was known', () => {
    const [national] = CONTACT_SCHEDULES
    if (!national) throw new Error('there is a national schedule')
    const mended = { ...national, version: 'mended', knownFrom: '2026-03-01' }
    const asked = (knownOn?: string) =>
      inForce([national, mended], '2020-01-01', { knownOn })?.version

    expect([asked(), asked('2026-03-01')]).toEqual(['mended', 'mended'])
    expect(asked('2026-02-28')).toBe(national.version)
    expect(inForce(VACCINATION_SCHEDULES, '2026-01-01', { knownOn: '2024-06-01' })?.version).toBe(
      '2024',
    )
  })
})

describe('an age', () => {
  test('of months falls on the last day of a month that is shorter', () => {
    expect(dayAtAge(BORN, { months: 1 })).toBe('2024-02-29')
    expect(dayAtAge(BORN, { weeks: 2 })).toBe('2024-02-14')
  })

  test('in whole months is one less until the day', () => {
    expect(monthsBetween('2024-03-15', '2025-09-14')).toBe(17)
    expect(monthsBetween('2024-03-15', '2025-09-15')).toBe(18)
  })

  test('of a birth date that is known in part is the least that it may be', () => {
    expect(['2022', '2022-02', '2022-02-03'].map(latestOf)).toEqual([
      '2022-12-31',
      '2022-02-28',
      '2022-02-03',
    ])
  })
})
