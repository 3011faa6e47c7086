/**
 * Pregnancies as midwives see them: intake, checks, ultrasounds, and how it ended.
 *
 * @module
 */

import { iso, TODAY, workday } from './days.ts'
import type { FamilyPlan, PregnancyPlan } from './plans.ts'
import type { Pregnancy, PrenatalVisit } from './population.ts'
import type { Random, Weighted } from './random.ts'

const PRACTICES: Weighted<Pregnancy['practice']> = [
  [{ agb: '08990001', name: 'Verloskundigen De Sluis' }, 30],
  [{ agb: '08990002', name: 'Verloskundigenpraktijk Waterdam-Noord' }, 26],
  [{ agb: '08990003', name: 'Geboortehuis ’t Baken' }, 18],
  [{ agb: '06990001', name: 'Ziekenhuis De Meerkoet' }, 26],
]

/** After the intake, by week. */
const VISITS: readonly (readonly [week: number, kind: PrenatalVisit['kind'], share: number])[] = [
  [12, 'ultrasound', 0.95],
  [16, 'check', 0.97],
  [20, 'ultrasound', 0.97],
  [24, 'check', 0.98],
  [27, 'check', 0.98],
  [30, 'check', 0.98],
  [33, 'check', 0.98],
  [34, 'home-visit', 0.18],
  [35, 'check', 0.98],
  [36, 'phone', 0.1],
  [37, 'check', 0.98],
  [38, 'check', 0.98],
  [39, 'check', 0.98],
  [40, 'check', 0.98],
  [41, 'check', 0.95],
]

/** Who was found pregnant later than today, or never came to a midwife, is not in the books: null. */
export function pregnancy(
  random: Random,
  plan: PregnancyPlan,
  family: FamilyPlan,
): Omit<Pregnancy, 'delivery' | 'children'> | null {
  const { lastMenstrualPeriod, end, outcome } = plan
  const until = end ?? TODAY
  const visits = prenatalVisits(random, plan, family, until)
  if (visits.length === 0) return null
  return {
    id: random.uuid(),
    lastMenstrualPeriod: iso(lastMenstrualPeriod),
    dueDate: iso(lastMenstrualPeriod + 280),
    gravidity: plan.gravidity,
    parity: plan.parity,
    practice: random.weighted(PRACTICES),
    visits,
    maternalPertussisVaccination: pertussis(random, plan, family, until),
    outcome,
    endDate: end === null ? null : iso(end),
  }
}

function prenatalVisits(
  random: Random,
  { lastMenstrualPeriod, outcome }: PregnancyPlan,
  { education, speaksDutch }: FamilyPlan,
  until: number,
): PrenatalVisit[] {
  const late = (education === 'low' ? 0.09 : 0) + (speaksDutch ? 0 : 0.12) + 0.145
  const lost = outcome !== 'birth' && outcome !== 'ongoing'
  const age = lost
    ? random.integer(42, 62)
    : random.chance(late)
      ? random.integer(66, random.chance(0.2) ? 190 : 110)
      : Math.max(42, random.normal(57, 6))
  const first = workday(lastMenstrualPeriod + Math.round(age))
  const visit = (date: number, kind: PrenatalVisit['kind']): PrenatalVisit => ({
    date: iso(date),
    kind,
    gestationalAgeDays: date - lastMenstrualPeriod,
  })
  // A loss may come before the intake that was planned: then the first visit is the one at which it showed.
  if (first > until) return lost ? [visit(until, 'intake')] : []
  const visits = [visit(first, 'intake')]
  let last = first
  for (const [week, kind, share] of VISITS) {
    const day = workday(lastMenstrualPeriod + week * 7 + random.integer(-2, 2))
    if (day >= until) break
    if (day <= last || !random.chance(share)) continue
    visits.push(visit(day, kind))
    last = day
  }
  return visits
}

/** From week 22; who refuses the child's vaccinations seldom takes her own. */
function pertussis(
  random: Random,
  { lastMenstrualPeriod, pertussisVaccination }: PregnancyPlan,
  { vaccinations, education }: FamilyPlan,
  until: number,
): string | null {
  const share =
    vaccinations === 'refuses' ? 0.04 : { low: 0.5, middle: 0.68, high: 0.78 }[education]
  const taken = pertussisVaccination ?? random.chance(share)
  const day = workday(lastMenstrualPeriod + random.integer(22 * 7, 27 * 7))
  return taken && day < until ? iso(day) : null
}
