/**
 * Values of columns, as DuckDB takes them in: numbers are written where it reads them, some thousands at a time.
 *
 * Its client looks at each value, and at whether it is there, one by one; of thirty million events that is most of the time.
 *
 * @module
 */

import { DuckDBDataChunk, type DuckDBType, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api'

export interface Filling {
  readonly values: readonly unknown[]
  /** From what is not null, to the number that is kept, or to null. */
  readonly read?: (value: never) => number | null
}

/** As many rows as DuckDB takes at once. */
export const CHUNK = 2_048

export function chunkOf(
  types: readonly DuckDBType[],
  fillings: readonly Filling[],
  from: number,
  until: number,
): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(types, until - from)
  for (const [i, { values, read }] of fillings.entries()) {
    const type = types[i]
    if (type === undefined) throw new Error('A column has no type.')
    if (AS_THEY_ARE.has(type.typeId)) {
      chunk.setColumnValues(i, values.slice(from, until) as DuckDBValue[])
    } else write(openVector(chunk, i), values, from, read ?? readerOf(type))
  }
  return chunk
}

const AS_THEY_ARE: ReadonlySet<DuckDBTypeId> = new Set([DuckDBTypeId.VARCHAR, DuckDBTypeId.BIGINT])

/** What a vector of the client is inside; the version of it is fixed. */
interface OpenVector {
  readonly items?: Numbers
  /** Of yes and no, a byte each. */
  readonly dataView?: DataView
  readonly validity: { data: BigUint64Array | null }
  flush(): void
}

type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array

function openVector(chunk: DuckDBDataChunk, column: number): OpenVector {
  return chunk.getColumnVector(column) as unknown as OpenVector
}

function numbersIn({ items, dataView }: OpenVector): Numbers {
  if (items && ArrayBuffer.isView(items)) return items
  if (!dataView) throw new Error('A column does not hold numbers.')
  return new Uint8Array(dataView.buffer, dataView.byteOffset, dataView.byteLength)
}

/** Of one chunk at a time. Into arrays of always the same kind a loop writes several times as fast. */
const NUMBERS = new Float64Array(CHUNK)
/** A bit for each row, 1: it has a value. */
const THERE = new Uint32Array(CHUNK / 32)

function write(
  vector: OpenVector,
  values: readonly unknown[],
  from: number,
  read: NonNullable<Filling['read']>,
): void {
  const items = numbersIn(vector)
  const rows = items.length
  THERE.fill(0xffff_ffff)
  let areAll = true
  // The same comes again and again: in a row, it is read once.
  let [last, number]: [unknown, number | null] = [null, null]
  for (let i = 0; i < rows; i += 1) {
    const value = values[from + i]
    if (value !== last) {
      last = value
      number = value == null ? null : read(value as never)
    }
    if (number !== null) NUMBERS[i] = number
    else {
      areAll = false
      THERE[i >>> 5] = (THERE[i >>> 5] ?? 0) & ~(1 << (i & 31))
    }
  }
  items.set(NUMBERS.subarray(0, rows))
  if (!areAll) vector.validity.data = new BigUint64Array(THERE.slice().buffer)
  vector.flush()
}

function readerOf(type: DuckDBType): NonNullable<Filling['read']> {
  return type.typeId === DuckDBTypeId.ENUM ? wordReader(type.values) : Number
}

function wordReader(words: readonly string[]): (word: string) => number {
  const numbers = new Map(words.map((word, number) => [word, number]))
  return (word) => {
    const number = numbers.get(word)
    if (number === undefined) throw new Error('A feed told a word that is none.')
    return number
  }
}
