/**
 * What can be wrong with a server, as who asks it sees that: on the wire, in HTTP and in the protocol of PostgreSQL.
 *
 * Each is played by a door in front of a server that is well ({@link FaultProxy}).
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import {
  answerBomb,
  answerDrifted,
  answerEndless,
  answerFailing,
  answerLater,
  answerPage,
  answerRedirect,
  answerRepeating,
  answerShifting,
  answerSkewed,
  answerTruncated,
  type Target,
} from './http-faults.ts'
import { drifted, refusing } from './sql-faults.ts'
import { cutShort, dripping, flapping, late, reset, silent } from './wire-faults.ts'

/** What is done with a connection. `far` connects to the server itself. */
export type Meet = (near: Socket, far: () => Socket, count: number) => void

/** What is answered instead of the server. */
export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
) => void | Promise<void>

export interface Fault {
  readonly about: string
  /** Of each protocol that can have it. FHIR has what HTTP has. */
  readonly http?: { readonly meet: Meet } | { readonly answer: Answer }
  readonly fhir?: { readonly answer: Answer }
  readonly sql?: { readonly meet: Meet }
}

export type Protocol = 'http' | 'fhir' | 'sql'

const onWire = (meet: Meet) => ({ http: { meet }, sql: { meet } })

export const FAULTS = {
  refused: { about: 'nobody listens at its port', ...onWire((near) => near.destroy()) },
  reset: { about: 'every connection is reset at the first question', ...onWire(reset) },
  silent: { about: 'it takes questions and never answers: half open', ...onWire(silent) },
  slow: { about: 'every answer comes half a minute late', ...onWire(late) },
  dripping: { about: 'its answers come a byte at a time', ...onWire(dripping) },
  flapping: { about: 'every other connection is reset, and none lives long', ...onWire(flapping) },
  'cut-short': { about: 'the connection breaks in the middle of an answer', ...onWire(cutShort) },
  failing: {
    about: 'an internal error, with words in it that are nobody’s business',
    http: { answer: answerFailing },
    sql: { meet: refusing('XX000') },
  },
  busy: {
    about: 'it asks to come back later: 429, or no connection left',
    http: { answer: answerLater },
    sql: { meet: refusing('53300') },
  },
  starting: {
    about: 'it was stopped and is not back yet',
    sql: { meet: refusing('57P03') },
  },
  redirecting: { about: 'it sends us elsewhere', http: { answer: answerRedirect } },
  truncated: { about: 'JSON that ends half-way', http: { answer: answerTruncated } },
  html: { about: 'a page for people, and status 200', http: { answer: answerPage } },
  bomb: { about: 'a few kilobytes that unpack to many megabytes', http: { answer: answerBomb } },
  endless: { about: 'an answer that does not end', http: { answer: answerEndless } },
  drifted: {
    about: 'another schema than was agreed: lists are objects, tables have other names',
    http: { answer: answerDrifted },
    sql: { meet: drifted },
  },
  repeating: {
    about: 'while pages are read one moves: a record comes twice',
    fhir: { answer: answerRepeating },
  },
  shifting: {
    about: 'while pages are read records come and go: its own count changes',
    fhir: { answer: answerShifting },
  },
  ahead: { about: 'its clock is ten minutes ahead', fhir: { answer: answerSkewed } },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS

/** How a fault is played to who speaks this; undefined where there is no such thing. */
export function wayOf(name: FaultName, protocol: Protocol): Fault['http'] {
  const { http, fhir, sql }: Fault = FAULTS[name]
  return { http, fhir: fhir ?? http, sql }[protocol]
}
