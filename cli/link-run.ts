/**
 * `kindlijn link dry-run` and `kindlijn link apply`: links registries, and tells in numbers what that changes.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { RegistryLink } from '../connectors/registry.ts'
import {
  LINK_DIMENSIONS,
  type LinkDimension,
  type LinkRunSummary,
} from '../subgraphs/child/link-index.ts'
import { DEFAULT_MODEL } from '../subgraphs/child/linkage/default-model.ts'
import type { LinkModel } from '../subgraphs/child/linkage/model.ts'
import { readModel } from '../subgraphs/child/linkage/model-file.ts'
import type { TakenIn } from '../subgraphs/child/take-in-pregnancies.ts'
import { applyOnce, type LinkedOnce, planOnce, takeInOnce } from './link-once.ts'
import { countsTable, runTable } from './link-tables.ts'
import { type Linking, withLinking } from './linking.ts'
import { Mistake, progress } from './say.ts'

export async function dryRun(args: readonly string[]): Promise<void> {
  const { names, model, by, as, perSecond } = await read('dry-run', args)
  await withLinking({ as, perSecond }, async (linking) => {
    for (const registry of registriesNamed(names, linking.links)) {
      const { last, once } = await prepare(linking, registry, model)
      if (once.subgraph.pregnancies && !once.subgraph.linkables) {
        console.log(`${registry.name}: its pregnancies are taken in when it is applied\n`)
        continue
      }
      tell(await planOnce(once), last, by)
      console.log(`nothing was changed; to change it: kindlijn link apply ${registry.name}\n`)
    }
  })
}

export async function apply(args: readonly string[]): Promise<void> {
  const { names, model, by, allowBreaks, as, perSecond } = await read('apply', args)
  await withLinking({ as, perSecond }, async (linking) => {
    for (const registry of registriesNamed(names, linking.links)) {
      const { last, once } = await prepare(linking, registry, model)
      const taken = await takeInOnce(once, linking.storeKey)
      if (taken) tellTakenIn(registry.name, taken)
      if (!taken || once.subgraph.linkables) tell(await applyOnce(once, allowBreaks), last, by)
      console.log('applied\n')
    }
  })
}

async function read(command: string, args: readonly string[]) {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      model: { type: 'string' },
      by: { type: 'string' },
      as: { type: 'string' },
      'per-second': { type: 'string' },
      'allow-breaks': { type: 'boolean', default: false },
    },
  })
  if (names.length === 0) throw new Mistake(`Name registries: kindlijn link ${command} REGISTRY….`)
  const perSecond = toRate(values['per-second'])
  const by = toDimensions(values.by) ?? ['HAS_BSN', 'MULTIPLE_BIRTH']
  const model = values.model === undefined ? DEFAULT_MODEL : await openModel(values.model)
  return { names, model, by, allowBreaks: values['allow-breaks'], as: values.as, perSecond }
}

function toRate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const rate = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (rate > 0) return rate
  throw new Mistake('--per-second takes a number from 1 to 9999.')
}

export function toDimensions(text: string | undefined): readonly LinkDimension[] | undefined {
  return text?.split(',').map((name) => {
    const known = LINK_DIMENSIONS.find((one) => one === name.trim().toUpperCase())
    if (known) return known
    throw new Mistake(`--by takes ${LINK_DIMENSIONS.join(', ')}.`)
  })
}

async function openModel(file: string): Promise<LinkModel> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Mistake('The file of the model cannot be read.')
  })
  const model = readModel(text)
  if (model) return model
  throw new Mistake('The file holds no model: kindlijn link estimate makes one.')
}

export function registriesNamed(
  names: readonly string[],
  links: readonly RegistryLink[],
): readonly RegistryLink[] {
  const linkable = links.filter(({ domain }) => domain !== 'population')
  return names.map((name) => {
    const found = linkable.find((one) => one.name === name)
    if (found) return found
    throw new Mistake(
      `There is no registry ${name}: ${linkable.map((one) => one.name).join(', ')}.`,
    )
  })
}

/** The last time, and how to do it now. */
async function prepare({ index, reading, open }: Linking, link: RegistryLink, model: LinkModel) {
  const last = (await index.runs()).find(({ registry }) => registry === link.name)
  const { linker, registry, subgraph } = await open(link)
  // How many there are is known afterwards; the last time is a good guess.
  const onProgress = progress(registry.name, last?.records ?? Number.POSITIVE_INFINITY)
  return { last, once: { linker, registry, subgraph, reading, model, onProgress } }
}

function tell(
  { linked, run, changes }: LinkedOnce,
  last: LinkRunSummary | undefined,
  by: readonly LinkDimension[],
): void {
  console.log(runTable(linked, run, last))
  console.log(countsTable(run.summary.groups.filter((group) => by.includes(group.by))))
  const { made, broken, rescored, opened, withdrawn, unchanged } = changes
  const numbers = { made, broken, rescored, 'cases opened': opened, 'cases closed': withdrawn }
  const told = Object.entries(numbers).map(([name, pairs]) => `${name} ${count(pairs.length)}`)
  console.log(`links            ${told.join('   ')}   unchanged ${count(unchanged)}`)
}

function tellTakenIn(name: string, taken: TakenIn): void {
  const { pregnancies, unborn, promoted, doubted } = taken
  console.log(
    `${name.padEnd(16)} ${count(pregnancies)} pregnancies, ${count(unborn)} children expected   promoted ${count(promoted)}   doubted ${count(doubted)}`,
  )
}

function count(number: number): string {
  return number.toLocaleString('en')
}
