import type { Indicator } from '../indicator.ts'

export const C08: Indicator = {
  id: 'C08',
  version: 1,
  title: 'Exit after job loss',
  question: 'Do children leave childcare after a parent lost work?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'exits within 90 days after the loss of work',
  denominator: 'children with that change',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['CHILDCARE'],
  units: null,
  notFedBecause:
    'That a parent lost work is known only from a contract that ended for it (reden_einde of the contracts), which would count itself. Wages are in no registry that is linked.',
}
