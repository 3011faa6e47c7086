import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cases } from '../test/scale.ts'
import { scrub, scrubbed } from './scrub.ts'

const BSN = '999990019'
const RUNS = { numRuns: cases(500, 20_000) }

/** Written here anew, so that one mistake is not made twice. */
function passes(digits: string): boolean {
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return sum % 11 === 0
}

const aBsn = fc
  .integer({ min: 1, max: 99_999_999 })
  .map((first) => String(first).padStart(8, '0'))
  .map((first) => [...Array(10).keys()].map((last) => `${first}${last}`).find(passes))
  .filter((bsn) => bsn !== undefined)
const noDigits = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\d０-９%]/g, 'x'))
const words = noDigits.map((text) => `${text.replace(/[0-9A-Za-z .,_/+\-\u00a0]+$/, '')}:`)
const after = noDigits.map((text) => `;${text}`)
const SEPARATORS = [' ', '.', '-', '_', '/', '\u00a0', '%20', '%2E', '%2d', '%252E', '+']
const grouped = fc
  .tuple(
    aBsn,
    fc.constantFrom(...SEPARATORS),
    fc.constantFrom([4, 2, 3], [3, 3, 3], [3, 2, 4], [1, 1, 1, 1, 1, 1, 1, 1, 1], [9]),
  )
  .map(([bsn, separator, sizes]) => {
    const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0))
    return ends.map((end, i) => bsn.slice(ends[i - 1] ?? 0, end)).join(separator)
  })

describe('a BSN in a text', () => {
  test('MUST be masked, whatever stands around it, and however it is grouped', () => {
    fc.assert(
      fc.property(words, grouped, after, (before, bsn, rest) => {
        expect(scrub(`${before}${bsn}${rest}`)).toBe(`${before}[BSN]${rest}`)
      }),
      RUNS,
    )
  })

  test('MUST be masked when each character is written as in a URL', () => {
    fc.assert(
      fc.property(aBsn, fc.constantFrom('%', '%25', '%2525'), (bsn, sign) => {
        const escaped = [...bsn].map((digit) => `${sign}3${digit}`).join('')
        expect(scrub(`/personen?bsn=${escaped}&x`)).toBe('/personen?bsn=[BSN]&x')
      }),
      RUNS,
    )
  })

  test.each([
    ['at the start', `${BSN} is hers`, '[BSN] is hers'],
    ['at the end', `hers is ${BSN}`, 'hers is [BSN]'],
    ['alone', BSN, '[BSN]'],
    ['in JSON', `{"bsn":"${BSN}","a":1}`, '{"bsn":"[BSN]","a":1}'],
    ['as a JSON number', `{"bsn":${BSN}}`, '{"bsn":[BSN]}'],
    ['in a key', `{"bsn_${BSN}":1}`, '{"bsn_[BSN]":1}'],
    ['as an alias', `child${BSN}: child(id: "x")`, 'child[BSN]: child(id: "x")'],
    ['in a path', `GET /personen/${BSN}?x=1`, 'GET /personen/[BSN]?x=1'],
    ['after an escape', `?q=%20${BSN}%20`, '?q=%20[BSN]%20'],
    ['after an escape of an escape', `?q=%2520${BSN}`, '?q=%2520[BSN]'],
    ['after an equals sign in a URL', `?q%3D${BSN}`, '?q%3D[BSN]'],
    ['twice', `${BSN} ${BSN}`, '[BSN] [BSN]'],
    ['in a list', `(${BSN}, ${BSN})`, '([BSN], [BSN])'],
    ['beside another number', `1 ${BSN} 2`, '1 [BSN] 2'],
    ['beside a date', `2024-01-17 ${BSN}`, '2024-01-17 [BSN]'],
    ['with words that touch it', `bsn${BSN}x`, 'bsn[BSN]x'],
    ['in wide digits', '９９９９９００１９', '[BSN]'],
    [
      'in an error of PostgreSQL',
      `Key (bsn)=(${BSN}) already exists.`,
      'Key (bsn)=([BSN]) already exists.',
    ],
    ['in XML', `<id extension="${BSN}"/>`, '<id extension="[BSN]"/>'],
    ['over lines', `a\n${BSN}\nb`, 'a\n[BSN]\nb'],
    ['with its groups', '9999.90.019', '[BSN]'],
  ])('MUST be masked %s', (_where, text, expected) => {
    expect(scrub(text)).toBe(expected)
  })
})

describe('what is no BSN', () => {
  test('MUST stay: text without nine digits that pass the test', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }).map((n) => String(n).padStart(9, '0')),
        (digits) => {
          const expected = passes(digits) && digits !== '000000000' ? '[BSN]' : digits
          expect(scrub(`n ${digits};`)).toBe(`n ${expected};`)
        },
      ),
      RUNS,
    )
  })

  test('MUST stay: a moment in milliseconds, seconds, microseconds or nanoseconds, and as ISO', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 }), (ms) => {
        const iso = new Date(ms).toISOString()
        const text = `at ${ms} or ${ms}000 or ${ms}000000 or ${Math.floor(ms / 1000)} or ${iso} or ${iso.slice(0, 10)} ${iso.slice(11, 19)}`
        expect(scrub(text)).toBe(text)
      }),
      RUNS,
    )
  })

  test('MUST stay: trace ids, UUIDs, tokens and hashes', () => {
    const hex = fc
      .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 24, maxLength: 64 })
      .map((digits) => digits.join(''))
    fc.assert(
      fc.property(hex, (id) => {
        if (!/[a-f]/.test(id)) return
        expect(scrub(`trace ${id}`)).toBe(`trace ${id}`)
      }),
      RUNS,
    )
    for (const id of [
      'a999990019b0c1d2e3f4a5b6c7d8e9f0',
      '00-0af7651916cd43dd8448eb211c80319c-01',
    ]) {
      expect(scrub(id)).toBe(id)
    }
  })

  test('MUST stay: any text without digits, byte for byte', () => {
    fc.assert(
      fc.property(noDigits, (text) => {
        expect(scrub(text)).toBe(text)
      }),
      RUNS,
    )
  })

  test.each([
    '0031612345678',
    '1234567890',
    'NL99BANK0123456789',
    '127.0.0.1:54321',
    '99.99',
    'v24.21.0',
    '%',
    '%zz',
    '100%3',
  ])('MUST stay: %s', (text) => {
    expect(scrub(text)).toBe(text)
  })
})

describe('a value', () => {
  test('MUST be told without a BSN: an error with all its causes', () => {
    const root = new Error(`root ${BSN}`)
    const error = new AggregateError([new TypeError(`one ${BSN}`)], `outer ${BSN}`, {
      cause: Object.assign(new Error('middle', { cause: root }), { detail: BSN }),
    })
    const told = scrubbed(error)

    expect(told).not.toContain(BSN)
    expect(told).toMatch(/outer \[BSN\][\s\S]*one \[BSN\][\s\S]*middle[\s\S]*root \[BSN\]/)
  })

  test('MUST be told without a BSN: in a key, a value, a list, a map, a number, a buffer, deep', () => {
    const circle: Record<string, unknown> = { [`bsn${BSN}`]: [Number(BSN), { deep: [BSN] }] }
    circle.self = circle
    circle.map = new Map([[BSN, new Set([BSN])]])
    circle.bytes = Buffer.from(BSN)
    circle.cause = new Error(BSN, { cause: { variables: { bsn: BSN } } })
    circle.big = BigInt(BSN)
    const told = scrubbed(circle)

    expect(told).not.toMatch(/999990019|57, 57|39 39/)
    expect(told).toContain('[circular]')
    expect(told).toContain('[9 bytes]')
  })

  test('is told whatever it is', () => {
    for (const value of [null, undefined, 1, true, 'text', Symbol('s'), () => 1, new Date(NaN)]) {
      expect(typeof scrubbed(value)).toBe('string')
    }
  })
})

test('is quick: a long text without numbers costs next to nothing, and a hostile one stays within bounds', () => {
  const line = 'a line of a log without any number of anybody in it, as nearly all of them are\n'
  const plain = line.repeat(10_000)
  const hostile = '1 2 3 4 5 6 7 8 %253'.repeat(20_000)
  for (const [text, most] of [
    [plain, 1_000],
    [hostile, 3_000],
    ['9'.repeat(400_000), 1_000],
    ['%25'.repeat(100_000), 2_000],
  ] as const) {
    const start = performance.now()
    scrub(text)
    expect(performance.now() - start).toBeLessThan(most)
  }
})
