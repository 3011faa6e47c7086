/**
 * The 35 columns of the LRK, and which of them say of a childminder who or where she is.
 *
 * @module
 */

/** Without these a row says nothing that can be used. */
export const REQUIRED = [
  'lrk_id',
  'type_oko',
  'actuele_naam_oko',
  'aantal_kindplaatsen',
  've',
  'status',
  'opvanglocatie_postcode',
  'opvanglocatie_woonplaats',
  'cbs_code',
] as const

export const OPTIONAL = [
  'opc',
  'inschrijfdatum',
  'opvanglocatie_adres',
  'bag_id',
  'naam_houder',
  'kvk_nummer_houder',
  'vestigingsnummer_houder',
  'rechtsvorm_houder',
  'start_geschillencommissie',
  'einde_geschillencommissie',
  'houder_adres',
  'houder_postcode',
  'houder_woonplaats',
  'houder_buitenland',
  'correspondentie_adres',
  'correspondentie_postcode',
  'correspondentie_woonplaats',
  'correspondentie_buitenland',
  'contact_persoon',
  'contact_telefoon',
  'contact_emailadres',
  'contact_website',
  'verantwoordelijke_gemeente',
  'gastouderbureau_1',
  'gastouderbureau_2',
  'lrk_url',
] as const

export type LrkColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number]

/** The name that a column had before. */
export const FORMERLY = { ve: 'vve' } as const

/** Of a childminder only these are taken: she is a person, and works at home. */
export const OF_A_CHILDMINDER: ReadonlySet<LrkColumn> = new Set<LrkColumn>([
  'lrk_id',
  'type_oko',
  'opc',
  'aantal_kindplaatsen',
  've',
  'status',
  'inschrijfdatum',
  'start_geschillencommissie',
  'einde_geschillencommissie',
  'cbs_code',
  'verantwoordelijke_gemeente',
  'gastouderbureau_1',
  'gastouderbureau_2',
])
