/**
 * What happened to everybody at once, so that before, during and after can be compared: dated files in `events/`, each with
 * its source. A next crisis is a file more.
 *
 * @module
 */

import { z } from 'zod'
import lockdown1 from './events/lockdown-1.json' with { type: 'json' }
import lockdown2 from './events/lockdown-2.json' with { type: 'json' }
import waterdamLockdown1 from './events/waterdam-lockdown-1.json' with { type: 'json' }
import waterdamLockdown2 from './events/waterdam-lockdown-2.json' with { type: 'json' }
import { DAY, REGISTERED } from './registered.ts'

const EVENT = REGISTERED.extend({
  from: DAY,
  /** The last day of it. */
  until: DAY,
  source: z.string(),
})
export type ReferenceEvent = Readonly<z.infer<typeof EVENT>>

/** In order of their days. */
export const EVENTS: readonly ReferenceEvent[] = [
  lockdown1,
  lockdown2,
  waterdamLockdown1,
  waterdamLockdown2,
].map((event) => EVENT.parse(event))

export function eventOf(id: string): ReferenceEvent {
  const event = EVENTS.find((one) => one.id === id)
  if (!event) throw new Error('There is no such event.')
  return event
}
