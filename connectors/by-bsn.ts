import type { Bsn } from '../privacy/bsn.ts'
import type { Source } from '../privacy/read.ts'
import type { RecordKey } from '../privacy/record-key.ts'

/** Of a registry that finds a child by its BSN and in no other way: of who is named otherwise it has nothing. */
export function byBsn<R>(source: Source<Bsn, R>): Source<RecordKey, R> {
  return async ({ keys, ...asked }) => {
    const bsns = keys.flatMap(({ bsn }) => bsn ?? [])
    const records = bsns.length > 0 ? await source({ ...asked, keys: bsns }) : []
    let next = 0
    return keys.map(({ bsn }) => (bsn ? (records[next++] ?? null) : null))
  }
}
