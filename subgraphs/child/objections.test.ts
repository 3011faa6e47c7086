import { describe, expect, test } from 'vitest'
import { isObjected, type Objection } from './objections.ts'

const ABOUT = { domain: 'jgz', purpose: 'youth-health-care', day: '2026-06-01' } as const

function told(change: Partial<Objection>): Objection {
  return {
    domain: 'jgz',
    purpose: null,
    kind: 'OBJECTION',
    source: 'desk',
    from: '2026-01-01',
    until: null,
    recordedAt: new Date('2026-01-01'),
    ...change,
  }
}

const own = 'youth-health-care' as const

describe('an objection', () => {
  test.each([
    ['nothing was said', [], false],
    ['there is one', [told({})], true],
    ['it is of another domain', [told({ domain: 'childcare' })], false],
    ['it is for another purpose', [told({ purpose: 'research' })], false],
    ['it begins later', [told({ from: '2026-06-02' })], false],
    ['it begins that day', [told({ from: '2026-06-01' })], true],
    ['it ends that day', [told({ until: '2026-06-01' })], true],
    ['it ended the day before', [told({ until: '2026-05-31' })], false],
    ['it was withdrawn', [told({}), told({ kind: 'WITHDRAWN' })], false],
    ['it was withdrawn and made again', [told({}), told({ kind: 'WITHDRAWN' }), told({})], true],
    [
      'one for all was withdrawn, and one for this purpose was not',
      [told({ purpose: own }), told({}), told({ kind: 'WITHDRAWN' })],
      true,
    ],
    [
      'they consented to this purpose after',
      [told({}), told({ purpose: own, kind: 'CONSENT' })],
      false,
    ],
    [
      'they objected to all after they consented',
      [told({ purpose: own, kind: 'CONSENT' }), told({})],
      true,
    ],
    [
      'they consented to another purpose',
      [told({}), told({ purpose: 'research', kind: 'CONSENT' })],
      true,
    ],
    [
      'they took back that they consented to this purpose',
      [
        told({}),
        told({ purpose: own, kind: 'CONSENT' }),
        told({ purpose: own, kind: 'WITHDRAWN' }),
      ],
      true,
    ],
    [
      'they consented to all, and had objected to this purpose',
      [told({ purpose: own }), told({ kind: 'CONSENT' })],
      true,
    ],
    [
      'their consent ended the day before',
      [told({}), told({ purpose: own, kind: 'CONSENT', until: '2026-05-31' })],
      true,
    ],
    [
      'they take it back from the day after',
      [told({}), told({ kind: 'WITHDRAWN', from: '2026-06-02' })],
      true,
    ],
  ] as const)('holds, or not, where %s', (_what, objections, holds) => {
    expect(isObjected(objections, ABOUT)).toBe(holds)
  })
})
