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
    'The steps of the reporting code are about safety: they are in no event, and no list gives the reason of a step that was skipped.',
}
