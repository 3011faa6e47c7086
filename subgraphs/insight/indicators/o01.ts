import type { Indicator } from '../indicator.ts'
import { SIGNALLED_BY } from '../needs.ts'
import { goesOn, SITUATIONS } from './sql.ts'

/** Children who signal a need when a period begins, with where they live: `child`, `starts`, `need`, `situation`. */
const NEEDS = `SELECT DISTINCT p.child, p.starts, p.age_months, c.municipality, c.postcode4, n.need, n.situation
  FROM child_period p JOIN child c ON c.child = p.child JOIN (${SITUATIONS}) s ON s.child = p.child AND ${goesOn('p.starts')}
  JOIN (VALUES ${Object.entries(SIGNALLED_BY).map(([need, situation]) => `('${need}', '${situation}')`)}) n(need, situation) ON n.situation = s.situation::VARCHAR`

/** Of an offer `o`: it is open on a day, took somebody in within half a year of it, and nobody waits for more than eight weeks. */
function isAvailable(day: string): string {
  const since = `CAST(${day} - INTERVAL 6 MONTH AS DATE)`
  return `coalesce(o.available_from <= ${day}, true) AND coalesce(o.available_to >= ${day}, true)
    AND (coalesce(o.last_intake_on >= ${since}, false) OR coalesce(o.available_from >= ${since}, false))
    AND o.places IS DISTINCT FROM 0 AND coalesce(o.wait_weeks <= 8, true)`
}

export const O01: Indicator = {
  id: 'O01',
  version: 1,
  title: 'Offer available',
  question: 'Is there an offer for every need, everywhere?',
  problems: ['P2_MISSING_OFFER'],
  numerator:
    'needs for which there is an offer in the area, for the age of the child, that took somebody in lately and has no wait of more than eight weeks',
  denominator: 'needs of children that their situation signals when the period begins',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Areas are weighed by the children who need something there; offerGaps has every area, need and age once, also where nobody does.',
    'A child in two situations has two needs: ask by SITUATION.',
    'Bringing up, psychosocial, language, motor, and money by a lost job: no registry signals the other needs of the map.',
    'When an offer last took somebody in is as the map said it last before the numbers, and not as it was then.',
    'Of a municipality of which there is no map nothing is counted; coverage says so.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['SITUATION'],
  units:
    () => `SELECT n.child, n.starts AS day, (count(o.offer) > 0)::INTEGER AS numerator, n.known::INTEGER AS denominator, n.known, n.situation
    FROM (SELECT *, coalesce(municipality IN (SELECT municipality FROM offer) AND postcode4 IS NOT NULL, false) AS known FROM (${NEEDS})) n
    LEFT JOIN offer o ON n.known AND o.municipality = n.municipality AND o.need = n.need AND coalesce(o.postcode4 = n.postcode4, true)
      AND o.from_months <= n.age_months AND coalesce(o.until_months > n.age_months, true) AND ${isAvailable('n.starts')}
    GROUP BY ALL`,
}
