/**
 * What is seen of each fault in the graph: for the tests that play them, for `kindlijn drill` and for docs/faults.md.
 *
 * @module
 */

import type { FaultName, Protocol } from '../sandbox/faults.ts'
import type { ErrorCode } from '../schema/errors.ts'

/** The code with which all of it is null; or nothing is missing. */
export type Seen = ErrorCode | 'as before'

export type Asked = Protocol | 'subgraph'

const UNAVAILABLE = {
  http: 'REGISTRY_UNAVAILABLE',
  fhir: 'REGISTRY_UNAVAILABLE',
  sql: 'REGISTRY_UNAVAILABLE',
  subgraph: 'SUBGRAPH_UNAVAILABLE',
} as const
const TIMEOUT = {
  http: 'REGISTRY_TIMEOUT',
  fhir: 'REGISTRY_TIMEOUT',
  sql: 'REGISTRY_TIMEOUT',
  subgraph: 'SUBGRAPH_UNAVAILABLE',
} as const
const BUSY = {
  http: 'REGISTRY_BUSY',
  fhir: 'REGISTRY_BUSY',
  sql: 'REGISTRY_BUSY',
  subgraph: 'SUBGRAPH_UNAVAILABLE',
} as const
const MALFORMED = {
  http: 'REGISTRY_MALFORMED',
  fhir: 'REGISTRY_MALFORMED',
  subgraph: 'SUBGRAPH_UNAVAILABLE',
} as const
const TOO_LARGE = {
  http: 'REGISTRY_TOO_LARGE',
  fhir: 'REGISTRY_TOO_LARGE',
  subgraph: 'SUBGRAPH_UNAVAILABLE',
} as const

export const SEEN: Readonly<Record<FaultName, Partial<Readonly<Record<Asked, Seen>>>>> = {
  refused: UNAVAILABLE,
  reset: UNAVAILABLE,
  silent: TIMEOUT,
  slow: TIMEOUT,
  dripping: TIMEOUT,
  flapping: UNAVAILABLE,
  'cut-short': UNAVAILABLE,
  failing: UNAVAILABLE,
  busy: BUSY,
  starting: { sql: 'REGISTRY_UNAVAILABLE' },
  redirecting: MALFORMED,
  truncated: MALFORMED,
  html: MALFORMED,
  bomb: TOO_LARGE,
  endless: TOO_LARGE,
  drifted: { ...MALFORMED, sql: 'REGISTRY_MALFORMED', subgraph: 'SUBGRAPH_MISMATCH' },
  repeating: { fhir: 'as before' },
  shifting: { fhir: 'REGISTRY_BUSY' },
  ahead: { fhir: 'as before' },
}

/** Of these an answer lacks all of it, or nothing. */
export const NOW_AND_THEN: ReadonlySet<FaultName> = new Set<FaultName>(['flapping'])
