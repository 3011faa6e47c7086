/**
 * The ledger of handovers of a child: a line for each, with both sides reconciled.
 *
 * A handover is not done when it was sent, but when who takes over has seen the child. "Sent" with nothing at the other
 * side is lost; a side that cannot be asked, or never records it, is no reason to say so. A step counts for one handover.
 *
 * @module
 */

import { type Age, addDays, dayAtAge, daysBetween } from './age.ts'
import { isStep, type Opening, ROUTES, type Route } from './handover-routes.ts'
import type { Handover } from './handover-types.ts'
import {
  HANDOVER_STATES,
  HandoverRoute,
  type HandoverState,
  HandoverStep,
} from './handover-words.ts'
import { HANDOVER_RULES, inForce } from './schedule.ts'
import { eventsUntil, type Known, type ToldEvent, type Voice, voicesOf } from './told.ts'

interface Limits {
  readonly sendWithin: Age
  readonly receiveWithin: Age
  readonly followUpWithin: Age
}

/** Of the routes of which the viewer may read both sides. Oldest first. */
export function toHandovers(known: Known, at: string): readonly Handover[] {
  const { course, told, standings, viewer, knownOn } = known
  const rules = inForce(HANDOVER_RULES, at, { knownOn })
  if (!rules) return []
  const voices = voicesOf(told, standings, viewer, at)
  const events = eventsUntil(told, at)
  // Nobody has to take over who died.
  const isOver = course?.ending === 'DIED'
  return Object.values(HandoverRoute)
    .flatMap((name) => {
      const route = ROUTES[name]
      const sides = [route.from, ...(route.to ? [route.to] : [])]
      const heard = voices.filter(({ domain }) => sides.includes(domain))
      if (isOver || heard.length < new Set(sides).size) return []
      const used = new Set<ToldEvent>()
      // What began last first: what follows is of the last one before it.
      return route
        .openings(events, course)
        .filter(({ on }) => on <= at)
        .toReversed()
        .map((opening) => {
          const steps = takenFor(opening, route, events, used)
          return toHandover({ name, route, opening, steps, heard, at, limits: rules.routes[name] })
        })
    })
    .sort((a, b) => (a.begunOn < b.begunOn ? -1 : Number(a.begunOn > b.begunOn)))
}

/** Days on which one of them may be otherwise though nothing more is told, beside those of {@link turnsOfTold}. */
export function turnsOfHandovers(
  { course, told }: Known,
  at: string,
  handovers: readonly Handover[],
): readonly string[] {
  const rules = inForce(HANDOVER_RULES, at)
  if (!rules) return []
  const events = eventsUntil(told, at)
  return Object.values(HandoverRoute).flatMap((name) => {
    const { sendWithin, receiveWithin } = rules.routes[name]
    const lines = handovers.filter(({ route }) => route === name)
    return [
      ...ROUTES[name]
        .openings(events, course)
        .flatMap(({ on, notBefore = on }) => [
          on,
          addDays(notBefore, 1),
          addDays(dayAtAge(on, sendWithin), 1),
        ]),
      ...lines.map(({ dueBy }) => addDays(dueBy, 1)),
      ...lines.flatMap(({ sentOn }) => (sentOn ? addDays(dayAtAge(sentOn, receiveWithin), 1) : [])),
    ]
  })
}

interface Steps {
  readonly sentOn: string | null
  readonly receivedOn: string | null
  readonly acknowledgedOn: string | null
  readonly firstContactOn: string | null
  readonly prenatalHomeVisitOn: string | null
}

/** What is sent twice is sent at first; what happened before it began was another's. */
function takenFor(
  { on, sentOn }: Opening,
  route: Route,
  events: readonly ToldEvent[],
  used: Set<ToldEvent>,
): Steps {
  const since = events.filter((event) => event.at >= on)
  const take = (isMeant: (event: ToldEvent) => boolean): string | null => {
    const found = since.find((event) => !used.has(event) && isMeant(event))
    if (found) used.add(found)
    return found?.at ?? null
  }
  const visit = events.findLast(
    ({ kind, form, status, at }) =>
      kind === 'CONTACT' && form === 'HOME_VISIT' && status !== 'NO_SHOW' && at < on,
  )
  return {
    sentOn: sentOn ?? take((event) => isStep(route, event, 'SENT')),
    receivedOn: take((event) => isStep(route, event, 'RECEIVED') || route.isReceived(event)),
    acknowledgedOn: take((event) => isStep(route, event, 'ACKNOWLEDGED')),
    firstContactOn: take(route.isContact),
    prenatalHomeVisitOn: route.from === 'BIRTH_CARE' ? (visit?.at ?? null) : null,
  }
}

interface Line {
  readonly name: HandoverRoute
  readonly route: Route
  readonly opening: Opening
  readonly steps: Steps
  readonly heard: readonly Voice[]
  readonly at: string
  readonly limits: Limits
}

function toHandover(line: Line): Handover {
  const { name, opening, steps, at, limits } = line
  const due = dayAtAge(opening.on, limits.followUpWithin)
  const { notBefore = due } = opening
  const dueBy = notBefore > due ? notBefore : due
  const state = stateOf(line, dueBy)
  const isOpen = state === 'OVERDUE' || state === 'LOST'
  return {
    id: `${name}:${opening.id}`,
    route: name,
    state,
    because: HANDOVER_STATES[state],
    begunOn: opening.on,
    dueBy,
    ...steps,
    overdueDays: isOpen && at > dueBy ? daysBetween(dueBy, at) : null,
    missing: Object.values(HandoverStep).filter((step) => steps[FIELDS[step]] === null),
  }
}

const FIELDS = {
  SENT: 'sentOn',
  RECEIVED: 'receivedOn',
  ACKNOWLEDGED: 'acknowledgedOn',
  FIRST_CONTACT: 'firstContactOn',
} as const satisfies Record<HandoverStep, keyof Steps>

/** The first that holds. */
function stateOf({ route, opening, steps, heard, at, limits }: Line, dueBy: string): HandoverState {
  const { sentOn, receivedOn, acknowledgedOn, firstContactOn } = steps
  if (firstContactOn !== null) return 'FOLLOWED_UP'
  if (heard.some(({ doubt }) => doubt !== null)) return 'CANNOT_TELL'
  if (route.to === null) return sentOn === null ? 'CANNOT_TELL' : 'SENT'
  if (acknowledgedOn !== null) return at <= dueBy ? 'ACKNOWLEDGED' : 'OVERDUE'
  if (receivedOn !== null) return at <= dueBy ? 'RECEIVED' : 'OVERDUE'
  if (sentOn !== null) {
    const receiveBy = dayAtAge(sentOn, limits.receiveWithin)
    return at <= receiveBy || at <= (opening.notBefore ?? '') ? 'SENT' : 'LOST'
  }
  const sendBy = route.fromElsewhere ? dueBy : dayAtAge(opening.on, limits.sendWithin)
  return at <= sendBy ? 'NOT_SENT' : 'OVERDUE'
}
