import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

export const B06: Indicator = {
  id: 'B06',
  version: 1,
  title: 'Early start of care',
  question: 'Does care begin before week ten?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'pregnancies with a first visit within 70 days',
  denominator: 'pregnancies with a first visit',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'RIVM counts the share that begins later, of births of a year; this is its complement, by the period in which week ten ended.',
    'Counted for each child: a pregnancy of twins twice.',
    'Of who is not born nobody tells in which municipality it will live: counted are children who were born.',
  ],
  source:
    'RIVM, DIAPER (github.com/rivm-syso/DIAPER, commit ff37b13, EUPL-1.2), Landelijke Monitor Kansrijke Start 2023, indicatoren/zwangerschapsbegeleiding.R: dag_eerst_onderzoek > 70, as its complement',
  domains: ['BIRTH_CARE'],
  units: (
    window,
  ) => `SELECT p.child, p.day + 70 AS day, (min(v.day) <= p.day + 70)::INTEGER AS numerator, 1 AS denominator
    FROM (SELECT DISTINCT record, child, day FROM event WHERE kind = 'PREGNANCY' AND phase = 'BEGIN' AND ${within(window, 'day + 70')}) p
    JOIN event v ON v.record = p.record AND v.child IS NOT DISTINCT FROM p.child AND v.kind = 'CONTACT' AND v.domain = 'BIRTH_CARE' AND v.status = 'REALISED'
    GROUP BY p.record, p.child, p.day`,
}
