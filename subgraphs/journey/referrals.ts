/**
 * What became of referrals.
 *
 * What a referral led to is what the ledger of handovers took for it: the same start is never of two referrals. Of one whose
 * receiver is not in the graph nobody can tell.
 *
 * @module
 */

import { daysBetween } from './age.ts'
import { nameOfDay } from './handover-routes.ts'
import type { Handover } from './handover-types.ts'
import { REFERRAL_STATES, type Referral, type ReferralState } from './referral-types.ts'
import { eventsUntil, type Known, type ToldEvent } from './told.ts'

/** With the handovers of the same child and day. Oldest first. */
export function toReferrals(
  { told }: Known,
  handovers: readonly Handover[],
  at: string,
): readonly Referral[] {
  const events = eventsUntil(told, at)
  const referrals = events.filter(({ kind }) => kind === 'REFERRAL')
  const firstToChildcare = referrals.find(({ counterpart }) => counterpart === 'CHILDCARE')
  const toHelp = referrals.filter(({ counterpart }) => counterpart === 'SOCIAL_DOMAIN')
  const handoverOf = (referral: ToldEvent): string | null => {
    if (toHelp.includes(referral)) return `JGZ_TO_SOCIAL_DOMAIN:${nameOfDay(referral, toHelp)}`
    return referral === firstToChildcare ? 'JGZ_TO_CHILDCARE:vve' : null
  }
  return referrals.map((referral) => {
    const name = handoverOf(referral)
    const handover = handovers.find(({ id }) => id === name)
    const startedOn = handover?.firstContactOn ?? null
    const endedOn = startedOn === null ? null : endOf(startedOn, referral, events)
    const state = stateOf(handover, endedOn)
    return {
      id: `${referral.domain}:${referral.id}`,
      from: referral.domain,
      to: referral.counterpart,
      label: referral.label,
      state,
      because: REFERRAL_STATES[state],
      madeOn: referral.at,
      startedOn,
      endedOn,
      waitDays: state === 'CANNOT_TELL' ? null : daysBetween(referral.at, startedOn ?? at),
    }
  })
}

function stateOf(handover: Handover | undefined, endedOn: string | null): ReferralState {
  if (!handover || handover.state === 'CANNOT_TELL') return 'CANNOT_TELL'
  if (handover.state === 'FOLLOWED_UP') return endedOn === null ? 'STARTED' : 'ENDED'
  return handover.state === 'LOST' || handover.state === 'OVERDUE' ? 'NOT_STARTED' : 'MADE'
}

/** Of what began on that day with who received it. */
function endOf(
  startedOn: string,
  { counterpart }: ToldEvent,
  events: readonly ToldEvent[],
): string | null {
  const begin = events.find(
    ({ domain, phase, at }) => domain === counterpart && phase === 'BEGIN' && at === startedOn,
  )
  const end = events.find(({ id }) => begin && id === begin.id.replace(/:begin$/, ':end'))
  return end?.at ?? null
}
