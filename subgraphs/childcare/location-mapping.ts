/**
 * What of a location is served: no person, whether childminder, holder or contact.
 *
 * @module
 */

import type { ChildcareHolder } from './childcare-holder.ts'
import type { ChildcareLocation } from './childcare-location.ts'
import type { LocationBody } from './delivered-bodies.ts'

export function toLocation(lrkId: string, body: LocationBody): ChildcareLocation {
  const { holder, correspondence, contact, others: _, ...location } = body
  const { person: _person, ...reach } = contact
  const told = { ...location, lrkId }
  if (body.kind === 'VGO') return { ...told, holder: null, correspondence: null, contact: null }
  return { ...told, holder: toHolder(holder), correspondence, contact: reach }
}

const BODIES =
  /^(?:(?:besloten|naamloze) vennootschap|b\.?v\.?\b|n\.?v\.?\b|stichting|vereniging|co[oö]peratie|onderlinge|kerk|publiekrecht|overheid|gemeente)/i

/** A foundation, a company and the like: no person. */
function isBody(legalForm: string | null): boolean {
  return legalForm !== null && BODIES.test(legalForm)
}

/** Leaves out who and where a holder is that is, or may be, a person. */
function toHolder(holder: ChildcareHolder): ChildcareHolder {
  if (isBody(holder.legalForm)) return holder
  return {
    legalForm: holder.legalForm,
    name: null,
    kvkNumber: null,
    branchNumber: null,
    street: null,
    postcode: null,
    city: null,
    abroad: null,
  }
}
