/**
 * Random operations over a schema, the same for the same seed: aliases, fragments of both kinds,
 * unions and interfaces, arguments, variables, `@skip` and `@include`.
 *
 * @module
 */

import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isUnionType,
} from 'graphql'

/** A number from 0 to 1, 1 excluded. */
export type Random = () => number

/** mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

export interface RandomOperation {
  /** Not always valid: two aliases may conflict. */
  readonly source: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** What to ask for by arguments that take a key. */
export type Values = Readonly<Record<string, readonly string[]>>

const INTROSPECTION = [
  '__schema { queryType { name } }',
  '__type(name: "Child") { kind name }',
  'none: __type(name: "None") { name }',
]

export function randomOperation(
  schema: GraphQLSchema,
  random: Random,
  values: Values,
): RandomOperation {
  const variables: Record<string, unknown> = { yes: true, no: false }
  const used = new Map<string, string>()
  const fragments: string[] = []
  const chance = (share: number) => random() < share

  function use(name: string, type: string): string {
    used.set(name, type)
    return `$${name}`
  }

  function directive(): string {
    if (!chance(0.12)) return ''
    const value = pick(random, ['true', 'false', '$yes', '$no'])
    if (value.startsWith('$')) use(value.slice(1), 'Boolean!')
    return ` @${pick(random, ['skip', 'include'])}(if: ${value})`
  }

  function argument({ name, type }: GraphQLArgument): string[] {
    if (!isNonNullType(type) && chance(0.5)) return []
    const named = getNamedType(type)
    if (isEnumType(named)) {
      const value = pick(random, named.getValues()).name
      if (isNonNullType(type) || chance(0.5)) return [`${name}: ${value}`]
      variables[`any${named.name}`] ??= chance(0.5) ? value : null
      return [`${name}: ${use(`any${named.name}`, named.name)}`]
    }
    if (isInputObjectType(named)) {
      const fields = Object.values(named.getFields()).flatMap((field) => argument(field as never))
      return [`${name}: {${fields.join(' ')}}`]
    }
    if (named.name === 'Boolean') return [`${name}: ${chance(0.5)}`]
    if (named.name === 'Int') return [`${name}: ${1 + Math.floor(random() * 4)}`]
    return [`${name}: ${JSON.stringify(pick(random, values[name] ?? ['none']))}`]
  }

  function field(definition: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(definition.type)
    const given = definition.args.flatMap(argument)
    const args = given.length > 0 ? `(${given.join(', ')})` : ''
    const name = definition.name
    const alias =
      args !== '' && chance(0.6)
        ? `${name}${Math.floor(random() * 100)}: `
        : chance(0.15)
          ? `${pick(random, ['x', 'y', name + (depth % 2)])}: `
          : ''
    const below = isCompositeType(named) ? ` ${selectionSet(named, depth + 1)}` : ''
    return `${alias}${name}${args}${directive()}${below}`
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const kind = random()
    if (kind < 0.06) return `${chance(0.3) ? 'type: ' : ''}__typename${directive()}`
    const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
    if (isUnionType(type) || kind < (isAbstractType(type) ? 0.5 : 0.18)) {
      const on = isAbstractType(type) && chance(0.1) ? type : pick(random, members)
      if (chance(0.6)) return `... on ${on.name}${directive()} ${selectionSet(on, depth)}`
      const name = `F${fragments.length}`
      fragments.push('') // its place is taken before those within it take theirs
      const text = `fragment ${name} on ${on.name} ${selectionSet(on, depth)}`
      fragments[Number(name.slice(1))] = text
      return `...${name}${directive()}`
    }
    const fields = Object.values(type.getFields())
    const leaves = fields.filter(({ type: of }) => !isCompositeType(getNamedType(of)))
    return field(pick(random, depth > 4 && leaves.length > 0 ? leaves : fields), depth)
  }

  function selectionSet(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + Math.floor(random() * (depth > 3 ? 2 : 4))
    const selections = Array.from({ length: count }, () =>
      depth > 6 ? '__typename' : selection(type, depth),
    )
    return `{ ${selections.join(' ')} }`
  }

  const mutation = chance(0.05) ? schema.getMutationType() : undefined
  const root = mutation ?? schema.getQueryType()
  if (!root) throw new TypeError('The schema has no queries.')
  const told = chance(0.05) ? ` ${pick(random, INTROSPECTION)} }` : ' }'
  const body = selectionSet(root, 0).replace(/ }$/, told)
  const kind = mutation ? 'mutation' : 'query'
  const declared = [...used].map(([name, type]) => `$${name}: ${type}`)
  const head = declared.length > 0 ? `${kind} Q(${declared.join(', ')})` : `${kind} Q`
  const given = Object.fromEntries([...used.keys()].map((name) => [name, variables[name]]))
  return { source: [`${head} ${body}`, ...fragments].join('\n'), variables: given }
}
