/**
 * What a query may cost before anything is planned. The engine adds its own limit on expanded selections.
 *
 * @module
 */

import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql'
import { ERRORS } from '../schema/errors.ts'

export const MOST_TOKENS = 4_000
export const MOST_DEPTH = 15
export const MOST_ALIASES = 50
export const MOST_ROOT_FIELDS = 10

function tooLarge(): GraphQLError {
  return new GraphQLError(ERRORS.QUERY_TOO_LARGE, { extensions: { code: 'QUERY_TOO_LARGE' } })
}

/** Depth within one operation or fragment; fragments are short of depth by themselves and spread in few levels. */
function depthRule(context: ValidationContext): ASTVisitor {
  let depth = 0
  return {
    SelectionSet: {
      enter() {
        depth += 1
        if (depth === MOST_DEPTH + 1) context.reportError(tooLarge())
      },
      leave() {
        depth -= 1
      },
    },
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

function rootFieldRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ selectionSet }) {
      if (selectionSet.selections.length > MOST_ROOT_FIELDS) context.reportError(tooLarge())
    },
  }
}

export const limitRules: ValidationRule[] = [depthRule, aliasRule, rootFieldRule]
