/**
 * What the policy has to come to, written down once more by hand and the other way round: by scope who holds it, by
 * purpose what its ground allows. So that no line of `policy.ts` changes without a line here.
 *
 * @module
 */

import type { DataDomain, Grain, Purpose, Relation, Role, Scope } from './policy.ts'

/** By one letter: who, why, and what they have to have to do with a child. */
export const HOLDERS = {
  N: ['youth-nurse', 'youth-health-care', 'own-registry responsible-region'],
  M: ['midwife', 'birth-care', 'own-registry'],
  C: ['childcare-mentor', 'childcare-placement', 'own-registry'],
  W: ['neighbourhood-team-worker', 'youth-support', 'own-registry'],
  D: ['dashboard', 'monitor-0-4', ''],
  A: ['analyst', 'research', ''],
  L: ['linker', 'linkage', 'municipality'],
  P: ['privacy-officer', 'accountability', 'municipality'],
  n: ['youth-nurse', 'emergency', 'broken-glass'],
  m: ['midwife', 'emergency', 'broken-glass'],
} as const satisfies Record<string, readonly [Role, Purpose, string]>

/** Who holds each scope; whose data it opens (`-`: of no registry of persons); how near it comes. */
export const EXPECTED_SCOPES = {
  'child:read': ['NMCWLPnm', 'population', 'pseudonym'],
  'child:find': ['NMCWP', 'population', 'individual'],
  'child:identity': ['NMCWPnm', 'population', 'individual'],
  'child:residence': ['NW', 'population', 'individual'],
  'child:residences': ['NW', 'population', 'individual'],
  'child:family': ['NWnm', 'population', 'individual'],
  'child:siblings': ['N', 'population', 'individual'],
  'birth-care:find': ['NM', 'birth-care', 'individual'],
  'birth-care:expected': ['NM', 'birth-care', 'individual'],
  'birth-care:losses': ['M', 'birth-care', 'individual'],
  'child:identities': ['L', 'population', 'pseudonym'],
  'child:views': ['NMCWL', 'population', 'pseudonym'],
  'child:objections': ['NMP', 'population', 'individual'],
  'child:object': ['NP', 'population', 'individual'],
  'birth-care:read': ['NMnm', 'birth-care', 'individual'],
  'birth-care:pregnancy': ['NM', 'birth-care', 'individual'],
  'birth-care:birth': ['NMnm', 'birth-care', 'individual'],
  'jgz:read': ['NCnm', 'jgz', 'individual'],
  'jgz:contacts': ['N', 'jgz', 'individual'],
  'jgz:growth': ['Nnm', 'jgz', 'individual'],
  'jgz:vaccinations': ['Nnm', 'jgz', 'individual'],
  'jgz:development': ['N', 'jgz', 'individual'],
  'jgz:referrals': ['Nnm', 'jgz', 'individual'],
  'jgz:vve': ['NC', 'jgz', 'individual'],
  'jgz:newborn': ['N', 'jgz', 'individual'],
  'jgz:heel-pricks': ['N', 'jgz', 'individual'],
  'jgz:care': ['N', 'jgz', 'individual'],
  'jgz:consents': ['N', 'jgz', 'individual'],
  'jgz:observations': ['N', 'jgz', 'individual'],
  'childcare:read': ['NC', 'childcare', 'individual'],
  'childcare:enrolments': ['NC', 'childcare', 'individual'],
  'childcare:attendance': ['NC', 'childcare', 'individual'],
  'childcare:meldcode': ['C', 'childcare', 'individual'],
  'childcare:locations': ['NMCWDALP', '-', 'aggregate'],
  'social-domain:read': ['NW', 'social-domain', 'individual'],
  'social-domain:allocations': ['NW', 'social-domain', 'individual'],
  'social-domain:cases': ['NW', 'social-domain', 'individual'],
  'social-domain:offers': ['NWDA', '-', 'aggregate'],
  'journey:timeline': ['NMCW', '-', 'individual'],
  'journey:sight': ['NCW', '-', 'individual'],
  'journey:vaccinations': ['N', '-', 'individual'],
  'journey:lists': ['N', '-', 'individual'],
  'journey:handovers': ['N', '-', 'individual'],
  'journey:situations': ['N', '-', 'individual'],
  'journey:childcare': ['NC', '-', 'individual'],
  'insight:read': ['DA', '-', 'aggregate'],
  'linkage:cases': ['L', '-', 'pseudonym'],
  'linkage:decide': ['L', '-', 'pseudonym'],
  'linkage:quality': ['DAL', '-', 'aggregate'],
  'account:read': ['P', '-', 'individual'],
  'emergency:break': ['nm', '-', 'individual'],
  'emergency:review': ['P', '-', 'individual'],
  'registry:status': ['NMCWDALP', '-', 'aggregate'],
} as const satisfies Record<Scope, readonly [string, DataDomain | '-', Grain]>

const ALL = 'population birth-care jgz childcare social-domain'

/** How near, of which domains, and the first and the last day of the ground; `never`, or `always`. */
export const EXPECTED_PURPOSES = {
  'youth-health-care': ['individual', ALL, '2008-12-01', 'always'],
  'birth-care': ['individual', 'population birth-care', '1995-04-01', 'always'],
  'childcare-placement': ['individual', 'population jgz childcare', '2010-08-01', 'always'],
  'youth-support': ['individual', 'population social-domain', '2015-01-01', 'always'],
  emergency: ['individual', 'population birth-care jgz', '2018-05-25', 'always'],
  'coordinated-approach': ['individual', ALL, 'never', 'always'],
  'monitor-0-4': ['aggregate', ALL, '2015-01-01', 'always'],
  research: ['aggregate', ALL, '2018-05-25', 'always'],
  accountability: ['individual', 'population', '2020-07-01', 'always'],
  linkage: ['pseudonym', ALL, '2018-05-25', 'always'],
} as const satisfies Record<Purpose, readonly [Grain, string, string, string]>

export function relationsIn(text: string): readonly Relation[] {
  return text.split(' ').filter(Boolean) as Relation[]
}
