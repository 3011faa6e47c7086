import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql'
import { expect, test } from 'vitest'
import {
  createRandom,
  pick,
  type Random,
  randomOperation,
} from '../../gateway/engine/testing/random-operation.ts'
import { cases } from '../../test/scale.ts'
import { compileOperation } from './operation.ts'

const schema = buildSchema(readFileSync('schema/generated/audience-professional.graphql', 'utf8'))

/** What goes wrong, and what is not the usual: the same for the same number. */
const UNUSUAL: readonly ((value: unknown) => unknown)[] = [
  () => null,
  () => undefined,
  () => new Error('told'),
  rejected,
  () => ({ neither: 'one' }),
  () => 'a text',
  () => Number.NaN,
  (value) => Promise.resolve(value),
  (value) => new Promise((resolve) => setImmediate(() => resolve(value))),
  (value) => (Array.isArray(value) ? new Set(value) : value),
]

/** Nobody may have to wait for it. */
function rejected(): Promise<never> {
  const promise = Promise.reject(new Error('rejected'))
  promise.catch(() => undefined)
  return promise
}

const SHARE = 0.15

function toldOf(type: GraphQLOutputType, random: Random): unknown {
  const value = usualOf(isNonNullType(type) ? type.ofType : type, random)
  return random() < SHARE ? pick(random, UNUSUAL)(value) : value
}

function usualOf(type: GraphQLOutputType, random: Random): unknown {
  if (isListType(type)) {
    return Array.from({ length: Math.floor(random() * 7) }, () => toldOf(type.ofType, random))
  }
  if (isAbstractType(type)) return objectOf(pick(random, schema.getPossibleTypes(type)), random)
  if (isObjectType(type)) return objectOf(type, random)
  if (isEnumType(type)) return pick(random, type.getValues()).name
  return random() < 0.1 ? '7' : (LEAVES[type.toString()]?.(random) ?? '2024-01-31')
}

const LEAVES: Readonly<Record<string, (random: Random) => unknown>> = {
  Int: (random) => Math.floor(random() * 100),
  Float: (random) => random() * 100,
  Boolean: (random) => random() < 0.5,
}

/** Each of its fields is the same whenever, and in whichever order, it is read. */
function objectOf(type: GraphQLObjectType, random: Random): object {
  const own = Math.floor(random() * 2 ** 32)
  const object = { __typename: type.name, own }
  for (const { name, type: held, resolve } of Object.values(type.getFields())) {
    if (resolve) continue
    const isMethod = random() < 0.05
    const get = () => toldOf(held, seeded(own, name))
    Object.defineProperty(object, name, isMethod ? { value: get } : { get })
  }
  return object
}

function seeded(own: number, name: string): Random {
  return createRandom([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), own))
}

/** A third of the fields have a resolver of their own; some of these throw. */
function addResolvers(types: readonly GraphQLNamedType[], random: Random): void {
  for (const type of types) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (type !== schema.getQueryType() && random() < 0.6) continue
      field.resolve = (source: { own: number } | undefined, args, seed: number) => {
        const own = seeded(source?.own ?? seed, `${field.name} ${JSON.stringify(args)}`)
        if (own() < SHARE / 4) throw new Error('thrown')
        return toldOf(field.type, own)
      }
    }
  }
}

addResolvers(Object.values(schema.getTypeMap()), createRandom(1))

const OPERATIONS = cases(300, 20_000)
const AGAIN = [1, 2, 3]

test(`MUST answer as graphql-js does, whatever resolvers do: ${OPERATIONS} random operations`, async () => {
  const answered = await hushed(expectations)
  const met = { errors: 0, risen: 0 }
  for (const { run, variables, context, expected } of answered) {
    const answer = await run(variables, context)
    expect(plain(answer.data), `${context}`).toEqual(plain(expected.data))
    expect(blanks(answer), `${context}`).toEqual(blanks(expected))
    met.errors += expected.errors?.length ?? 0
    met.risen += blanks(expected).filter(([, messages]) => messages === RISEN).length
  }
  expect(answered.length).toBeGreaterThan(OPERATIONS / 2)
  expect(met.errors).toBeGreaterThan(OPERATIONS)
  expect(met.risen).toBeGreaterThan(OPERATIONS / 10)
}, 600_000)

/** What is compiled, and what graphql-js answers. */
async function expectations() {
  const all = []
  for (let seed = 1; seed <= OPERATIONS; seed += 1) {
    const { source, variables } = randomOperation(schema, createRandom(seed), {})
    const document = parse(source)
    const operation = getOperationAST(document)
    if (!operation || validate(schema, document).length > 0) continue
    const run = compileOperation(schema, document, operation)
    if (!run) continue
    for (const again of AGAIN) {
      const context = seed * 1_000 + again
      const asked = { schema, document, variableValues: variables, contextValue: context }
      all.push({ run, variables, context, expected: await execute(asked) })
    }
  }
  return all
}

/** Where a null rises out of a list, graphql-js leaves what else is rejected in it alone; we may not. */
async function hushed<T>(work: () => Promise<T>): Promise<T> {
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', () => undefined)
  const result = await work()
  await sleep(10)
  process.removeAllListeners('unhandledRejection')
  for (const listener of listeners) process.on('unhandledRejection', listener)
  return result
}

const RISEN = 'risen'

/**
 * What is null with an error, and which. Where a null has risen there is an error for it, but which of several siblings
 * it is of, and whether the others are told, is a matter of time.
 */
function blanks({ data, errors = [] }: ExecutionResult): readonly (readonly [string, string])[] {
  const found = new Map<string, string>()
  for (const { path = [], message } of errors) {
    let at: unknown = data
    let depth = 0
    while (depth < path.length && at !== null && at !== undefined) {
      at = (at as Record<string, unknown>)[path[depth] ?? '']
      depth += 1
    }
    const place = path.slice(0, depth).join()
    const isOwn = depth === path.length && !found.has(place)
    found.set(place, isOwn ? said(message) : RISEN)
  }
  return [...found].sort(([one], [other]) => one.localeCompare(other))
}

/** Where it is of another type the words are ours. */
function said(message: string): string {
  return ['told', 'thrown', 'rejected'].includes(message) ? message : 'of another type'
}

function plain(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data ?? null))
}
