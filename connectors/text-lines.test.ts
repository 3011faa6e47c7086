import { describe, expect, test } from 'vitest'
import { readLines, type TextLine } from './text-lines.ts'

async function* inPieces(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function linesOf(bytes: Buffer, size = bytes.length): Promise<readonly string[]> {
  const lines: TextLine[] = []
  for await (const line of readLines(inPieces(bytes, size))) lines.push(line)
  expect(lines.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1))
  return lines.map(({ text }) => text)
}

describe('bytes become lines', () => {
  const CP1252 = Buffer.from('naam\r\nZo\xeb\x92s cr\xe8che \x80\r\n', 'latin1')

  test('of Windows-1252, with the characters that Latin-1 does not have', async () => {
    expect(await linesOf(CP1252)).toEqual(['naam', 'Zoë’s crèche €'])
  })

  test('of UTF-8, with a byte order mark and without', async () => {
    expect(await linesOf(Buffer.from('\uFEFFnaam\r\nZoë €\r\n'))).toEqual(['naam', 'Zoë €'])
    expect(await linesOf(Buffer.from('naam\nZoë €'))).toEqual(['naam', 'Zoë €'])
  })

  test('wherever the pieces of a file are cut', async () => {
    const utf8 = Buffer.from('\uFEFFnaam\r\n\r\nZoë €\r\nlast')
    for (let size = 1; size <= utf8.length; size++) {
      expect(await linesOf(utf8, size)).toEqual(['naam', '', 'Zoë €', 'last'])
    }
  })

  test('but not when a file that begins as UTF-8 goes on as something else', async () => {
    const mixed = Buffer.concat([Buffer.from('\uFEFFnaam\n'), Buffer.from('Zo\xeb\n', 'latin1')])

    await expect(linesOf(mixed)).rejects.toMatchObject({ problem: { line: 2, rule: 'encoding' } })
  })

  test('MUST NOT fill the memory with a line that does not end', async () => {
    let pieces = 0
    async function* endless() {
      for (;;) {
        pieces += 1
        yield Buffer.alloc(16_384, 'x')
      }
    }
    const reading = readLines(endless()).next()

    await expect(reading).rejects.toMatchObject({ problem: { line: 1, rule: 'line-length' } })
    expect(pieces).toBeLessThan(8)
  })
})
