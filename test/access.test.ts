/**
 * Whatever is asked, in whatever way: everybody gets what one who may see everything would get, without what the policy
 * does not grant him.
 *
 * Nobody may see everything. So what there is to see is put together out of the answers to all roles: of each field that
 * of another role than the one that is looked at, wherever another may read it.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import fc from 'fast-check'
import {
  buildSchema,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  validate,
  valueFromASTUntyped,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom, randomOperation } from '../gateway/engine/testing/random-operation.ts'
import { GRANTS } from '../privacy/policy.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { type Graph, openGraph } from './graph.ts'
import { cases } from './scale.ts'

const OPERATIONS = cases(25, 2_000)
const ROLES = [
  'youth-nurse',
  'midwife',
  'childcare-mentor',
  'neighbourhood-team-worker',
  'privacy-officer',
] as const
type Role = (typeof ROLES)[number]
const NAMES = [
  'anna',
  'bram',
  'cato',
  'daan',
  'finn',
  'guus',
  'hanna',
  'isa',
  'jip',
  'kees',
  'noor',
] as const

/** What is told of these is another thing for each role, and has tests of its own. */
const OWN = /^Child\.(views|objections)$/

const SUPERGRAPH = parse(readFileSync('schema/generated/supergraph.graphql', 'utf8'), {
  noLocation: true,
})
/** `Child.jgz`, and the scopes that it takes. */
const TAKES = new Map(
  SUPERGRAPH.definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeDefinition'
      ? (definition.fields ?? []).flatMap(({ name, directives = [] }) =>
          directives
            .filter((directive) => directive.name.value === 'requiresScopes')
            .map(
              ({ arguments: [scopes] = [] }) =>
                [
                  `${definition.name.value}.${name.value}`,
                  scopes && (valueFromASTUntyped(scopes.value) as string[][]),
                ] as const,
            ),
        )
      : [],
  ),
)

function mayRead(role: Role, coordinate: `${string}.${string}`): boolean {
  const purpose = PERSONAS.find(({ name }) => name === role)?.claims.purpose
  const granted =
    GRANTS.find((grant) => grant.role === role && grant.purpose === purpose)?.scopes ?? []
  const takes = TAKES.get(coordinate)
  return !takes || takes.some((all) => all.every((scope) => granted.some((one) => one === scope)))
}

/** Fields of a child that are told out of what each may read: they have tests of their own. */
const TOLD_OF_ALL = new Set(
  parse(readFileSync('schema/generated/journey.graphql', 'utf8')).definitions.flatMap(
    (definition) =>
      definition.kind === 'ObjectTypeDefinition' && definition.name.value === 'Child'
        ? (definition.fields ?? []).map(({ name }) => name.value).filter((name) => name !== 'id')
        : [],
  ),
)

/** Of questions about one child. */
const SCHEMA: GraphQLSchema = pruneSchema(
  mapSchema(
    buildSchema(readFileSync('schema/generated/audience-professional.graphql', 'utf8'), {
      assumeValidSDL: true,
    }),
    {
      [MapperKind.QUERY_ROOT_FIELD]: (field, name) => {
        if (name !== 'child') return null
        const { asOf: _, ...args } = field.args ?? {}
        return { ...field, args }
      },
      [MapperKind.MUTATION_ROOT_FIELD]: () => null,
      [MapperKind.OBJECT_FIELD]: (field, name, type) =>
        type === 'Child' && TOLD_OF_ALL.has(name) ? null : field,
    },
  ),
)

/** Who opens a child by a record in one of these, and by nothing else. */
const OWN_REGISTRIES: Partial<Record<Role, readonly string[]>> = {
  midwife: ['birth-care-waterdam'],
  'childcare-mentor': ['childcare-waterdam'],
  'neighbourhood-team-worker': ['youth-help-waterdam', 'wijkteam-waterdam'],
}
/** Where each child has a record. */
const recordedIn = new Map<string, readonly string[]>()

function hasToDoWith(role: Role, id: string): boolean {
  const own = OWN_REGISTRIES[role]
  return !own || own.some((registry) => recordedIn.get(id)?.includes(registry))
}

/** Of an operation that is too much at once, or for which there is no plan. */
const REFUSED_WHOLE = ['QUERY_TOO_COSTLY', 'QUERY_TOO_LARGE', 'QUERY_NOT_PLANNED']

interface Answer {
  readonly data: unknown
  readonly errors?: readonly { path: readonly unknown[]; extensions: { code: string } }[]
}

let graph: Graph
let ids: readonly string[]
const tokens = new Map<Role, string>()
beforeAll(async () => {
  graph = await openGraph()
  ids = await Promise.all(NAMES.map((name) => graph.issueIdFor(name)))
  const known = await graph.withIndex((index) => index.look(ids))
  for (const [i, id] of ids.entries()) {
    recordedIn.set(id, known[i]?.links.map(({ registry }) => registry) ?? [])
  }
  for (const role of ROLES) tokens.set(role, await graph.tokenFor(role))
})
afterAll(() => graph.close())

/** A long run outlives its tokens, and what one may ask in a minute. */
async function ask(role: Role, body: object): Promise<Answer> {
  for (;;) {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(role)}` },
      body: JSON.stringify(body),
    })
    if (response.status === 401) tokens.set(role, await graph.tokenFor(role))
    else if (response.status === 429) await sleep(2_000)
    else return (await response.json()) as Answer
  }
}

/** What each role was told at one place of the answer, where it was told anything. */
type Told = ReadonlyMap<Role, unknown>

/** What `role` has to get. */
async function expectedFor(
  role: Role,
  document: ReturnType<typeof parse>,
  variableValues: object,
  told: Told,
) {
  const fieldResolver: GraphQLFieldResolver<Told, unknown> = (source, args, _context, info) => {
    const coordinate = `${info.parentType.name}.${info.fieldName}` as const
    if (!mayRead(role, coordinate))
      throw new GraphQLError('', { extensions: { code: 'FIELD_FORBIDDEN' } })
    const isRoot = info.parentType.name === 'Query'
    if (isRoot && !hasToDoWith(role, args.id)) return null
    const others = [...source.keys()].filter(
      (other) => other !== role && mayRead(other, coordinate) && !OWN.test(coordinate),
    )
    const readers = [...others, role].filter((one) => !isRoot || hasToDoWith(one, args.id))
    return at(
      new Map(
        readers.flatMap((reader) => {
          const value = (source.get(reader) as Record<string, unknown> | undefined)?.[info.path.key]
          return value === undefined ? [] : [[reader, value] as const]
        }),
      ),
    )
  }
  const { data, errors = [] } = await execute({
    schema: SCHEMA,
    document,
    variableValues: { ...variableValues },
    rootValue: told,
    fieldResolver,
  })
  return plain({ data, forbidden: errors.map(({ path }) => JSON.stringify(path)).sort() })
}

/** Of the first that may read it; below it, with what the others were told there. */
function at(told: Told): unknown {
  const [first] = told.values()
  if (Array.isArray(first)) {
    return first.map((_, i) =>
      at(
        new Map(
          [...told].flatMap(([role, list]) => (Array.isArray(list) ? [[role, list[i]]] : [])),
        ),
      ),
    )
  }
  return typeof first === 'object' && first !== null
    ? new Map([...told].filter(([, value]) => value !== null))
    : first
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

test(`MUST get each role what all see without what is not granted: ${OPERATIONS} operations, each to ${ROLES.length} roles`, {
  timeout: 120_000 + OPERATIONS * 1_000,
}, async () => {
  let refused = 0
  let told = 0
  let compared = 0
  const operation = fc
    .nat()
    .map((seed) =>
      randomOperation(SCHEMA, createRandom(seed), {
        id: ids,
        from: ['2024-01-01'],
        to: ['2026-01-01'],
      }),
    )
    .filter(({ source }) => validate(SCHEMA, parse(source)).length === 0)
  await fc.assert(
    fc.asyncProperty(operation, async ({ source, variables }) => {
      const asked = { query: source, variables }
      const answers = await Promise.all(ROLES.map((role) => ask(role, asked)))
      const all: Told = new Map(ROLES.map((role, i) => [role, answers[i]?.data]))
      for (const [i, role] of ROLES.entries()) {
        const { data, errors = [] } = answers[i] ?? { data: undefined }
        if (errors.some(({ extensions }) => REFUSED_WHOLE.includes(extensions.code))) continue
        const forbidden = errors.filter(({ extensions }) => extensions.code === 'FIELD_FORBIDDEN')
        const paths = forbidden.map(({ path }) => JSON.stringify(path)).sort()
        expect({ data, forbidden: paths }, `${role}: ${source}`).toEqual(
          await expectedFor(role, parse(source), variables, all),
        )
        compared += 1
        refused += paths.length
        told += JSON.stringify(data).length
      }
    }),
    { numRuns: OPERATIONS, endOnFailure: true },
  )
  expect(compared).toBeGreaterThan(OPERATIONS * ROLES.length * 0.8)
  expect(refused).toBeGreaterThan(OPERATIONS)
  expect(told).toBeGreaterThan(OPERATIONS * 100)
})
