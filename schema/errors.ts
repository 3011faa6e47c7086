/**
 * Every error that a client can see.
 *
 * A message is a constant: no value that came from a client or a registry is ever put into one, so none
 * can leak a person's data into a log. `docs/errors.md` is made from this table.
 *
 * @module
 */

import { GraphQLError } from 'graphql'

export const ERRORS = {
  UNAUTHENTICATED: 'No valid token came with the request. Send one in the Authorization header.',
  PURPOSE_UNKNOWN: 'The token names no purpose that this client may use.',
  PURPOSE_MISSING:
    'The client may use more than one purpose. Name one in the header kindlijn-purpose.',
  PURPOSE_NOT_IN_FORCE:
    'The law does not give this purpose a ground today. The citation says which law.',
  FIELD_FORBIDDEN: 'The viewer may not read this field for this purpose.',
  CHILD_UNKNOWN: 'There is no child with this id that the viewer may see.',
  GLASS_UNKNOWN:
    'There is no such emergency access for the viewer to look at; or somebody did already.',
  PREGNANCY_UNKNOWN: 'There is no pregnancy with this id that the viewer may see.',
  LINK_UNKNOWN:
    'There is no such link, or case, that the viewer may see; or it is not open to this any more.',
  LIST_NOT_READY:
    'The list is being put together from all that the domains tell. Ask again in a minute.',
  TOO_MANY_FOUND: 'More persons match than may be answered. Narrow the search with a given name.',
  ARGUMENT_INVALID:
    'An argument has a value that the field does not take. Its description says what it takes.',
  AS_OF_DIFFERS:
    'The root fields of one operation are asked as of different moments. Ask them apart.',
  AS_OF_IN_FUTURE: 'A moment of asOf lies ahead. Leave it out to ask about now.',
  AS_OF_OUT_OF_REACH:
    'The registry behind this field cannot tell how it was then; only how it is now.',
  FETCH_REFUSED:
    'By agreement with who keeps the registry this is not told to another part unless it is asked for.',
  REFERENCE_REFUSED: 'This reference opens nothing here.',
  RECORD_UNCERTAIN:
    'The registry has more than one record that could be of this child. None is shown.',
  AGREEMENT_MISSING:
    'No agreement lets the registry behind this field be read for this purpose today.',
  REGISTRY_UNAVAILABLE: 'The registry behind this field did not answer.',
  REGISTRY_TIMEOUT: 'The registry behind this field did not answer in time.',
  REGISTRY_BUSY: 'The registry behind this field has as much to do as it may. Ask again later.',
  REGISTRY_REFUSED: 'The registry behind this field refused the question.',
  REGISTRY_MALFORMED: 'The registry behind this field answered with something that we cannot read.',
  REGISTRY_TOO_LARGE: 'The registry behind this field answered with more than we take.',
  ACCOUNTING_UNAVAILABLE: 'The reading could not be written down, so nothing is shown.',
  CALL_REFUSED: 'A subgraph answers its gateway only.',
  SUBGRAPH_UNAVAILABLE: 'The part of the graph behind this field did not answer.',
  SUBGRAPH_ERROR: 'The part of the graph behind this field failed.',
  SUBGRAPH_MALFORMED: 'The part of the graph behind this field answered against its own schema.',
  SUBGRAPH_MISMATCH:
    'The part of the graph behind this field mixed up its answers. All of them were dropped.',
  QUERY_TOO_LARGE: 'The query selects more than the graph allows. Ask for less, or in parts.',
  QUERY_TOO_COSTLY:
    'The query is estimated to cost more than is allowed at once. Ask for fewer children, fields or places in lists.',
  RATE_LIMITED:
    'This client has asked as much as it may in a minute. Retry-After says when to go on.',
  GATEWAY_BUSY: 'The graph is behind with its work. Retry-After says when to ask again.',
  DOCUMENT_UNKNOWN: 'Only documents that were registered for this audience are answered.',
  NUMBERS_ONLY:
    'A table by its address, and Parquet, are for purposes that see no person. Post the query to /graphql.',
  CSV_NOT_ONE_LIST:
    'An answer in CSV is one table: one field at the root, and no two lists beside each other. Ask for them apart.',
  TABLE_TOO_LARGE:
    'The table would have more cells than are told at once. Ask for fewer periods, longer ones, or fewer dimensions.',
  NUMBERS_GATHERING: 'The numbers are still being gathered. Ask again in a while.',
  QUERY_NOT_PLANNED: 'The graph finds no way to answer this query as it is. Ask for it in parts.',
  DEADLINE_EXCEEDED: 'The answer took too long. What is missing was not read.',
} as const

export type ErrorCode = keyof typeof ERRORS

/** What passes by itself: after so many seconds it is worth asking again (`Retry-After`). */
export const AGAIN_AFTER: Readonly<Partial<Record<ErrorCode, number>>> = {
  NUMBERS_GATHERING: 5,
  LIST_NOT_READY: 10,
  REGISTRY_UNAVAILABLE: 30,
  REGISTRY_TIMEOUT: 30,
  REGISTRY_BUSY: 30,
  SUBGRAPH_UNAVAILABLE: 10,
  ACCOUNTING_UNAVAILABLE: 10,
}

/** Undefined where there is nothing that passes, or anything that stays. */
export function againAfter(codes: readonly string[]): number | undefined {
  const seconds = codes.map((code) => AGAIN_AFTER[code as ErrorCode] ?? Number.NaN)
  const most = Math.max(...seconds)
  return Number.isFinite(most) ? most : undefined
}

/** Those that are about a registry, and not about a child in it: of many children in one call it is told once. */
export const OF_A_REGISTRY: ReadonlySet<string> = new Set([
  'AGREEMENT_MISSING',
  'FETCH_REFUSED',
  'AS_OF_OUT_OF_REACH',
  'REGISTRY_UNAVAILABLE',
  'REGISTRY_TIMEOUT',
  'REGISTRY_BUSY',
  'REGISTRY_REFUSED',
  'REGISTRY_TOO_LARGE',
  'ACCOUNTING_UNAVAILABLE',
] satisfies readonly ErrorCode[])

interface ErrorDetail {
  /** The slug of the registry that failed. */
  readonly registry?: string | undefined
  /** The law that gives a purpose its ground, or will. */
  readonly citation?: string | undefined
  /** What a query was estimated to cost, and what was allowed. */
  readonly cost?: { readonly estimated: number; readonly budget: number } | undefined
  /** Stays in the process; never printed to a client. */
  readonly cause?: unknown
}

/** @example throw new GraphError('REGISTRY_UNAVAILABLE', { registry: 'jgz-waterdam', cause: error }) */
export class GraphError extends GraphQLError {
  readonly code: ErrorCode

  constructor(code: ErrorCode, { registry, citation, cost, cause }: ErrorDetail = {}) {
    super(ERRORS[code], {
      extensions: {
        code,
        ...(registry && { registry }),
        ...(citation && { citation }),
        ...(cost && { cost }),
      },
    })
    this.code = code
    this.cause = cause
  }
}
