/**
 * For whom numbers are gathered again after a start: who was told some in the last weeks.
 *
 * @module
 */

import { GRANTS } from '../../privacy/policy.ts'
import type { Receipts } from '../../privacy/receipt.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DAY_MS } from './days.ts'
import { type Asker, MOST } from './filled-store.ts'

const LOOKED_AT = 200
/** Who has not asked since is not read for. */
const WITHIN_MS = 30 * DAY_MS

/** Who asked last first. Where the policy grants nobody numbers for that purpose any more, nobody. */
export async function whoAskedBefore(receipts: Receipts, now: Date): Promise<readonly Asker[]> {
  const newest = await receipts.newest(LOOKED_AT)
  const lately = newest.filter(({ at }) => now.getTime() - Date.parse(at) < WITHIN_MS)
  const projects = [...new Set(lately.map(({ project }) => project))].slice(0, MOST)
  return projects.flatMap(askerOf)
}

/** As a project is written: `projectOf`. */
function askerOf(project: string): readonly Asker[] {
  const [organisation, purpose, municipalities] = JSON.parse(project) as [
    Viewer['organisation'],
    Viewer['purpose'],
    Viewer['municipalities'],
  ]
  const grant = GRANTS.find((one) => one.purpose === purpose && one.scopes.includes('insight:read'))
  return grant ? [{ organisation, role: grant.role, purpose, municipalities }] : []
}
