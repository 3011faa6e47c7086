/**
 * Faults of a PostgreSQL server, in its own protocol.
 *
 * @module
 */

import type { Socket } from 'node:net'
import { endTogether } from './wire-faults.ts'

/** Whoever connects is told so, in words that must not come further than to who asked. */
export function refusing(sqlState: string): (near: Socket) => void {
  const fields = { S: 'FATAL', V: 'FATAL', C: sqlState, M: 'for role jgz_reader: 999990019 Vries' }
  const body = Object.entries(fields).map(([field, text]) => `${field}${text}\0`)
  const bytes = Buffer.from(`${body.join('')}\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeUInt32BE(bytes.length + 4, 1)
  return (near) => near.once('data', () => near.end(Buffer.concat([head, bytes])))
}

const SCHEMA = 'jgz_extract'
/** As long: the lengths in the messages stay true. */
const RENAMED = 'jgz_renewed'

/** For whoever connects, the tables of the extract are elsewhere. */
export function drifted(near: Socket, far: () => Socket): void {
  const there = far()
  endTogether(near, there)
  near.on('data', (chunk) => {
    there.write(Buffer.from(chunk.toString('latin1').replaceAll(SCHEMA, RENAMED), 'latin1'))
  })
  there.pipe(near)
}
