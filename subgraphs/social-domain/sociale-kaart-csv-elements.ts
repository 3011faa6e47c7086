/**
 * Every column of a map of offers, and what becomes of it.
 *
 * @module
 */

export const ELEMENTS = [
  { element: 'aanbod', name: 'Nummer van het aanbod', field: 'SupportOffer.id' },
  { element: 'naam', name: 'Naam', field: 'SupportOffer.name' },
  { element: 'aanbieder', name: 'Aanbieder', field: 'SupportOffer.provider' },
  { element: 'hulpvraag', name: 'Hulpvraag', field: 'SupportOffer.need' },
  { element: 'gemeente', name: 'Gemeentecode', field: 'SupportOffer.municipality' },
  { element: 'werkgebied', name: 'Postcodes', field: 'SupportOffer.areas' },
  {
    element: 'leeftijd_vanaf',
    name: 'Leeftijd vanaf (maanden)',
    field: 'SupportOffer.ageMonthsFrom',
  },
  { element: 'leeftijd_tot', name: 'Leeftijd tot (maanden)', field: 'SupportOffer.ageMonthsTo' },
  { element: 'vormen', name: 'Vormen', field: 'SupportOffer.forms' },
  { element: 'talen', name: 'Talen', field: 'SupportOffer.languages' },
  { element: 'vanaf', name: 'Eerste dag', field: 'SupportOffer.availableFrom' },
  { element: 'tot', name: 'Laatste dag', field: 'SupportOffer.availableTo' },
  { element: '7x24', name: 'Dag en nacht bereikbaar', field: 'SupportOffer.sevenByTwentyFour' },
  { element: 'plekken', name: 'Plekken', field: 'SupportOffer.capacity' },
  { element: 'wachttijd_weken', name: 'Wachttijd (weken)', field: 'SupportOffer.waitWeeks' },
  { element: 'kosten', name: 'Kosten voor het gezin', field: 'SupportOffer.cost' },
  { element: 'laatste_instroom', name: 'Laatste instroom', field: 'SupportOffer.lastIntakeOn' },
] as const satisfies readonly {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}[]
