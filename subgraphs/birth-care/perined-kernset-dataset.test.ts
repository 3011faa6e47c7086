import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { readAda } from './perined-kernset-ada.ts'
import { type Concept, repeats, type ValueType } from './perined-kernset-concept.ts'
import { CONCEPT_ROOT, isCounted, KERNSET } from './perined-kernset-dataset.ts'
import { type KernsetElement, openSheet } from './perined-kernset-sheet.ts'
import { readMessages } from './perined-kernset-xml.ts'

/** A concept as somebody filled it in. */
interface Filled {
  readonly concept: Concept
  readonly attributes: Readonly<Record<string, string>>
  readonly said: Partial<KernsetElement>
  readonly parts: readonly Filled[]
}

const words = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `a${text.trim()}z`)
const number = fc.integer({ min: 0, max: 9999 }).map(String)

type Leaf = Pick<Filled, 'attributes' | 'said'>
const said = (attributes: Leaf['attributes'], told: Leaf['said'] = {}): Leaf => ({
  attributes,
  said: { value: attributes.value ?? null, unit: null, code: null, system: null, ...told },
})

const LEAVES: Readonly<Record<ValueType, fc.Arbitrary<Leaf>>> = {
  code: fc.tuple(number, words).map(([code, displayName]) =>
    said(
      { value: '1', code, codeSystem: '2.16.840.1.113883.6.96', displayName },
      {
        ...{ value: displayName, code, system: '2.16.840.1.113883.6.96' },
      },
    ),
  ),
  answer: fc.constantFrom(
    said({ value: 'true' }),
    said({ value: 'false' }),
    said({ value: 'UNK' }, { value: null, code: 'UNK', system: '2.16.840.1.113883.5.1008' }),
  ),
  date: fc.constantFrom(said({ value: '2021-08-28' }), said({ value: '2020-02-29' })),
  datetime: fc.constantFrom(said({ value: '2021-08-28T06:30:00' }), said({ value: '2021-08-28' })),
  count: number.map((value) => said({ value })),
  quantity: number.map((value) => said({ value, unit: 'ml' }, { unit: 'ml' })),
  identifier: words.map((value) => said({ value, root: '1.2.3' }, { system: '1.2.3' })),
  text: words.map((value) => said({ value })),
}

function fill(concept: Concept): fc.Arbitrary<readonly Filled[]> {
  const one: fc.Arbitrary<Filled> =
    concept.type === 'group'
      ? fillAll(concept.parts).map((parts) => ({ concept, attributes: {}, said: {}, parts }))
      : LEAVES[concept.type].map((leaf) => ({ concept, ...leaf, parts: [] }))
  return fc.array(one, { maxLength: repeats(concept) ? 2 : 1, size: 'max' })
}

function fillAll(parts: readonly Concept[]): fc.Arbitrary<readonly Filled[]> {
  return fc.tuple(...parts.map(fill)).map((filled) => filled.flat())
}

function write({ concept, attributes, parts }: Filled): string {
  const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${quote(value)}"`)
  const open = `${concept.name} conceptId="${CONCEPT_ROOT}${concept.number}"${said.join('')}`
  return parts.length > 0 ? `<${open}>${parts.map(write).join('')}</${concept.name}>` : `<${open}/>`
}

function quote(text: string): string {
  return text.replace(/[<>&"]|[^ -~]/gu, (sign) => `&#${sign.codePointAt(0)};`)
}

function isEmpty({ concept, parts }: Filled): boolean {
  return concept.type === 'group' && parts.every(isEmpty)
}

/** What should come out. Groups that are not known apart come out as one. */
function expected(all: readonly Filled[], before = ''): Partial<KernsetElement>[] {
  const told = all.filter((one) => !isEmpty(one))
  return [...Map.groupBy(told, ({ concept }) => concept)].flatMap(([concept, own]) => {
    const { name, number, parts } = concept
    if (concept.type !== 'group') {
      return own.map(({ said }) => ({ number, path: `${before}${name}`, ...said }))
    }
    if (isCounted(concept)) {
      return own.flatMap((one, i) => expected(one.parts, `${before}${name}[${i + 1}]/`))
    }
    const together = own.flatMap((one) => one.parts)
    const inOrder = together.sort((a, b) => parts.indexOf(a.concept) - parts.indexOf(b.concept))
    return expected(inOrder, `${before}${name}/`)
  })
}

/** Two groups that come out as one may say the same thing twice. */
function withoutDoubles(elements: readonly Partial<KernsetElement>[]): Set<string> {
  return new Set(elements.map((element) => JSON.stringify(Object.entries(element).sort())))
}

test('MUST read each concept of the dataset where it stands, with what it says', async () => {
  const dataset = fillAll(
    // The BSNs of fixtures are not made of words.
    KERNSET.parts.map(function without(concept): Concept {
      const parts = concept.parts.filter(({ number }) => number !== '10030' && number !== '40010')
      return { ...concept, parts: parts.map(without) }
    }),
  )
  let most = 0
  await fc.assert(
    fc.asyncProperty(dataset, async (filled) => {
      const text = `<kernset_geboortezorg>${filled.map(write).join('')}</kernset_geboortezorg>`
      const sheet = openSheet()
      const bytes = (async function* () {
        yield Buffer.from(text)
      })()
      for await (const { root } of readMessages(bytes)) readAda(root, sheet)
      most = Math.max(most, sheet.elements().length)
      expect(withoutDoubles(sheet.elements())).toEqual(withoutDoubles(expected(filled)))
    }),
    { numRuns: cases(40, 2000) },
  )
  expect(most).toBeGreaterThan(30)
})
