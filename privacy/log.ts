/**
 * What happens in a process, told to whoever keeps its log. Never about whom: the fields are those of a table, and what
 * is in them goes through the scrubber.
 *
 * Who tells waits for nobody, and where nobody listens it costs nothing.
 *
 * @module
 */

import { channel } from 'node:diagnostics_channel'
import { scrub } from './scrub.ts'

export type Level = 'debug' | 'info' | 'warn' | 'error'

export const EVENTS = {
  request: { level: 'info', about: 'A client was answered, or is gone.' },
  note: { level: 'info', about: 'What a part is doing.' },
  ready: { level: 'info', about: 'It answers from now on.' },
  stopping: { level: 'info', about: 'It was asked to stop.' },
  stopped: { level: 'info', about: 'A part of it has stopped.' },
  'did-not-stop': { level: 'warn', about: 'A part of it could not be stopped well.' },
  reloaded: { level: 'info', about: 'Another supergraph is served.' },
  'reload-refused': { level: 'warn', about: 'The newest supergraph cannot be served.' },
  'circuit-opened': { level: 'warn', about: 'A registry is left alone for a while.' },
  'insight-failed': {
    level: 'warn',
    about: 'The columns behind numbers could not be kept up, and are filled anew.',
  },
  'insight-filling': { level: 'info', about: 'The columns behind numbers are being filled.' },
  'insight-filled': { level: 'info', about: 'What is new is in the columns behind numbers.' },
  'circuit-closed': { level: 'info', about: 'A registry answers again.' },
  quarantine: { level: 'warn', about: 'What a registry delivered was not taken in.' },
  security: { level: 'error', about: 'A subgraph mixed up its answers.' },
  warning: { level: 'warn', about: 'Something that somebody must look at.' },
} as const satisfies Record<string, { level: Level; about: string }>

export type EventName = keyof typeof EVENTS

/** Whatever else is told is dropped. */
const FIELDS = [
  ...['part', 'text', 'url', 'registry', 'subgraph', 'kind', 'code', 'line', 'rule'],
  ...['traceId', 'audience', 'purpose', 'operation', 'hash', 'status', 'codes', 'cost', 'ms'],
] as const
type Value = string | number | readonly string[] | undefined
export type Fields = { readonly [F in (typeof FIELDS)[number]]?: Value }

export interface Happened {
  readonly event: EventName
  readonly level: Level
  readonly fields: Fields
}

const HAPPENED = channel('kindlijn:happened')

export function tellLog(event: EventName, fields: Fields = {}): void {
  if (!HAPPENED.hasSubscribers) return
  const { level } = EVENTS[event]
  HAPPENED.publish({ event, level, fields: scrubbedFields(fields) } satisfies Happened)
}

/** Tells everything from now on. Returns what ends that. */
export function listenToLog(hear: (happened: Happened) => void): () => void {
  const listener = (happened: unknown) => hear(happened as Happened)
  HAPPENED.subscribe(listener)
  return () => HAPPENED.unsubscribe(listener)
}

function scrubbedFields(fields: Fields): Fields {
  const told: Record<string, Value> = {}
  for (const name of FIELDS) {
    const value = fields[name]
    if (typeof value === 'string') told[name] = scrub(value)
    else if (Array.isArray(value)) told[name] = value.map((one) => scrub(String(one)))
    else if (value !== undefined) told[name] = value
  }
  return told
}
