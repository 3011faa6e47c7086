/**
 * Everything about an operation that does not depend on the request: counted, planned and compiled
 * once, and kept while it is in use.
 *
 * @module
 */

import type { PlanNode, QueryPlan } from '@graphql-hive/router-query-planner'
import { type DocumentNode, OperationTypeNode, print, type VariableDefinitionNode } from 'graphql'
import { compilePlan, inSequence } from './compile.ts'
import { type Conditions, conditionsOf } from './conditions.ts'
import type { EntityTools } from './entity-fetch.ts'
import { RequestRefused } from './errors.ts'
import { readFetchReasons } from './fetch-reasons.ts'
import { type Sending, sendingsOf } from './needed.ts'
import { joinPlans, type Planner } from './plan.ts'
import { type Fetched, fieldsAsked } from './plan-fields.ts'
import { withNamesAsked } from './plan-names.ts'
import { withRightRequires } from './plan-requires.ts'
import { withOneShape } from './plan-shapes.ts'
import { planWhole } from './plan-whole.ts'
import { toPlannable } from './plannable.ts'
import { PLANNER_PREFIX, readPlannerAliases } from './planner-aliases.ts'
import { compileProjection, type Project } from './projection.ts'
import { takeApart } from './root-selections.ts'
import type { Step } from './run.ts'
import { selectionCount } from './selection-count.ts'
import { innerFields } from './shorthand.ts'
import { type Data, findOperation, fragmentsOf, type Tree, treeOf } from './tree.ts'
import { type Withheld, withhold } from './withhold.ts'

export interface Prepared {
  readonly plan: QueryPlan
  readonly run: Step
  readonly project: Project
  readonly introspection: DocumentNode | undefined
  readonly variableDefinitions: readonly VariableDefinitionNode[]
  /** What the client may see of a path. */
  readonly visible: Tree
}

export interface PrepareTools
  extends Omit<EntityTools, 'aliases' | 'reasonsOf' | 'reading' | 'sendings'> {
  readonly planner: Planner
  readonly selections: number
}

/**
 * As a response key, the one would reach for the prototype of the objects that are merged, and the
 * other would pass for an alias of the planner's own.
 */
const FORBIDDEN = new RegExp(`__proto__|${PLANNER_PREFIX}`)

/** Rejects with a {@link RequestRefused} if the operation is not to be executed. */
export async function prepare(
  document: DocumentNode,
  operationName: string | undefined,
  conditions: Conditions,
  tools: PrepareTools,
  withheld: Withheld,
): Promise<Prepared> {
  const operation = findOperation(document, operationName)
  if (!operation) throw new RequestRefused('OPERATION_RESOLUTION_FAILURE')
  const { api } = tools.supergraph
  const root = api.getRootType(operation.operation)
  if (!root || operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new RequestRefused('QUERY_NOT_PLANNED')
  }

  if (FORBIDDEN.test(print(document))) throw new RequestRefused('QUERY_NOT_PLANNED')

  const fragments = fragmentsOf(document)
  const { selectionSet, variableDefinitions = [] } = operation
  const visible = treeOf(selectionSet, fragments)
  const granted = toPlannable(withhold(document, api, withheld), api, conditions)
  const { data, introspection } = takeApart(granted, operationName)
  const plans = await planWhole(
    {
      root,
      document: granted,
      operation: findOperation(granted, operationName) ?? operation,
      parts: data,
    },
    tools,
  )
  const nodes = plans.flatMap(({ node }) => node ?? [])
  const reasonsOf = readFetchReasons(granted, nodes, api)
  const { supergraph } = tools
  const inner = innerFields(nodes)
  const reading = { root, selectionSet, fragments, supergraph, withheld, inner }
  const asked = fieldsAsked(granted, operationName)
  const steps = compileOrRefuse(nodes, asked, { ...tools, reasonsOf, reading })
  return {
    plan: joinPlans(plans),
    run: inSequence(steps),
    project: compileProjection(root, { selectionSet }, fragments, supergraph, withheld),
    introspection,
    variableDefinitions,
    visible,
  }
}

/** The planner can write operations that are none: they are not to be sent. */
function compileOrRefuse(
  nodes: readonly PlanNode[],
  asked: Fetched,
  tools: Omit<EntityTools, 'aliases' | 'sendings'>,
): readonly Step[] {
  try {
    const { supergraph } = tools
    const right = nodes.map((node) =>
      withRightRequires(withOneShape(withNamesAsked(node, asked), supergraph), supergraph),
    )
    let known: readonly Sending[] | undefined // late, for most plans never fail
    const sendings = () => {
      known ??= sendingsOf(right)
      return known
    }
    return right.map((node) => {
      const aliases = readPlannerAliases(node, supergraph)
      return compilePlan(node, { ...tools, sendings, aliases })
    })
  } catch (cause) {
    throw new RequestRefused('QUERY_NOT_PLANNED', cause)
  }
}

/** What cannot be planned is not tried again; what took too long may have met a busy machine. */
function isForGood(error: unknown): boolean {
  return error instanceof RequestRefused && error.code === 'QUERY_NOT_PLANNED'
}

/** A store of prepared operations: by document first, then by its text, the last used ones. */
export interface PreparedStore {
  /** At once if it is known, else when it is ready. */
  get(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Data,
  ): Prepared | Promise<Prepared>
}

export function createPreparedStore(
  capacity: number,
  tools: PrepareTools,
  withheld: Withheld,
): PreparedStore {
  const byDocument = new WeakMap<DocumentNode, Map<string, Prepared>>()
  const byText = new Map<string, Promise<Prepared>>()

  function getByText(
    document: DocumentNode,
    operationName: string,
    conditions: Conditions,
    name: string,
  ): Promise<Prepared> {
    const text = `${name}\n${print(document)}`
    const known = byText.get(text)
    const prepared =
      known ?? prepare(document, operationName || undefined, conditions, tools, withheld)
    byText.delete(text)
    byText.set(text, prepared) // now the last one to go
    if (!known) prepared.catch((error) => isForGood(error) || byText.delete(text))
    const [oldest] = byText.keys()
    if (byText.size > capacity && oldest !== undefined) byText.delete(oldest)
    return prepared
  }

  return {
    get(document, operationName = '', variables) {
      const conditions = conditionsOf(document, operationName, variables)
      const name = [operationName, ...conditions].join()
      const known = byDocument.get(document)?.get(name)
      if (known) return known
      if (selectionCount(document, operationName) > tools.selections) {
        return Promise.reject(new RequestRefused('QUERY_TOO_LARGE'))
      }
      return getByText(document, operationName, conditions, name).then((prepared) => {
        const ofDocument = byDocument.get(document) ?? new Map<string, Prepared>()
        byDocument.set(document, ofDocument.set(name, prepared))
        return prepared
      })
    },
  }
}
