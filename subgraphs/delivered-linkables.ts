/**
 * What a delivery store offers for linking: everybody of whom a registry told who it is, as it was told last.
 *
 * @module
 */

import { type Delivered, findVersions, inOrder, type Versions } from '../connectors/delivered.ts'
import type { DeliveryStore } from '../connectors/delivery-store.ts'
import type { Indexed } from '../connectors/subject-index.ts'
import { GraphError } from '../schema/errors.ts'
import type { Linkable, LinkableRecord } from './linkable.ts'
import { openPerson } from './told-person.ts'

export interface LinkableDeliveries extends Indexed {
  readonly store: Delivered['store'] & Pick<DeliveryStore, 'subjects'>
  /** The kinds of record that may say who they are about, in `person`. */
  readonly kinds: readonly string[]
  /** Whom a thing is about, by all that was told of it. */
  readonly subjectOf: (versions: Versions) => string | undefined
}

const PAGE = 200

/** The key of each is its subject in the store. */
export async function* deliveredLinkables(
  { registry, store, storeKey, kinds, subjectOf }: LinkableDeliveries,
  signal: AbortSignal,
): AsyncGenerator<LinkableRecord> {
  for (let after = ''; ; ) {
    const subjects = await store.subjects(registry, after, PAGE, signal)
    const last = subjects.at(-1)
    if (last === undefined) return
    after = last
    const found = await Promise.all(
      kinds.map((kind) => findVersions({ registry, store }, kind, subjects, subjectOf, signal)),
    )
    for (const subject of subjects) {
      const told = found.flatMap((things) => (things.get(subject) ?? []).flat())
      const person = latestOf(told, { registry, storeKey })
      if (person) yield { ...person, registry, key: subject }
    }
  }
}

/** Field by field: who leaves one out does not take back what was told. */
function latestOf(told: Versions, { registry, storeKey }: Indexed): Linkable | undefined {
  const sealed = inOrder(told).flatMap(({ body }) => personIn(body) ?? [])
  const persons = [...new Set(sealed.reverse())].map((one) => open(one))
  return persons.reduce<Linkable | undefined>(
    (newer, older) => (newer ? fill(newer, older) : older),
    undefined,
  )

  function open(one: string): Linkable {
    try {
      return openPerson(storeKey, one)
    } catch (cause) {
      // It was sealed under another key, or is none of ours.
      throw new GraphError('REGISTRY_MALFORMED', { registry, cause })
    }
  }
}

function fill(newer: Linkable, older: Linkable): Linkable {
  const told = Object.entries(newer).filter(([, value]) => value !== null)
  return { ...older, ...Object.fromEntries(told) }
}

function personIn(body: unknown): string | undefined {
  const { person } = (body ?? {}) as { readonly person?: unknown }
  return typeof person === 'string' ? person : undefined
}

/** Of the registries of a domain the one that is to be linked. */
export function linkablesOf<R extends { readonly name: string }>(
  registries: readonly R[],
  registry: string,
): R {
  const found = registries.find(({ name }) => name === registry)
  if (!found) throw new Error(`Registry ${registry} offers nothing for linking here.`)
  return found
}
