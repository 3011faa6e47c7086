import type { Indicator } from '../indicator.ts'

export const Q02: Indicator = {
  id: 'Q02',
  version: 1,
  title: 'Linkage',
  question: 'Which records could be linked?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'records that are linked to a child',
  denominator: 'records',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  notRecorded: [
    {
      value: 'MIGRATION_BACKGROUND',
      because:
        'Origin is told of no person, and no registry that is linked delivers it in numbers.',
    },
  ],
  units: null,
  notFedBecause: 'It is about records and not about children: linkageQuality tells it, by group.',
}
