import type { Indicator } from '../indicator.ts'

export const H09: Indicator = {
  id: 'H09',
  version: 1,
  title: 'Childcare to JGZ answered',
  question: 'Are observations of childcare answered by JGZ?',
  problems: ['P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator: 'observations shared with JGZ and acknowledged',
  denominator: 'observations shared',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE'],
  units: null,
  notFedBecause:
    'The lists of providers (contracts, hours, waiting, meldcode) have no observation of a child, so also none that was shared.',
}
