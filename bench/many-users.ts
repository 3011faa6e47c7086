/**
 * An identity provider for a figure: as many users as it takes, so that none asks more than one may in a minute.
 *
 * @module
 */

import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { PERSONAS } from '../sandbox/personas.ts'
import { listen, sendJson } from '../schema/http.ts'

export interface ManyUsers {
  /** For a gateway that is to take its tokens. */
  readonly env: Readonly<Record<string, string>>
  /** Of the next user. */
  token(): Promise<string>
  close(): Promise<void>
}

const ISSUER = 'https://bench.example'
const SECONDS = 500

export async function openManyUsers(persona: string): Promise<ManyUsers> {
  const claims = PERSONAS.find(({ name }) => name === persona)?.claims
  if (!claims) throw new Error('there is no such persona')
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }
  const listening = await listen(
    async (_, response) => sendJson(response, 200, { keys: [key] }),
    0,
    '127.0.0.1',
  )
  let users = 0
  return {
    env: { TOKEN_ISSUER: ISSUER, TOKEN_KEYS_URL: listening.url },
    token() {
      users += 1
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })
        .setIssuer(ISSUER)
        .setAudience('kindlijn')
        .setSubject(`user-${users}`)
        .setIssuedAt()
        .setExpirationTime(`${SECONDS}s`)
        .sign(privateKey)
    },
    close: () => listening.close(),
  }
}
