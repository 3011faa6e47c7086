/**
 * The gateway, with each subgraph in this process or at its address.
 *
 * @module
 */

import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Config, SUBGRAPH_NAMES, type SubgraphName } from '../config.ts'
import type { CallSubgraph } from '../gateway/engine/call.ts'
import { inProcess } from '../gateway/in-process.ts'
import { overHttp } from '../gateway/over-http.ts'
import { type Gateway, serveGateway } from '../gateway/server.ts'
import type { ClientRequest } from '../gateway/subgraph-call.ts'
import { readTrustedDocuments } from '../gateway/trusted-documents.ts'
import type { Accounting } from '../privacy/accounting.ts'
import type { CallKey } from '../privacy/call-signature.ts'
import { tellLog } from '../privacy/log.ts'
import type { Agreements } from '../privacy/read.ts'
import type { VerifyToken } from '../privacy/token.ts'
import { METRICS } from '../schema/metrics.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { serveMetrics } from './metrics-part.ts'
import { readQuestions } from './questions.ts'
import { openReadiness } from './readiness.ts'
import { Mistake } from './say.ts'

export interface GatewayPart {
  readonly config: Config
  /** Those that run here; the others must have an address. */
  readonly subgraphs: readonly OpenSubgraph[]
  readonly accounting: Accounting
  /** Of its database, to see whether it is there. */
  readonly accountingUrl?: string | undefined
  readonly agreements: Agreements
  readonly verifyToken: VerifyToken
  readonly callKey: CallKey | undefined
  /** Where the explorer gets tokens for the sandbox's personas. */
  readonly tokensUrl: string | undefined
}

/** The variable with the address of each, when it runs elsewhere. */
export const ADDRESSES = {
  child: 'CHILD_URL',
  'birth-care': 'BIRTH_CARE_URL',
  jgz: 'JGZ_URL',
  childcare: 'CHILDCARE_URL',
  'social-domain': 'SOCIAL_DOMAIN_URL',
  journey: 'JOURNEY_URL',
  insight: 'INSIGHT_URL',
} as const satisfies Record<SubgraphName, keyof Config>

export async function startGateway(options: GatewayPart): Promise<Gateway> {
  const { config, verifyToken, tokensUrl } = options
  const calls = SUBGRAPH_NAMES.map((name) => ({ name, ...callOf(name, options) }))
  let isBehind = false
  const gateway = await serveGateway({
    supergraph: await readFile(config.KINDLIJN_SUPERGRAPH, 'utf8').catch(() => {
      throw new Mistake('KINDLIJN_SUPERGRAPH names a file that cannot be read.')
    }),
    subgraphs: Object.fromEntries(calls.map(({ name, call }) => [nameInPlan(name), call])),
    verifyToken,
    accounting: options.accounting,
    deadlineMs: config.KINDLIJN_DEADLINE_MS,
    mostLagMs: config.KINDLIJN_MOST_LAG_MS,
    lameDuckMs: config.KINDLIJN_LAME_DUCK_MS,
    stopMs: config.KINDLIJN_STOP_MS,
    port: config.PORT,
    host: config.KINDLIJN_HOST,
    documents: await readTrustedDocuments(config.KINDLIJN_DOCUMENTS).catch(() => {
      throw new Mistake('KINDLIJN_DOCUMENTS names a folder that cannot be read.')
    }),
    adHoc: config.KINDLIJN_AD_HOC,
    introspection: config.KINDLIJN_INTROSPECTION,
    onSecurityEvent: ({ kind, subgraph }) =>
      tellLog('security', { kind, subgraph, part: 'security', text: `${kind} in ${subgraph}` }),
    explorer: { tokensUrl, questions: await readQuestions() },
    readiness: openReadiness({
      addresses: Object.fromEntries(
        SUBGRAPH_NAMES.flatMap((name) => {
          const url = config[ADDRESSES[name]]
          return url ? [[name, url]] : []
        }),
      ),
      databaseUrl: options.accountingUrl,
      isBehind: () => isBehind,
      parts: options.subgraphs,
    }),
  })
  const metrics = await serveMetrics(config)
  const unwatch = watchSupergraph(config.KINDLIJN_SUPERGRAPH, gateway, (served) => {
    isBehind = !served
    METRICS.supergraph.set(served ? 0 : 1)
  })
  return {
    ...gateway,
    async close() {
      unwatch()
      await gateway.close()
      await metrics?.close()
      await Promise.all(calls.map(({ close }) => close?.()))
    },
  }
}

const LOOK_EVERY_MS = 2_000

/** A file that is replaced, or a configuration that is mounted, is seen by looking: not every system tells of it. */
function watchSupergraph(
  file: string,
  gateway: Gateway,
  tell: (isServed: boolean) => void,
): () => void {
  const look = async () => {
    try {
      await gateway.reload(await readFile(file, 'utf8'))
      tell(true)
      tellLog('reloaded', { part: 'gateway', text: 'answers with another supergraph' })
    } catch {
      tell(false)
      const text = 'the supergraph was changed to one that cannot be served; the old one stays'
      tellLog('reload-refused', { part: 'gateway', text })
    }
  }
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look)
  return () => unwatchFile(file, look)
}

/** A subgraph, wherever it runs. */
export interface Callable {
  readonly call: CallSubgraph<ClientRequest>
  readonly close?: () => Promise<void>
}

export function callOf(
  name: SubgraphName,
  {
    config,
    subgraphs,
    agreements,
    callKey,
  }: Pick<GatewayPart, 'config' | 'subgraphs' | 'agreements' | 'callKey'>,
): Callable {
  const url = config[ADDRESSES[name]]
  if (url) {
    if (!callKey)
      throw new Mistake('A gateway whose subgraphs run elsewhere takes the secret call.key.')
    return overHttp({ name, url, callKey })
  }
  const local = subgraphs.find((subgraph) => subgraph.name === name)
  if (!local) {
    throw new Mistake(`The subgraph ${name} does not run here: set ${ADDRESSES[name]}.`)
  }
  return {
    call: inProcess({
      name,
      schema: local.schema,
      ...(local.refuses && { refuses: local.refuses }),
      contextOf: (request) =>
        local.contextOf({ ...request, accounting: request.ledger.accounting, agreements }),
    }),
  }
}

/** The planner calls a subgraph by its name in the supergraph. */
function nameInPlan(name: SubgraphName): string {
  return name
}
