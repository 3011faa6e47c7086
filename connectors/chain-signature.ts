/**
 * The head of a chain, signed: what a second system keeps, so that nobody can take back what was written before it.
 *
 * @module
 */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Moment } from './accounting-records.ts'

export interface Head {
  readonly chain: string
  readonly number: number
  readonly at: Moment
  readonly hash: Buffer
}

export interface ChainSigner {
  sign(head: Head): Buffer
  readonly publicKey: KeyObject
}

/** RFC 8410: an Ed25519 private key is its seed after these bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Ed25519, from a seed of 32 bytes. */
export function chainSigner(seed: Uint8Array): ChainSigner {
  if (seed.length !== 32) throw new Error('The seed of a chain has 32 bytes.')
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    sign: (head) => sign(null, statement(head), key),
    publicKey: createPublicKey(key),
  }
}

export function isSignedBy(publicKey: KeyObject, head: Head, signature: Buffer): boolean {
  return verify(null, statement(head), publicKey, signature)
}

function statement({ chain, number, at, hash }: Head): Buffer {
  return Buffer.from(
    JSON.stringify(['kindlijn head 1', chain, number, at, hash.toString('hex')]),
    'utf8',
  )
}
