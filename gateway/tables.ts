/**
 * `GET /tables/<saved question>`: its answer as a table, for programs that take an address. Its variables stand in the
 * address; so nobody asks about a person here.
 *
 * @module
 */

import { type DocumentNode, parse, type TypeNode } from 'graphql'
import { GraphError } from '../schema/errors.ts'
import type { SavedQuestion } from './explorer.ts'
import { typeOfEnding } from './table-format.ts'

export const TABLES = '/tables/'

export interface TableAsked {
  readonly body: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }
  /** Of the ending of the address, where it has one. */
  readonly accept: string | undefined
}

/** Throws DOCUMENT_UNKNOWN where there is no such question, or format. */
export function readTableAddress(
  { pathname, searchParams }: URL,
  questions: readonly SavedQuestion[],
): TableAsked {
  const [, name, ending = ''] = /^\/tables\/([\w-]+)(\.[a-z]+)?$/.exec(pathname) ?? []
  const query = questions.find((question) => question.name === name)?.query
  const accept = typeOfEnding(ending)
  const isKnown = ending === '' || ending === '.json' || accept !== undefined
  if (query === undefined || !isKnown) throw new GraphError('DOCUMENT_UNKNOWN')
  const types = variablesOf(parse(query, { noLocation: true }))
  const variables = [...types].flatMap(([variable, type]) => {
    const text = searchParams.get(variable)
    return text === null ? [] : [[variable, readValue(text, type)] as const]
  })
  return { body: { query, variables: Object.fromEntries(variables) }, accept }
}

function variablesOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  return new Map(
    definitions.flatMap((one) =>
      one.kind === 'OperationDefinition'
        ? (one.variableDefinitions ?? []).map(({ variable, type }) => [
            variable.name.value,
            nameOf(type),
          ])
        : [],
    ),
  )
}

function nameOf(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : nameOf(type.type)
}

const OTHER_THAN_TEXT = ['Int', 'Float', 'Boolean']

/** Lists and objects are JSON, and so are numbers; the rest is text. What is wrong is told when it is asked. */
function readValue(text: string, type: string): unknown {
  if (!/^[[{]/.test(text) && !OTHER_THAN_TEXT.includes(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
