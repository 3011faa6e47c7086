import type { Indicator } from '../indicator.ts'

export const R05: Indicator = {
  id: 'R05',
  version: 1,
  title: 'Outside office hours',
  question: 'How much of the contact is outside office hours (7x24)?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts outside office hours',
  denominator: 'contacts',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  units: null,
  notFedBecause: 'Registries tell the day of a contact, and not the hour.',
}
