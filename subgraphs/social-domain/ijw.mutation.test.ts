/**
 * Messages that were spoilt: each is read, or refused with where and why; never half of it, and never in another way.
 *
 * @module
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import { cases } from '../../test/scale.ts'
import { message, toBytes } from './fixtures/messages.ts'
import { headerOf, personOf, returned, writeIjw } from './fixtures/write-ijw.ts'
import { readIjw, readIjwFile } from './ijw.ts'

const WHOLE: readonly string[] = [
  message('JW301'),
  message('JW305'),
  message('JW307'),
  writeIjw('JW306', {
    Header: headerOf('JW306', { codes: ['0200'] }),
    Client: {
      ...personOf('999911004'),
      StartProducten: {
        StartProduct: { Begindatum: '2026-03-12', StatusAanlevering: '2', ...returned('9019') },
      },
      ...returned('0200'),
    },
  }),
  writeIjw('JW319', {
    Header: headerOf('JW319'),
    Antwoord: {
      ReferentieAanbieder: 'REF-1',
      VerzoekAntwoord: '1',
      Woonplaatsbeginsel: { Gemeente: '9998' },
    },
  }),
]

type Mutation = (bytes: Buffer) => Buffer

const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const placeIn = (bytes: Buffer, part: number) => Math.floor(part * bytes.length)

const flip = fc.tuple(at, fc.nat({ max: 255 })).map(
  ([part, byte]): Mutation =>
    (bytes) => {
      const changed = Buffer.from(bytes)
      changed[placeIn(bytes, part)] = byte
      return changed
    },
)
const cut = at.map(
  (part): Mutation =>
    (bytes) =>
      bytes.subarray(0, placeIn(bytes, part)),
)
const remove = fc.tuple(at, fc.integer({ min: 1, max: 200 })).map(([part, size]): Mutation => {
  return (bytes) => {
    const from = placeIn(bytes, part)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + size)])
  }
})
/** The examples have each element on a line of its own. */
const onLines =
  (change: (lines: string[]) => string[]): Mutation =>
  (bytes) =>
    Buffer.from(change(bytes.toString('latin1').split('\n')).join('\n'), 'latin1')
const line = (lines: readonly string[], part: number) => Math.floor(part * lines.length)
const swap = fc
  .tuple(at, at)
  .map(([a, b]) =>
    onLines((lines) =>
      lines
        .with(line(lines, a), lines[line(lines, b)] ?? '')
        .with(line(lines, b), lines[line(lines, a)] ?? ''),
    ),
  )
const drop = at.map((part) => onLines((lines) => lines.toSpliced(line(lines, part), 1)))
const twice = at.map((part) =>
  onLines((lines) => lines.toSpliced(line(lines, part), 0, lines[line(lines, part)] ?? '')),
)
const insert = fc
  .tuple(
    at,
    fc.constantFrom('<!DOCTYPE a>', '&x;', '<x/>', ']]>', '<![CDATA[1]]>', '\0', '<!--', '<?'),
  )
  .map(
    ([part, some]): Mutation =>
      (bytes) => {
        const place = placeIn(bytes, part)
        return Buffer.concat([bytes.subarray(0, place), Buffer.from(some), bytes.subarray(place)])
      },
  )

const mutated = fc
  .tuple(
    fc.constantFrom(...WHOLE),
    fc.array(fc.oneof(flip, cut, remove, swap, drop, twice, insert), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([whole, mutations]) =>
    mutations.reduce<Buffer>((bytes, mutate) => mutate(bytes), Buffer.from(whole)),
  )

async function outcomeOf(records: AsyncIterable<unknown>): Promise<number | object> {
  let count = 0
  try {
    for await (const _ of records) count += 1
    return count
  } catch (error) {
    if (!(error instanceof DeliveryRefused)) throw error
    return error.problem
  }
}

function withoutLine(outcome: number | object): unknown {
  return typeof outcome === 'number' ? outcome : { ...outcome, line: undefined }
}

test('a message that was spoilt MUST be read or refused, and nothing else', async () => {
  const indexed = { registry: 'r', storeKey: new Uint8Array(64).fill(7) }
  const none = { read: () => undefined, kept: () => undefined, unknown: () => expect.fail() }
  let refused = 0
  await fc.assert(
    fc.asyncProperty(mutated, fc.integer({ min: 1, max: 4096 }), async (bytes, size) => {
      const never = () => expect.fail('It refuses by itself.')
      const outcome = await outcomeOf(readIjw(indexed)(toBytes(bytes, size), never))
      // What is taken in is what is shown, however it comes in; of broken XML a parser may know the line a bit later.
      const shown = await outcomeOf(readIjwFile(toBytes(bytes, 65_536), none))
      expect(withoutLine(shown)).toEqual(withoutLine(outcome))
      if (typeof outcome === 'number') return
      refused += 1
      expect(outcome).toMatchObject({ line: expect.any(Number), message: expect.any(String) })
      expect(JSON.stringify(outcome)).not.toMatch(/99991100|Achternaam-van|Straat-van|REF-1/)
    }),
    { numRuns: cases(300, 10_000) },
  )
  // Some change nothing that matters: a comment, the value of a text.
  expect(refused).toBeGreaterThan(cases(100, 5000))
})
