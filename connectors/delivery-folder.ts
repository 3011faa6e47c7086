/**
 * Watches a folder in which somebody drops files, and takes them in, one at a time, in name order.
 *
 * It looks every so often, since a shared folder does not tell what changes. A name that begins with a
 * point, or ends in `.part` or `.tmp`, is of a file that is still being written.
 *
 * @module
 */
import { promises as fs, type Stats } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveryFormat, TakenIn } from './deliveries.ts'
import { hideKeys, takeIn } from './delivery-file.ts'
import type { DeliveryStore } from './delivery-store.ts'

export interface DeliveryFolder extends DeliveryFormat {
  readonly folder: string
  readonly store: DeliveryStore
  /** Default: 2 s. */
  readonly everyMs?: number
  /** So long a file has to stay the same before it counts as whole. Default: 300 ms. */
  readonly settleMs?: number
  readonly onEvent?: (event: DeliveryEvent) => void
}

export type DeliveryEvent =
  | ({ readonly fileName: string } & TakenIn)
  /** It stays where it is, and is tried again. So do the files after it: the order counts. */
  | { readonly status: 'failed'; readonly fileName: string | undefined; readonly error: unknown }

export interface FolderWatch {
  /** Resolves when all that was there at the start has been looked at once. */
  readonly ready: Promise<void>
  /** A file that is half taken in is rolled back, and stays where it is. */
  close(): Promise<void>
}

export function watchFolder(options: DeliveryFolder): FolderWatch {
  const { everyMs = 2000 } = options
  const closing = new AbortController()
  const ready = look(options, closing.signal)
  const done = ready.then(async () => {
    while (!closing.signal.aborted) {
      await sleep(everyMs, undefined, { signal: closing.signal }).catch(() => undefined)
      if (!closing.signal.aborted) await look(options, closing.signal)
    }
  })

  return {
    ready,
    async close() {
      closing.abort()
      await done
    },
  }
}

async function look(options: DeliveryFolder, signal: AbortSignal): Promise<void> {
  const { folder, settleMs = 300, onEvent } = options
  let fileName: string | undefined
  try {
    for (const name of await findWhole(folder, settleMs, signal)) {
      if (signal.aborted) return
      fileName = hideKeys(name)
      const taken = await takeIn({ ...options, file: path.join(folder, name) }, signal)
      onEvent?.({ fileName, ...taken })
    }
  } catch (error) {
    if (!signal.aborted) onEvent?.({ status: 'failed', fileName, error })
  }
}

/** The names of the files that did not change between two looks. */
async function findWhole(folder: string, settleMs: number, signal: AbortSignal): Promise<string[]> {
  await fs.mkdir(folder, { recursive: true })
  const before = await findFiles(folder)
  if (before.size === 0) return []
  await sleep(settleMs, undefined, { signal })
  const after = await findFiles(folder)

  return [...after]
    .filter(([name, { size, mtimeMs }]) => {
      const was = before.get(name)
      return was?.size === size && was.mtimeMs === mtimeMs
    })
    .map(([name]) => name)
    .sort()
}

async function findFiles(folder: string): Promise<Map<string, Stats>> {
  const names = (await fs.readdir(folder)).filter((name) => !/^\.|\.(?:part|tmp)$/i.test(name))
  const files = await Promise.all(
    names.map(async (name) => {
      // A link is no file: it could lead anywhere.
      const stats = await fs.lstat(path.join(folder, name)).catch(() => undefined)
      return stats?.isFile() ? ([name, stats] as const) : undefined
    }),
  )
  return new Map(files.filter((file) => file !== undefined))
}
