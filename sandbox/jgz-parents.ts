/**
 * The adults in a dossier: legal parents, foster parents, and what JGZ noted about them.
 *
 * An adopted child's dossier knows the adoptive parents only; a foster child's knows both homes' adults.
 *
 * @module
 */

import { legalParents } from './household.ts'
import { clocks, type Dossier, type JgzRows } from './jgz-dossier.ts'

/** W0096. A second mother by acknowledgement has no code of her own. */
const PARTNER = { male: '01', female: '98' } as const
const ADOPTER = { male: '05', female: '06' } as const
const FOSTER_PARENT = { male: '07', female: '08' } as const

/** W0658. */
const EDUCATION = { low: '04', middle: '06', high: '08' } as const

export function toParents(dossier: Dossier): JgzRows['ouder'][number][] {
  const { key, family, child } = dossier
  const { custody } = child
  const parents = legalParents(family, dossier).map(({ person, as, since }) => ({
    person,
    since,
    relation: as === 'adopter' ? ADOPTER[person.sex] : as === 'mother' ? '02' : PARTNER[person.sex],
  }))
  const fosterParents =
    custody?.kind === 'foster-care'
      ? custody.carers.map((person) => ({
          person,
          since: custody.since,
          relation: FOSTER_PARENT[person.sex],
        }))
      : []
  return [...parents, ...fosterParents].map(({ person, since, relation }, index) => ({
    ...key,
    volgnummer: index + 1,
    bds_0655: person.bsn,
    bds_0061: person.name.given,
    bds_0062: relation,
    bds_0063: person.birthDateKnown === 'day' ? person.birthDate : null,
    bds_0065: person.deathDate,
    bds_0066: EDUCATION[person.education],
    ...clocks(dossier, since),
  }))
}

/** W0116; what concerns the household is written down with the mother. */
export function toTraits(dossier: Dossier): JgzRows['kenmerk_ouder'][number][] {
  const { key, family, child, person } = dossier
  if (child.custody?.kind === 'adoption') return []
  const { circumstances, mother } = family
  const young = Number(person.birthDate.slice(0, 4)) - Number(mother.birthDate.slice(0, 4)) < 20
  const motherAt = legalParents(family, dossier).findIndex(({ as }) => as === 'mother')
  const traits = [
    ['02', young],
    ['08', circumstances.singleParent],
    ['10', !mother.speaksDutch],
    ['11', circumstances.lowIncome],
    ['18', circumstances.smokedInPregnancy],
  ] as const
  return traits.flatMap(([code, holds]) =>
    holds
      ? [{ ...key, volgnummer: motherAt + 1, bds_0070: code, ...clocks(dossier, person.birthDate) }]
      : [],
  )
}
