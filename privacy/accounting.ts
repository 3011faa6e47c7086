/**
 * What is written down about everything that is done with the data of persons.
 *
 * Two records under one trace id: the processing (which source, which parts, about whom, for which purpose;
 * Logboek Dataverwerkingen: no user in it) and the event (who did what, where, and on which ground; NEN 7513: no data
 * subject in it). Both are stored before a source is called, and how it ended before an answer leaves. No log, no
 * answer.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { COUNTED, GRANTS, mayRead, PURPOSES, relationsOf } from './policy.ts'
import { DOMAINS } from './sealed-reference.ts'
import type { Viewer } from './viewer.ts'

/** What is done, with the action code of NEN 7513: create, read, update, execute. */
export const ACTS = {
  read: { action: 'R', about: 'Records of children were read from a registry.' },
  search: { action: 'E', about: 'Somebody was looked for, found or not.' },
  account: { action: 'R', about: 'It was asked who read about a child.' },
  export: { action: 'R', about: 'The accounting was copied to elsewhere.' },
  refused: { action: 'E', about: 'A question was refused, in whole or in part.' },
  'login-refused': { action: 'E', about: 'A token was refused.' },
  'call-refused': { action: 'E', about: 'A call to a part was forged, late or repeated.' },
  'break-glass': { action: 'E', about: 'Somebody took access in an emergency.' },
  'break-glass-review': { action: 'U', about: 'Access in an emergency was looked at afterwards.' },
  'link-decision': { action: 'U', about: 'A person decided which records are of one child.' },
  objection: { action: 'U', about: 'An objection or a consent was recorded or withdrawn.' },
  logging: { action: 'U', about: 'Writing down began, ended or was changed.' },
} as const satisfies Record<string, { action: 'C' | 'R' | 'U' | 'E'; about: string }>

export type ActKind = keyof typeof ACTS

export interface Act {
  readonly kind: ActKind
  readonly traceId: string
  /** The span of the request that it is a part of: 16 hex digits. */
  readonly parentSpanId?: string | undefined
  /** From where the user asks: the address of the client. Left out: the part that does it. */
  readonly accessPoint?: string | undefined
  /** Unknown where a token is refused. */
  readonly viewer: Viewer | undefined
  /** The slug of the registry; the part's own name where none is read. */
  readonly registry: string
  /** What was asked: `growth`, `vaccinations`; or the codes of a refusal. Never what was answered. */
  readonly parts: readonly string[]
  /** The ids of the children; the store encrypts them (`dpl.core.data_subject_id`). One processing each. */
  readonly subjects: readonly string[]
}

/** `unlinked`: there is no record of this child, or nobody was found. */
export type Outcome = 'read' | 'unlinked' | 'failed'

/** How it ended: for each of its subjects, in their order; one outcome where it has none. */
export type End = (outcomes: readonly Outcome[], when?: 'now' | 'with the next') => Promise<void>

export interface Accounting {
  /** Resolves once it is durable that this is about to be done. Where it rejects, it must not be done. */
  begin(act: Act): Promise<End>
  /** Of what is over already: a refusal, a decision. Resolves once that is durable. */
  note(act: Act, outcomes?: readonly Outcome[]): Promise<void>
  /** What was to go with the next goes now. */
  hurry?(): void
}

/** By what the viewer had to have to do with whom it was about: NEN 7513 calls it behandelrelatieProtocol. */
export function relationProtocolOf(viewer: Viewer): string {
  const relations = [...relationsOf(viewer)].join(' or ') || 'none'
  return `${relations}, in municipality ${viewer.municipalities.join(' ') || 'none'}`
}

/** NEN 7513: toestemmingsProfiel. An objection of the family holds wherever a domain may be entered; else law decides. */
export function consentProfileOf(viewer: Viewer): string {
  return DOMAINS.some((domain) => mayRead(viewer, `${domain}:read`)) ? 'unless-objected' : 'by-law'
}

/** Under which rules something was granted or refused: NEN 7513 calls it the authorisation protocol. */
export const POLICY_VERSION = `kindlijn-policy:${createHash('sha256')
  .update(JSON.stringify([PURPOSES, GRANTS, COUNTED]))
  .digest('hex')
  .slice(0, 16)}`
