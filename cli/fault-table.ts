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

/** Faults of ours, which have no door: what is seen, and which test makes them. */
export const OF_OUR_OWN = [
  {
    fault: 'the accounting is gone, or hangs',
    seen: '`ACCOUNTING_UNAVAILABLE`: nobody is asked, nothing is shown; when it is back, so are the answers',
    test: 'test/accounting-lost.test.ts',
  },
  {
    fault: 'its disk is full',
    seen: '`ACCOUNTING_UNAVAILABLE`, until there is room',
    test: 'test/own-faults.test.ts',
  },
  {
    fault: 'its disk is full, of a file system that is really so',
    seen: 'what was told to be written down is, nothing else is, and its chain holds',
    test: 'connectors/accounting-full-disk.test.ts',
  },
  {
    fault: 'our PostgreSQL is killed, and comes back at another address',
    seen: 'no child meanwhile; then the same as before, without a restart of ours',
    test: 'test/own-faults.test.ts',
  },
  {
    fault: '`kill -9` of Node and of PostgreSQL at once',
    seen: 'the next start has everything, ids too',
    test: 'test/start.test.ts',
  },
  {
    fault: '`kill -9` while the accounting is written',
    seen: 'no answer without its record, and none twice',
    test: 'connectors/accounting-kill.test.ts',
  },
  {
    fault: '`kill -9` of a subgraph',
    seen: '`SUBGRAPH_UNAVAILABLE` and `SOURCE_DOWN`, until it is started again',
    test: 'test/apart.test.ts',
  },
  {
    fault: 'a subgraph in a process of its own is busy without end',
    seen: '`SUBGRAPH_UNAVAILABLE` after six tenths of the deadline; who does not ask it waits for nothing',
    test: 'test/apart.test.ts',
  },
  {
    fault: 'who asked hangs up',
    seen: 'the statement that runs for them is cancelled in PostgreSQL',
    test: 'test/own-faults.test.ts',
  },
  {
    fault: 'a name that no DNS knows',
    seen: '`REGISTRY_UNAVAILABLE`',
    test: 'connectors/rest.test.ts',
  },
  {
    fault: 'more questions than the link of a registry allows',
    seen: '`REGISTRY_BUSY` at once, and the registry goes on as it was',
    test: 'connectors/bulkhead.test.ts',
  },
  {
    fault: 'a gateway is behind with its work',
    seen: '`GATEWAY_BUSY` with `Retry-After`, at once and unread; what is under way is answered',
    test: 'gateway/load.test.ts',
  },
  {
    fault: 'the clocks of a gateway and a subgraph are minutes apart',
    seen: '`SUBGRAPH_UNAVAILABLE`; some seconds change nothing',
    test: 'privacy/call-signature.test.ts',
  },
] as const

/** Of these an answer lacks all of it, or nothing. */
export const NOW_AND_THEN: ReadonlySet<FaultName> = new Set<FaultName>(['flapping'])
