/**
 * How Dutch software writes its lists: semicolons, day first, a decimal comma, `ja` and `nee`, and an
 * encoding that depends on which program exported it.
 *
 * @module
 */

export type Encoding = 'cp1252' | 'utf-8-bom'

/** Windows-1252 between 0x80 and 0x9F; U+FFFD stands where it has nothing. Elsewhere it is Latin-1. */
const CP1252 = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ'

/** What Windows-1252 does not have becomes a question mark, as in the real exports. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`, 'utf8')
  return Buffer.from(Array.from(text.normalize('NFC'), toCp1252))
}

function toCp1252(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code
  const place = character === '\uFFFD' ? -1 : CP1252.indexOf(character)
  return place < 0 ? 0x3f : 0x80 + place
}

/** One line without its end. A cell is quoted only where it must be. */
export function toCsvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(';')
}

/** `2026-09-01` → `01-09-2026`; a date-time loses its time. */
export function toDutchDate(iso: string | null): string {
  return iso === null ? '' : iso.slice(0, 10).split('-').reverse().join('-')
}

/** `10.5` → `10,5`, with at most two decimals. */
export function toDutchNumber(value: number): string {
  return String(Math.round(value * 100) / 100).replace('.', ',')
}

export function toJaNee(value: boolean): string {
  return value ? 'ja' : 'nee'
}
