import { describe, expect, test } from 'vitest'
import {
  GRANTS,
  isInForce,
  type LegalGround,
  mayRead,
  PURPOSES,
  type Purpose,
  ROLES,
  SCOPES,
  type Scope,
  scopesOf,
} from './policy.ts'

const ALL_SCOPES = Object.keys(SCOPES) as Scope[]
const ALL_PURPOSES = Object.keys(PURPOSES) as Purpose[]

/** Scopes that nobody holds, each with the reason why it is there all the same. */
const NOT_GRANTED: Partial<Record<Scope, string>> = {}

/** Said twice, so that a change of who sees whom is always seen by two. */
/** What is about no person. */
const OPEN_DATA: readonly Scope[] = [
  'childcare:locations',
  'insight:read',
  'linkage:quality',
  'registry:status',
  'social-domain:offers',
]
/** What is about a person as a number that stands for one. */
const PSEUDONYMS: readonly Scope[] = [
  'child:read',
  'child:identities',
  'child:views',
  'linkage:cases',
  'linkage:decide',
]

const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  'childcare:meldcode': ['childcare-mentor/childcare-placement'],
  'child:find': [
    'childcare-mentor/childcare-placement',
    'midwife/birth-care',
    'neighbourhood-team-worker/youth-support',
    'privacy-officer/accountability',
    'youth-nurse/youth-health-care',
  ],
  'account:read': ['privacy-officer/accountability'],
  'child:residence': ['neighbourhood-team-worker/youth-support', 'youth-nurse/youth-health-care'],
  'birth-care:birth': [
    'midwife/birth-care',
    'youth-nurse/youth-health-care',
    'midwife/emergency',
    'youth-nurse/emergency',
  ],
  'birth-care:pregnancy': ['midwife/birth-care', 'youth-nurse/youth-health-care'],
  'child:identities': ['linker/linkage'],
  'linkage:cases': ['linker/linkage'],
  'linkage:decide': ['linker/linkage'],
  'jgz:growth': ['youth-nurse/youth-health-care', 'midwife/emergency', 'youth-nurse/emergency'],
  'jgz:development': ['youth-nurse/youth-health-care'],
  'jgz:vve': ['childcare-mentor/childcare-placement', 'youth-nurse/youth-health-care'],
  'jgz:consents': ['youth-nurse/youth-health-care'],
  'jgz:observations': ['youth-nurse/youth-health-care'],
  'social-domain:cases': [
    'neighbourhood-team-worker/youth-support',
    'youth-nurse/youth-health-care',
  ],
}

describe('the policy', () => {
  test('MUST deny what it does not grant', () => {
    for (const role of ROLES) {
      for (const purpose of ALL_PURPOSES) {
        const granted = GRANTS.filter((grant) => grant.role === role && grant.purpose === purpose)
        for (const scope of ALL_SCOPES) {
          const isGranted = granted.some(({ scopes }) => scopes.includes(scope))
          expect(mayRead({ role, purpose }, scope)).toBe(isGranted)
          expect(scopesOf(role, purpose).has(scope)).toBe(isGranted)
        }
      }
    }
  })

  test('MUST give a role nothing for a purpose that is not its own', () => {
    for (const { role, purpose } of GRANTS) {
      const own = GRANTS.filter((grant) => grant.role === role).map((grant) => grant.purpose)
      // Beside the one that is its own, an emergency at most.
      expect(
        own.filter((one) => one !== purpose && one !== 'emergency' && purpose !== 'emergency'),
      ).toEqual([])
      for (const other of ALL_PURPOSES.filter((one) => !own.includes(one))) {
        expect(scopesOf(role, other).size).toBe(0)
      }
    }
  })

  test('grants every scope to somebody, or says why not', () => {
    const granted = new Set<string>(GRANTS.flatMap(({ scopes }) => scopes))
    const orphans = ALL_SCOPES.filter((scope) => !granted.has(scope))
    expect(orphans.sort()).toEqual(Object.keys(NOT_GRANTED).sort())
  })

  test('names each role with each purpose once, and each scope once', () => {
    const pairs = GRANTS.map(({ role, purpose }) => `${role}/${purpose}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    for (const { scopes } of GRANTS) expect(new Set(scopes).size).toBe(scopes.length)
    expect(new Set(GRANTS.map(({ role }) => role))).toEqual(new Set(ROLES))
    const inForce = ALL_PURPOSES.filter((purpose) => isInForce(purpose))
    expect(new Set(GRANTS.map(({ purpose }) => purpose))).toEqual(new Set(inForce))
  })

  test('grants nothing that its purpose does not allow, so that nothing is cut in silence', () => {
    for (const { role, purpose, scopes } of GRANTS) {
      expect([...scopesOf(role, purpose)].sort()).toEqual([...scopes].sort())
    }
  })

  /** Said again, and otherwise than the code does. */
  const DOMAINS: Readonly<Record<string, string>> = {
    child: 'population',
    'birth-care': 'birth-care',
    jgz: 'jgz',
    childcare: 'childcare',
    'social-domain': 'social-domain',
  }
  const DAYS = ['1990-01-01', '2008-12-01', '2014-12-31', '2015-01-01', '2026-11-22', '2099-12-31']

  test('MUST cut every role, purpose, domain and day to what the ground allows', () => {
    let cells = 0
    for (const role of ROLES) {
      for (const purpose of ALL_PURPOSES) {
        const { grain, domains, ground } = PURPOSES[purpose]
        const { inForceFrom, inForceTo } = ground as LegalGround
        for (const scope of ALL_SCOPES) {
          const isGranted = GRANTS.some(
            (grant) =>
              grant.role === role && grant.purpose === purpose && grant.scopes.includes(scope),
          )
          const isOpen = OPEN_DATA.includes(scope)
          const [prefix = ''] = scope.split(':')
          const domain = DOMAINS[prefix]
          for (const day of DAYS) {
            const isLawful =
              inForceFrom !== null &&
              day >= inForceFrom &&
              (inForceTo === null || day <= inForceTo) &&
              (isOpen ||
                ((grain === 'individual' ||
                  (grain === 'pseudonym' && PSEUDONYMS.includes(scope))) &&
                  (domain === undefined || (domains as readonly string[]).includes(domain))))
            expect(scopesOf(role, purpose, day).has(scope)).toBe(isGranted && isLawful)
            cells += 1
          }
        }
      }
    }
    expect(cells).toBe(ROLES.length * ALL_PURPOSES.length * ALL_SCOPES.length * DAYS.length)
  })

  test('MUST let an aggregate purpose see no person', () => {
    const aggregate = GRANTS.filter(({ purpose }) => PURPOSES[purpose].grain === 'aggregate')
    expect(aggregate.length).toBeGreaterThan(0)
    for (const { scopes } of aggregate) expect([...scopes].sort()).toEqual(OPEN_DATA)
  })

  test('MUST open a domain for whoever may read a part of it', () => {
    for (const { scopes } of GRANTS) {
      for (const domain of ['birth-care', 'jgz', 'childcare', 'social-domain'] as const) {
        const parts = scopes
          .filter((scope) => scope.startsWith(`${domain}:`))
          .filter((scope) => !OPEN_DATA.includes(scope))
        if (parts.length > 0) expect(parts).toContain(`${domain}:read`)
      }
      if (scopes.includes('child:find')) expect(scopes).toContain('child:identity')
      if (scopes.some((scope) => scope.startsWith('child:'))) expect(scopes).toContain('child:read')
    }
  })

  test.each(Object.entries(HOLDERS))('MUST grant %s to these and nobody else', (scope, holders) => {
    const found = GRANTS.filter(({ scopes }) => scopes.includes(scope as Scope)).map(
      ({ role, purpose }) => `${role}/${purpose}`,
    )
    expect(found.sort()).toEqual([...holders].sort())
  })

  test('names the legal ground of each purpose', () => {
    for (const { title, ground } of Object.values(PURPOSES)) {
      expect(title).not.toBe('')
      expect(ground.citation).toMatch(/art\.|BW|Kamerstukken/)
    }
  })

  test('MUST not take a word of JavaScript for a scope', () => {
    const viewer = { role: 'youth-nurse', purpose: 'youth-health-care' } as const
    for (const scope of ['constructor', '__proto__', 'toString', '', 'jgz:', 'JGZ:GROWTH']) {
      expect(mayRead(viewer, scope as Scope)).toBe(false)
    }
  })
})
