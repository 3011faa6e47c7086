/**
 * Runs an operation without the fields of entities that a subgraph refuses: each is null, with FETCH_REFUSED, and nothing
 * is read for it.
 *
 * @module
 */

import {
  type ExecutionResult,
  type FragmentDefinitionNode,
  GraphQLError,
  type InlineFragmentNode,
  Kind,
  parse,
  print,
  visit,
} from 'graphql'
import type { Operation, Run } from '../schema/compiled.ts'
import { ERRORS } from '../schema/errors.ts'
import type { FetchReason, RefusesFetch } from './fetch-reasons.ts'

export type RunForReasons = (
  operation: Operation,
  context: unknown,
  reasons?: readonly FetchReason[],
) => Promise<ExecutionResult>

export function refusing(run: Run, refuses: RefusesFetch | undefined): RunForReasons {
  return async (operation, context, reasons = []) => {
    const refused = new Set(refuses && reasons.filter(refuses).map(({ field }) => field))
    if (refused.size === 0) return run(operation, context)
    const { query, keys } = without(operation.query, refused)
    const { data, errors = [] } = await run({ ...operation, query }, context)
    return { data: data ?? null, errors: [...errors, ...blank(data ?? {}, keys)] }
  }
}

function without(operation: string, refused: ReadonlySet<string>) {
  const keys = new Set<string>()
  const cut = <T extends InlineFragmentNode | FragmentDefinitionNode>(node: T): T => {
    const type = node.typeCondition?.name.value ?? ''
    const selections = node.selectionSet.selections.filter((one) => {
      if (one.kind !== Kind.FIELD || !refused.has(`${type}.${one.name.value}`)) return true
      keys.add(one.alias?.value ?? one.name.value)
      return false
    })
    const left = selections.length > 0 ? selections : [TYPENAME]
    return { ...node, selectionSet: { ...node.selectionSet, selections: left } }
  }
  const document = visit(parse(operation, { noLocation: true }), {
    InlineFragment: cut,
    FragmentDefinition: cut,
  })
  return { query: print(document), keys }
}

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const

/** A null in each entity, and an error for each null. */
function blank(data: Record<string, unknown>, keys: ReadonlySet<string>): GraphQLError[] {
  return Object.entries(data).flatMap(([alias, entities]) =>
    (Array.isArray(entities) ? entities : []).flatMap((entity: unknown, i) =>
      [...keys].flatMap((key) => {
        if (typeof entity !== 'object' || entity === null) return []
        Object.assign(entity, { [key]: null })
        const extensions = { code: 'FETCH_REFUSED' }
        return new GraphQLError(ERRORS.FETCH_REFUSED, { path: [alias, i, key], extensions })
      }),
    ),
  )
}
