/**
 * The short way to an answer: an operation that Apollo Server has read and found valid for this audience before is
 * executed without it.
 *
 * Reading, validating and negotiating take Apollo Server longer than all else takes the gateway. What is done here is
 * what it would do with a usual request; whatever is unusual about one goes the long way.
 *
 * @module
 */

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
} from 'graphql'
import type { Answer, Operation } from './engine/engine.ts'
import type { ClientRequest } from './subgraph-call.ts'

export interface HttpAsked {
  readonly headers: ReadonlyMap<string, string>
  readonly body: unknown
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  /** JSON, in pieces: none of them is copied to make one of all. */
  readonly text: readonly string[]
}

export interface ShortcutOptions {
  readonly execute: Execute
  readonly present: (error: GraphQLFormattedError) => GraphQLFormattedError
  readonly tell: (client: ClientRequest, document: DocumentNode, answer: Shown) => void
}

export type Execute = (operation: Operation, client: ClientRequest) => Promise<Executed>

export interface Executed extends Answer {
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** An answer as it leaves. */
export interface Shown {
  readonly errors?: readonly GraphQLFormattedError[] | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

export interface Shortcut {
  /** This text is valid. */
  learn(text: string, operationName: string | undefined, document: DocumentNode): void
  /** Undefined where it has to go the long way. */
  answer(asked: HttpAsked, client: ClientRequest): Promise<HttpAnswer> | undefined
}

const MOST_KNOWN = 500
const MOST_CHARACTERS = 32_768
const USUAL_TYPES = new Set(['application/json', 'application/json; charset=utf-8'])
const USUAL_ACCEPTS = new Set([undefined, '*/*', 'application/json'])
const HEADERS = new Map([['content-type', 'application/json; charset=utf-8']])

export function openShortcut({ execute, present, tell }: ShortcutOptions): Shortcut {
  const known = new Map<string, DocumentNode>()

  async function answer(operation: Operation, client: ClientRequest): Promise<HttpAnswer> {
    const result = await execute(operation, client).catch((error: unknown) => error)
    const isResult = isRecord(result) && !(result instanceof Error)
    const { data, errors, extensions }: Executed = isResult ? result : failed(result)
    const heads = (errors ?? []).map((error) => (error.extensions.http ?? {}) as Head)
    const status = heads.findLast((head) => head.status !== undefined)?.status
    const shown = { errors: errors?.map((error) => present(bare(error))), extensions }
    tell(client, operation.document, shown)
    return {
      status: status ?? (isResult ? (data === undefined ? 400 : 200) : 500),
      headers: new Map([...HEADERS, ...heads.flatMap(({ headers = [] }) => [...headers])]),
      text: toJson(shown, data),
    }
  }

  return {
    learn(text, operationName, document) {
      if (text.length > MOST_CHARACTERS || !getOperationAST(document, operationName)) return
      const [oldest] = known.keys()
      if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest)
      known.set(keyOf(text, operationName), document)
    },
    answer({ headers, body }, client) {
      if (!USUAL_TYPES.has(headers.get('content-type') ?? '')) return undefined
      if (!USUAL_ACCEPTS.has(headers.get('accept'))) return undefined
      const operation = readUsual(body)
      const document = operation && known.get(keyOf(operation.query, operation.operationName))
      return document && answer({ ...operation, document }, client)
    },
  }
}

/** What an error says to HTTP. */
interface Head {
  readonly status?: number
  readonly headers?: ReadonlyMap<string, string>
}

function keyOf(text: string, operationName = ''): string {
  return `${operationName}\n${text}`
}

function readUsual(body: unknown) {
  if (!isRecord(body)) return undefined
  const { query, operationName, variables, ...rest } = body
  if (typeof query !== 'string' || Object.keys(rest).length > 0) return undefined
  if (!isNothing(operationName) && (typeof operationName !== 'string' || operationName === '')) {
    return undefined
  }
  if (!isNothing(variables) && !isRecord(variables)) return undefined
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined }
}

function toJson({ errors, extensions }: Shown, data: string | undefined): readonly string[] {
  const members = [
    errors && ['"errors":', JSON.stringify(errors)],
    data && ['"data":', data],
    extensions && ['"extensions":', JSON.stringify(extensions)],
  ].filter((member) => member !== undefined && member !== '')
  return ['{', ...members.flatMap((member, i) => (i > 0 ? [',', ...member] : member)), '}\n']
}

function failed(cause: unknown): Executed {
  return { errors: [new GraphQLError('It failed.', { originalError: cause as Error })] }
}

/** As JSON has it, without what it says to HTTP. */
function bare(error: GraphQLError): GraphQLFormattedError {
  const { http, ...extensions } = error.extensions
  return { ...error.toJSON(), extensions }
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
