/**
 * What the gateway is asked for its figure, and made-up children to answer with.
 *
 * Each question is written from its parts, so that a client by hand can ask each subgraph for its own.
 *
 * @module
 */

import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'

export interface Question {
  readonly title: string
  /** The field of `child`, the first to be asked. */
  readonly root: string
  readonly variables: Readonly<Record<string, unknown>>
  /** What `child` itself knows. */
  readonly own: string
  /** By subgraph, with the reference that it is asked by. */
  readonly parts: Readonly<Record<string, { readonly ref: string; readonly selection: string }>>
}

const IDS = Array.from({ length: 50 }, (_, i) => `c${i}`)
const OWN = 'id sex birthDate name { given prefix family } residence { municipality { name } }'

const DOMAINS = {
  'birth-care': {
    ref: 'birthCareRef',
    selection:
      'birthCare { pregnancy { dueDate firstVisit visits { date form } } birth { date gestationalAgeDays weightGrams apgar5 mode place } }',
  },
  jgz: {
    ref: 'jgzRef',
    selection:
      'jgz { contacts { date activityLabel form status initiative } growth { measuredOn lengthMillimetres weightGrams } vaccinations { date vaccineLabel given } referrals { date toLabel } }',
  },
  childcare: {
    ref: 'childcareRef',
    selection:
      'childcare { enrolments { from to hoursPerWeek vveGroup location { name } } attendance { month plannedHours attendedHours } }',
  },
  'social-domain': {
    ref: 'socialDomainRef',
    selection:
      'socialDomain { allocations { from productCategoryLabel start stop } cases { openedOn closedOn } }',
  },
} as const

export const QUESTIONS: readonly Question[] = [
  {
    title: '50 children × 4 domains',
    root: 'children(ids: $ids)',
    variables: { ids: IDS },
    own: OWN,
    parts: DOMAINS,
  },
  {
    title: 'one child × 4 domains',
    root: 'child(id: $id)',
    variables: { id: 'c1' },
    own: OWN,
    parts: DOMAINS,
  },
  {
    title: 'one child, two numbers',
    root: 'child(id: $id)',
    variables: { id: 'c1' },
    own: 'id sex',
    parts: {
      jgz: { ref: 'jgzRef', selection: 'jgz { growth { weightGrams } }' },
      'birth-care': { ref: 'birthCareRef', selection: 'birthCare { birth { weightGrams } }' },
    },
  },
]

export function headOf({ variables }: Question): string {
  return 'ids' in variables ? 'query Q($ids: [ID!]!)' : 'query Q($id: ID!)'
}

export function queryOf(question: Question): string {
  const parts = Object.values(question.parts).map(({ selection }) => selection)
  return `${headOf(question)} { ${question.root} { ${question.own} ${parts.join(' ')} } }`
}

/** By id: every child with all that is asked of any, and its references. */
export function makeChildren(schema: GraphQLSchema): ReadonlyMap<string, object> {
  const selections = Object.values(DOMAINS).map(({ selection }) => selection)
  const [operation] = parse(`{ ${OWN} ${selections.join(' ')} }`).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the parts are no operation')
  const refs = Object.values(DOMAINS).map(({ ref }) => ref)
  return new Map(
    IDS.map((id, i) => {
      const references = refs.map((ref) => [ref, `${ref}-${id}`.padEnd(96, 'x')])
      const child = make(schema, 'Child', operation.selectionSet, i)
      return [id, { ...child, id, ...Object.fromEntries(references), __typename: 'Child' }]
    }),
  )
}

function make(
  schema: GraphQLSchema,
  typename: string,
  { selections }: SelectionSetNode,
  seed: number,
): Record<string, unknown> {
  const type = schema.getType(typename)
  if (!isObjectType(type)) throw new Error('the questions are about objects only')
  const object: Record<string, unknown> = {}
  for (const [i, field] of selections.entries()) {
    if (field.kind !== Kind.FIELD) continue
    const name = field.name.value
    const known = type.getFields()[name]
    if (known) object[name] = made(schema, known.type, field.selectionSet, seed * 31 + i)
  }
  return object
}

const LIST = 5

function made(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  below: SelectionSetNode | undefined,
  seed: number,
): unknown {
  if (isNonNullType(type)) return made(schema, type.ofType, below, seed)
  if (isListType(type)) {
    return Array.from({ length: LIST }, (_, i) => made(schema, type.ofType, below, seed + i))
  }
  if (isEnumType(type)) return type.getValues()[seed % type.getValues().length]?.name
  if (isObjectType(type) && below) return make(schema, type.name, below, seed)
  return LEAVES[type.toString()]?.(seed) ?? `2024-03-${String(1 + (seed % 28)).padStart(2, '0')}`
}

const LEAVES: Readonly<Record<string, (seed: number) => unknown>> = {
  Int: (seed) => seed % 4_000,
  Float: (seed) => (seed % 400) / 10,
  Boolean: (seed) => seed % 2 === 0,
  String: (seed) => `a word or two ${seed % 97}`,
}
