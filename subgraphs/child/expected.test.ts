import { describe, expect, test } from 'vitest'
import { DOMAINS } from '../../privacy/sealed-reference.ts'
import { isInPhase, isOfAge } from './expected.ts'

describe('what a domain can have of a child', () => {
  test('of who is not born: what birth care has, and nothing else', () => {
    expect(DOMAINS.filter((domain) => isInPhase(domain, 'UNBORN'))).toEqual(['birth-care'])
    expect(DOMAINS.filter((domain) => isInPhase(domain, 'BORN'))).toEqual([...DOMAINS])
  })

  test.each([
    ['2024-03-14', '2026-09-01', ['birth-care', 'jgz', 'childcare', 'social-domain']],
    ['2022-09-02', '2026-09-01', ['birth-care', 'jgz', 'childcare', 'social-domain']],
    ['2022-09-01', '2026-09-01', ['jgz', 'social-domain']],
    ['2008-09-02', '2026-09-01', ['jgz', 'social-domain']],
    ['2008-09-01', '2026-09-01', []],
    // In doubt it is looked for.
    ['2022', '2026-12-30', ['birth-care', 'jgz', 'childcare', 'social-domain']],
    ['2022', '2026-12-31', ['jgz', 'social-domain']],
    ['2022-08', '2026-08-30', ['birth-care', 'jgz', 'childcare', 'social-domain']],
    ['2022-08', '2026-09-01', ['jgz', 'social-domain']],
  ])('of who was born %s, on %s: %s', (birthDate, day, expected) => {
    expect(DOMAINS.filter((domain) => isOfAge(domain, birthDate, day))).toEqual(expected)
  })

  test('of who has no birth date: anything', () => {
    expect(DOMAINS.every((domain) => isOfAge(domain, null, '2026-09-01'))).toBe(true)
  })
})
