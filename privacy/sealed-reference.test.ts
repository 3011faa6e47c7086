import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PURPOSES, type Purpose } from './policy.ts'
import {
  DOMAINS,
  openReference,
  type RecordKeys,
  type ReferenceKey,
  sealReference,
} from './sealed-reference.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const KEY: ReferenceKey = new Uint8Array(64).fill(7)
const BSN_KEYS: RecordKeys = { bsn: '999990019' }

const key = fc.uint8Array({ minLength: 64, maxLength: 64 })
const domain = fc.constantFrom(...DOMAINS)
const purpose = fc.constantFrom(...(Object.keys(PURPOSES) as Purpose[]))
const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== '__proto__')
const text = fc.string({ unit: 'grapheme' })
const keys: fc.Arbitrary<RecordKeys> = fc.dictionary(name, fc.oneof(text, fc.array(text)), {
  noNullPrototype: true,
})

describe('a sealed reference', () => {
  test('opens to what was sealed in it', () => {
    fc.assert(
      fc.property(key, domain, purpose, keys, (key, domain, purpose, keys) => {
        const reference = sealReference(key, domain, purpose, keys)
        expect(openReference(key, domain, purpose, reference)).toEqual(keys)
      }),
    )
  })

  test('is the same for the same keys, so that equal references batch', () => {
    fc.assert(
      fc.property(key, domain, purpose, keys, (key, domain, purpose, keys) => {
        const again = sealReference(Uint8Array.from(key), domain, purpose, { ...keys })
        expect(again).toBe(sealReference(key, domain, purpose, keys))
      }),
    )
  })

  test('MUST show nothing of what is in it', () => {
    const reference = sealReference(KEY, 'jgz', 'birth-care', BSN_KEYS)

    expect(reference).toMatch(/^[\w-]+$/)
    expect(Buffer.from(reference, 'base64url').toString('latin1')).not.toMatch(/bsn|9999/)
  })

  test('MUST be another one for each domain and each purpose, so that two domains cannot join on it', () => {
    const all = DOMAINS.flatMap((domain) =>
      (Object.keys(PURPOSES) as Purpose[]).map((purpose) =>
        sealReference(KEY, domain, purpose, BSN_KEYS),
      ),
    )
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('one and the same refusal', () => {
  test('MUST meet every other domain, purpose and key', () => {
    fc.assert(
      fc.property(key, key, domain, domain, purpose, purpose, keys, (k1, k2, d1, d2, p1, p2, r) => {
        fc.pre(d1 !== d2 || p1 !== p2 || Buffer.compare(k1, k2) !== 0)
        const refusal = refusalOf(() => openReference(k2, d2, p2, sealReference(k1, d1, p1, r)))
        expect(refusal).toEqual(REFUSAL)
      }),
    )
    const reference = sealReference(KEY, 'jgz', 'birth-care', BSN_KEYS)
    for (const other of DOMAINS.filter((domain) => domain !== 'jgz')) {
      expect(refusalOf(() => openReference(KEY, other, 'birth-care', reference))).toEqual(REFUSAL)
    }
  })

  test('MUST meet one flipped bit, wherever it is', () => {
    const sealed = Buffer.from(sealReference(KEY, 'jgz', 'birth-care', BSN_KEYS), 'base64url')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(refusalOf(() => openJgz(changed.toString('base64url')))).toEqual(REFUSAL)
    }
  })

  test('MUST meet what is cut short or made longer', () => {
    const whole = sealReference(KEY, 'jgz', 'birth-care', BSN_KEYS)
    for (let length = 0; length < whole.length; length++) {
      expect(refusalOf(() => openJgz(whole.slice(0, length)))).toEqual(REFUSAL)
      expect(refusalOf(() => openJgz(whole.slice(length + 1)))).toEqual(REFUSAL)
    }
    for (const letter of ALPHABET) {
      expect(refusalOf(() => openJgz(whole + letter))).toEqual(REFUSAL)
      expect(refusalOf(() => openJgz(letter + whole))).toEqual(REFUSAL)
    }
  })

  test('MUST meet every other spelling of the same bytes', () => {
    fc.assert(
      fc.property(keys, (keys) => {
        const whole = sealReference(KEY, 'jgz', 'birth-care', keys)
        const spellings = [
          `${whole}=`,
          `${whole}==`,
          ` ${whole}`,
          `${whole}\n`,
          `${whole.slice(0, 5)}\n${whole.slice(5)}`,
          `${whole.slice(0, 5)}!${whole.slice(5)}`,
          Buffer.from(whole, 'base64url').toString('base64'),
          ...[...ALPHABET].map((last) => whole.slice(0, -1) + last),
        ].filter((spelling) => spelling !== whole)
        for (const spelling of spellings) {
          expect(refusalOf(() => openJgz(spelling))).toEqual(REFUSAL)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('MUST meet any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(refusalOf(() => openJgz(text))).toEqual(REFUSAL)
      }),
    )
  })
})

const REFUSAL = {
  name: 'GraphQLError',
  message: 'This reference opens nothing here.',
  extensions: { code: 'REFERENCE_REFUSED' },
  code: 'REFERENCE_REFUSED',
  cause: undefined,
}

function openJgz(reference: string): RecordKeys {
  return openReference(KEY, 'jgz', 'birth-care', reference)
}

/** All of an error that could tell one refusal from another; undefined when it opened after all. */
function refusalOf(open: () => unknown): unknown {
  try {
    open()
  } catch (error) {
    const { name, message, extensions, code, cause } = error as Error & Record<string, unknown>
    return { name, message, extensions, code, cause }
  }
  return undefined
}
