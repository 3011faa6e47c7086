/**
 * The last door of an error: what leaves is a code, a constant message, a place, and nothing else.
 *
 * @module
 */

import type { GraphQLFormattedError } from 'graphql'
import { PURPOSES } from '../privacy/policy.ts'
import { scrub } from '../privacy/scrub.ts'
import { ERRORS, type ErrorCode } from '../schema/errors.ts'

/** What GraphQL itself says about a document. Such a message is about the document, not about a person. */
const ABOUT_THE_DOCUMENT: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
])

const CITATIONS: ReadonlySet<unknown> = new Set(
  Object.values(PURPOSES).map(({ ground }) => ground.citation),
)

export function presentError(error: GraphQLFormattedError): GraphQLFormattedError {
  const { code, registry, subgraph, citation, cost } = error.extensions ?? {}
  const place = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  }
  if (typeof code === 'string' && Object.hasOwn(ERRORS, code)) {
    const extensions = {
      code,
      ...(isSlug(registry) ? { registry } : {}),
      ...(isSlug(subgraph) ? { subgraph } : {}),
      ...(CITATIONS.has(citation) ? { citation } : {}),
      ...(isCost(cost) ? { cost } : {}),
    }
    return { message: ERRORS[code as ErrorCode], ...place, extensions }
  }
  // Apollo Server gives every broken rule one code; the rules of ours are about size.
  if (error.message === ERRORS.QUERY_TOO_LARGE) {
    return { message: error.message, ...place, extensions: { code: 'QUERY_TOO_LARGE' } }
  }
  if (ABOUT_THE_DOCUMENT.has(code)) {
    return { message: withoutLiterals(error.message), ...place, extensions: { code } }
  }
  if (code === 'BAD_USER_INPUT') {
    // It would quote the value of a variable.
    return {
      message: 'A variable has a value that does not fit its type.',
      ...place,
      extensions: { code },
    }
  }
  return {
    message: 'Something went wrong inside. It is written down under the trace id of this request.',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  }
}

function isCost(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((number) => typeof number === 'number')
  )
}

function isSlug(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9-]{0,62}$/.test(value)
}

/** A message may quote what stands in the document, and somebody may have written a person's data there. */
function withoutLiterals(message: string): string {
  return scrub(message)
    .replace(
      /\bfound (Name|String|BlockString|Int|Float)?[\s\S]*$/,
      (_, kind) => `found ${kind ?? 'another'}.`,
    )
    .replace(/"[^"]*"/g, (quoted) => (/^"[\w!$@[\]. ]*"$/.test(quoted) ? quoted : '"…"'))
    .replace(/\d{5,}/g, '…')
}
