import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PURPOSES, type Purpose } from './policy.ts'
import {
  type BoundTo,
  DOMAINS,
  type Keyring,
  openKeyring,
  openReference,
  type RecordKeys,
  type RegistryKeys,
  sealReference,
} from './sealed-reference.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const RING = openKeyring(new Uint8Array(64).fill(7))
const ANNA: BoundTo = { domain: 'jgz', purpose: 'birth-care', organisation: 'ura:1', child: 'a' }
const KEYS: RecordKeys = { registries: { 'jgz-waterdam': { bsn: '999990019' } } }

const key = fc.uint8Array({ minLength: 64, maxLength: 64 })
const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== '__proto__')
const text = fc.string({ unit: 'grapheme' })
const boundTo: fc.Arbitrary<BoundTo> = fc.record({
  domain: fc.constantFrom(...DOMAINS),
  purpose: fc.constantFrom(...(Object.keys(PURPOSES) as Purpose[])),
  // Whoever asks `_entities` itself may call a child anything.
  child: fc.oneof(fc.uuid(), text),
  organisation: text,
})
const ofOne = fc.record(
  { bsn: text, records: fc.array(text) },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<RegistryKeys>
const keys = fc.record(
  {
    registries: fc.dictionary(name, ofOne, { noNullPrototype: true }),
    mothers: fc.array(text),
    birthDate: text,
    shielded: fc.constant(true as const),
  },
  { requiredKeys: ['registries'], noNullPrototype: true },
) as fc.Arbitrary<RecordKeys>

describe('a sealed reference', () => {
  test('opens to what was sealed in it', () => {
    fc.assert(
      fc.property(key, boundTo, keys, (key, boundTo, keys) => {
        const ring = openKeyring(key)
        expect(openReference(ring, boundTo, sealReference(ring, boundTo, keys))).toEqual(keys)
      }),
    )
  })

  test('is the same for the same keys, so that equal references batch', () => {
    fc.assert(
      fc.property(key, boundTo, keys, (key, boundTo, keys) => {
        const again = sealReference(openKeyring(Uint8Array.from(key)), { ...boundTo }, { ...keys })
        expect(again).toBe(sealReference(openKeyring(key), boundTo, keys))
      }),
    )
  })

  test('MUST show nothing of what is in it', () => {
    const reference = sealReference(RING, ANNA, KEYS)
    const [, sealed = ''] = reference.split('.')

    expect(reference).toMatch(/^[\w-]{8}\.[\w-]+$/)
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/bsn|9999|jgz/)
  })

  test('MUST be another one for each domain, purpose, organisation and child, so that nobody can join on it', () => {
    const all = DOMAINS.flatMap((domain) =>
      (Object.keys(PURPOSES) as Purpose[]).flatMap((purpose) =>
        ['a', 'b'].flatMap((child) =>
          ['ura:1', 'ura:2'].map((organisation) =>
            sealReference(RING, { domain, purpose, organisation, child }, KEYS),
          ),
        ),
      ),
    )
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('one and the same refusal', () => {
  test('MUST meet every other domain, purpose, organisation, child and key', () => {
    fc.assert(
      fc.property(key, key, boundTo, boundTo, keys, (k1, k2, b1, b2, r) => {
        fc.pre(!isSame(b1, b2) || Buffer.compare(k1, k2) !== 0)
        const reference = sealReference(openKeyring(k1), b1, r)
        expect(refusalOf(() => openReference(openKeyring(k2), b2, reference))).toEqual(REFUSAL)
      }),
    )
  })

  test('MUST meet what differs in one thing only', () => {
    const changes: fc.Arbitrary<Partial<BoundTo>> = fc.oneof(
      ...(['domain', 'purpose', 'organisation', 'child'] as const).map((one) =>
        boundTo.map(({ [one]: other }) => ({ [one]: other })),
      ),
    )
    fc.assert(
      fc.property(key, boundTo, changes, keys, (key, boundTo, change, r) => {
        const other = { ...boundTo, ...change }
        fc.pre(!isSame(boundTo, other))
        const ring = openKeyring(key)
        const reference = sealReference(ring, boundTo, r)
        expect(refusalOf(() => openReference(ring, other, reference))).toEqual(REFUSAL)
      }),
    )
  })

  test('MUST meet one flipped bit, wherever it is', () => {
    const [kid, letters = ''] = sealReference(RING, ANNA, KEYS).split('.')
    const sealed = Buffer.from(letters, 'base64url')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      const reference = `${kid}.${changed.toString('base64url')}`
      expect(refusalOf(() => openAnnas(reference))).toEqual(REFUSAL)
    }
  })

  test('MUST meet what is cut short or made longer', () => {
    const whole = sealReference(RING, ANNA, KEYS)
    for (let length = 0; length < whole.length; length++) {
      expect(refusalOf(() => openAnnas(whole.slice(0, length)))).toEqual(REFUSAL)
      expect(refusalOf(() => openAnnas(whole.slice(length + 1)))).toEqual(REFUSAL)
    }
    for (const letter of `${ALPHABET}.`) {
      expect(refusalOf(() => openAnnas(whole + letter))).toEqual(REFUSAL)
      expect(refusalOf(() => openAnnas(letter + whole))).toEqual(REFUSAL)
    }
  })

  test('MUST meet every other spelling of the same bytes', () => {
    fc.assert(
      fc.property(keys, (keys) => {
        const whole = sealReference(RING, ANNA, keys)
        const [kid, sealed = ''] = whole.split('.')
        const spellings = [
          `${whole}=`,
          `${whole}==`,
          ` ${whole}`,
          `${whole}\n`,
          `${kid}. ${sealed}`,
          `${kid}..${sealed}`,
          `${kid}.${sealed.slice(0, 5)}\n${sealed.slice(5)}`,
          `${kid}.${sealed.slice(0, 5)}!${sealed.slice(5)}`,
          `${kid}.${Buffer.from(sealed, 'base64url').toString('base64')}`,
          ...[...ALPHABET].map((last) => whole.slice(0, -1) + last),
        ].filter((spelling) => spelling !== whole)
        for (const spelling of spellings) {
          expect(refusalOf(() => openAnnas(spelling))).toEqual(REFUSAL)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('MUST meet any other text', () => {
    const texts = fc.oneof(
      text,
      text.map((rest) => `${RING.current}.${rest}`),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(refusalOf(() => openAnnas(text))).toEqual(REFUSAL)
      }),
    )
  })

  test('MUST meet a reference without the name of its key, or with the name of another one', () => {
    fc.assert(
      fc.property(key, key, boundTo, keys, (k1, k2, boundTo, keys) => {
        fc.pre(Buffer.compare(k1, k2) !== 0)
        const both = openKeyring(k1, k2)
        const [, sealed] = sealReference(both, boundTo, keys).split('.')
        const renamed = `${openKeyring(k2).current}.${sealed}`
        expect(refusalOf(() => openReference(both, boundTo, renamed))).toEqual(REFUSAL)
        expect(refusalOf(() => openReference(both, boundTo, `${sealed}`))).toEqual(REFUSAL)
        expect(refusalOf(() => openReference(both, boundTo, `.${sealed}`))).toEqual(REFUSAL)
      }),
    )
  })
})

describe('a key that is replaced', () => {
  test('MUST open what was sealed before, until it is retired', () => {
    fc.assert(
      fc.property(key, key, boundTo, keys, (former, current, boundTo, keys) => {
        fc.pre(Buffer.compare(former, current) !== 0)
        const before = sealReference(openKeyring(former), boundTo, keys)
        expect(openReference(openKeyring(current, former), boundTo, before)).toEqual(keys)
        const refused = () => openReference(openKeyring(current), boundTo, before)
        expect(refusalOf(refused)).toEqual(REFUSAL)
      }),
    )
  })

  /** The steps of a replacement, and at each what the two parts may have read: before it, or after it. */
  test('MUST at no step keep a reference from being opened, whichever part starts again first', () => {
    const steps = (former: Uint8Array, next: Uint8Array): readonly Keyring[] => [
      openKeyring(former),
      openKeyring(former, next),
      openKeyring(next, former),
      openKeyring(next),
    ]
    fc.assert(
      fc.property(key, key, boundTo, keys, (former, next, boundTo, keys) => {
        const rings = steps(former, next)
        for (const [i, ring] of rings.entries()) {
          const neighbours = [ring, rings[i + 1] ?? ring]
          for (const sealing of neighbours) {
            for (const opening of neighbours) {
              const reference = sealReference(sealing, boundTo, keys)
              expect(openReference(opening, boundTo, reference)).toEqual(keys)
            }
          }
        }
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

function openAnnas(reference: string): RecordKeys {
  return openReference(RING, ANNA, reference)
}

function isSame(one: BoundTo, other: BoundTo): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
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
