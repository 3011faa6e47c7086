/**
 * From a bearer token to a viewer.
 *
 * @module
 */

import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { GraphError } from '../schema/errors.ts'
import { PURPOSES, type Purpose, ROLES, type Role } from './policy.ts'
import type { Viewer } from './viewer.ts'

export interface TokenOptions {
  readonly issuer: string
  readonly audience: string
  /** Where the issuer publishes its keys, or the keys themselves. */
  readonly keys: URL | JSONWebKeySet
}

/** Verifies one Authorization header; rejects with UNAUTHENTICATED, and never says why. */
export type VerifyToken = (authorization: string | undefined) => Promise<Viewer>

export function openTokens({ issuer, audience, keys }: TokenOptions): VerifyToken {
  const keySet = keys instanceof URL ? createRemoteJWKSet(keys) : createLocalJWKSet(keys)

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1]
    if (token === undefined) throw new GraphError('UNAUTHENTICATED')
    const claims = await jwtVerify(token, keySet, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat', 'sub', 'organisation', 'role', 'purpose', 'municipalities'],
      clockTolerance: 5,
    }).catch((cause: unknown) => {
      throw new GraphError('UNAUTHENTICATED', { cause })
    })
    return toViewer(claims.payload)
  }
}

function toViewer(claims: Readonly<Record<string, unknown>>): Viewer {
  const { sub, organisation, role, purpose, municipalities } = claims
  if (typeof purpose !== 'string' || !Object.hasOwn(PURPOSES, purpose)) {
    throw new GraphError('PURPOSE_UNKNOWN')
  }
  if (
    !isName(sub) ||
    !isName(organisation) ||
    !ROLES.some((known) => known === role) ||
    !Array.isArray(municipalities) ||
    !municipalities.every((code) => typeof code === 'string' && /^\d{4}$/.test(code))
  ) {
    throw new GraphError('UNAUTHENTICATED')
  }
  return {
    id: sub,
    organisation,
    role: role as Role,
    purpose: purpose as Purpose,
    municipalities: municipalities as readonly string[],
  }
}

/** Who asked has to be found again in the accounting. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.trim() !== ''
}
