import type { Indicator } from '../indicator.ts'

export const B07: Indicator = {
  id: 'B07',
  version: 1,
  title: 'Medical focus',
  question: 'Is birth care about more than medical matters?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'contacts with only a medical focus',
  denominator: 'contacts of birth care',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE'],
  units: null,
  notFedBecause:
    'Of a contact birth care tells where it was (Encounter.class) and that mother and child were looked after (Procedure); what it was about would be in Encounter.reason, which is not among the elements that are read (docs/registries.md).',
}
