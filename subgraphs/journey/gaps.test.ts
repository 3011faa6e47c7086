import { describe, expect, test } from 'vitest'
import { contact, event, known, standings } from './fixture-told.ts'
import { toGaps } from './gaps.ts'

const BORN = '2023-08-23'
const AT = '2026-09-01'
const TOLD = { JGZ: [contact('2023-08-30'), contact('2024-01-02'), contact('2025-02-20')] }

describe('gaps', () => {
  test('are the times in which nobody saw the child, the last of them still open', () => {
    const gaps = toGaps(known(BORN, TOLD), AT, 183)

    expect(gaps).toEqual([
      {
        ...{ from: '2024-01-02', to: '2025-02-20', days: 415, isOpen: false },
        ...{ ageMonthsFrom: 4, ageMonthsTo: 17 },
        explained: [expect.objectContaining({ cause: 'NO_CONTACT_RECORDED', domain: null })],
      },
      expect.objectContaining({ from: '2025-02-20', to: AT, isOpen: true, ageMonthsTo: 36 }),
    ])
    expect(toGaps(known(BORN, TOLD), AT, 416)).toHaveLength(1)
  })

  test('are filled by help that goes on, whichever domain gives it', () => {
    const help = [
      event('a:begin', '2024-03-01', { kind: 'SUPPORT', phase: 'BEGIN' }),
      event('a:end', '2025-01-10', { kind: 'SUPPORT', phase: 'END' }),
    ]

    expect(toGaps(known(BORN, { ...TOLD, SOCIAL_DOMAIN: help }), AT, 183)).toHaveLength(1)
  })

  test('are explained by who may not or cannot be asked, and by where the child lived', () => {
    const course = { birthDate: BORN, endedOn: null, ending: null, arrivedOn: '2024-06-01' }
    const unheard = standings({
      CHILDCARE: { absence: 'SOURCE_DOWN' },
      SOCIAL_DOMAIN: { absence: 'OBJECTION' },
    })
    const [first, second] = toGaps(known(BORN, TOLD, { course, standings: unheard }), AT, 183) ?? []

    expect(first?.explained.map(({ cause, domain }) => [cause, domain])).toEqual([
      ['LIVED_ELSEWHERE', null],
      ['SOURCE_DOWN', 'CHILDCARE'],
      ['NO_LEGAL_BASIS', 'SOCIAL_DOMAIN'],
    ])
    expect(second?.explained).toHaveLength(2)
  })

  test('end with the life here, and are not told of whose birth is not known', () => {
    const died = {
      birthDate: BORN,
      endedOn: '2025-06-01',
      ending: 'DIED',
      arrivedOn: null,
    } as const

    expect(toGaps(known(BORN, TOLD, { course: died }), AT, 90)?.at(-1)?.to).toBe('2025-06-01')
    expect(toGaps(known(BORN, TOLD, { course: null }), AT, 90)).toBeNull()
  })
})
