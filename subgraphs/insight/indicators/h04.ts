import type { Indicator } from '../indicator.ts'
import { REALISED, within } from './sql.ts'

export const H04: Indicator = {
  id: 'H04',
  version: 1,
  title: 'Prenatal home visit',
  question: 'How many families have a prenatal home visit?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'children before whose birth JGZ visited the home',
  denominator: 'children born here',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Only the last step of the funnel: that it was indicated, offered or accepted is in no registry that is linked.',
    'Regiobeeld Kansrijke Start asks municipalities whether they offer it; here visits are counted.',
  ],
  source: 'own',
  domains: ['JGZ'],
  units: (
    window,
  ) => `SELECT c.child, c.born_on AS day, (count(e.day) > 0)::INTEGER AS numerator, 1 AS denominator
    FROM child c LEFT JOIN event e ON e.child = c.child AND e.domain = 'JGZ' AND ${REALISED} AND e.form = 'HOME_VISIT' AND e.day < c.born_on
    WHERE ${within(window, 'born_on')} AND (arrived_on IS NULL OR arrived_on <= born_on) GROUP BY c.child, c.born_on`,
}
