/**
 * Vaccinations as they are really given: at the moments at which a child comes, never two doses too close.
 *
 * @module
 */

import { type Day, iso, yearOf } from './days.ts'
import { type Series, seriesOf } from './jgz-programme.ts'
import type { ChildFacts } from './plans.ts'
import type { JgzVaccination } from './population.ts'
import type { Random } from './random.ts'

export interface VaccinationCard {
  /** Gives, or hears refused, whatever is due on that day. */
  visit(day: Day): void
  readonly given: readonly JgzVaccination[]
}

export function schemaOf({ maternalPertussis, gestationalAgeDays }: ChildFacts): '01' | '02' {
  return maternalPertussis && gestationalAgeDays >= 259 ? '01' : '02'
}

export function vaccinationCard(random: Random, facts: ChildFacts): VaccinationCard {
  const birthYear = yearOf(facts.birth)
  const refused = refusals(random, facts)
  const given: JgzVaccination[] = []
  const courses = seriesOf(birthYear, schemaOf(facts)).map((series) => ({
    series,
    dose: 0,
    last: 0,
  }))
  return {
    given,
    visit(day) {
      for (const course of courses) {
        if (!isDue(course.series, course.dose, day - facts.birth, day - course.last)) continue
        const refusal = refused(course.series.vaccine)
        course.dose = refusal === null ? course.dose + 1 : course.series.due.length
        course.last = day
        given.push({
          date: iso(day),
          vaccine: course.series.vaccine,
          dose: refusal === null ? course.dose : 1,
          batch: refusal === null && day >= facts.from ? batch(course.series.vaccine, day) : null,
          reason: '01',
          refusal,
        })
      }
    },
  }
}

function isDue(
  { vaccine, due, interval, beforeLast }: Series,
  dose: number,
  age: number,
  since: number,
) {
  const from = due[dose]
  if (from === undefined || age < from) return false
  // The first dose against rotavirus is given before 16 weeks or not at all.
  if (vaccine === '29' && age > 200) return false
  if (dose === 0) return true
  return since >= (dose === due.length - 1 ? beforeLast : interval)
}

function refusals(random: Random, { family, plan }: ChildFacts) {
  const measlesOnly = random.chance(0.6)
  const medical = random.chance(0.0006) && plan.planted === null
  return (vaccine: Series['vaccine']): JgzVaccination['refusal'] => {
    if (family.vaccinations === 'refuses') return '2'
    if (family.vaccinations === 'partly' && (measlesOnly ? vaccine === '04' : vaccine !== '11'))
      return '2'
    return medical && vaccine === '04' ? '1' : null
  }
}

/** A batch serves a region for some two months. */
function batch(vaccine: string, day: Day): string {
  return `WD${vaccine}${(Math.floor(day / 61) * 37) % 100_000}`
}
