/**
 * Drops in folders what the registries of Waterdam deliver as files: the LRK, the lists of childcare
 * providers, iJw messages, the list of the neighbourhood teams.
 *
 * A file appears under its name only when it is whole; until then it ends in `.part`. Nothing is held in
 * memory but the last few kilobytes of each list, so that the number of families does not matter.
 *
 * @module
 */

import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CONTRACT_COLUMNS, HOUR_COLUMNS, lrkLines, providerLines } from './childcare.ts'
import { encode, toCsvLine } from './csv.ts'
import { type Family, type Location, REFERENCE_DATE } from './population.ts'
import { type IjwFile, ijwFiles, WIJKTEAM_COLUMNS, wijkteamLines } from './social-domain.ts'

export interface Counts {
  readonly files: number
  /** Lines of lists without their headings, and products in messages. */
  readonly records: number
}

export interface DeliveriesOptions {
  readonly folder: string
  readonly families: Iterable<Family>
  readonly locations: readonly Location[]
  /** Told now and then, and at the end. */
  readonly onProgress?: ((progress: Counts & { readonly families: number }) => void) | undefined
}

export async function writeDeliveries(options: DeliveriesOptions): Promise<Counts> {
  const { folder, families, locations, onProgress } = options
  const folders = {
    lrk: join(folder, 'lrk'),
    provider: join(folder, 'childcare-provider'),
    ijw: join(folder, 'social-domain'),
    wijkteam: join(folder, 'wijkteam'),
  }
  for (const path of Object.values(folders)) await mkdir(path, { recursive: true })

  const lists = new Lists()
  const messages = new Messages(folders.ijw)
  const lrk = await writeLrk(folders.lrk, locations)
  const counts = (): Counts => ({
    files: lrk.files + lists.files + messages.files,
    records: lrk.records + lists.records + messages.records,
  })
  let done = 0
  try {
    const wijkteam = join(folders.wijkteam, `wijkteam-${REFERENCE_DATE}.csv`)
    await lists.begin(wijkteam, WIJKTEAM_COLUMNS)
    for (const family of families) {
      for (const child of family.pregnancies.flatMap(({ children }) => children)) {
        for (const { list, month, line } of providerLines(child)) {
          const path = join(folders.provider, `${list}-${month}.csv`)
          await lists.add(path, COLUMNS[list], line)
        }
      }
      for (const line of wijkteamLines(family)) await lists.add(wijkteam, WIJKTEAM_COLUMNS, line)
      for (const message of ijwFiles(family)) await messages.add(message)
      done += 1
      if (done % PROGRESS_EVERY === 0) onProgress?.({ families: done, ...counts() })
    }
  } catch (error) {
    await lists.abandon()
    throw error
  }
  await messages.finish()
  await lists.finish()
  onProgress?.({ families: done, ...counts() })
  return counts()
}
