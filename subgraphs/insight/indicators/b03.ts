import type { Indicator } from '../indicator.ts'

export const B03: Indicator = {
  id: 'B03',
  version: 1,
  title: 'Low weight for age',
  question: 'How many children are born too small for their age?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'children below the tenth percentile of weight for gestational age',
  denominator: 'children born after 24 weeks or more',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source:
    'RIVM, DIAPER (github.com/rivm-syso/DIAPER, commit ff37b13, EUPL-1.2), Landelijke Monitor Kansrijke Start 2023, indicatoren/big2.R: hoftiezer < 10',
  domains: ['BIRTH_CARE'],
  units: null,
  notFedBecause:
    'The percentiles of weight (Hoftiezer 2019) that RIVM goes by are not in this repository. That a child was small (BDS 115) JGZ tells in dossiers that were handed over alone, and in no event.',
}
