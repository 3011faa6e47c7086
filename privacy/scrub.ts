/**
 * The last thing that happens to a text before it leaves for a log, a terminal or a crash report: what could be a BSN
 * is masked, wherever it stands and however it is written.
 *
 * It is meant to find nothing: no code of ours puts a person's number into a text. Nine digits that stand alone and
 * pass the eleven-test are masked, be they dotted, spaced, dashed or written as in a URL. A longer number (a moment in
 * milliseconds) is not one, nor is a part of a long word of letters and digits (a trace id, a token).
 *
 * @module
 */

const MASK = '[BSN]'

export function scrub(text: string): string {
  if (!HAS_NINE.test(text)) return text
  const found = numbersIn(text)
  if (found.length === 0) return text
  let scrubbed = ''
  let from = 0
  for (const { start, end } of found) {
    scrubbed += text.slice(from, start) + MASK
    from = end
  }
  return scrubbed + text.slice(from)
}

/** Of any value, as text that can be shown: an error with all its causes, an object with its keys, a buffer. */
export function scrubbed(value: unknown, seen: ReadonlySet<unknown> = new Set()): string {
  if (typeof value === 'string') return scrub(value)
  if (typeof value !== 'object' || value === null) return scrub(String(value))
  if (seen.has(value)) return '[circular]'
  const within = new Set([...seen, value])
  if (value instanceof Error) return ofError(value, within)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return `[${value.map((one) => scrubbed(one, within)).join(', ')}]`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString()
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  const told = value instanceof Set ? [...value].map((one) => scrubbed(one, within)) : undefined
  const lines =
    told ?? entries.map(([key, one]) => `${scrubbed(key, within)}: ${scrubbed(one, within)}`)
  return `{ ${lines.join(', ')} }`
}

function ofError(error: Error, seen: ReadonlySet<unknown>): string {
  const { cause } = error
  const lines = [scrub(error.stack ?? `${error.name}: ${error.message}`)]
  if (error instanceof AggregateError) {
    for (const one of error.errors) lines.push(`one of: ${scrubbed(one, seen)}`)
  }
  if (cause !== undefined) lines.push(`because of: ${scrubbed(cause, seen)}`)
  return lines.join('\n')
}

/** Nine digits, or what stands for them in a URL, with little between: cheap, and most texts have none. */
const HAS_NINE = /(?:\d(?:[^\d\n]{0,8})){9}|%(?:25)*3\d|[\uff10-\uff19]/

interface Found {
  readonly start: number
  readonly end: number
}

/** A run of digits that touch. */
interface Group extends Found {
  readonly digits: string
  /** What stands between it and the group before; undefined where that is no separator. */
  readonly before: string | undefined
}

function numbersIn(text: string): readonly Found[] {
  const groups = groupsIn(text)
  const found: Found[] = []
  for (let i = 0; i < groups.length; i++) {
    let digits = ''
    for (let j = i; j < groups.length; j++) {
      const group = groups[j]
      if (!group) break
      if (j > i && (group.before === undefined || group.before !== groups[i + 1]?.before)) break
      digits += group.digits
      if (digits.length > NINE) break
      const first = groups[i]
      if (digits.length === NINE && first && isEleven(digits)) {
        if (i === j && isInLongWord(text, group)) break
        found.push({ start: first.start, end: group.end })
        i = j
        break
      }
    }
  }
  return found
}

const NINE = 9

function groupsIn(text: string): readonly Group[] {
  const groups: Group[] = []
  let digits = ''
  let start = 0
  let end = 0
  let between = ''
  let last: Group | undefined
  const close = () => {
    if (digits === '') return
    last = { digits, start, end, before: last && SEPARATORS.has(between) ? between : undefined }
    groups.push(last)
    digits = ''
    between = ''
  }
  for (let at = 0; at < text.length; ) {
    const [char, width] = charAt(text, at)
    if (char >= '0' && char <= '9' && char.length === 1) {
      if (digits === '') start = at
      digits += char
      end = at + width
    } else {
      close()
      if (between.length <= LONGEST) between += char
    }
    at += width
  }
  close()
  return groups
}

/** What people write between the digits of a number. */
const SEPARATORS: ReadonlySet<string> = new Set([' ', '.', '-', '_', '/', '+', '\u00a0', ', ', ','])
const LONGEST = 2

/** A character, and how wide it is written: `%2E`, and `%252E` of which the sign is written so too, are a dot. */
function charAt(text: string, at: number): readonly [char: string, width: number] {
  const char = text[at] ?? ''
  if (char !== '%') return [WIDE.get(char) ?? char, 1]
  const [written = '', hex = ''] = ESCAPED.exec(text.slice(at, at + MOST_ESCAPED)) ?? []
  return hex ? [String.fromCharCode(Number.parseInt(hex, 16)), written.length] : [char, 1]
}

const ESCAPED = /^%(?:25)*([0-9a-f]{2})/i
const MOST_ESCAPED = 12

/** Digits as Chinese and Japanese texts have them. */
const WIDE: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(0xff10 + digit), String(digit)]),
)

/** A trace id, a hash, a token: nine of its characters may well be digits that pass the test. */
function isInLongWord(text: string, { start, end }: Found): boolean {
  const isTouched = WORD.test(text[start - 1] ?? '') || WORD.test(text[end] ?? '')
  if (!isTouched) return false
  let from = start
  let to = end
  while (from > 0 && WORD.test(text[from - 1] ?? '')) from -= 1
  while (to < text.length && WORD.test(text[to] ?? '')) to += 1
  return to - from >= LONG_WORD
}

const WORD = /[0-9A-Za-z]/
const LONG_WORD = 24

/** The eleven-test of the BSN; nine noughts pass it, and are none. */
function isEleven(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < NINE; i++) {
    const digit = digits.charCodeAt(i) - 48
    sum += i === NINE - 1 ? -digit : digit * (NINE - i)
  }
  return sum % 11 === 0 && digits !== '000000000'
}
