import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

export const H08: Indicator = {
  id: 'H08',
  version: 1,
  title: 'VVE from indication to start',
  question: 'Do children get their place for early childhood education in time?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL', 'P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator:
    'indications after which a place began within 90 days, or by the age of two and a half',
  denominator: 'indications for VVE',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'The law gives a place from the age of two and a half: no day before that is late (as in the ledger of handovers).',
    'Only indications that childcare tells of; who has no place yet is told of by JGZ as a referral (H05).',
  ],
  source: 'own',
  domains: ['CHILDCARE'],
  units: (
    window,
  ) => `SELECT i.child, i.day, (count(s.day) > 0)::INTEGER AS numerator, 1 AS denominator
    FROM (SELECT e.child, e.day, greatest(e.day + 90, CAST(c.born_on + INTERVAL 30 MONTH AS DATE)) AS due
      FROM event e JOIN child c ON c.child = e.child WHERE e.kind = 'INDICATION' AND ${within(window, 'e.day')}) i
    LEFT JOIN event s ON s.child = i.child AND s.kind = 'ENROLMENT' AND s.code = 'VVE' AND s.phase = 'BEGIN' AND s.day <= i.due
    WHERE i.due <= (SELECT today FROM moment) GROUP BY i.child, i.day, i.due`,
  unlinked: (window) => `SELECT NULL AS child, day, 1 AS numerator, 0 AS denominator FROM event
    WHERE child IS NULL AND kind = 'ENROLMENT' AND code = 'VVE' AND phase = 'BEGIN' AND ${within(window)}`,
}
