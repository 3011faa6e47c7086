/**
 * What was delivered to Perined and has no field in the graph, and what two institutions tell differently.
 *
 * @module
 */

import type { BirthCareObservation } from './observation.ts'
import type { KeptElement } from './perined-kernset-bodies.ts'
import { NAMES } from './perined-kernset-elements.ts'

/** What is not told by way of a child: the woman herself, her earlier pregnancies, and numbers of people. */
const WITHHELD =
  /^(vrouw|obstetrische_anamnese_gegroepeerd_per_voorgaande_zwangerschap(\[\d+\])?)\//
const NUMBERS: ReadonlySet<string> = new Set(['84211', '20500', '40010', '83377'])

/** Has a field of its own in the graph; what another institution told differently is an observation all the same. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['20010', '20150', '82160', '80625', '20505', '20590'],
  ...['40003', '40050', '40025', '40280', '40290', '40300', '80626', '40071', '40060'],
])
/** Shown with all that was told. */
const LISTED: ReadonlySet<string> = new Set(['80737', '70011', '70030'])

/** The day of what stands in a group. */
const DATED: readonly (readonly [group: RegExp, number: string])[] = [
  [/^zwangerschap\/prenatale_controle\[\d+\]\//, '80737'],
  [/^zwangerschap\/diagnose\[\d+\]\//, '82272'],
  [/^zorgverlening\/verwijsdetails\[\d+\]\//, '82013'],
  [/^postnatale_fase\/diagnoseinterventie_postnataal\[\d+\]\//, '82298'],
  [/^uitkomst_per_kind.*\/betrokkenheid_kinderarts\[\d+\]\//, '82122'],
]

interface Source {
  readonly source: string
  readonly elements: readonly KeptElement[]
}

/** Oldest first goes in; of each institution the latest that it told of a concept comes out, in the dataset's order. */
export function toObservations(told: readonly Source[]): BirthCareObservation[] {
  const bySource = Map.groupBy(told, ({ source }) => source)
  const newestFirst = [...bySource.values()]
    .sort((a, b) => told.lastIndexOf(last(b)) - told.lastIndexOf(last(a)))
    .map(latestOf)
  const seen = new Set<string>()
  const decided = new Map<string, string>()
  return newestFirst.flatMap((elements) => {
    const before = new Set(decided.keys())
    return elements.flatMap((element) => {
      const { number, path } = element
      if (LISTED.has(number) || NUMBERS.has(number) || WITHHELD.test(path)) return []
      const observation = toObservation(element, elements)
      const said = JSON.stringify(observation)
      if (SHOWN.has(number) && !before.has(number)) {
        decided.set(number, said)
        return []
      }
      if (seen.has(said) || decided.get(number) === said) return []
      seen.add(said)
      return observation
    })
  })
}

function latestOf(told: readonly Source[]): readonly KeptElement[] {
  const newest = new Map<string, Source>()
  for (const one of told) for (const element of one.elements) newest.set(keyOf(element), one)
  return told.flatMap((one) => one.elements.filter((element) => newest.get(keyOf(element)) === one))
}

function keyOf({ number, path }: KeptElement): string {
  return number || path
}

function toObservation(
  { number, path, value, unit, code }: KeptElement,
  all: readonly KeptElement[],
): BirthCareObservation {
  const name = NAMES.get(number) ?? path.slice(path.lastIndexOf('/') + 1)
  return { number: number || name, name, value, unit, code, date: dayOf(path, all) }
}

function dayOf(path: string, all: readonly KeptElement[]): string | null {
  for (const [group, number] of DATED) {
    const [within] = group.exec(path) ?? []
    if (within === undefined) continue
    const day = all.find((one) => one.number === number && one.path.startsWith(within))?.value
    return day && day.length >= 10 ? day.slice(0, 10) : null
  }
  return null
}

function last<T>(all: readonly [T, ...T[]] | readonly T[]): T {
  return all[all.length - 1] as T
}
