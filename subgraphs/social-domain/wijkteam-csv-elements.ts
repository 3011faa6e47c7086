/**
 * Every column of a list of cases, and what becomes of it.
 *
 * @module
 */

import { SEALED } from '../person-columns.ts'

export const ELEMENTS = [
  { element: 'casus', name: 'Nummer van de casus', field: 'NeighbourhoodTeamCase.id' },
  { element: 'bsn', name: 'Burgerservicenummer', field: 'subject' },
  { element: 'aanmelddatum', name: 'Datum aanmelding', field: 'NeighbourhoodTeamCase.openedOn' },
  { element: 'afsluitdatum', name: 'Datum afsluiting', field: 'NeighbourhoodTeamCase.closedOn' },
  { element: 'aanmelder', name: 'Aanmelder', field: 'NeighbourhoodTeamCase.reportedBy' },
  { element: 'regie', name: 'Regie', field: 'NeighbourhoodTeamCase.lead' },
  { element: 'hulpvorm', name: 'Hulpvorm', field: 'NeighbourhoodTeamCase.kindOfHelpCode' },
  { element: 'team', name: 'Team', field: 'NeighbourhoodTeamCase.team' },
  { element: 'achternaam', name: 'Achternaam', field: SEALED },
  { element: 'voorvoegsel', name: 'Voorvoegsel', field: SEALED },
  { element: 'voornamen', name: 'Voornamen', field: SEALED },
  { element: 'geboortedatum', name: 'Geboortedatum', field: SEALED },
  { element: 'geslacht', name: 'Geslacht', field: SEALED },
  { element: 'postcode', name: 'Postcode', field: SEALED },
  { element: 'huisnummer', name: 'Huisnummer', field: SEALED },
] as const satisfies readonly {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}[]
