/**
 * The two sides of linking: somebody who has an id in the graph, and a registry's record of one.
 *
 * @module
 */

// biome-ignore lint/style/noRestrictedImports: no sibling, but what all subgraphs share.
import type { Linkable, LinkableMother, LinkableRecord } from '../../linkable.ts'

export type { Linkable }

/** Who gave birth, which need not be a parent in the population register. */
export type Mother = LinkableMother

/** Somebody who has an id in the graph. */
export interface Person extends Linkable {
  readonly id: string
}

export type RegistryRecord = LinkableRecord
