import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBytes } from './fixtures/messages.ts'
import { decodeUtf8 } from './utf8.ts'

async function decode(bytes: Buffer, size: number): Promise<{ text: string; refused: boolean }> {
  let text = ''
  try {
    const refuse = () => {
      throw new RangeError()
    }
    for await (const some of decodeUtf8(toBytes(bytes, size), refuse)) text += some
    return { text, refused: false }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { text, refused: true }
  }
}

const sizes = fc.integer({ min: 1, max: 9 })

test('text in UTF-8 is the same, however it comes', async () => {
  const texts = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed())
  await fc.assert(
    fc.asyncProperty(texts, sizes, async (text, size) => {
      expect(await decode(Buffer.from(text), size)).toEqual({ text, refused: false })
    }),
  )
})

test('bytes that are not MUST be refused, after what comes before them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 12 }), sizes, async (array, size) => {
      const bytes = Buffer.from(array)
      let isText = true
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch {
        isText = false
      }
      expect((await decode(bytes, size)).refused).toBe(!isText)
    }),
    { numRuns: 2000 },
  )
  const latin = Buffer.from('één\ntwee\nZo\u00eb', 'latin1')
  expect(await decode(Buffer.concat([Buffer.from('één\n'), latin]), 1000)).toEqual({
    text: 'één\n',
    refused: true,
  })
})
