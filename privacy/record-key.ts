/**
 * What a domain gets of the references of one request: by which key each of its registries finds a child.
 *
 * @module
 */

import { GraphError } from '../schema/errors.ts'
import { Bsn } from './bsn.ts'
import type { Subject } from './read.ts'
import {
  type Domain,
  type Keyring,
  openReference,
  type RecordKeys,
  type RegistryKeys,
} from './sealed-reference.ts'
import type { Viewer } from './viewer.ts'

/** One child in one registry. By each of these that is there: what it finds is of this child. */
export interface RecordKey {
  /** Null where the registry is not to be asked by it. */
  readonly bsn: Bsn | null
  /** What the registry itself keys its records on. */
  readonly records: readonly string[]
  /** The address is secret: no place of the child may be told. */
  readonly shielded: boolean
}

/** For who asks a registry by hand. */
export function recordKeyOf(keys: Partial<RecordKey>): RecordKey {
  return { bsn: null, records: [], shielded: false, ...keys }
}

interface Opening {
  readonly keyring: Keyring
  readonly domain: Domain
  readonly viewer: Pick<Viewer, 'purpose' | 'organisation'>
}

/** Opens the references of one request, each once. Throws REFERENCE_REFUSED. */
export function openReferences({
  keyring,
  domain,
  viewer: { purpose, organisation },
}: Opening): (subject: Subject) => RecordKeys {
  const opened = new Map<string, RecordKeys>()
  return ({ id, reference }) => {
    const name = `${id}\n${reference}`
    const boundTo = { domain, purpose, organisation, child: id }
    const keys = opened.get(name) ?? openReference(keyring, boundTo, reference)
    opened.set(name, keys)
    return keys
  }
}

/** Null where the registry is not named: it has nothing of this child, and there is nothing to ask it. */
export function recordKeyIn(registry: string, keys: RecordKeys): RecordKey | null {
  const { registries, shielded = false } = keys
  const own = Object.hasOwn(registries, registry) ? registries[registry] : undefined
  if (!own) return null
  const { bsn = null, records = [] } = own satisfies RegistryKeys
  if (bsn === null && records.length === 0) return null
  return { bsn: bsn === null ? null : toBsn(bsn), records, shielded }
}

/** Whoever sealed what is none cannot have been ours. */
export function toBsn(digits: unknown): Bsn {
  const bsn = typeof digits === 'string' ? Bsn.parse(digits) : undefined
  if (!bsn) throw new GraphError('REFERENCE_REFUSED')
  return bsn
}
