import type { Indicator } from '../indicator.ts'
import { isOver, SUBSTANTIVE, within } from './sql.ts'

export const H03: Indicator = {
  id: 'H03',
  version: 1,
  title: 'First JGZ contact',
  question: 'Are newborns seen by JGZ within two weeks?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'newborns with a contact with JGZ within 14 days',
  denominator: 'children born here, who stayed for these 14 days',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Birth is counted by the population register, so that a newborn whom JGZ does not know is in it.',
  ],
  source: 'own',
  domains: ['JGZ'],
  units: (
    window,
  ) => `SELECT c.child, c.born_on AS day, (count(e.day) > 0)::INTEGER AS numerator, 1 AS denominator
    FROM child c LEFT JOIN event e ON e.child = c.child AND e.domain = 'JGZ' AND ${SUBSTANTIVE} AND e.day BETWEEN c.born_on AND c.born_on + 14
    WHERE ${within(window, 'born_on')} AND ${isOver(14, 'born_on')} AND (arrived_on IS NULL OR arrived_on <= born_on) AND (ended_on IS NULL OR ended_on > born_on + 14)
    GROUP BY c.child, c.born_on`,
  unlinked: (
    window,
  ) => `SELECT NULL AS child, min(day) AS day, 1 AS numerator, 0 AS denominator FROM event
    WHERE child IS NULL AND domain = 'JGZ' AND ${SUBSTANTIVE} GROUP BY record HAVING ${within(window, 'min(day)')}`,
}
