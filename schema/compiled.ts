/**
 * Runs operations on a schema: queries compiled once each, all else by graphql-js.
 *
 * A gateway asks a subgraph the same few operations over and over, so the cache is small and almost always hit.
 *
 * @module
 */

import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql'
import { compileOperation, type Execute } from './executor/operation.ts'

export interface Operation {
  readonly query: string
  readonly operationName?: string | undefined
  readonly variables?: Readonly<Record<string, unknown>> | undefined
}

/** Runs one operation. Never throws: what is wrong with it is in `errors`. */
export type Run = (operation: Operation, context: unknown) => Promise<ExecutionResult>

const MOST_COMPILED = 1_000

type Compiled = Execute | DocumentNode | readonly GraphQLError[]

export function compiled(schema: GraphQLSchema): Run {
  const cache = new Map<string, Compiled>()

  function compile({ query, operationName }: Operation): Compiled {
    const name = `${operationName ?? ''}\n${query}`
    const known = cache.get(name)
    if (known) return known
    const made = compileOnce(schema, query, operationName)
    const oldest = cache.keys().next()
    if (cache.size >= MOST_COMPILED && !oldest.done) cache.delete(oldest.value)
    cache.set(name, made)
    return made
  }

  return async (operation, context) => {
    const program = compile(operation)
    const variables = operation.variables ?? {}
    if (Array.isArray(program)) return { errors: program }
    if (typeof program === 'function') return program(variables, context)
    return execute({
      schema,
      document: program as DocumentNode,
      contextValue: context,
      variableValues: { ...variables },
      operationName: operation.operationName ?? null,
    })
  }
}

function compileOnce(schema: GraphQLSchema, query: string, name: string | undefined): Compiled {
  const document = tryParse(query)
  if (document instanceof GraphQLError) return [document]
  const errors = validate(schema, document)
  if (errors.length > 0) return errors
  const operation = getOperationAST(document, name)
  return (operation && compileOperation(schema, document, operation)) ?? document
}

function tryParse(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { noLocation: true, maxTokens: 20_000 })
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError('The operation cannot be read.')
  }
}
