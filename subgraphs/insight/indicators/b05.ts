import type { Indicator } from '../indicator.ts'

export const B05: Indicator = {
  id: 'B05',
  version: 1,
  title: 'Child wish asked',
  question: 'Are women asked about their wish for children?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'women of whom it was asked',
  denominator: 'women in the target group',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE'],
  units: null,
  notFedBecause:
    'Birth care begins with a pregnancy and JGZ with a child: whoever sees women before that (a general practitioner, preconception care) has no registry that is linked.',
}
