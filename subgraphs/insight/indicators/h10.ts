import type { Indicator } from '../indicator.ts'

export const H10: Indicator = {
  id: 'H10',
  version: 1,
  title: 'Fixed JGZ contact',
  question: 'Does every childcare location have a fixed contact with JGZ?',
  problems: ['P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator: 'locations with a named contact',
  denominator: 'locations',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause: 'The register of childcare (LRK) does not tell who of JGZ visits a location.',
}
