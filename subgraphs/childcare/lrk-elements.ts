/**
 * What becomes of each of the 35 columns of the LRK.
 *
 * Of a childminder (VGO) nothing is taken that says who or where she is, whatever stands here.
 *
 * @module
 */

import type { LrkColumn } from './lrk-columns.ts'

const FIELDS = {
  lrk_id: ['Number in the register', 'ChildcareLocation.lrkId'],
  type_oko: ['Kind of location', 'ChildcareLocation.kind'],
  opc: ['Run by parents (ouderparticipatiecrèche)', 'ChildcareLocation.parentRun'],
  actuele_naam_oko: ['Name of the location', 'ChildcareLocation.name'],
  aantal_kindplaatsen: ['Places', 'ChildcareLocation.places'],
  ve: ['Offers early childhood education; formerly vve', 'ChildcareLocation.vve'],
  status: ['Whether it is registered', 'ChildcareLocation.registered'],
  inschrijfdatum: ['Registered on', 'ChildcareLocation.registeredOn'],
  opvanglocatie_adres: ['Street and number', 'ChildcareLocation.street'],
  opvanglocatie_postcode: ['Postcode', 'ChildcareLocation.postcode'],
  opvanglocatie_woonplaats: ['Town', 'ChildcareLocation.city'],
  bag_id: ['Address in the BAG', 'ChildcareLocation.bagId'],
  naam_houder: ['Holder', 'ChildcareHolder.name'],
  kvk_nummer_houder: ['Holder, in the trade register', 'ChildcareHolder.kvkNumber'],
  vestigingsnummer_houder: ['Holder, branch', 'ChildcareHolder.branchNumber'],
  rechtsvorm_houder: ['Holder, legal form', 'ChildcareHolder.legalForm'],
  start_geschillencommissie: ['Disputes committee, from', 'ChildcareLocation.disputesFrom'],
  einde_geschillencommissie: ['Disputes committee, until', 'ChildcareLocation.disputesUntil'],
  houder_adres: ['Holder, street and number', 'ChildcareHolder.street'],
  houder_postcode: ['Holder, postcode', 'ChildcareHolder.postcode'],
  houder_woonplaats: ['Holder, town', 'ChildcareHolder.city'],
  houder_buitenland: ['Holder, address abroad', 'ChildcareHolder.abroad'],
  correspondentie_adres: ['Post, street and number', 'ChildcareCorrespondence.street'],
  correspondentie_postcode: ['Post, postcode', 'ChildcareCorrespondence.postcode'],
  correspondentie_woonplaats: ['Post, town', 'ChildcareCorrespondence.city'],
  correspondentie_buitenland: ['Post, address abroad', 'ChildcareCorrespondence.abroad'],
  contact_persoon: ['Contact, a person', 'stored as contact.person, never served'],
  contact_telefoon: ['Contact, telephone', 'ChildcareContact.phone'],
  contact_emailadres: ['Contact, e-mail', 'ChildcareContact.email'],
  contact_website: ['Contact, website', 'ChildcareContact.website'],
  cbs_code: ['Municipality that supervises, code', 'ChildcareLocation.municipality'],
  verantwoordelijke_gemeente: [
    'Municipality that supervises',
    'ChildcareLocation.municipalityName',
  ],
  gastouderbureau_1: ['Agency of a childminder', 'ChildcareLocation.agencies'],
  gastouderbureau_2: ['Second agency of a childminder', 'ChildcareLocation.agencies'],
  lrk_url: ['Page in the register', 'ChildcareLocation.registerUrl'],
} as const satisfies Record<LrkColumn, readonly [name: string, field: string]>

export const ELEMENTS: readonly {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}[] = Object.entries(FIELDS).map(([element, [name, field]]) => ({ element, name, field }))
