/**
 * A family as the registries knew it on a day: what came later has not happened yet.
 *
 * @module
 */

import type { Child, Family, IsoDate, Pregnancy } from './population.ts'

/** Null where no midwife had met the woman by then. */
export function familyOn(family: Family, day: IsoDate): Family | null {
  const pregnancies = family.pregnancies.flatMap((pregnancy) => pregnancyOn(pregnancy, day) ?? [])
  if (pregnancies.length === 0) return null
  const [first] = family.residences
  const residences = family.residences.filter(({ from }) => from <= day)
  return {
    ...family,
    pregnancies,
    residences: residences.length > 0 || first === undefined ? residences : [first],
    emigratedOn: orNot(family.emigratedOn, day),
  }
}

function pregnancyOn(pregnancy: Pregnancy, day: IsoDate): Pregnancy | null {
  const visits = pregnancy.visits.filter(({ date }) => date <= day)
  if (visits.length === 0) return null
  const known = {
    ...pregnancy,
    visits,
    maternalPertussisVaccination: orNot(pregnancy.maternalPertussisVaccination, day),
  }
  if (pregnancy.endDate !== null && pregnancy.endDate <= day) {
    return { ...known, children: pregnancy.children.map((child) => childOn(child, day)) }
  }
  return {
    ...known,
    outcome: 'ongoing',
    endDate: null,
    delivery: null,
    children: pregnancy.children.map(unborn),
  }
}

function childOn(child: Child, day: IsoDate): Child {
  const { person, birth, custody } = child
  const isInCustody = custody !== null && custody.since <= day
  const death = birth?.perinatalDeath ?? null
  const isDead = birth?.outcome === 'stillbirth' || (death !== null && death.date <= day)
  return {
    ...child,
    person: person && { ...person, deathDate: orNot(person.deathDate, day) },
    birth: birth && { ...birth, perinatalDeath: isDead ? death : null },
    custody: isInCustody ? custody : null,
    quirks: isInCustody
      ? child.quirks
      : child.quirks.filter((quirk) => quirk !== 'adopted' && quirk !== 'foster-care'),
  }
}

function unborn({ planted, rank, quirks }: Child): Child {
  return {
    planted,
    rank,
    person: null,
    birth: null,
    jgz: null,
    childcare: { enrolments: [] },
    socialDomain: { allocations: [], cases: [] },
    custody: null,
    quirks: quirks.filter((quirk) => quirk === 'unknown-to-birth-care'),
  }
}

function orNot(date: IsoDate | null, day: IsoDate): IsoDate | null {
  return date !== null && date <= day ? date : null
}
