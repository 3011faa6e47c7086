import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import { cases } from '../../test/scale.ts'
import type { FhirFacts } from './fhir-facts.ts'
import { readFhirBirthCareFile, readFhirFile } from './fhir-file.ts'
import { type ElementRule, isPrimitive, ruleOf, rulesOf } from './fhir-stu3-structure.ts'
import { readFixture } from './fixture-registry.ts'

type Json = { [name: string]: unknown }

const RESOURCES = [
  ...['Observation', 'Condition', 'Procedure', 'Encounter', 'EpisodeOfCare', 'Patient'],
  ...['RelatedPerson', 'BodySite', 'Bundle', 'Consent', 'CarePlan', 'Organization'],
]
/** Those that a file must have, so that it is not refused for want of them. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  ...{ BodySite: ['patient'], Condition: ['subject'], Encounter: ['status'] },
  ...{ EpisodeOfCare: ['status', 'patient'], Observation: ['status', 'code'] },
  ...{ Procedure: ['status', 'subject'], RelatedPerson: ['patient'], Extension: ['url'] },
}
const CHOICES = [
  'Quantity',
  'CodeableConcept',
  'String',
  'DateTime',
  'Boolean',
  'Decimal',
  'Period',
]

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => !/[\p{Cs}\p{Cn}\uFFFE\uFFFF]/u.test(text) && !/[^\P{Cc}\t\n\r]/u.test(text))
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const moment = fc.oneof(
  day.map((text) => text.slice(0, 10)),
  day.map((text) => text.slice(0, 4)),
  day.map((text) => text.slice(0, 7)),
  day,
  day.map((text) => `${text.slice(0, 16)}+02:00`),
)
const PRIMITIVES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  s: words,
  b: fc.boolean(),
  n: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  d: moment,
}

/** Any resource of STU3, by its structure. */
const resources = fc.constantFrom(...RESOURCES).chain((type) => resourceOf(type, 3))

function resourceOf(type: string, depth: number): fc.Arbitrary<Json> {
  return objectOf(type, depth).map((object) => ({ resourceType: type, ...object }))
}

function objectOf(type: string, depth: number): fc.Arbitrary<Json> {
  const rules = [...rulesOf(type)].filter(([, rule]) => depth > 0 || isPrimitive(rule.type))
  const always = ALWAYS[type] ?? []
  return fc
    .subarray(
      rules.map(([name]) => name),
      { minLength: 1, maxLength: Math.min(4, rules.length) },
    )
    .chain((picked) => {
      const names = rules
        .map(([name]) => name)
        .filter((name) => picked.includes(name) || always.includes(name))
      const entries = names.map((name) => elementOf(type, name, depth))
      return fc.tuple(...entries).map((parts) => Object.assign({}, ...parts) as Json)
    })
}

function elementOf(type: string, name: string, depth: number): fc.Arbitrary<Json> {
  if (name.endsWith('[x]')) {
    const fits = CHOICES.filter((word) => depth > 0 || /String|Boolean|DateTime|Decimal/.test(word))
    return fc
      .constantFrom(...fits)
      .chain((word) => elementOf(type, name.replace('[x]', word), depth))
  }
  const rule = ruleOf(type, name)
  if (rule === undefined) throw new Error(`no rule for ${type}.${name}`)
  if (type === 'Narrative' && name === 'div') {
    const html =
      '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a">1 &lt; 2</p><br></br></div>'
    return fc.constant({ div: html })
  }
  const value = valueOfType(rule, depth)
  if (!rule.list) {
    const isPlain = !isPrimitive(rule.type) || type === 'Extension' || name === 'id'
    if (isPlain) return value.map((one) => ({ [name]: one }))
    return fc
      .tuple(value, fc.option(extensions))
      .map(([one, more]) => ({ [name]: one, ...(more && { [`_${name}`]: more }) }))
  }
  return fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => ({ [name]: list }))
}

function valueOfType({ type }: ElementRule, depth: number): fc.Arbitrary<unknown> {
  if (type === 'Resource') return resourceOf('Patient', 0)
  return PRIMITIVES[type] ?? objectOf(type, depth - 1)
}

const extensions = fc
  .tuple(words, words)
  .map(([url, valueString]) => ({ extension: [{ url, valueString }] }))

/** A writer of FHIR's XML of our own. */
function toXml({ resourceType, ...own }: Json, namespace = ' xmlns="http://hl7.org/fhir"'): string {
  const type = String(resourceType)
  return `<${type}${namespace}>${childrenOf(own, type)}</${type}>`
}

function childrenOf(own: Json, type: string): string {
  const isResource = rulesOf(type).has('meta')
  const names = new Set(Object.keys(own).map((name) => name.replace(/^_/, '')))
  return [...names]
    .filter((name) => isResource || (name !== 'id' && !(type === 'Extension' && name === 'url')))
    .map((name) => ({ name, rule: ruleOf(type, name) }))
    .sort((a, b) => (a.rule?.order ?? 0) - (b.rule?.order ?? 0))
    .flatMap(({ name, rule }) =>
      [own[name]].flat().map((one, i) => element(name, one, [own[`_${name}`]].flat()[i], rule)),
    )
    .join('\n')
}

function element(name: string, value: unknown, more: unknown, rule: ElementRule | undefined) {
  if (name === 'div') return String(value)
  if (rule?.type === 'Resource') return `<${name}>${toXml(value as Json, '')}</${name}>`
  if (typeof value !== 'object') {
    const inner = more ? childrenOf(more as Json, 'Element') : ''
    return `<${name} value="${escaped(String(value))}">${inner}</${name}>`
  }
  const object = value as Json
  const type = rule?.type ?? ''
  const attributes = ['id', ...(type === 'Extension' ? ['url'] : [])]
    .filter((one) => one in object)
    .map((one) => ` ${one}="${escaped(String(object[one]))}"`)
  return `<${name}${attributes.join('')}>${childrenOf(object, type)}</${name}>`
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`)
}

async function* bytesOf(text: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(text as string)
}

const never = () => {
  throw new Error('nothing is unknown')
}

test('what was written in XML or in JSON is read as it was', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(resources, async (resource) => {
      expect(await readFhirFile(bytesOf(JSON.stringify(resource)), never)).toEqual(resource)
      expect(await readFhirFile(bytesOf(toXml(resource)), never)).toEqual(resource)
    }),
    { numRuns: cases(200, 5000) },
  )
})

test('every value is read or kept, whatever it is', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(resources, async (resource) => {
      let counted = 0
      const add = (count = 1) => {
        counted += count
      }
      const tally = { read: add, kept: add, unknown: (_: string, count = 1) => add(count) }
      const records = readFhirBirthCareFile(bytesOf(JSON.stringify(resource)), tally)
      const told = JSON.stringify(await Array.fromAsync(records as AsyncIterable<FhirFacts>))
      let values = 0
      JSON.parse(JSON.stringify(resource), (key, value) => {
        if (typeof value !== 'object' && key !== 'resourceType') {
          values += 1
          // In a url that we know, only its last word is told.
          if (key !== 'url') expect(told).toContain(JSON.stringify(value))
        }
        return value
      })
      expect(counted).toBe(values)
    }),
    { numRuns: cases(100, 3000) },
  )
})

const WHOLE = readFixture('anna.json').flatMap((resource) => [
  Buffer.from(toXml(resource)),
  Buffer.from(JSON.stringify(resource, null, 1)),
])
const MUTATIONS: readonly ((bytes: Buffer, a: number, b: number) => Buffer)[] = [
  (bytes, a, b) => {
    const changed = Buffer.from(bytes)
    changed[a % bytes.length] = b % 256
    return changed
  },
  (bytes, a) => bytes.subarray(0, a % bytes.length),
  (bytes, a, b) =>
    Buffer.concat([bytes.subarray(0, a % bytes.length), bytes.subarray(b % bytes.length)]),
  (bytes, a) => {
    const lines = bytes.toString().split('\n')
    return Buffer.from(lines.toSpliced(a % lines.length, 1).join('\n'))
  },
  (bytes, a, b) => {
    const lines = bytes.toString().split('\n')
    const [from, to] = [a % lines.length, b % lines.length]
    return Buffer.from(
      lines
        .with(from, lines[to] ?? '')
        .with(to, lines[from] ?? '')
        .join('\n'),
    )
  },
  (bytes, a, b) => {
    const parts = bytes.toString().split(/(?=[<{[,])/)
    return Buffer.from(parts.toSpliced(a % parts.length, 0, parts[b % parts.length] ?? '').join(''))
  },
]

test('MUST read a file that was changed, or refuse it', { timeout: 600_000 }, async () => {
  const count = () => undefined
  const tally = { read: count, kept: count, unknown: count }
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.nat(WHOLE.length - 1),
      fc.nat(MUTATIONS.length - 1),
      fc.nat(),
      fc.nat(),
      async (file, mutation, a, b) => {
        const bytes = MUTATIONS[mutation]?.(WHOLE[file] ?? Buffer.alloc(0), a, b)
        try {
          await Array.fromAsync(readFhirBirthCareFile(bytesOf(bytes ?? ''), tally))
        } catch (error) {
          refused += 1
          if (!(error instanceof DeliveryRefused)) throw error
          expect(error.problem.line).toBeGreaterThan(0)
        }
      },
    ),
    { numRuns: cases(300, 10_000) },
  )
  expect(refused).toBeGreaterThan(cases(300, 10_000) / 4)
})
