import type { Indicator } from '../indicator.ts'

export const S03: Indicator = {
  id: 'S03',
  version: 1,
  title: 'Time to first signal',
  question: 'How long does it take until a changed situation is seen?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'days from the start of a changed situation to the first signal anywhere',
  denominator: 'changed situations',
  measure: 'MEDIAN',
  unit: 'days',
  caveats: [],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  units: null,
  notFedBecause:
    'A referral, a case and help have the day on which somebody saw the situation, and no element says since when it went on.',
}
