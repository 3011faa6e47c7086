/**
 * Who belongs to whom, and who lives where, today: as registers of persons know it.
 *
 * The population register and youth health care both see a child with its legal parents and its home, so
 * what that means after an adoption or a placement is decided once.
 *
 * @module
 */

import type { Adult, Child, Family, IsoDate, Person, Pregnancy, Residence } from './population.ts'
import { type Random, randomOf } from './random.ts'

/** Born alive, and so known to registers of persons; never the unborn, never the stillborn. */
export interface LivingChild {
  readonly child: Child
  readonly person: Person
  readonly pregnancy: Pregnancy
}

export interface LegalParent {
  readonly person: Adult
  readonly as: 'mother' | 'partner' | 'adopter'
  /** Since when the law takes this person for a parent. */
  readonly since: IsoDate
}

const SEED = 62_10

export function livingChildren({ pregnancies }: Family): LivingChild[] {
  return pregnancies.flatMap((pregnancy) =>
    pregnancy.children.flatMap((child) =>
      child.person === null || child.birth?.outcome === 'stillbirth'
        ? []
        : [{ child, person: child.person, pregnancy }],
    ),
  )
}

/** Parent 1 first. That is the mother more often than not, but not always. */
export function legalParents(family: Family, { child, person }: LivingChild): LegalParent[] {
  const { mother, partner } = family
  const { custody, quirks } = child
  if (custody?.kind === 'adoption')
    return custody.carers.map((carer) => ({ person: carer, as: 'adopter', since: custody.since }))

  const since = person.birthDate
  const parents: LegalParent[] = [{ person: mother, as: 'mother', since }]
  if (partner !== null) parents.push({ person: partner, as: 'partner', since })
  const last = parents.at(-1)
  const unnumbered = quirks.includes('parent-without-bsn')
  if (unnumbered && last !== undefined && parents.every((parent) => parent.person.bsn !== null))
    parents.splice(-1, 1, { ...last, person: { ...last.person, bsn: null } })
  if (parents.length === 2 && randomFor(family, child, 'order').chance(0.3)) parents.reverse()
  return parents
}

/** The household's, unless the child lives with others. */
export function residenceOf(family: Family, { child }: Pick<LivingChild, 'child'>): Residence {
  return child.custody?.residence ?? currentResidence(family)
}

export function currentResidence({ residences }: Family): Residence {
  const residence = residences.at(-1)
  if (residence === undefined) throw new Error('A family without a residence cannot be registered.')
  return residence
}

/** ISO dates sort as text. */
export function laterOf(one: IsoDate, other: IsoDate): IsoDate {
  return one.localeCompare(other) > 0 ? one : other
}

/** The same family and child give the same chances, whatever else is asked. */
export function randomFor({ number }: Family, { rank, person }: Child, theme: string): Random {
  return randomOf(SEED, number, person?.birthDate ?? '', rank, theme)
}
