import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import type { SubgraphAnswer } from './call.ts'
import { createEngine } from './engine.ts'
import { TOWN } from './testing/ask.ts'
import { createRandom, pick, type Random } from './testing/random-operation.ts'
import { callTown } from './testing/town.ts'

const SCALE = cases(1, 10)
const ANSWERS = 10_000 * SCALE

type Entity = Record<string, unknown>
type Child = { id: string; [field: string]: unknown }
type Fault = (entities: Entity[], random: Random) => void

const FAULTS: Readonly<Record<string, Fault>> = {
  swap(entities, random) {
    const i = Math.floor(random() * (entities.length - 1))
    const j = i + 1 + Math.floor(random() * (entities.length - i - 1))
    ;[entities[i], entities[j]] = [entities[j] ?? {}, entities[i] ?? {}]
  },
  short: (entities, random) => void entities.splice(Math.floor(random() * entities.length), 1),
  extra(entities, random) {
    entities.splice(Math.floor(random() * entities.length), 0, { ...pick(random, entities) })
  },
  duplicate(entities, random) {
    const i = Math.floor(random() * entities.length)
    entities[i] = { ...entities[(i + 1) % entities.length] }
  },
  'wrong type': (entities, random) => Object.assign(pick(random, entities), { _k: 'Parent' }),
  'wrong key'(entities, random) {
    Object.assign(pick(random, entities), {
      _k0_0: pick(random, ['c99', '', 7, null, { id: 'c1' }]),
    })
  },
}

const QUERIES = [
  '{ children { id name nurse { code } visits { id } place { id } } }',
  '{ children { id weights { on grams ratio } attended } }',
  '{ children { id notes place { id } attended timeline { __typename } } }',
  '{ a: children(first: 5) { id nurse { code } } b: children { id nurse { name } attended } }',
].map((source) => parse(source))

test(`MUST NOT mix up children in ${ANSWERS} false answers`, async () => {
  const honest = new Map<string, string>()
  let random: Random = createRandom(1)
  let fault: Fault | undefined
  let faulty = 0
  let events = 0
  let short = 0
  const engine = createEngine<undefined>({
    supergraph: TOWN,
    onSecurityEvent: () => {
      events += 1
    },
    async call(call, request, signal) {
      const key = JSON.stringify(call)
      const text = honest.get(key) ?? JSON.stringify(await callTown(call, request, signal))
      honest.set(key, text)
      const answer: SubgraphAnswer = JSON.parse(text)
      for (const [alias, entities] of Object.entries(answer.data ?? {})) {
        if (!fault || !/^_e/.test(alias) || !Array.isArray(entities)) continue
        fault(entities, random)
        faulty += 1
      }
      const read = call.shorthand?.read(JSON.stringify(answer))
      if (read) short += 1
      return read ?? answer
    },
    limits: { callsBeforePattern: 1 },
  })

  const { signal } = new AbortController()
  const truths: Map<string, Child>[] = []
  for (const document of QUERIES) {
    const { data } = await engine.execute({ document }, undefined, signal)
    truths.push(new Map(childrenOf(data).map((child, i) => [`${i} ${child.id}`, child])))
  }
  expect(events).toBe(0)

  let nulls = 0
  for (let seed = 1; faulty < ANSWERS; seed += 1) {
    random = createRandom(seed)
    fault = pick(random, Object.values(FAULTS))
    const which = seed % QUERIES.length
    const document = QUERIES[which]
    if (!document) continue
    const before = events
    const { data, errors } = await engine.execute({ document }, undefined, signal)
    expect(events).toBeGreaterThan(before)
    expect(errors?.every(({ extensions }) => extensions.code === 'SUBGRAPH_MISMATCH')).toBe(true)
    for (const [i, child] of childrenOf(data).entries()) {
      const truth = truths[which]?.get(`${i} ${child.id}`)
      for (const [field, value] of Object.entries(child)) {
        if (value === null) nulls += 1
        else if (JSON.stringify(value) !== JSON.stringify(truth?.[field])) {
          expect({ seed, field, value }).toEqual({ seed, field, value: truth?.[field] })
        }
      }
    }
  }
  expect(short).toBeGreaterThan(ANSWERS / 10) // false ones among them
  expect(nulls).toBeGreaterThan(ANSWERS) // false answers were dropped, not passed over
}, 600_000)

function childrenOf(data: unknown): Child[] {
  return Object.values((data ?? {}) as Record<string, Child[]>).flat()
}
