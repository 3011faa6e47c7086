/**
 * From the BRP API to who decides for a child, and how it stands in the register.
 *
 * @module
 */

import { z } from 'zod'
import { Datum, toPartialDate } from './brp-dates.ts'
import type { LegalAuthority, LegalAuthorityType } from './legal-authority.ts'
import type { Registration, RegistrationState } from './registration.ts'

/** Of whom it is, and of what kind; who decides is not read. */
export const Gezagsrelatie = z.object({
  type: z.string(),
  minderjarige: z.object({ burgerservicenummer: z.string().optional() }).optional(),
  inOnderzoek: z.boolean().optional(),
})
type Gezagsrelatie = z.infer<typeof Gezagsrelatie>

export const OpschortingBijhouding = z.object({
  reden: z.object({ code: z.string().optional() }).optional(),
  datum: Datum.optional(),
})
type OpschortingBijhouding = z.infer<typeof OpschortingBijhouding>

const AUTHORITIES: ReadonlyMap<string, LegalAuthorityType> = new Map([
  ['GezamenlijkOuderlijkGezag', 'JOINT_PARENTAL'],
  ['TweehoofdigOuderlijkGezag', 'JOINT_PARENTAL'], // until version 2.6
  ['EenhoofdigOuderlijkGezag', 'SOLE_PARENTAL'],
  ['GezamenlijkGezag', 'PARENT_AND_OTHER'],
  ['Voogdij', 'GUARDIANSHIP'],
  ['TijdelijkGeenGezag', 'TEMPORARILY_NONE'],
  ['GezagNietTeBepalen', 'UNDETERMINED'],
])
const BY_PARENTS: readonly LegalAuthorityType[] = [
  'JOINT_PARENTAL',
  'SOLE_PARENTAL',
  'PARENT_AND_OTHER',
]
const BY_GUARDIAN: readonly LegalAuthorityType[] = ['PARENT_AND_OTHER', 'GUARDIANSHIP']

/**
 * Of this child only: of a parent the register tells the relations to his children as well. Null where it tells of
 * none; undetermined where it tells two that differ.
 */
export function toLegalAuthority(
  relations: readonly Gezagsrelatie[],
  bsn: string | undefined,
): LegalAuthority | null {
  const own = relations.filter(({ minderjarige }) => {
    const whose = minderjarige?.burgerservicenummer
    return whose === undefined || whose === bsn
  })
  const types = new Set(own.map(({ type }) => AUTHORITIES.get(type) ?? 'UNDETERMINED'))
  const [first, second] = types
  if (first === undefined) return null
  const type = second === undefined ? first : 'UNDETERMINED'
  return {
    type,
    byParents: BY_PARENTS.includes(type),
    byGuardian: BY_GUARDIAN.includes(type),
    underInvestigation: own.some(({ inOnderzoek }) => inOnderzoek === true),
  }
}

const STATES: ReadonlyMap<string | undefined, RegistrationState> = new Map([
  ['O', 'DECEASED'],
  ['E', 'EMIGRATED'],
  ['M', 'BY_MINISTERIAL_DECREE'],
  ['R', 'NON_RESIDENT'],
])

export function toRegistration(suspension: OpschortingBijhouding | undefined): Registration {
  if (suspension === undefined) return { state: 'CURRENT', since: null }
  const { reden, datum } = suspension
  return { state: STATES.get(reden?.code) ?? 'SUSPENDED', since: toPartialDate(datum) }
}

/** A list that was a mistake (F), or is being wiped (W), is nobody's. The API does not deliver it. */
export function isNobody(suspension: OpschortingBijhouding | undefined): boolean {
  return ['F', 'W'].includes(suspension?.reden?.code ?? '')
}
