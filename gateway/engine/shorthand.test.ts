import { readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import type { CallSubgraph, SubgraphCall } from './call.ts'
import { createEngine, type Engine } from './engine.ts'
import { createRandom, pick, type Random } from './testing/random-operation.ts'
import { openWorld } from './testing/world.ts'

const NAMES = ['child', 'birth-care', 'jgz', 'childcare', 'social-domain', 'journey', 'insight']
const read = (name: string) => readFileSync(`schema/generated/${name}.graphql`, 'utf8')

const CHILDCARE = 'childcare { enrolments { from to hoursPerWeek vveGroup location { name } } }'
const JGZ = 'jgz { growth { measuredOn weightGrams } contacts { date form activityLabel } }'
const QUERY = `query ($ids: [ID!]!, $no: Boolean = false) { children(ids: $ids) { id ${JGZ} ${CHILDCARE} } }`
const IDS = ['1', '2', '3', '4', '5']
const { signal } = new AbortController()

let world: ReturnType<typeof openWorld>
/** What a subgraph sends, and whether it could be told as it came. */
let send: (call: SubgraphCall, json: string) => string = (_, json) => json
let told = 0
let short: Engine<undefined>
let long: Engine<undefined>

const honest = new Map<string, string>()

const asJson: CallSubgraph<undefined> = async (call, ...rest) => {
  const asked = JSON.stringify(call)
  const answered = honest.get(asked) ?? JSON.stringify(await world.call(call, ...rest))
  honest.set(asked, answered)
  const json = send(call, answered)
  const answer = call.shorthand?.read(json)
  if (answer) told += 1
  return answer ?? JSON.parse(json)
}

function open(callsBeforePattern: number): Engine<undefined> {
  const limits = { callsBeforePattern, errors: 100_000, errorPlaces: 100_000 }
  return createEngine({ supergraph: read('supergraph'), call: asJson, limits })
}

beforeAll(() => {
  short = open(1)
  long = open(Number.POSITIVE_INFINITY)
  const subgraphs = Object.fromEntries(NAMES.map((name) => [name, read(name)]))
  world = openWorld({ subgraphs, supergraph: read('supergraph'), api: long.schema, codes: [] })
})
afterAll(() => {
  short.close()
  long.close()
})

async function ask(engine: Engine<undefined>, query = QUERY) {
  const { data, errors } = await engine.answer(
    { document: parse(query), variables: { ids: IDS } },
    undefined,
    signal,
  )
  return { data: JSON.parse(data ?? 'null'), errors: JSON.stringify(errors) }
}

/** How many of its calls were told as they came. */
async function toldOf(query: string): Promise<number> {
  send = (_, json) => json
  told = 0
  expect(await ask(short, query)).toEqual(await ask(long, query))
  return told
}

describe('an answer is told as it came', () => {
  test('where it is, to the letter, what the client is to have', async () => {
    expect(await toldOf(QUERY)).toBe(2)
  })

  const of = (selection: string) =>
    `query ($ids: [ID!]!, $no: Boolean = false) { children(ids: $ids) { ${selection} } }`
  test.each([
    [
      'something is left out by a variable',
      'jgz { growth { measuredOn @include(if: $no) weightGrams } }',
    ],
    [
      'the type of an object has to be known',
      'timeline { entries { at item { ... on ContactItem { label } } } }',
    ],
  ])('and not where %s', async (_, selection) => {
    expect(await toldOf(of(selection))).toBe(0)
  })

  test.each([
    ['aliases', 'one: jgz { kilos: growth { weightGrams on: measuredOn } }'],
    ['fragments', 'jgz { ...F growth { measuredOn } }'],
    ['two places', 'jgz { growth { measuredOn } } '],
  ])('with %s', async (what, selection) => {
    const fragment = what === 'fragments' ? ' fragment F on Jgz { growth { weightGrams } }' : ''
    const twice = of(selection).replace(/\{ (children.*)\}$/, '{ $1 again: $1 }')
    expect(await toldOf((what === 'two places' ? twice : of(selection)) + fragment)).toBe(1)
  })
})

const SPOILED = cases(500, 100_000)
test(`MUST tell the same of ${SPOILED} spoiled answers, whether they are read in part or as a whole`, async () => {
  const right = await ask(long)
  let differed = 0
  let read = 0
  for (let seed = 1; seed <= SPOILED; seed += 1) {
    const spoiled = new Map<string, string>()
    const random = createRandom(seed)
    const which = pick(random, ['jgz', 'childcare'])
    send = ({ subgraph }, json) => {
      if (subgraph !== which) return json
      const known = spoiled.get(json) ?? spoil(json, random)
      spoiled.set(json, known)
      return known
    }
    const expected = await ask(long)
    told = 0
    const answer = await ask(short)
    expect(answer, `seed ${seed}`).toEqual(expected)
    read += told
    if (JSON.stringify(expected) !== JSON.stringify(right)) differed += 1
  }
  expect(differed).toBeGreaterThan(SPOILED / 2)
  expect(read).toBeGreaterThan(SPOILED) // the other call, and this one where it is still right
}, 600_000)

const BITS = [
  'null',
  '"x"',
  '7',
  '-0',
  '1.5',
  '1e3',
  '01',
  'true',
  '[]',
  '{}',
  ',',
  '"',
  '\\',
  ']',
  '}',
]

/** One token or character is put in, taken out, or in the place of another. */
function spoil(json: string, random: Random): string {
  const values = [...json.matchAll(/"[^"]*"(?!:)|-?\d[\d.]*|true|false|null|[[\]{},:]/g)]
  const { index, 0: token } = pick(random, values)
  const bit = pick(random, random() < 0.3 ? values.map(([value]) => value) : BITS)
  const [from, to] = pick(random, [
    [index, index],
    [index, index + token.length],
    [index, index + token.length],
    [index, index + 1],
  ] as const)
  return json.slice(0, from) + (random() < 0.2 ? '' : bit) + json.slice(to)
}
