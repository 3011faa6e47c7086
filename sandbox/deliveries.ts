/**
 * Drops in folders what the registries of Waterdam deliver as files: the LRK, the lists of childcare
 * providers, iJw messages, the list of the neighbourhood teams, the map of offers.
 *
 * Nothing is held in memory but the last few kilobytes of each list, so that the number of families does
 * not matter.
 *
 * @module
 */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CONTRACT_COLUMNS,
  EMERGENCY_COLUMNS,
  HOUR_COLUMNS,
  lrkLines,
  providerLines,
} from './childcare.ts'
import { type Encoding, encode, toCsvLine } from './csv.ts'
import { MELDCODE_COLUMNS, meldcodeLines } from './meldcode.ts'
import { offerLines } from './offers.ts'
import { type Family, type Location, REFERENCE_DATE } from './population.ts'
import { type Scenario, slipsOf, USUAL } from './scenario.ts'
import { type IjwFile, ijwFiles, WIJKTEAM_COLUMNS, wijkteamLines } from './social-domain.ts'
import { WAITING_COLUMNS } from './waiting.ts'
import { type GrowingFile, openGrowingFile, writeWhole } from './whole-files.ts'

export interface Counts {
  readonly files: number
  /** Lines of lists without their headings, and products in messages. */
  readonly records: number
}

export interface DeliveriesOptions {
  readonly folder: string
  readonly families: Iterable<Family>
  readonly locations: readonly Location[]
  /** Left out: as usual. */
  readonly scenario?: Scenario
  /** Of the map of offers; left out: none is written. */
  readonly offersBy?: number
  /** Told every thousand families, and at the end. */
  readonly onProgress?: ((progress: Counts & { readonly families: number }) => void) | undefined
}

export async function writeDeliveries(options: DeliveriesOptions): Promise<Counts> {
  const { folder, families, locations, offersBy, scenario = USUAL, onProgress } = options
  const tellsEmergency = scenario.event === 'lockdown'
  const headings = tellsEmergency ? WITH_EMERGENCY : HEADINGS
  const slips = slipsOf(scenario)
  for (const name of ['lrk', 'childcare-provider', 'social-domain', 'wijkteam', 'social-map']) {
    await mkdir(join(folder, name), { recursive: true })
  }
  const lrk = await writeLrk(folder, locations)
  const map = offersBy === undefined ? [] : [...offerLines(offersBy)]
  if (map.length > 0) await writeMap(folder, map)
  const lists = openLists(folder)
  const messages = openMessages(folder)
  const counts = (): Counts => ({
    files: lrk.files + Number(map.length > 0) + lists.counts().files + messages.counts().files,
    records:
      lrk.records +
      Math.max(0, map.length - 1) +
      lists.counts().records +
      messages.counts().records,
  })

  let done = 0
  try {
    await lists.begin(WIJKTEAM, HEADINGS.wijkteam)
    for (const family of families) {
      for (const child of family.pregnancies.flatMap(({ children }) => children)) {
        const told = providerLines(child, family, { slips: slips(family).list, tellsEmergency })
        for (const { list, month, line } of told) {
          await lists.add(`childcare-provider/${list}-${month}.csv`, headings[list], line)
        }
        for (const line of meldcodeLines(family, child)) {
          await lists.add(MELDCODE, HEADINGS.meldcode, line)
        }
      }
      for (const line of wijkteamLines(family, slips(family).list)) {
        await lists.add(WIJKTEAM, HEADINGS.wijkteam, line)
      }
      for (const message of ijwFiles(family)) await messages.add(message)
      done += 1
      if (done % 1_000 === 0) onProgress?.({ families: done, ...counts() })
    }
    await messages.flush()
    await lists.finish()
  } catch (error) {
    await lists.abandon()
    throw error
  }
  onProgress?.({ families: done, ...counts() })
  return counts()
}

/** The register is published on Mondays and Fridays; which encoding it has is a surprise each time. */
const LRK_EXPORTS = [
  { day: '2026-08-28', encoding: 'cp1252' },
  { day: '2026-08-31', encoding: 'utf-8-bom' },
] as const satisfies readonly { day: string; encoding: Encoding }[]

async function writeLrk(folder: string, locations: readonly Location[]): Promise<Counts> {
  const text = [...lrkLines(locations), ''].join('\r\n')
  for (const { day, encoding } of LRK_EXPORTS) {
    const path = join(folder, 'lrk', `export_opendata_lrk_${day}.csv`)
    await writeWhole(path, encode(text, encoding))
  }
  return { files: LRK_EXPORTS.length, records: LRK_EXPORTS.length * locations.length }
}

async function writeMap(folder: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, 'social-map', `sociale-kaart-${REFERENCE_DATE}.csv`)
  await writeWhole(path, encode([...lines, ''].join('\r\n'), 'utf-8-bom'))
}

const MELDCODE = `childcare-provider/meldcode-${REFERENCE_DATE.slice(0, 7)}.csv`
const WIJKTEAM = `wijkteam/wijkteam-${REFERENCE_DATE}.csv`

const HEADINGS = {
  contracts: toCsvLine(CONTRACT_COLUMNS),
  hours: toCsvLine(HOUR_COLUMNS),
  waiting: toCsvLine(WAITING_COLUMNS),
  meldcode: toCsvLine(MELDCODE_COLUMNS),
  wijkteam: toCsvLine(WIJKTEAM_COLUMNS),
} as const

const WITH_EMERGENCY = {
  ...HEADINGS,
  contracts: toCsvLine([...CONTRACT_COLUMNS, ...EMERGENCY_COLUMNS]),
} as const

function openLists(folder: string) {
  const open = new Map<string, GrowingFile>()
  let files = 0
  let records = 0

  async function begin(name: string, heading: string): Promise<GrowingFile> {
    const file = await openGrowingFile(join(folder, name), heading)
    open.set(name, file)
    files += 1
    return file
  }

  return {
    counts: (): Counts => ({ files, records }),
    begin,
    async add(name: string, heading: string, line: string): Promise<void> {
      const file = open.get(name) ?? (await begin(name, heading))
      await file.add(line)
      records += 1
    },
    async finish(): Promise<void> {
      for (const [name, file] of open) {
        await file.finish()
        open.delete(name)
      }
    },
    async abandon(): Promise<void> {
      for (const file of open.values()) await file.abandon()
    },
  }
}

/** How many messages, each a small file, are written side by side. */
const SIDE_BY_SIDE = 64

function openMessages(folder: string) {
  const waiting: IjwFile[] = []
  let files = 0
  let records = 0

  async function flush(): Promise<void> {
    const batch = waiting.splice(0)
    await Promise.all(
      batch.map(({ name, xml }) => writeWhole(join(folder, 'social-domain', name), xml)),
    )
  }

  return {
    counts: (): Counts => ({ files, records }),
    async add(message: IjwFile): Promise<void> {
      waiting.push(message)
      files += 1
      records += message.products
      if (waiting.length >= SIDE_BY_SIDE) await flush()
    },
    flush,
  }
}
