/**
 * What a client asks for, read strictly: a parameter that is not known is refused and never ignored,
 * for an ignored one would answer another question.
 *
 * @module
 */
import { BSN } from './birth-care-codes.ts'
import { findStretch, type Stretch } from './fhir-dates.ts'
import { findParameter, PARAMETERS } from './fhir-parameters.ts'
import { Refusal } from './fhir-refusal.ts'

export type Criterion =
  | { readonly kind: 'id'; readonly ids: readonly string[] }
  | {
      readonly kind: 'token'
      readonly name: string
      /** `system` is null where any will do. */
      readonly values: readonly { readonly system: string | null; readonly code: string }[]
    }
  | { readonly kind: 'reference'; readonly name: string; readonly targets: readonly string[] }
  | {
      readonly kind: 'string'
      readonly name: string
      readonly exact: boolean
      readonly values: readonly string[]
    }
  | {
      readonly kind: 'date'
      readonly name: string
      readonly values: readonly ({ readonly prefix: Prefix } & Stretch)[]
    }

export interface Inclusion {
  readonly direction: 'forward' | 'reverse'
  /** Whether it goes on from what was included before. */
  readonly recurse: boolean
  /** The type that holds the reference, and its parameter. */
  readonly type: string
  readonly name: string
  /** Only references to this type; null for any. */
  readonly target: string | null
}

export interface Search {
  readonly type: string
  readonly criteria: readonly Criterion[]
  readonly inclusions: readonly Inclusion[]
  readonly count: number
}

const PREFIXES = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb'] as const
export type Prefix = (typeof PREFIXES)[number]

export const MAX_COUNT = 1000
const DEFAULT_COUNT = 50

/** Throws a {@link Refusal} when something in it cannot be answered. */
export function readSearch(type: string, asked: URLSearchParams): Search {
  const criteria: Criterion[] = []
  const inclusions: Inclusion[] = []
  let count = DEFAULT_COUNT
  for (const [key, value] of asked) {
    if (key === '_count') count = readCount(value)
    else if (key === '_format') readFormat(value)
    else if (/^_(rev)?include(:recurse)?$/.test(key)) inclusions.push(readInclusion(key, value))
    else criteria.push(readCriterion(type, key, value))
  }
  return { type, criteria, inclusions, count }
}

/** A URL ends up in logs; a BSN must not. */
export function hasBsn({ criteria }: Search): boolean {
  return criteria.some(
    (criterion) =>
      criterion.kind === 'token' && criterion.values.some(({ system }) => system === BSN),
  )
}

function readCount(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw new Refusal(400, 'value', '_count must be a number, 1 or more.')
  }
  return Math.min(Number(value), MAX_COUNT)
}

function readFormat(value: string): void {
  if (!/^(json|application\/(fhir\+)?json)$/.test(value)) {
    throw new Refusal(400, 'not-supported', 'This server speaks JSON only.')
  }
}

function readInclusion(key: string, value: string): Inclusion {
  const [type = '', name = '', target = null, ...rest] = value.split(':')
  const found = findParameter(type, name)
  if (found?.parameter.kind !== 'reference' || rest.length > 0) {
    throw new Refusal(400, 'value', 'An _include or _revinclude must be Type:reference-parameter.')
  }
  if (target !== null && !PARAMETERS.has(target)) {
    throw new Refusal(400, 'value', 'An _include or _revinclude names an unknown target type.')
  }
  return {
    direction: key.startsWith('_rev') ? 'reverse' : 'forward',
    recurse: key.endsWith(':recurse'),
    type,
    name: found.name,
    target,
  }
}

function readCriterion(type: string, key: string, value: string): Criterion {
  const [asked = '', modifier, ...rest] = key.split(':')
  const values = split(value, ',')
  if (value === '' || values.includes('')) {
    throw new Refusal(400, 'value', 'A search parameter must have a value.')
  }
  if (asked === '_id' && modifier === undefined) {
    return { kind: 'id', ids: values.map((id) => `${type}/${unescaped(id)}`) }
  }
  const found = findParameter(type, asked)
  if (found === undefined) {
    const known = ['_id', ...(PARAMETERS.get(type)?.keys() ?? [])].join(', ')
    throw new Refusal(400, 'not-supported', `Unknown search parameter. ${type} has: ${known}.`)
  }
  const { name, parameter } = found
  const { kind } = parameter
  const exact = kind === 'string' && modifier === 'exact'
  const target = parameter.kind === 'reference' ? modifier : undefined
  if (rest.length > 0 || (modifier !== undefined && !exact && target === undefined)) {
    throw new Refusal(400, 'not-supported', 'This modifier is not supported on this parameter.')
  }

  switch (parameter.kind) {
    case 'token':
      return { kind: 'token', name, values: values.map(readToken) }
    case 'date':
      return { kind: 'date', name, values: values.map(readDate) }
    case 'string':
      return { kind: 'string', name, exact, values: values.map(unescaped) }
    case 'reference': {
      const types: readonly string[] = parameter.targets
      const byDefault = target ?? types[0] ?? ''
      if (!types.includes(byDefault)) {
        throw new Refusal(400, 'value', 'This parameter does not refer to that type.')
      }
      return {
        kind: 'reference',
        name,
        targets: values.map(unescaped).map((id) => (id.includes('/') ? id : `${byDefault}/${id}`)),
      }
    }
  }
}

function readToken(value: string): { readonly system: string | null; readonly code: string } {
  const [first = '', second, ...rest] = split(value, '|').map(unescaped)
  const code = second ?? first
  if (code === '' || rest.length > 0) {
    throw new Refusal(400, 'value', 'A token must be code, system|code or |code.')
  }
  return { system: second === undefined ? null : first, code }
}

function readDate(value: string): { readonly prefix: Prefix } & Stretch {
  const prefix = PREFIXES.find((candidate) => value.startsWith(candidate))
  const stretch = findStretch(prefix === undefined ? value : value.slice(2))
  if (stretch === undefined) {
    throw new Refusal(
      400,
      'value',
      'A date must be YYYY[-MM[-DD[Thh:mm[:ss]offset]]], with a prefix or none.',
    )
  }
  return { prefix: prefix ?? 'eq', ...stretch }
}

/** Splits where no backslash precedes. */
function split(value: string, separator: ',' | '|'): string[] {
  return value.split(separator === ',' ? /(?<!\\),/ : /(?<!\\)\|/)
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, '$1')
}
