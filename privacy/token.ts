/**
 * From a bearer token to a viewer.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWKSCacheInput,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwksCache,
  jwtVerify,
} from 'jose'
import { GraphError } from '../schema/errors.ts'
import { isInForce, PURPOSES, type Purpose, ROLES, type Role } from './policy.ts'
import type { Viewer } from './viewer.ts'

export interface TokenOptions {
  readonly issuer: string
  readonly audience: string
  /** Where the issuer publishes its keys, or the keys themselves. */
  readonly keys: URL | JSONWebKeySet
}

/**
 * Verifies one Authorization header, and which of its purposes is meant (`kindlijn-purpose`): by itself where the token
 * names one. Rejects with UNAUTHENTICATED, and never says why; with PURPOSE_UNKNOWN, PURPOSE_MISSING or
 * PURPOSE_NOT_IN_FORCE for a right token.
 */
export type VerifyToken = (
  authorization: string | undefined,
  purpose?: string | undefined,
) => Promise<Viewer>

/** No token lives longer: so long may somebody whose rights were taken away still ask. */
const MOST_SECONDS = 600
/** A key that its issuer no longer publishes is not taken any more after so long. */
const KEYS_FOR_MS = 60_000
/** A token is checked anew after so long, and so many are remembered. Checking one takes half a millisecond. */
const CHECKED_FOR_MS = 15_000
const MOST_CHECKED = 1_000
/** Between two clocks. */
const TOLERANCE = 5

export function openTokens({ issuer, audience, keys }: TokenOptions): VerifyToken {
  const keySet = keys instanceof URL ? openKeys(keys) : createLocalJWKSet(keys)
  const check = remembering(async (token) => {
    const { payload } = await jwtVerify(token, keySet, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat', 'sub', 'organisation', 'role', 'municipalities'],
      clockTolerance: TOLERANCE,
      maxTokenAge: MOST_SECONDS,
    })
    const { exp = 0, iat = 0 } = payload
    if (exp - iat > MOST_SECONDS) throw new Error('a token may not live so long')
    return { client: toClient(payload), exp: exp * 1_000 }
  })

  return async (authorization, purpose) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1]
    if (token === undefined) throw new GraphError('UNAUTHENTICATED')
    const { viewer, purposes } = await check(token).catch((cause: unknown) => {
      throw new GraphError('UNAUTHENTICATED', { cause })
    })
    return { ...viewer, purpose: toPurpose(purposes, purpose) }
  }
}

/** As the issuer publishes them. While it does not answer, those that it published last count for some minutes. */
function openKeys(url: URL): JWTVerifyGetKey {
  const cache: { jwks?: JSONWebKeySet; uat?: number } & JWKSCacheInput = {}
  const remote = createRemoteJWKSet(url, {
    cacheMaxAge: KEYS_FOR_MS,
    cooldownDuration: KEYS_FOR_MS / 4,
    [jwksCache]: cache,
  })
  return (header, token) =>
    remote(header, token).catch((error: unknown) => {
      const { jwks, uat = 0 } = cache
      const isAnswer = error instanceof errors.JWKSNoMatchingKey
      if (isAnswer || !jwks || Date.now() - uat > MOST_SECONDS * 1_000) throw error
      return createLocalJWKSet(jwks)(header, token)
    })
}

/** What a token says, without the purpose for which this one request is made. */
interface Client {
  readonly viewer: Omit<Viewer, 'purpose'>
  /** Those that it may name, as the token has them. */
  readonly purposes: readonly unknown[]
}

interface Checked {
  readonly client: Client
  readonly exp: number
}

function remembering(
  check: (token: string) => Promise<Checked>,
): (token: string) => Promise<Client> {
  const checked = new Map<string, { readonly client: Client; readonly until: number }>()
  return async (token) => {
    const name = createHash('sha256').update(token).digest('base64url')
    const now = Date.now()
    const known = checked.get(name)
    if (known && now < known.until) return known.client
    checked.delete(name)
    const { client, exp } = await check(token)
    const [oldest] = checked.keys()
    if (checked.size >= MOST_CHECKED && oldest !== undefined) checked.delete(oldest)
    checked.set(name, { client, until: Math.min(now + CHECKED_FOR_MS, exp + TOLERANCE * 1_000) })
    return client
  }
}

function toClient({
  sub,
  organisation,
  role,
  purpose,
  purposes,
  municipalities,
}: JWTPayload): Client {
  if (
    !isName(sub) ||
    !isName(organisation) ||
    !ROLES.some((known) => known === role) ||
    !Array.isArray(municipalities) ||
    !municipalities.every((code) => typeof code === 'string' && /^\d{4}$/.test(code))
  ) {
    throw new Error('a claim is not as it must be')
  }
  return {
    viewer: {
      id: sub,
      organisation,
      role: role as Role,
      municipalities: municipalities as readonly string[],
    },
    purposes: Array.isArray(purposes) ? purposes : [purpose],
  }
}

function toPurpose(allowed: readonly unknown[], asked: string | undefined): Purpose {
  const [only, ...others] = allowed
  if (asked === undefined && others.length > 0) throw new GraphError('PURPOSE_MISSING')
  const purpose = asked ?? only
  if (!isPurpose(purpose) || !allowed.includes(purpose)) throw new GraphError('PURPOSE_UNKNOWN')
  if (!isInForce(purpose)) {
    const { citation } = PURPOSES[purpose].ground
    throw new GraphError('PURPOSE_NOT_IN_FORCE', { citation })
  }
  return purpose
}

function isPurpose(claim: unknown): claim is Purpose {
  return typeof claim === 'string' && Object.hasOwn(PURPOSES, claim)
}

/** Who asked has to be found again in the accounting. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.trim() !== ''
}
