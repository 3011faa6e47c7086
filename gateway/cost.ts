/**
 * What a query is estimated to cost, before anything is planned.
 *
 * The words are those of the GraphQL cost specification, read from the supergraph: `@cost` weighs a field or a type,
 * `@listSize` says how long a list is. Without them an object weighs 1, a scalar 0, and a list is ten long; a list that
 * is asked for by ids is as long as the ids. Nothing is forgiven: what is skipped is counted, too.
 *
 * @module
 */

import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type SelectionSetNode,
  valueFromAST,
  valueFromASTUntyped,
} from 'graphql'

export type CostOf = (
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
) => number

const LIST = 10
/** More than any budget, and still a number that can be counted with. */
const TOO_MUCH = 1e15

interface ListSize {
  readonly assumedSize?: number
  readonly slicingArguments?: readonly string[]
  readonly sizedFields?: readonly string[]
}

/** By coordinate (`Child.jgz`) or type. */
interface Costs {
  readonly weights: ReadonlyMap<string, number>
  readonly sizes: ReadonlyMap<string, ListSize>
}

export function openCosts(supergraph: string, schema: GraphQLSchema): CostOf {
  const costs = readCosts(supergraph)

  return remembering((document, operationName, variables) => {
    const fragments = new Map<string, FragmentDefinitionNode>()
    for (const definition of document.definitions) {
      if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
    }
    const operation = document.definitions.find(
      (definition) =>
        definition.kind === 'OperationDefinition' &&
        (operationName === undefined || definition.name?.value === operationName),
    )
    if (operation?.kind !== 'OperationDefinition') return 0
    const root = schema.getRootType(operation.operation)
    const known = new Map<string, number>()
    return root ? costOfSet(operation.selectionSet, root.name, undefined) : 0

    /** `sized`: how long the list below is, where the field above has said so. */
    function costOfSet(
      { selections }: SelectionSetNode,
      typename: string,
      sized: { readonly fields: readonly string[]; readonly size: number } | undefined,
    ): number {
      let cost = 0
      for (const selection of selections) {
        if (selection.kind === 'Field') cost += costOfField(selection, typename, sized)
        else if (selection.kind === 'InlineFragment') {
          const on = selection.typeCondition?.name.value ?? typename
          cost += costOfSet(selection.selectionSet, on, sized)
        } else cost += costOfFragment(selection.name.value, sized)
      }
      return Math.min(cost, TOO_MUCH)
    }

    /** Once for each, however often it is spread: a bomb of fragments is counted in no time. */
    function costOfFragment(name: string, sized: Parameters<typeof costOfSet>[2]): number {
      const fragment = fragments.get(name)
      if (!fragment) return 0
      const { selectionSet, typeCondition } = fragment
      if (sized) return costOfSet(selectionSet, typeCondition.name.value, sized)
      const before = known.get(name)
      if (before !== undefined) return before
      known.set(name, 0)
      const cost = costOfSet(selectionSet, typeCondition.name.value, undefined)
      known.set(name, cost)
      return cost
    }

    function costOfField(
      node: FieldNode,
      typename: string,
      sized: Parameters<typeof costOfSet>[2],
    ): number {
      const name = node.name.value
      const type = schema.getType(typename)
      const field = isObjectType(type) ? type.getFields()[name] : undefined
      if (!field) return 0 // __typename, __schema
      const named = getNamedType(field.type)
      const coordinate = `${typename}.${name}`
      const weight =
        costs.weights.get(coordinate) ??
        costs.weights.get(named.name) ??
        (isCompositeType(named) ? 1 : 0)
      const size = sizeOf(coordinate, field, node)
      const isSized = sized?.fields.includes(name)
      const count = isList(field.type) ? ((isSized ? sized?.size : size) ?? LIST) : 1
      const { sizedFields } = costs.sizes.get(coordinate) ?? {}
      const below =
        node.selectionSet === undefined
          ? 0
          : costOfSet(
              node.selectionSet,
              named.name,
              sizedFields && { fields: sizedFields, size: size ?? LIST },
            )
      return Math.min(count * (weight + below), TOO_MUCH)
    }

    /** Undefined where nothing says it. */
    function sizeOf(
      coordinate: string,
      field: GraphQLField<unknown, unknown>,
      node: FieldNode,
    ): number | undefined {
      const { assumedSize, slicingArguments = [] } = costs.sizes.get(coordinate) ?? {}
      const sizes = field.args.flatMap((argument) => {
        const given = node.arguments?.find(({ name }) => name.value === argument.name)
        const value = given
          ? valueFromAST(given.value, argument.type, variables)
          : argument.defaultValue
        if (Array.isArray(value) && isList(field.type)) return [value.length]
        return slicingArguments.includes(argument.name) && typeof value === 'number'
          ? [Math.max(0, value)]
          : []
      })
      return sizes.length > 0 ? Math.max(...sizes) : assumedSize
    }
  })
}

const MOST_REMEMBERED = 20

/** Of a document, for as long as it is kept: of the variables only the length of lists and the numbers count. */
function remembering(costOf: CostOf): CostOf {
  const known = new WeakMap<DocumentNode, Map<string, number>>()
  return (document, operationName, variables) => {
    const sizes = Object.entries(variables).map(([name, value]) => {
      if (value === null || typeof value === 'number') return [name, value]
      return [name, Array.isArray(value) ? [value.length] : typeof value]
    })
    const key = JSON.stringify([operationName, sizes])
    const ofDocument = known.get(document) ?? new Map<string, number>()
    known.set(document, ofDocument)
    const cost = ofDocument.get(key) ?? costOf(document, operationName, variables)
    if (ofDocument.size < MOST_REMEMBERED) ofDocument.set(key, cost)
    return cost
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? getNullableType(type) : type)
}

function readCosts(supergraph: string): Costs {
  const weights = new Map<string, number>()
  const sizes = new Map<string, ListSize>()
  for (const definition of parse(supergraph, { noLocation: true }).definitions) {
    if (!('name' in definition) || !definition.name) continue
    const { value: type } = definition.name
    take(type, 'directives' in definition ? definition.directives : [])
    if (!('fields' in definition)) continue
    for (const { name, directives } of definition.fields ?? []) {
      take(`${type}.${name.value}`, directives)
    }
  }
  return { weights, sizes }

  function take(coordinate: string, directives: readonly DirectiveNode[] = []): void {
    for (const { name, arguments: given = [] } of directives) {
      const told = Object.fromEntries(
        given.map(({ name: of, value }) => [of.value, valueFromASTUntyped(value)]),
      )
      if (name.value === 'cost') weights.set(coordinate, Number(told.weight))
      if (name.value === 'listSize') sizes.set(coordinate, told as ListSize)
    }
  }
}
