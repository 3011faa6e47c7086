/**
 * In which part of a childhood a domain can have something of a child. Outside of it, that there is nothing is no gap.
 *
 * @module
 */

import type { Domain } from '../../privacy/sealed-reference.ts'
import type { KnownChild } from './known-child.ts'

interface Expectation {
  /** Who is not born has no number by which other domains keep their records. */
  readonly from: 'PREGNANCY' | 'BIRTH'
  /** From this birthday on, what was not recorded is not looked for. */
  readonly untilAge: number
  readonly reason: string
}

export const EXPECTATIONS: Readonly<Record<Domain, Expectation>> = {
  'birth-care': {
    from: 'PREGNANCY',
    untilAge: 4,
    reason: 'This graph follows a child to its fourth birthday; no birth is looked for after that.',
  },
  jgz: {
    from: 'BIRTH',
    untilAge: 18,
    reason: 'Wpg art. 5: youth health care is for children until they are eighteen.',
  },
  childcare: {
    from: 'BIRTH',
    untilAge: 4,
    reason:
      'Wet kinderopvang art. 1.1: day care is until a child can go to school, at four; care after school is not in this graph.',
  },
  'social-domain': {
    from: 'BIRTH',
    untilAge: 18,
    reason: 'Jeugdwet art. 1.1: youth help is for who is not eighteen yet.',
  },
}

/** Whether the domain can be asked about a child in this phase at all. */
export function isInPhase(domain: Domain, phase: KnownChild['phase']): boolean {
  return phase === 'BORN' || EXPECTATIONS[domain].from === 'PREGNANCY'
}

/** On a day. Of a birth date that is known in part the last day that it may be counts: no gap is hidden in doubt. */
export function isOfAge(domain: Domain, birthDate: string | null, day: string): boolean {
  if (birthDate === null) return true
  const latest = birthDate + '-12-31'.slice(birthDate.length - 4)
  const birthday = `${Number(latest.slice(0, 4)) + EXPECTATIONS[domain].untilAge}${latest.slice(4)}`
  return day < birthday
}
