/**
 * Who may decide for a child (gezag), by the simple rules: both parents since 2023, one parent for some who
 * were born before, a guardian for some foster children. No judgments, no appeals.
 *
 * @module
 */

import { ageInYears, fullName } from './brp-person.ts'
import { type LegalParent, type LivingChild, randomFor } from './household.ts'
import type { Family, Person } from './population.ts'

interface GezagOuder {
  readonly burgerservicenummer?: string
  readonly naam: { readonly volledigeNaam: string }
}

export interface Gezagsrelatie {
  readonly type:
    | 'GezamenlijkOuderlijkGezag'
    | 'EenhoofdigOuderlijkGezag'
    | 'Voogdij'
    | 'TijdelijkGeenGezag'
    | 'GezagNietTeBepalen'
  readonly minderjarige: {
    readonly burgerservicenummer: string
    readonly naam: { readonly volledigeNaam: string }
    readonly leeftijd?: number
  }
  readonly ouders?: readonly GezagOuder[]
  readonly ouder?: GezagOuder
  readonly derden?: readonly (GezagOuder & { readonly type: 'BekendeDerde' })[]
  readonly toelichting?: string
}

/** Since this day, who acknowledges a child decides for it too. */
const JOINT_BY_ACKNOWLEDGEMENT = '2023-01-01'

/** Null for who died, and for who has no number. */
export function toGezag(
  family: Family,
  { child, person }: Pick<LivingChild, 'child' | 'person'>,
  parents: readonly LegalParent[],
  emigrated: boolean,
): Gezagsrelatie | null {
  if (person.bsn === null || person.deathDate !== null) return null
  const age = ageInYears(person)
  const minderjarige = {
    burgerservicenummer: person.bsn,
    naam: { volledigeNaam: fullName(person) },
    ...(age !== null && { leeftijd: age }),
  }
  if (emigrated)
    return {
      type: 'GezagNietTeBepalen',
      minderjarige,
      toelichting: 'De minderjarige woont niet in Nederland.',
    }

  const random = randomFor(family, child, 'gezag')
  if (child.custody?.kind === 'foster-care' && random.chance(0.6)) {
    // A guardian is a foster parent, or an institution; of the latter the register names nobody.
    const guardians = random.chance(0.5) ? child.custody.carers : []
    const derden = guardians.map((carer) => ({
      type: 'BekendeDerde' as const,
      ...toGezagOuder(carer),
    }))
    return { type: 'Voogdij', minderjarige, derden }
  }

  const living = parents
    .map((parent) => parent.person)
    .filter(({ deathDate }) => deathDate === null)
  const [first, second] = living
  if (first === undefined)
    return { type: 'TijdelijkGeenGezag', minderjarige, toelichting: 'Er is geen ouder in leven.' }
  const sole = person.birthDate < JOINT_BY_ACKNOWLEDGEMENT && random.chance(0.25)
  if (second === undefined || (sole && child.custody?.kind !== 'adoption')) {
    const mother = living.find(({ sex }) => sex === 'female') ?? first
    return { type: 'EenhoofdigOuderlijkGezag', minderjarige, ouder: toGezagOuder(mother) }
  }
  return {
    type: 'GezamenlijkOuderlijkGezag',
    minderjarige,
    ouders: [toGezagOuder(first), toGezagOuder(second)],
  }
}

function toGezagOuder(person: Person): GezagOuder {
  return {
    ...(person.bsn !== null && { burgerservicenummer: person.bsn }),
    naam: { volledigeNaam: fullName(person) },
  }
}
