import type { Indicator } from '../indicator.ts'

export const R08: Indicator = {
  id: 'R08',
  version: 1,
  title: 'Trained in the form',
  question: 'Are professionals trained in the form of contact that they use?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts by trained staff',
  denominator: 'contacts of which that is known',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  units: null,
  notFedBecause:
    'No registry has in what a professional was trained; who did a contact the BDS tells by name and number, which are withheld.',
}
