import type { Indicator } from '../indicator.ts'
import { ENROLLED, within } from './sql.ts'

export const C05: Indicator = {
  id: 'C05',
  version: 1,
  title: 'Access funnel',
  question: 'Where on the way to a place for VVE are children lost?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'children who came as far as a step',
  denominator: 'children who were indicated for VVE in the period',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Ask by STEP; without it, it is the mean of the steps.',
    'That a family was invited or applied is in the lists of few providers; who has no place yet is told of by JGZ as a referral.',
  ],
  source: 'own',
  domains: ['CHILDCARE'],
  dimensions: ['STEP'],
  units: (
    window,
  ) => `SELECT i.child, i.day, (step = 'INDICATED' OR (step = 'PLACED' AND placed IS NOT NULL) OR (step = 'ATTENDED' AND attended IS NOT NULL))::INTEGER AS numerator, 1 AS denominator, step
    FROM (SELECT e.child, e.day, min(s.since) AS placed, min(a.day) AS attended FROM event e
        LEFT JOIN (${ENROLLED}) s ON s.child = e.child AND s.code = 'VVE'
        LEFT JOIN event a ON a.child = e.child AND a.kind = 'ATTENDANCE' AND a.day >= s.since
      WHERE e.kind = 'INDICATION' AND ${within(window, 'e.day')} GROUP BY e.child, e.day) i
    CROSS JOIN (VALUES ('INDICATED'), ('PLACED'), ('ATTENDED')) steps(step)`,
}
