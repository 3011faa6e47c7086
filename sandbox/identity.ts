/**
 * The identity provider of the sandbox: OpenID Connect, with each persona as a client of its own.
 *
 * A stand-in for the outside world, on a real provider. A persona gets a token as any client does
 * (`client_credentials`), and the provider publishes the key to check it with. Its private key lives in the sandbox's
 * folder and nowhere else; the secret of a persona is no secret, for there is nothing behind it but invented children.
 *
 * @module
 */

import { once } from 'node:events'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import Provider, { type Adapter, type Configuration } from 'oidc-provider'
import { PERSONAS, type Persona } from './personas.ts'

export const ISSUER = 'https://identity.waterdam.example'
/** Of every persona. */
export const CLIENT_SECRET = 'sandbox'
const AUDIENCE = 'kindlijn'
const RESOURCE = 'urn:waterdam:kindlijn'
/** So long may somebody whose rights were taken away still ask. */
const TOKEN_SECONDS = 300

export interface ServedIdentity {
  readonly issuer: string
  readonly url: string
  /** Undefined where there is no such persona. */
  tokenFor(persona: string): Promise<string | undefined>
  close(): Promise<void>
}

/**
 * `POST /token` and `GET /jwks`, as `GET /.well-known/openid-configuration` says; and for a page with a list of
 * personas `GET /personas` and `POST /token/<persona>`. Makes the key where it is not there yet.
 */
export async function serveIdentity(
  keyFile: string,
  { port = 0, host = '127.0.0.1' } = {},
): Promise<ServedIdentity> {
  const key = (await readKey(keyFile)) ?? (await makeKey(keyFile))
  const provider = new Provider(ISSUER, configuration(key))
  const standard = provider.callback()
  const server = createServer(async (request, response) => {
    const { method, url: path = '/' } = request
    const send = (status: number, body: unknown) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      })
      response.end(JSON.stringify(body))
    }
    const persona = /^\/token\/([a-z-]+)$/.exec(path)?.[1]
    if (method === 'GET' && path === '/personas') {
      return send(
        200,
        PERSONAS.map(({ name, title }) => ({ name, title })),
      )
    }
    if (method !== 'POST' || persona === undefined) return standard(request, response)
    const token = await tokenFor(persona)
    return token
      ? send(200, { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS })
      : send(404, {})
  })
  server.listen(port, host)
  await once(server, 'listening')
  const url = `http://${host}:${(server.address() as AddressInfo).port}`

  async function tokenFor(name: string): Promise<string | undefined> {
    if (!PERSONAS.some((known) => known.name === name)) return undefined
    const answer = await fetch(`${url}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${name}:${CLIENT_SECRET}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: RESOURCE }),
    })
    return ((await answer.json()) as { readonly access_token?: string }).access_token
  }

  return {
    issuer: ISSUER,
    url,
    tokenFor,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function configuration(key: JWK): Configuration {
  return {
    clients: PERSONAS.map(({ name }) => ({
      client_id: name,
      client_secret: CLIENT_SECRET,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: 'ES256',
    })),
    adapter: Nothing,
    ttl: { ClientCredentials: TOKEN_SECONDS },
    jwks: { keys: [{ ...key, alg: 'ES256', use: 'sig' } as never] },
    cookies: { keys: [CLIENT_SECRET] }, // nobody logs in here
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo: () => ({
          audience: AUDIENCE,
          scope: '',
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_SECONDS,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    // The token is of the professional, and not of the program that asks for it.
    formats: {
      customizers: {
        jwt(_, token, parts) {
          const { claims } = personaOf(token.clientId)
          Object.assign(parts.payload, claims, { municipalities: [...claims.municipalities] })
        },
      },
    },
  }
}

/** A token says all there is to it, and nobody logs in: so nothing is kept. */
class Nothing implements Adapter {
  async upsert() {}
  async consume() {}
  async destroy() {}
  async revokeByGrantId() {}
  async find() {
    return undefined
  }
  async findByUserCode() {
    return undefined
  }
  async findByUid() {
    return undefined
  }
}

function personaOf(name: string | undefined): Persona {
  const persona = PERSONAS.find((known) => known.name === name)
  if (!persona) throw new Error('Only a persona gets a token.')
  return persona
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
