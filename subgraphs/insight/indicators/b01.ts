import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

export const B01: Indicator = {
  id: 'B01',
  version: 1,
  title: 'Preterm births',
  question: 'Are fewer or more children born too early?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'singletons born alive before 37 weeks (259 days)',
  denominator: 'singletons born alive, of whom the gestational age is told',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'RIVM counts all children from 24 weeks on, multiples and stillborn children among them; here singletons who were born alive, so that twins do not make it swing (PRODUCT N12).',
    'Of who was born elsewhere birth care here knows nothing.',
  ],
  source:
    'RIVM, DIAPER (github.com/rivm-syso/DIAPER, commit ff37b13, EUPL-1.2), Landelijke Monitor Kansrijke Start 2023, indicatoren/big2.R and 2024, indicator_15_vroeggeboorte_laaggewicht.R: numerator before 37 weeks; the denominator differs, see the caveats',
  domains: ['BIRTH_CARE'],
  units: (
    window,
  ) => `SELECT child, day, coalesce(value < 259, false)::INTEGER AS numerator, (value IS NOT NULL)::INTEGER AS denominator, value IS NOT NULL AS known
    FROM event WHERE kind = 'BIRTH' AND domain = 'BIRTH_CARE' AND code = 'SINGLETON' AND ${within(window)}`,
}
