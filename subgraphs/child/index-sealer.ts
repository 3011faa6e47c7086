/**
 * How the child index hides whom its rows are about.
 *
 * @module
 */

import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { aessiv } from '@noble/ciphers/aes.js'
import { Bsn } from '../../privacy/bsn.ts'
import type { Purpose } from '../../privacy/policy.ts'

/** Equal things seal to equal texts, so that they are found again. A text of another place opens nothing, and throws. */
export interface IndexSealer {
  sealBsn(bsn: Bsn): string
  openBsn(sealed: string): Bsn
  /** A registry's own key of a record. */
  sealRecord(registry: string, record: string): string
  openRecord(registry: string, sealed: string): string
  /** The id of the link that needs no row: of a child to what a registry keys on its BSN. */
  standingId(registry: string, childId: string): string
  /** Whose such a link would be, in this registry. */
  ownerOf(registry: string, standingId: string): string
  /** A name for something that cannot be joined with what another purpose sees. */
  pseudonym(purpose: Purpose, ...parts: readonly string[]): string
}

const BSN = 'kindlijn child index 1'

/** The key has 64 bytes. */
export function openSealer(key: Uint8Array): IndexSealer {
  const derive = (...parts: readonly string[]) =>
    createHmac('sha256', key).update(parts.join('\n')).digest()
  const seal = (place: string, text: string) => {
    const sealed = aessiv(key, toBytes(place)).encrypt(toBytes(text))
    return Buffer.from(sealed).toString('base64url')
  }
  const open = (place: string, sealed: string) => {
    const text = aessiv(key, toBytes(place)).decrypt(
      new Uint8Array(Buffer.from(sealed, 'base64url')),
    )
    return new TextDecoder().decode(text)
  }
  const blockKeys = new Map<string, Buffer>()
  /** One block, so that an id turns into an id and back. */
  const blockKeyOf = (registry: string) => {
    const known = blockKeys.get(registry) ?? derive('standing link', registry)
    blockKeys.set(registry, known)
    return known
  }

  return {
    sealBsn: (bsn) => seal(BSN, bsn.reveal()),
    openBsn(sealed) {
      const bsn = Bsn.parse(open(BSN, sealed))
      if (!bsn) throw new Error('what was sealed is no BSN')
      return bsn
    },
    sealRecord: (registry, record) => seal(`${BSN}\nrecord\n${registry}`, record),
    openRecord: (registry, sealed) => open(`${BSN}\nrecord\n${registry}`, sealed),

    standingId(registry, childId) {
      const cipher = createCipheriv('aes-256-ecb', blockKeyOf(registry), null)
      return toId(cipher.setAutoPadding(false).update(fromId(childId)))
    },
    ownerOf(registry, standingId) {
      const decipher = createDecipheriv('aes-256-ecb', blockKeyOf(registry), null)
      return toId(decipher.setAutoPadding(false).update(fromId(standingId)))
    },

    pseudonym: (purpose, ...parts) =>
      derive('pseudonym', purpose, ...parts)
        .toString('base64url')
        .slice(0, 22),
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Any id that PostgreSQL would take as one, in the one spelling that we give out. */
export function isId(text: string): boolean {
  return UUID.test(text)
}

function fromId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function toId(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
