/**
 * Every line of the policy counts: the policy comes to what was written down by hand, and with any one line of it left
 * out, widened or moved it comes to something else.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import {
  type DataDomain,
  type Grain,
  type Judgement,
  judging,
  POLICY,
  type Policy,
  PURPOSES,
  type Purpose,
  RELATIONS,
  type Relation,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
} from './policy.ts'
import { EXPECTED_PURPOSES, EXPECTED_SCOPES, HOLDERS, relationsIn } from './policy-expected.ts'

const ALL_SCOPES = Object.keys(SCOPES) as Scope[]
const ALL_PURPOSES = Object.keys(PURPOSES) as Purpose[]
const ALL_RELATIONS = Object.keys(RELATIONS) as Relation[]
const DOMAINS = ['population', 'birth-care', 'jgz', 'childcare', 'social-domain'] as const
const GRAINS = ['aggregate', 'pseudonym', 'individual'] as const satisfies readonly Grain[]
const LAST = '2099-12-31'
/** Before and on the first day of each ground, and long after. */
const DAYS = [
  ...new Set(
    Object.values(EXPECTED_PURPOSES).flatMap(([, , from]) =>
      from === 'never' ? [] : [dayBefore(from), from],
    ),
  ),
  '2026-11-22',
  LAST,
].sort()

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}

/** Who is granted everything shows what a purpose allows, whatever is granted now. */
function grantingAll(policy: Policy): Policy {
  const grants = ALL_PURPOSES.map((purpose) => ({
    ...{ role: 'youth-nurse', purpose, relations: [], because: '', scopes: ALL_SCOPES },
  })) as Policy['grants']
  return { ...policy, grants }
}

/** What a bill would allow counts too. */
function asIfInForce(policy: Policy): Policy {
  const purposes = ALL_PURPOSES.map((purpose) => {
    const text = policy.purposes[purpose]
    return [purpose, { ...text, ground: { ...text.ground, inForceFrom: '2000-01-01' } }]
  })
  return { ...policy, purposes: Object.fromEntries(purposes) }
}

/** All that is judged by a policy, in words that can be compared. */
function judgementsOf(policy: Policy): string {
  const judge = judging(policy)
  const widest = judging(asIfInForce(grantingAll(policy)))
  const lines = ALL_PURPOSES.flatMap((purpose) => {
    const without = DAYS.filter((day) => !judge.isInForce(purpose, day)).join(' ')
    const used = DOMAINS.filter((domain) => widest.mayUse(purpose, domain, '2026-11-22'))
    const allowed = [...widest.scopesOf('youth-nurse', purpose, '2026-11-22')].sort()
    const held = ROLES.map((role) => {
      const scopes = [...judge.scopesOf(role, purpose, LAST)].sort()
      const relations = [...judge.relationsOf({ role, purpose }, LAST)].sort()
      return `${role}: ${scopes} by ${relations}`
    })
    return [`${purpose}: not on ${without}; ${used}; ${allowed}`, ...held]
  })
  return lines.join('\n')
}

type Mutant = readonly [line: string, policy: Policy]

function* mutants(): Generator<Mutant> {
  const { grants, purposes, grains } = POLICY
  for (const [i, grant] of grants.entries()) {
    const name = `${grant.role} for ${grant.purpose}`
    const withGrant = (changed: Partial<typeof grant>) => ({
      ...POLICY,
      grants: grants.with(i, { ...grant, ...changed }),
    })
    yield [`${name}: nothing`, { ...POLICY, grants: grants.toSpliced(i, 1) }]
    for (const scope of ALL_SCOPES) {
      const has = grant.scopes.includes(scope)
      const scopes = has ? grant.scopes.filter((one) => one !== scope) : [...grant.scopes, scope]
      yield [`${name}: ${has ? 'not' : 'also'} ${scope}`, withGrant({ scopes })]
    }
    for (const relation of ALL_RELATIONS) {
      const has = grant.relations.includes(relation)
      const relations = has
        ? grant.relations.filter((one) => one !== relation)
        : [...grant.relations, relation]
      yield [`${name}: ${has ? 'not' : 'also'} by ${relation}`, withGrant({ relations })]
    }
    for (const role of ROLES.filter((one) => one !== grant.role)) {
      yield [`${name}: given to ${role}`, withGrant({ role })]
    }
    for (const purpose of ALL_PURPOSES.filter((one) => one !== grant.purpose)) {
      yield [`${name}: for ${purpose}`, withGrant({ purpose })]
    }
  }
  for (const purpose of ALL_PURPOSES) {
    const text = purposes[purpose]
    const withPurpose = (changed: Partial<typeof text>) => ({
      ...POLICY,
      purposes: { ...purposes, [purpose]: { ...text, ...changed } },
    })
    for (const domain of DOMAINS) {
      const has = text.domains.includes(domain)
      const domains = has ? text.domains.filter((one) => one !== domain) : [...text.domains, domain]
      yield [`${purpose}: ${has ? 'not' : 'also'} of ${domain}`, withPurpose({ domains })]
    }
    for (const grain of GRAINS.filter((one) => one !== text.grain)) {
      yield [`${purpose}: ${grain}`, withPurpose({ grain })]
    }
    const { inForceFrom: from } = text.ground
    const grounds = [
      { inForceFrom: from === null ? '2026-01-01' : null },
      ...(from === null ? [] : [{ inForceFrom: dayBefore(from) }, { inForceFrom: dayAfter(from) }]),
      ...(from === null ? [] : [{ inForceTo: '2099-12-30' }]),
    ]
    for (const ground of grounds) {
      const name = Object.entries(ground).map(String).join()
      yield [`${purpose}: ${name}`, withPurpose({ ground: { ...text.ground, ...ground } })]
    }
  }
  for (const scope of ALL_SCOPES) {
    for (const grain of GRAINS.filter((one) => one !== (grains[scope] ?? 'individual'))) {
      yield [`${scope}: ${grain}`, { ...POLICY, grains: { ...grains, [scope]: grain } }]
    }
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** As it was written down by hand. */
function expected(role: Role, purpose: Purpose, scope: Scope, day: string): boolean {
  const [held, domain, grain] = EXPECTED_SCOPES[scope]
  const isHolder = Object.entries(HOLDERS).some(
    ([letter, [holder, why]]) => held.includes(letter) && holder === role && why === purpose,
  )
  return isHolder && isLawful(purpose, domain, grain, day)
}

function isLawful(purpose: Purpose, domain: DataDomain | '-', grain: Grain, day: string): boolean {
  const [near, domains, from, to]: readonly [Grain, string, string, string] =
    EXPECTED_PURPOSES[purpose]
  const isNow = from !== 'never' && from <= day && (to === 'always' || day <= to)
  const isNear = GRAINS.indexOf(grain) <= GRAINS.indexOf(near)
  return isNow && isNear && (domain === '-' || domains.split(' ').includes(domain))
}

describe('the policy', () => {
  const judge: Judgement = judging(POLICY)
  const widest = judging(grantingAll(POLICY))

  test('MUST come to what was written down by hand, in every cell of roles, purposes, scopes and days', () => {
    let cells = 0
    for (const purpose of ALL_PURPOSES) {
      for (const day of DAYS) {
        for (const role of ROLES) {
          const scopes = judge.scopesOf(role, purpose, day)
          for (const scope of ALL_SCOPES) {
            if (scopes.has(scope) !== expected(role, purpose, scope, day)) {
              expect.fail(`${role} for ${purpose} on ${day}: ${scope}`)
            }
            cells += 1
          }
        }
      }
    }
    expect(cells).toBe(ROLES.length * ALL_PURPOSES.length * ALL_SCOPES.length * DAYS.length)
  })

  test('MUST allow for a purpose, whoever were granted it, what was written down by hand', () => {
    for (const purpose of ALL_PURPOSES) {
      for (const day of DAYS) {
        const scopes = widest.scopesOf('youth-nurse', purpose, day)
        for (const scope of ALL_SCOPES) {
          const [, domain, grain] = EXPECTED_SCOPES[scope]
          expect([purpose, day, scope, scopes.has(scope)]).toEqual([
            ...[purpose, day, scope],
            isLawful(purpose, domain, grain, day),
          ])
        }
        for (const domain of DOMAINS) {
          const may = isLawful(purpose, domain, 'aggregate', day)
          expect([purpose, day, domain, judge.mayUse(purpose, domain, day)]).toEqual([
            ...[purpose, day, domain],
            may,
          ])
        }
      }
    }
  })

  test('MUST want of each role what was written down by hand', () => {
    for (const role of ROLES) {
      for (const purpose of ALL_PURPOSES) {
        const [, , relations = ''] =
          Object.values(HOLDERS).find(([holder, why]) => holder === role && why === purpose) ?? []
        for (const day of DAYS) {
          const wanted = isLawful(purpose, '-', 'aggregate', day) ? relationsIn(relations) : []
          expect([...judge.relationsOf({ role, purpose }, day)].sort()).toEqual([...wanted].sort())
        }
      }
    }
  })
})

describe('a policy with one line changed', () => {
  test('MUST come to something else, whichever line it is', () => {
    const before = judgementsOf(POLICY)
    const survivors: string[] = []
    /** A scope that a purpose does not allow is cut off it: whoever adds it changes nothing. */
    const cut: string[] = []
    let killed = 0
    for (const [line, policy] of mutants()) {
      if (judgementsOf(policy) !== before) killed += 1
      else if (isCut(line)) cut.push(line)
      else survivors.push(line)
    }
    expect(survivors).toEqual([])
    expect(killed).toBeGreaterThan(600)
    expect(cut.length).toBeGreaterThan(100)
  })

  function isCut(line: string): boolean {
    const [, , purpose, scope] = /^(.*) for (.*): also ([\w:-]+)$/.exec(line) ?? []
    if (!purpose || !scope || !Object.hasOwn(EXPECTED_SCOPES, scope)) return false
    const [, domain, grain] = EXPECTED_SCOPES[scope as Scope]
    return !isLawful(purpose as Purpose, domain, grain, LAST)
  }
})
