import type { Indicator } from '../indicator.ts'

export const M01: Indicator = {
  id: 'M01',
  version: 1,
  title: 'Meldcode complete',
  question: 'Are all steps of the reporting code taken?',
  problems: ['P4_NO_COOPERATION_JGZ_CHILDCARE', 'P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'cases with all five steps or a reason for skipping',
  denominator: 'cases',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['CHILDCARE'],
  units: null,
  notFedBecause:
    'Steps under the reporting code are for who cares for the child, and told to nobody who counts; the lists of providers (stap_1 to stap_5) have no reason of a step that was left out (docs/decisions/0096).',
}
