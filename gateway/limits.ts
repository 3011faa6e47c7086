/**
 * What a query may cost before it is validated. The engine adds its own limit on expanded selections.
 *
 * Validation compares each field with those of the same name in the same place, and so takes time in the square of
 * them: what is refused here has not cost that yet.
 *
 * @module
 */

import {
  type DocumentNode,
  Kind,
  type NameNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { GraphError } from '../schema/errors.ts'

/** Of a query's text: beyond it, it is not even read. */
export const MOST_CHARACTERS = 50_000
export const MOST_TOKENS = 4_000
export const MOST_DEPTH = 15
export const MOST_ALIASES = 50
export const MOST_ROOT_FIELDS = 10
export const MOST_FRAGMENTS = 50
export const MOST_VARIABLES = 50
export const MOST_DIRECTIVES = 100
/** Fields of one name in one place, those of fragments with a name not counted; and in the whole document. */
export const MOST_IN_A_PLACE = 10
export const MOST_OF_A_NAME = 150

/** Throws QUERY_TOO_LARGE. What cannot be read at all is for others to refuse. */
export function checkLimits(body: unknown): void {
  const { query } = Object(body) as { readonly query?: unknown }
  const document = typeof query === 'string' ? tryParse(query) : undefined
  if (document && isTooLarge(document)) throw new GraphError('QUERY_TOO_LARGE')
}

function tryParse(query: string): DocumentNode | undefined {
  try {
    return parse(query, { noLocation: true, maxTokens: MOST_TOKENS })
  } catch {
    return undefined
  }
}

/** Takes time in the size of the text. */
function isTooLarge(document: DocumentNode): boolean {
  const fragments = new Map<string, SelectionSetNode>()
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue
    fragments.set(definition.name.value, definition.selectionSet)
  }
  let aliases = 0
  let directives = 0
  const names = new Map<string, number>()
  let isTooLarge = fragments.size > MOST_FRAGMENTS
  visit(document, {
    OperationDefinition({ selectionSet, variableDefinitions = [] }) {
      isTooLarge ||= variableDefinitions.length > MOST_VARIABLES
      isTooLarge ||= measured(depthOf, selectionSet, fragments) > MOST_DEPTH
      isTooLarge ||= measured(fieldsOf, selectionSet, fragments) > MOST_ROOT_FIELDS
    },
    SelectionSet(selectionSet) {
      isTooLarge ||= mostInAPlace(selectionSet) > MOST_IN_A_PLACE
    },
    Field({ alias, name }) {
      if (alias) aliases += 1
      isTooLarge ||= aliases > MOST_ALIASES || count(names, alias ?? name) > MOST_OF_A_NAME
    },
    Directive() {
      directives += 1
      isTooLarge ||= directives > MOST_DIRECTIVES
    },
  })
  return isTooLarge
}

type Measure = (set: SelectionSetNode, ofFragment: (name: string) => number) => number

/** Levels of selections; a fragment that is spread is as deep as what stands in it. */
const depthOf: Measure = ({ selections }, ofFragment) => {
  const below = selections.map((selection) => {
    if (selection.kind === 'FragmentSpread') return ofFragment(selection.name.value) - 1
    return selection.selectionSet ? depthOf(selection.selectionSet, ofFragment) : 0
  })
  return 1 + Math.max(0, ...below)
}

const fieldsOf: Measure = ({ selections }, ofFragment) =>
  selections
    .map((selection) => {
      if (selection.kind === 'FragmentSpread') return ofFragment(selection.name.value)
      return selection.kind === 'Field' ? 1 : fieldsOf(selection.selectionSet, ofFragment)
    })
    .reduce((total, count) => total + count, 0)

/** With the fragments written out; each of those is measured once. In a circle GraphQL refuses them. */
function measured(
  measure: Measure,
  selectionSet: SelectionSetNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
): number {
  const known = new Map<string, number>()
  const ofFragment = (name: string): number => {
    const before = known.get(name)
    if (before !== undefined) return before
    known.set(name, 0)
    const fragment = fragments.get(name)
    const own = fragment ? measure(fragment, ofFragment) : 0
    known.set(name, own)
    return own
  }
  return measure(selectionSet, ofFragment)
}

function mostInAPlace({ selections }: SelectionSetNode, names = new Map<string, number>()): number {
  const counts = selections.map((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return mostInAPlace(selection.selectionSet, names)
    return selection.kind === Kind.FIELD ? count(names, selection.alias ?? selection.name) : 0
  })
  return Math.max(...counts)
}

function count(names: Map<string, number>, { value }: NameNode): number {
  const known = (names.get(value) ?? 0) + 1
  names.set(value, known)
  return known
}
