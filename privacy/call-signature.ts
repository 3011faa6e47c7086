/**
 * How a subgraph knows that its gateway asks, for whom, and that nobody changed or repeats the question.
 *
 * The gateway signs each call for one subgraph, one body and thirty seconds; what the subgraph reads of the viewer and
 * of the moment that is asked about, it reads from there. A subgraph that is reached without, with another's or with a
 * used signature answers nothing.
 *
 * @module
 */

import { createHash, createHmac, createSecretKey, type KeyObject, randomUUID } from 'node:crypto'
import { jwtVerify } from 'jose'
import type { AsOf } from '../schema/as-of.ts'
import { GraphError } from '../schema/errors.ts'
import type { FetchReason } from './fetch-reasons.ts'
import type { Viewer } from './viewer.ts'

/** 32 bytes, held by the gateway and its subgraphs. */
export type CallKey = Uint8Array

/** On whose behalf a call is made. */
export interface Caller {
  readonly viewer: Viewer
  /** W3C trace id, 32 hex digits. */
  readonly traceId: string
  /** The span of the client's request: 16 hex digits. */
  readonly parentSpanId?: string | undefined
  /** From where the client asks, as the gateway sees it. */
  readonly accessPoint?: string | undefined
  /** As of when it is asked; left out: now. */
  readonly asOf?: AsOf | undefined
  /** Of each field by which a call enters the subgraph, who wants it. */
  readonly reasons?: readonly FetchReason[] | undefined
  /** How many milliseconds the answer is waited for. */
  readonly leftMs?: number | undefined
}

const SECONDS = 30
/** So far may the clocks of two machines lie apart. */
const TOLERANCE = 5

/** A JWT, as anybody can read it. One is written for each call, so it is not left to a thread of its own. */
export function signCall(
  key: CallKey,
  subgraph: string,
  body: string,
  { viewer, traceId, parentSpanId, accessPoint, asOf, leftMs, reasons }: Caller,
): string {
  const iat = Math.floor(Date.now() / 1_000)
  const claims = {
    ...{ viewer, trace: traceId, body: digest(body), span: parentSpanId, from: accessPoint },
    ...{
      left: leftMs,
      asOf,
      why: reasons,
      iss: 'kindlijn-gateway',
      aud: subgraph,
      jti: randomUUID(),
    },
    ...{ iat, exp: iat + SECONDS },
  }
  const signed = `${HEADER}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secretOf(key)).update(signed).digest('base64url')}`
}

const secrets = new WeakMap<CallKey, KeyObject>()

function secretOf(key: CallKey): KeyObject {
  const secret = secrets.get(key) ?? createSecretKey(key)
  secrets.set(key, secret)
  return secret
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

const HEADER = encode({ alg: 'HS256', typ: 'kindlijn-call+jwt' })

/** Rejects with CALL_REFUSED, and never says why. */
export type VerifyCall = (signature: string | undefined, body: string) => Promise<Caller>

/** Whether a call is seen for the first time, by whichever process of a subgraph; rejects where nobody can tell. */
export type SeeCall = (id: string, until: Date) => Promise<boolean>

/** The cause of a refusal: for the accounting, and never for the caller. */
export const REPEATED = 'repeated'

/**
 * For one subgraph. Remembers what it has seen for as long as that could be repeated; with `see`, with all processes
 * of the subgraph together. Where that memory is gone, it rejects with ACCOUNTING_UNAVAILABLE.
 */
export function openCallVerifier(key: CallKey, subgraph: string, see?: SeeCall): VerifyCall {
  const seen = new Map<string, number>()

  return async (signature, body) => {
    const { payload } = await jwtVerify(signature ?? '', key, {
      issuer: 'kindlijn-gateway',
      audience: subgraph,
      algorithms: ['HS256'],
      typ: 'kindlijn-call+jwt',
      requiredClaims: ['exp', 'jti', 'viewer', 'trace', 'body'],
      maxTokenAge: SECONDS,
      clockTolerance: TOLERANCE,
    }).catch((cause: unknown) => {
      throw new GraphError('CALL_REFUSED', { cause })
    })
    const { jti = '', exp = 0, viewer, trace, span, from, asOf, left, why } = payload
    if (payload.body !== digest(body)) throw new GraphError('CALL_REFUSED')
    if (seen.has(jti)) throw new GraphError('CALL_REFUSED', { cause: REPEATED })
    forget(seen, Date.now() / 1000)
    seen.set(jti, exp + TOLERANCE)
    const isFirst = await see?.(jti, new Date((exp + TOLERANCE) * 1000)).catch((cause: unknown) => {
      throw new GraphError('ACCOUNTING_UNAVAILABLE', { cause })
    })
    if (isFirst === false) throw new GraphError('CALL_REFUSED', { cause: REPEATED })
    return {
      viewer: viewer as Viewer,
      traceId: String(trace),
      ...(typeof span === 'string' && { parentSpanId: span }),
      ...(typeof from === 'string' && { accessPoint: from }),
      ...(asOf ? { asOf: asOf as AsOf } : {}),
      ...(typeof left === 'number' && { leftMs: left }),
      ...(Array.isArray(why) && { reasons: why as readonly FetchReason[] }),
    }
  }
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('base64url')
}

/** They expire in the order in which they came, so the first that is still good ends the search. */
function forget(seen: Map<string, number>, now: number): void {
  for (const [jti, exp] of seen) {
    if (exp >= now) return
    seen.delete(jti)
  }
}
