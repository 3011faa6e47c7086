/**
 * A gateway over whatever a test gives it for subgraphs: no registries, no tokens, no documents.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { SUBGRAPH_NAMES } from '../config.ts'
import type { CallSubgraph } from '../gateway/engine/call.ts'
import { ALWAYS_READY } from '../gateway/readiness.ts'
import { type Gateway, type GatewayOptions, serveGateway } from '../gateway/server.ts'
import type { ClientRequest } from '../gateway/subgraph-call.ts'
import { NO_DOCUMENTS } from '../gateway/trusted-documents.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { accountsInto } from './accounts.ts'

const OF_US = { id: 'u', organisation: 'ura:1' } as const
export const ANALYST: Viewer = {
  ...OF_US,
  role: 'analyst',
  purpose: 'research',
  municipalities: [],
}
export const NURSE: Viewer = {
  ...OF_US,
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}

type Given = Partial<GatewayOptions> &
  Pick<GatewayOptions, 'supergraph' | 'subgraphs' | 'verifyToken'>

export function serveBare(options: Given): Promise<Gateway> {
  return serveGateway({
    accounting: accountsInto([], []),
    deadlineMs: 20_000,
    port: 0,
    host: '127.0.0.1',
    explorer: { tokensUrl: undefined, questions: [] },
    readiness: ALWAYS_READY,
    documents: NO_DOCUMENTS,
    adHoc: ['professional', 'analyst'],
    introspection: [],
    ...options,
  })
}

/** The graph of ours, each subgraph of which answers as this does. */
export function ofOurs(call: CallSubgraph<ClientRequest>) {
  return {
    supergraph: readFileSync('schema/generated/supergraph.graphql', 'utf8'),
    subgraphs: Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, call])),
  }
}
