import type { Indicator } from '../indicator.ts'

export const G01: Indicator = {
  id: 'G01',
  version: 1,
  title: 'Digital communities',
  question: 'Are signals of digital communities acted on?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'signals of an online community that were acted on',
  denominator: 'signals of an online community',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause:
    'Who reported a case (aanmelder of the neighbourhood teams), referred (iJw) or asked for a contact (BDS 1423) is a person or an organisation: none of these lists has an online community.',
}
