/**
 * As of when an operation is asked, lifted out of the arguments of its root fields.
 *
 * An entity fetch has no arguments of the root, so a subgraph hears of it with the call itself. One answer is about one
 * moment: root fields that differ are refused, and so is a moment that has not come yet.
 *
 * @module
 */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { AsOf, AsOfInput } from '../schema/as-of.ts'
import { GraphError } from '../schema/errors.ts'

interface Asked {
  readonly document: DocumentNode
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

/** Undefined where nothing is asked of the past. Throws a {@link GraphError} for what may not be asked. */
export type LiftAsOf = (asked: Asked, now?: Date) => AsOf | undefined

const ARGUMENT = 'asOf'

export function asOfLifter(schema: GraphQLSchema): LiftAsOf {
  /** Most operations are about now, and are looked through once. */
  const mentions = new WeakMap<DocumentNode, boolean>()

  return ({ document, operationName, variables = {} }, now = new Date()) => {
    const mentioned = mentions.get(document) ?? isMentioned(document)
    mentions.set(document, mentioned)
    const operation = mentioned ? getOperationAST(document, operationName) : null
    const root = operation && schema.getRootType(operation.operation)
    if (!operation || !root) return undefined

    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
    if (!coerced) return undefined // the engine says what is wrong with them
    const fields = rootFields(operation.selectionSet, fragmentsOf(document), coerced)
    const [asOf, ...others] = fields.flatMap((field) => asOfIn(root, field, coerced))
    if (asOf === undefined) return undefined
    if (others.some((other) => !isSame(asOf, other))) throw new GraphError('AS_OF_DIFFERS')
    const { validAt, knownAt } = asOf
    const moments = [validAt, knownAt].filter((moment) => moment !== undefined)
    if (moments.some((moment) => moment > now.toISOString())) {
      throw new GraphError('AS_OF_IN_FUTURE')
    }
    return moments.length > 0 ? asOf : undefined
  }
}

function isMentioned(document: DocumentNode): boolean {
  let mentioned = false
  visit(document, {
    Argument({ name }) {
      mentioned ||= name.value === ARGUMENT
    },
  })
  return mentioned
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )
}

function rootFields(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  variables: Record<string, unknown>,
): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (isLeftOut(selection, variables)) return []
    if (selection.kind === Kind.FIELD) return [selection]
    const within =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
    return within ? rootFields(within.selectionSet, fragments, variables) : []
  })
}

function isLeftOut(selection: SelectionNode, variables: Record<string, unknown>): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if === false
  )
}

/** None for a field that does not take it; empty for one that is asked about now. */
function asOfIn(
  root: GraphQLObjectType,
  field: FieldNode,
  variables: Record<string, unknown>,
): readonly AsOf[] {
  const definition = root.getFields()[field.name.value]
  if (!definition?.args.some(({ name }) => name === ARGUMENT)) return []
  const given = getArgumentValues(definition, field, variables)[ARGUMENT] as AsOfInput | null
  const { validAt, knownAt } = given ?? {}
  return [
    {
      ...(validAt && { validAt: validAt.toISOString() }),
      ...(knownAt && { knownAt: knownAt.toISOString() }),
    },
  ]
}

function isSame(one: AsOf, other: AsOf): boolean {
  return one.validAt === other.validAt && one.knownAt === other.knownAt
}
