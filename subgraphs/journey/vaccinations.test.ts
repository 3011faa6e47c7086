import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../schema/events.ts'
import { vaccination } from './fixture-told.ts'
import type { Disease, VaccinationState } from './vaccination-types.ts'
import { vaccinationStatus } from './vaccinations.ts'

const BORN = '2024-03-01'

interface Story {
  readonly birthDate?: string
  readonly scheme?: '2+1' | '3+1'
  readonly isComplete?: boolean
}

function status(told: readonly DomainEvent[], at: string, story: Story = {}) {
  const { birthDate = BORN, scheme = null, isComplete = true } = story
  const events = told
    .filter((one) => one.at <= at)
    .map((one) => ({ ...one, domain: 'JGZ' }) as const)
  return vaccinationStatus({ birthDate, events, scheme, isComplete }, at)
}

function stateOf(
  disease: Disease,
  ...asked: Parameters<typeof status>
): VaccinationState | undefined {
  return status(...asked)?.diseases.find((one) => one.disease === disease)?.state
}

const HEXAVALENT = ['2024-06-03', '2024-08-02', '2025-03-04'].map((at) => vaccination(at, '11'))

describe('vaccination status', () => {
  test('follows a child through its first year', () => {
    const told = HEXAVALENT
    const days = [
      '2024-05-01',
      '2024-06-02',
      '2024-06-10',
      '2024-08-01',
      '2024-08-10',
      '2025-03-10',
    ]
    const states = days.map((at) => stateOf('PERTUSSIS', told, at))

    expect(states).toEqual(['NOT_YET', 'DUE', 'ON_TIME', 'DUE', 'ON_TIME', 'ON_TIME'])
  })

  test('tells what came late, and what is overdue', () => {
    const late = [vaccination('2024-07-20', '11')]

    expect(stateOf('POLIO', late, '2024-07-25')).toBe('LATE')
    expect(stateOf('POLIO', late, '2024-09-02')).toBe('OVERDUE')
    expect(stateOf('MEASLES', HEXAVALENT, '2025-07-02')).toBe('OVERDUE')
  })

  test('tells a refusal until something is given after it', () => {
    const refused = vaccination('2025-05-05', '04', true)
    const given = vaccination('2025-06-05', '04')

    expect(stateOf('MEASLES', [refused], '2026-01-01')).toBe('REFUSED')
    expect(stateOf('MEASLES', [refused, given], '2026-01-01')).toBe('ON_TIME')
    expect(stateOf('HIB', [refused], '2026-01-01')).toBe('OVERDUE')
  })

  test('expects one dose more of who is not protected by its mother', () => {
    const third = ['2024-04-20', ...HEXAVALENT.map(({ at }) => at)].map((at) =>
      vaccination(at, '11'),
    )
    const at = '2025-03-10'
    const recorded = status(HEXAVALENT, at, { scheme: '3+1' })

    expect(recorded).toMatchObject({ scheme: '3+1', schemeBecause: 'RECORDED' })
    expect(stateOf('TETANUS', HEXAVALENT, at, { scheme: '3+1' })).toBe('DUE')
    expect(status(third, at)).toMatchObject({ scheme: '3+1', schemeBecause: 'FIRST_DOSE' })
    expect(stateOf('TETANUS', third, at)).toBe('ON_TIME')
    expect(status(HEXAVALENT, at)).toMatchObject({ scheme: '2+1', schemeBecause: 'FIRST_DOSE' })
    expect(status([], at)).toMatchObject({ scheme: '2+1', schemeBecause: 'ASSUMED' })
  })

  test('goes by the cohort, and by the edition that was in force', () => {
    const doses = (birthDate: string, at: string, disease: Disease) =>
      status([], at, { birthDate })?.diseases.find((one) => one.disease === disease)?.doses

    expect(doses('2023-12-31', '2026-01-01', 'HIB')?.[2]?.from).toBe('2024-11-30')
    expect(doses('2024-01-01', '2026-01-01', 'HIB')?.[2]?.from).toBe('2025-01-01')
    expect(doses('2023-12-31', '2026-01-01', 'ROTAVIRUS')).toBeUndefined()
    expect(doses('2022-01-01', '2024-12-31', 'MEASLES')).toHaveLength(1)
    expect(doses('2022-01-01', '2025-01-01', 'MEASLES')?.[1]).toMatchObject({
      from: '2024-07-01',
      to: '2025-07-01',
    })
    expect(doses('2021-12-31', '2025-01-01', 'MEASLES')).toHaveLength(1)
    expect(status([], '2026-01-01', { birthDate: '2019-12-31' })).toBeNull()
  })

  test('does not wait for what a child has become too old for', () => {
    expect(stateOf('ROTAVIRUS', [], '2024-05-20')).toBe('OVERDUE')
    expect(stateOf('ROTAVIRUS', [], '2025-01-01')).toBe('MISSED')
  })

  test('MUST NOT tell of a gap while youth health care cannot be asked', () => {
    const asked = { isComplete: false }

    expect(stateOf('MEASLES', HEXAVALENT, '2025-07-02', asked)).toBe('CANNOT_TELL')
    expect(stateOf('PERTUSSIS', HEXAVALENT, '2025-07-02', asked)).toBe('ON_TIME')
  })
})
