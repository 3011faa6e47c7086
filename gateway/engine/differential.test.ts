import { readFileSync } from 'node:fs'
import { execute, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { createEngine, type Engine, type EngineOptions } from './engine.ts'
import { disagreement } from './testing/agree.ts'
import { byShorthand } from './testing/by-shorthand.ts'
import { randomSubgraphs } from './testing/random-graph.ts'
import { createRandom, randomOperation, type Values } from './testing/random-operation.ts'
import { callTown, composeTown, WHOLE_TOWN } from './testing/town.ts'
import { openWorld, type World, type WorldOptions } from './testing/world.ts'

/** Most of it is planning: each operation is one that nobody asked before. */
const PATIENCE_MS = cases(600_000, 7_200_000)
const CODES = ['LATE', 'GONE']
const MESSAGES = { LATE: 'Too late.', GONE: 'Gone.' }
/** An answer is compared with all its errors, however long its plan took; and the planner may end at some. */
const LIMITS = {
  ...{ errors: 100_000, errorPlaces: 100_000, planningMs: 60_000, plannerApart: true },
  callsBeforePattern: 1,
}

interface Played {
  readonly engine: Engine<undefined>
  /** Of its calls, those that were answered without reading all of the answer. */
  readonly short: () => number
  readonly answer: World['answer']
  readonly lenient?: World['lenient']
}

interface Tally {
  answered: number
  refused: number
  withErrors: number
}

const { signal } = new AbortController()

/** Asks until so many operations were answered, each of them as graphql-js answers it. */
async function compare(
  played: Played,
  count: number,
  seed: number,
  values: Values,
): Promise<Tally> {
  const { engine } = played
  const tally = { answered: 0, refused: 0, withErrors: 0 }
  for (let i = 0; tally.answered < count && i < count * 20; i += 1) {
    const random = createRandom(seed + i)
    const { source, variables } = randomOperation(engine.schema, random, values)
    const document = parse(source)
    if (validate(engine.schema, document).length > 0) continue
    const answer = await engine.execute({ document, variables }, undefined, signal)
    if (answer.errors?.[0]?.extensions.code === 'QUERY_NOT_PLANNED') {
      tally.refused += 1 // the planner can't, and says so: see plan.ts
      continue
    }
    const expected = await played.answer(document, variables)
    const possible = expected.errors && (await played.lenient?.(document, variables))
    const said = disagreement(answer, expected, possible)
    expect(said, `seed ${seed + i}: ${source}\n${JSON.stringify(variables)}`).toBeUndefined()
    tally.answered += 1
    if (expected.errors) tally.withErrors += 1
  }
  return tally
}

function play(subgraphs: WorldOptions['subgraphs'], supergraph: string): Played {
  const options: EngineOptions<undefined> = {
    supergraph,
    messages: MESSAGES,
    limits: LIMITS,
    call: (...given) => called.call(...given),
  }
  const engine = createEngine(options)
  const world = openWorld({ subgraphs, supergraph, api: engine.schema, codes: CODES })
  const called = byShorthand(world.call)
  return { engine, ...world, short: called.count }
}

const TOWN_VALUES = { id: ['c0', 'c1', 'c2', 'c3', 'c7', 'none'], code: ['n0', 'n1', 'none'] }
const IN_TOWN = cases(400, 10_000)
test(
  `MUST answer as one schema would: ${IN_TOWN} random operations on a town of people`,
  async () => {
    const { call, count: short } = byShorthand(callTown)
    const limits = { callsBeforePattern: 1 }
    const engine = createEngine({ supergraph: composeTown(), call, limits })
    const answer: Played['answer'] = async (document, variableValues) =>
      execute({ schema: WHOLE_TOWN, document, variableValues })
    const { answered, refused } = await compare({ engine, answer, short }, IN_TOWN, 1, TOWN_VALUES)
    expect(answered).toBe(IN_TOWN)
    expect(short()).toBeGreaterThan(IN_TOWN / 50)
    expect(refused).toBeLessThan(IN_TOWN / 10)
  },
  PATIENCE_MS,
)

const NAMES = ['child', 'birth-care', 'jgz', 'childcare', 'social-domain', 'journey', 'insight']
const ON_OURS = cases(600, 40_000)
test(
  `MUST answer as one schema would: ${ON_OURS} random operations on our own graph`,
  async () => {
    const read = (name: string) => readFileSync(`schema/generated/${name}.graphql`, 'utf8')
    const subgraphs = Object.fromEntries(NAMES.map((name) => [name, read(name)]))
    const played = play(subgraphs, read('supergraph'))
    const { answered, refused, withErrors } = await compare(played, ON_OURS, 1, {})
    played.engine.close()
    expect(answered).toBe(ON_OURS)
    expect(withErrors).toBeGreaterThan(ON_OURS / 10)
    expect(played.short()).toBeGreaterThan(ON_OURS / 50)
    expect(refused).toBeLessThan(ON_OURS / 10)
  },
  PATIENCE_MS,
)

const GRAPHS = cases(20, 1_000)
const ON_EACH = 50
test(
  `MUST answer as one schema would: ${GRAPHS * ON_EACH} random operations on ${GRAPHS} random graphs`,
  async () => {
    const tallies: Tally[] = []
    for (let seed = 1; tallies.length < GRAPHS; seed += 1) {
      const subgraphs = randomSubgraphs(createRandom(seed))
      const supergraph = composed(subgraphs)
      if (supergraph === undefined) continue
      const played = play(subgraphs, supergraph)
      tallies.push(await compare(played, ON_EACH, seed * 1_000, {}))
      played.engine.close()
    }
    const sum = (of: keyof Tally) => tallies.reduce((total, tally) => total + tally[of], 0)
    expect(sum('answered')).toBe(GRAPHS * ON_EACH)
    expect(sum('refused')).toBeLessThan((GRAPHS * ON_EACH) / 10)
  },
  PATIENCE_MS,
)

/** Nothing where they do not fit together. */
function composed(subgraphs: Readonly<Record<string, string>>): string | undefined {
  try {
    return composeTown(subgraphs)
  } catch {
    return undefined
  }
}
