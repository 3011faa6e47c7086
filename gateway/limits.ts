/**
 * What a query may cost before anything is planned. The engine adds its own limit on expanded selections.
 *
 * @module
 */

import {
  type ASTVisitor,
  GraphQLError,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import { ERRORS } from '../schema/errors.ts'

export const MOST_TOKENS = 4_000
export const MOST_DEPTH = 15
export const MOST_ALIASES = 50
export const MOST_ROOT_FIELDS = 10

function tooLarge(): GraphQLError {
  return new GraphQLError(ERRORS.QUERY_TOO_LARGE, { extensions: { code: 'QUERY_TOO_LARGE' } })
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

/** Of each operation, with its fragments written out; each of those is measured once. In a circle GraphQL refuses them. */
function atMost(measure: Measure, most: number): ValidationRule {
  return (context) => {
    const known = new Map<string, number>()
    const ofFragment = (name: string): number => {
      const before = known.get(name)
      if (before !== undefined) return before
      known.set(name, 0)
      const fragment = context.getFragment(name)
      const own = fragment ? measure(fragment.selectionSet, ofFragment) : 0
      known.set(name, own)
      return own
    }
    return {
      OperationDefinition({ selectionSet }) {
        if (measure(selectionSet, ofFragment) > most) context.reportError(tooLarge())
      },
    }
  }
}

function aliasRule(context: ValidationContext): ASTVisitor {
  let aliases = 0
  return {
    Field({ alias }) {
      if (alias) aliases += 1
      if (alias && aliases === MOST_ALIASES + 1) context.reportError(tooLarge())
    },
  }
}

export const limitRules: ValidationRule[] = [
  atMost(depthOf, MOST_DEPTH),
  aliasRule,
  atMost(fieldsOf, MOST_ROOT_FIELDS),
]
