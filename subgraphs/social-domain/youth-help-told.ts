/**
 * Which municipality answers for a child (woonplaatsbeginsel, Jeugdwet art. 1.1), as messages of youth help tell it.
 *
 * Who allocates is who answers: of help that is in force the sender of its allocation (JW301), of a stay before other
 * help. Without any, whom the municipality last named when it sent a request on (JW319).
 *
 * @module
 */

import type { YouthHelpTold } from '../../schema/youth-help-told.ts'
import type { Allocation } from './allocation.ts'
import { toState } from './allocation-state.ts'
import type { HelpRequest } from './help-request.ts'

/** With a bed: foster care, family-style, secure and residential youth help (JZ020). */
const STAYS: ReadonlySet<string> = new Set(['35', '36', '37', '38', '43', '44'])

export function toYouthHelpTold(
  allocations: readonly Allocation[],
  requests: readonly HelpRequest[],
  today: string,
): YouthHelpTold {
  const inForce = allocations.filter((one) => isInForce(one, today)).sort(latestFirst)
  const stays = inForce.filter(({ productCategoryCode: code }) => code && STAYS.has(code))
  const stay = stays.at(-1)
  const allocated = [...stays, ...inForce].find(({ municipality }) => municipality !== null)
  const staySince = stay ? (stay.start ?? stay.from) : null
  if (allocated) {
    return { municipality: allocated.municipality, since: allocated.from, staySince }
  }
  const named = requests
    .filter(({ answeredOn, responsibleMunicipality }) => answeredOn && responsibleMunicipality)
    .reduce<HelpRequest | null>(
      (best, one) => (best && String(best.answeredOn) > String(one.answeredOn) ? best : one),
      null,
    )
  // A stay that is in force says more than an answer about a request.
  const isNamed = named !== null && inForce.length === 0
  return {
    municipality: isNamed ? named.responsibleMunicipality : null,
    since: isNamed ? named.answeredOn : null,
    staySince,
  }
}

function isInForce(allocation: Allocation, today: string): boolean {
  const state = toState(allocation, today)
  return allocation.from <= today && state !== 'STOPPED' && state !== 'ENDED'
}

function latestFirst(a: Allocation, b: Allocation): number {
  return a.allocatedAt < b.allocatedAt ? 1 : Number(a.allocatedAt > b.allocatedAt) * -1
}
