/**
 * One registry, linked once: what the command does, and what a running installation does every so often.
 *
 * @module
 */

import type { Registry } from '../connectors/registry.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { Bsn } from '../privacy/bsn.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import type { LinkChanges, LinkRun } from '../subgraphs/child/link-index.ts'
import type { LinkedRegistryRun, Reading } from '../subgraphs/child/link-run.ts'
import { DEFAULT_MODEL } from '../subgraphs/child/linkage/default-model.ts'
import type { LinkModel } from '../subgraphs/child/linkage/model.ts'
import type { Linker } from '../subgraphs/child/linker.ts'
import type { TakenIn } from '../subgraphs/child/take-in-pregnancies.ts'
import { indexOfNumbered } from '../subgraphs/pregnancies.ts'
import { Mistake } from './say.ts'

export interface LinkingOnce {
  readonly linker: Linker
  readonly registry: Registry
  readonly subgraph: OpenSubgraph
  readonly reading: Reading
  readonly model?: LinkModel
  readonly onProgress?: (records: number) => void
}

export interface LinkedOnce {
  readonly linked: LinkedRegistryRun
  readonly run: LinkRun
  readonly changes: LinkChanges
}

/** Without being told so, no run breaks more links than this part of them, and these few. */
const BREAKS = { share: 0.1, few: 20 } as const

/** Nobody gets an id by it. */
export async function planOnce(once: LinkingOnce): Promise<LinkedOnce> {
  const linked = await linkOnce(once)
  const run = await linked.toRun('stand-in')
  return { linked, run, changes: await once.linker.index.plan(run) }
}

export async function applyOnce(once: LinkingOnce, allowBreaks = false): Promise<LinkedOnce> {
  const linked = await linkOnce(once)
  const run = await linked.toRun('issue')
  if (!allowBreaks) refuseToBreak(await once.linker.index.plan(run))
  once.reading.signal.throwIfAborted()
  return { linked, run, changes: await once.linker.index.apply(run) }
}

/** Undefined for a registry that tells of no pregnancy. */
export async function takeInOnce(
  { linker, registry, subgraph, reading }: LinkingOnce,
  storeKey: () => Promise<StoreKey>,
): Promise<TakenIn | undefined> {
  const feed = subgraph.pregnancies?.(registry.name, reading.signal)
  if (!feed) return undefined
  const key = await storeKey()
  const indexOf = (bsn: Bsn) => indexOfNumbered(key, bsn)
  return linker.takeIn({ registry: registry.name, feed, indexOf, reading })
}

async function linkOnce(once: LinkingOnce): Promise<LinkedRegistryRun> {
  const { linker, registry, subgraph, reading, model = DEFAULT_MODEL, onProgress } = once
  const records = subgraph.linkables?.(registry.name, reading.signal)
  if (!records) throw new Mistake(`Registry ${registry.name} offers nothing to link.`)
  return linker.run({ registry: registry.name, records, model, reading, onProgress })
}

/** A registry that is suddenly half empty is more often broken than half empty. */
function refuseToBreak({ broken, rescored, unchanged }: LinkChanges): void {
  const all = broken.length + rescored.length + unchanged
  if (broken.length <= Math.max(BREAKS.few, all * BREAKS.share)) return
  const part = `${broken.length.toLocaleString('en')} of ${all.toLocaleString('en')} links`
  throw new Mistake(
    `This would break ${part}, so nothing was changed. Is the registry whole? If so: --allow-breaks.`,
  )
}
