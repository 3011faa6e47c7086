/**
 * Who is asking, for which organisation, and why.
 *
 * @module
 */

import type { Purpose, Role } from './policy.ts'

/** Made once per request, from a verified token; never from a header that a client can set. */
export interface Viewer {
  /** The pseudonym of the professional who asks. */
  readonly id: string
  /** The organisation's number: URA, AGB, KvK or gemeentecode, with its kind: `ura:00009999`. */
  readonly organisation: string
  readonly role: Role
  readonly purpose: Purpose
  /** The municipalities (four digits) for which the organisation works. Children registered elsewhere do not exist for it. */
  readonly municipalities: readonly string[]
  /** A part of the graph asks, and nobody in person: `journey` and `insight`, to keep their lists and numbers. No token says so. */
  readonly isFed?: true
}
