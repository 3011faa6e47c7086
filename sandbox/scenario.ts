/**
 * What may be different in Waterdam, so that anybody can see what Kindlijn makes of it.
 *
 * @module
 */

import { JGZ_SLIPS, type JgzSlips } from './jgz-slips.ts'
import type { ListSlips } from './list-clients.ts'
import { LIST_SLIPS } from './list-clients.ts'
import type { Family } from './population.ts'

export interface Scenario {
  /** What happened to everybody. */
  readonly event: 'none' | 'lockdown'
  /** How well registries write down who is meant: as usual, badly of some families, or without a slip. */
  readonly degrade: 'usual' | 'names' | 'none'
  /** By how many days youth health care writes things down later than usual. */
  readonly jgzDelayDays: number
}

export const USUAL: Scenario = { event: 'none', degrade: 'usual', jgzDelayDays: 0 }

export interface Slips {
  readonly jgz: JgzSlips
  readonly list: ListSlips
}

const AS_USUAL: Slips = { jgz: JGZ_SLIPS, list: LIST_SLIPS }
const BADLY: Slips = {
  jgz: { withoutBsn: 0.5, misspelt: 0.6, formerAddress: 0.1 },
  list: { withoutBsn: 0.5, misspelt: 0.6 },
}
const NEVER: Slips = {
  jgz: { withoutBsn: 0, misspelt: 0, formerAddress: 0 },
  list: { withoutBsn: 0, misspelt: 0 },
}

/** Names that are strange to who writes them down are written down badly: of families whose mother came from elsewhere. */
export function slipsOf({ degrade }: Scenario): (family: Family) => Slips {
  if (degrade === 'none') return () => NEVER
  if (degrade === 'usual') return () => AS_USUAL
  return ({ mother }) => (mother.birthCountry.code === NETHERLANDS ? AS_USUAL : BADLY)
}

const NETHERLANDS = '6030'
