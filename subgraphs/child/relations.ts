/**
 * Whether a viewer has to do with a child, as the policy wants it (`relations`): by a record in a registry of his
 * organisation, by the region that it answers for, by a broken glass, or by the municipality alone.
 *
 * Which registries have a record of a child is known from its links, so that no registry is asked whether anybody may
 * ask it. Who was not linked yet, or is in doubt, has no record: then nothing is opened. It is a question of today,
 * whatever moment is asked about; and a child with whom the viewer has nothing to do is answered as an unknown id.
 *
 * @module
 */

import type { RegistryLink } from '../../connectors/registry.ts'
import { toDay } from '../../connectors/wall-clock.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import { type Relation, relationsOf } from '../../privacy/policy.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { ChildIndex } from './child-index.ts'
import { municipalitiesIn } from './jgz-regions.ts'
import type { FoundChild, KnownChild } from './known-child.ts'

export interface Relations {
  /** As the index knows them. Undefined also for whom the viewer has nothing to do with. */
  look(ids: readonly string[], knownAt?: Date): Promise<readonly (KnownChild | undefined)[]>
  /** The same of persons whom the register named, today; undefined for who has no id yet. */
  lookByBsn(bsns: readonly Bsn[]): Promise<readonly (FoundChild | undefined)[]>
  /** In which of them a child who was looked at may live, so that the viewer may see it; all, where there is no child. */
  municipalitiesFor(id: string): readonly string[]
  /** The same of a mother, by the registry that told of her pregnancy. */
  municipalitiesForMother(registry: string): readonly string[]
  /** Whether the glass has to be broken. */
  readonly takesGlass: boolean
}

interface RelationsOptions {
  readonly viewer: Viewer
  readonly links: readonly RegistryLink[]
  readonly index: Pick<ChildIndex, 'look' | 'lookByBsn'>
  readonly now: () => Date
}

export function openRelations({ viewer, links, index, now }: RelationsOptions): Relations {
  const relations = relationsOf(viewer)
  const { municipalities } = viewer
  const own = links.filter((link) => link.organisations?.includes(viewer.organisation))
  const ownNames = own.map(({ name }) => name)
  const ofJgz = links.filter(({ domain }) => domain === 'jgz').map(({ name }) => name)
  const day = toDay(now())
  const regional = own.flatMap(({ region }) => (region ? municipalitiesIn(region, day) : []))

  /** The municipalities that each relation opens, given in which registries there is a record. */
  const opens: Readonly<Record<Relation, (hasRecordIn: HasRecordIn) => readonly string[]>> = {
    municipality: () => municipalities,
    'own-registry': (hasRecordIn) => (hasRecordIn(ownNames) ? municipalities : []),
    'responsible-region': (hasRecordIn) =>
      hasRecordIn(ofJgz) ? [] : municipalities.filter((code) => regional.includes(code)),
    'broken-glass': () => municipalities,
  }
  const openedBy = (hasRecordIn: HasRecordIn) => [
    ...new Set([...relations].flatMap((relation) => opens[relation](hasRecordIn))),
  ]

  // What takes a record is looked up with that, so that of nobody else anything is read.
  const isByRecord = [...relations].every((relation) => relation === 'own-registry')
  const recordedIn = isByRecord ? ownNames : undefined
  const found = new Map<string, readonly string[]>()
  const isOpen = (id: string) => (found.get(id) ?? []).length > 0

  function remember(id: string, child: KnownChild | undefined): void {
    if (child)
      found.set(
        id,
        openedBy((names) => hasRecord(child, names)),
      )
  }

  return {
    takesGlass: relations.has('broken-glass'),
    municipalitiesFor: (id) => (isOpen(id) ? (found.get(id) ?? []) : municipalities),
    municipalitiesForMother: (registry) => openedBy((names) => names.includes(registry)),

    async look(ids, knownAt) {
      const today = await index.look(ids, undefined, recordedIn)
      for (const [i, id] of ids.entries()) remember(id, today[i])
      const then = knownAt && ids.some(isOpen) ? await index.look(ids, knownAt) : today
      return then.map((child, i) => (isOpen(ids[i] ?? '') ? child : undefined))
    },

    async lookByBsn(bsns) {
      const named = await index.lookByBsn(bsns, recordedIn)
      for (const one of named) if (one) remember(one.id, one.known)
      return named.map((one) => one && (isOpen(one.id) ? one : { ...one, known: undefined }))
    },
  }
}

type HasRecordIn = (registries: readonly string[]) => boolean

/** By its BSN alone a registry may have one, or not: that nobody knows but the registry. */
function hasRecord({ links }: KnownChild, registries: readonly string[]): boolean {
  return links.some(
    ({ registry, record, isActive }) =>
      isActive && record !== null && registries.includes(registry),
  )
}
