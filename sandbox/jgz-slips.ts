/**
 * What is written otherwise in a dossier than it is: a BSN that was never filled in, a name that was misheard, an
 * address that was left. Nothing else of the dossier suffers.
 *
 * @module
 */

import { dayOf, TODAY } from './days.ts'
import { misspell } from './degrade.ts'
import { randomFor } from './household.ts'
import type { Dossier } from './jgz-dossier.ts'
import type { Quirk, Residence } from './population.ts'

/** Of who is not planted, this part of the dossiers. */
export interface JgzSlips {
  readonly withoutBsn: number
  readonly misspelt: number
  readonly formerAddress: number
}

export const JGZ_SLIPS: JgzSlips = { withoutBsn: 0.02, misspelt: 0.02, formerAddress: 0.02 }

export interface WrittenByJgz {
  readonly bsn: string | null
  /** Null in the first days, when there may be no name yet. */
  readonly given: string | null
  readonly familyName: string
  readonly formerResidence: Residence | undefined
}

const NAMELESS_DAYS = 5

export function asWrittenByJgz(dossier: Dossier, slips: JgzSlips): WrittenByJgz {
  const { family, child, person } = dossier
  const random = randomFor(family, child, 'jgz-slips')
  const has = (quirk: Quirk, share: number) =>
    child.planted === null ? random.chance(share) : child.quirks.includes(quirk)
  const isWithout = has('no-bsn-in-jgz', slips.withoutBsn)
  const isMisspelt = has('misspelt-in-jgz', slips.misspelt)
  const isFormer = has('former-address-in-jgz', slips.formerAddress)
  const isNameless = isWithout && TODAY - dayOf(person.birthDate) < NAMELESS_DAYS
  return {
    bsn: isWithout ? null : person.bsn,
    given: isNameless ? null : person.name.given,
    familyName: isMisspelt ? misspelt(random, person.name.family) : person.name.family,
    formerResidence: isFormer && child.custody === null ? family.residences.at(-2) : undefined,
  }
}

/** A slip at the start is noticed; and what is written the same is none. */
function misspelt(random: Parameters<typeof misspell>[0], name: string): string {
  for (let attempt = 0; attempt < 20; attempt++) {
    const written = misspell(random, name)
    if (written !== name && written.at(0) === name.at(0)) return written
  }
  return name
}
