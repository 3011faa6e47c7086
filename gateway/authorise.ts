/**
 * What a viewer may not ask, read from the supergraph.
 *
 * The planner drops `@requiresScopes`, so whatever is built on it would fail open: here it is read, before any plan is
 * made. A field that is not granted is withheld: nothing is called for it, and it is null with FIELD_FORBIDDEN.
 *
 * @module
 */

import { type ConstDirectiveNode, type DocumentNode, parse, valueFromASTUntyped } from 'graphql'
import { type Scope, scopesOf } from '../privacy/policy.ts'
import type { Viewer } from '../privacy/viewer.ts'

/** `Child.jgz`, and what it takes: one of these sets of scopes, each in whole. */
type Guarded = ReadonlyMap<string, readonly (readonly string[])[]>

/** The coordinates (`Child.jgz`) that are withheld from a viewer. The same set object for the same grants. */
export type WithheldFrom = (viewer: Pick<Viewer, 'role' | 'purpose'>) => ReadonlySet<string>

/** What we implement of `for: SECURITY`. */
const IMPLEMENTED: ReadonlySet<string> = new Set(['requiresScopes', 'inaccessible'])

/** Throws when the supergraph asks for protection that we do not give: better no gateway than an open one. */
export function authoriser(supergraph: string): WithheldFrom {
  const document = parse(supergraph, { noLocation: true })
  refuseUnknownProtection(document)
  const guarded = guardedFields(document)
  const made = new Map<string, ReadonlySet<string>>()

  return ({ role, purpose }) => {
    const name = `${role}\n${purpose}`
    const known = made.get(name)
    if (known) return known
    const scopes = scopesOf(role, purpose)
    const withheld = new Set(
      [...guarded].filter(([, takes]) => !isMet(takes, scopes)).map(([coordinate]) => coordinate),
    )
    made.set(name, withheld)
    return withheld
  }
}

function isMet(takes: readonly (readonly string[])[], scopes: ReadonlySet<Scope>): boolean {
  return takes.some((all) => all.length > 0 && all.every((scope) => scopes.has(scope as Scope)))
}

function refuseUnknownProtection({ definitions }: DocumentNode): void {
  for (const definition of definitions) {
    if (definition.kind !== 'SchemaDefinition' && definition.kind !== 'SchemaExtension') continue
    for (const link of definition.directives ?? []) {
      const { for: purpose, url } = argumentsOf(link)
      if (link.name.value !== 'link' || purpose !== 'SECURITY') continue
      const feature = /\/([^/]+)\/v\d+\.\d+$/.exec(String(url))?.[1]
      if (feature === undefined || !IMPLEMENTED.has(feature)) {
        throw new Error(
          `The supergraph asks for a protection that this gateway does not give: ${feature ?? 'one without a name'}.`,
        )
      }
      if (argumentsOf(link).as !== undefined || renames(argumentsOf(link).import)) {
        throw new Error(
          'The supergraph renames a protecting directive; then it would not be found.',
        )
      }
    }
  }
}

/** `import: [{ name: "@requiresScopes", as: "@other" }]` */
function renames(imported: unknown): boolean {
  return Array.isArray(imported) && imported.some((one) => typeof one === 'object')
}

function guardedFields({ definitions }: DocumentNode): Guarded {
  const guarded = new Map<string, readonly (readonly string[])[]>()
  for (const definition of definitions) {
    if (!('fields' in definition) || !definition.fields) continue
    const onType = scopesIn('directives' in definition ? definition.directives : [])
    for (const field of definition.fields) {
      const onField = scopesIn(field.directives)
      const takes = both(onType, onField)
      if (takes) guarded.set(`${definition.name.value}.${field.name.value}`, takes)
    }
  }
  return guarded
}

/** Scopes on a type and on its field must both be met. */
function both(
  left: readonly (readonly string[])[] | undefined,
  right: readonly (readonly string[])[] | undefined,
): readonly (readonly string[])[] | undefined {
  if (!left || !right) return left ?? right
  return left.flatMap((some) => right.map((others) => [...some, ...others]))
}

function scopesIn(
  directives: readonly ConstDirectiveNode[] | undefined,
): readonly (readonly string[])[] | undefined {
  const directive = directives?.find(({ name }) => name.value === 'requiresScopes')
  return directive && (argumentsOf(directive).scopes as readonly (readonly string[])[])
}

function argumentsOf({ arguments: given }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (given ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  )
}
