/**
 * A run in numbers: how many records are linked, for a person to look at, and unlinked, of all and by group.
 *
 * @module
 */

import type { LinkGroup, LinkRunSummary } from './link-index.ts'
import { BANDS, type Band, type LinkedInParts, type Told } from './linkage/in-parts.ts'
import { toProbability } from './linkage/model.ts'

export type Summary = Omit<LinkRunSummary, 'registry' | 'version' | 'at'>

export function summarise(linked: LinkedInParts): Summary {
  return {
    ...toCounts(linked.told),
    ...expected(linked),
    groups: DIMENSIONS.flatMap(({ by, groupOf }) => groupsBy(linked.told, by, groupOf)),
  }
}

export function countBands(told: readonly Told[]): Readonly<Record<Band, number>> {
  const counts = Object.fromEntries(BANDS.map((band) => [band, 0])) as Record<Band, number>
  for (const { band } of told) counts[band] += 1
  return counts
}

function toCounts(told: readonly Told[]) {
  const { EXACT, PROBABLE, POSSIBLE, UNLINKED } = countBands(told)
  return {
    records: told.length,
    linked: EXACT + PROBABLE,
    possible: POSSIBLE,
    unlinked: UNLINKED,
  }
}

/** As the model has it: what a rule or a person decided is not doubted, and of a record its best doubt is counted. */
function expected({ links, possible }: LinkedInParts) {
  const doubts = links.map(({ by, score }) => (by.kind === 'MODEL' ? 1 - toProbability(score) : 0))
  const best = new Map<string, number>()
  for (const { record, score } of possible) {
    best.set(record, Math.max(best.get(record) ?? 0, toProbability(score)))
  }
  return { estimatedFalse: sum(doubts), estimatedMissed: sum([...best.values()]) }
}

const UNKNOWN = 'UNKNOWN'

const DIMENSIONS: readonly {
  readonly by: LinkGroup['by']
  readonly groupOf: (told: Told) => string
}[] = [
  { by: 'HAS_BSN', groupOf: ({ hasBsn }) => (hasBsn ? 'YES' : 'NO') },
  { by: 'MULTIPLE_BIRTH', groupOf: ({ multiple }) => (multiple ? 'YES' : 'NO') },
  { by: 'SEX', groupOf: ({ sex }) => sex?.toUpperCase() ?? UNKNOWN },
  { by: 'BIRTH_YEAR', groupOf: ({ birthYear }) => String(birthYear ?? UNKNOWN) },
  { by: 'POSTCODE4', groupOf: ({ area }) => area ?? UNKNOWN },
]

function groupsBy(
  told: readonly Told[],
  by: LinkGroup['by'],
  groupOf: (told: Told) => string,
): readonly LinkGroup[] {
  return [...Map.groupBy(told, groupOf)]
    .map(([group, own]) => ({ by, group, ...toCounts(own) }))
    .sort((a, b) => a.group.localeCompare(b.group))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
