/**
 * The identity provider of the sandbox: it gives every persona a token, and publishes the key to check it with.
 *
 * A stand-in for the outside world. Its private key lives in the sandbox's folder and nowhere else.
 *
 * @module
 */

import { once } from 'node:events'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose'
import { PERSONAS } from './personas.ts'

export const ISSUER = 'https://identity.waterdam.example'
const AUDIENCE = 'kindlijn'
const KEY_ID = 'sandbox-1'

export interface Identity {
  readonly issuer: string
  /** What `/jwks` answers. */
  readonly keys: JSONWebKeySet
  /** Undefined where there is no such persona. */
  tokenFor(persona: string): Promise<string | undefined>
}

/** Makes the key where it is not there yet. */
export async function openIdentity(keyFile: string): Promise<Identity> {
  const jwk = (await readKey(keyFile)) ?? (await makeKey(keyFile))
  const privateKey = await importJWK(jwk, 'ES256')
  const { d: _, ...publicKey } = jwk

  return {
    issuer: ISSUER,
    keys: { keys: [{ ...publicKey, kid: KEY_ID, alg: 'ES256', use: 'sig' }] },
    async tokenFor(name) {
      const persona = PERSONAS.find((known) => known.name === name)
      if (!persona) return undefined
      const { sub, ...claims } = persona.claims
      return new SignJWT({ ...claims, municipalities: [...claims.municipalities] })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: KEY_ID })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime('8h')
        .sign(privateKey)
    },
  }
}

export interface ServedIdentity {
  readonly url: string
  close(): Promise<void>
}

/** `GET /jwks`; `GET /personas`; `POST /token/<persona>`. */
export async function serveIdentity(
  identity: Identity,
  { port = 0, host = '127.0.0.1' } = {},
): Promise<ServedIdentity> {
  const server = createServer(async ({ method, url = '/' }, response) => {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      })
      response.end(JSON.stringify(body))
    }
    if (method === 'GET' && url === '/jwks') return send(200, identity.keys)
    if (method === 'GET' && url === '/personas') {
      return send(
        200,
        PERSONAS.map(({ name, title }) => ({ name, title })),
      )
    }
    const token = method === 'POST' && (await identity.tokenFor(url.replace(/^\/token\//, '')))
    return token ? send(200, { access_token: token, token_type: 'Bearer' }) : send(404, {})
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readKey(file: string): Promise<JWK | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK
  } catch {
    return undefined
  }
}

async function makeKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, JSON.stringify(jwk), { mode: 0o600 })
  await chmod(file, 0o600)
  return jwk
}
