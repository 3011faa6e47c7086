/**
 * Links the records of registries to persons: by what a person decided, then by rules, then by score.
 *
 * In one registry a person has one record, and a record one person. Three bands: linked, for a person to look at, and
 * apart. Nothing here knows a database, a clock or the graph.
 *
 * @module
 */

import type { DecidedBy, Evidence, Linked, Unlinked } from './decision.ts'
import { type Edge, findEdges, type Sides } from './edges.ts'
import { RULES } from './rules.ts'
import { type Settled, settle } from './settle.ts'

export function linkAll(sides: Sides): Linked {
  const { persons, records, model } = sides
  const { edges, scorer, compared, met, leftOut } = findEdges(sides)
  const registryOf = (record: number) => records[record]?.registry ?? ''
  const settled = settle(edges, { registryOf, thresholds: model.thresholds })
  const toEntry = ({ record, person, pattern, share, score }: Edge) => ({
    registry: registryOf(record),
    record: records[record]?.key ?? '',
    person: persons[person]?.id ?? '',
    ...({ score, waterfall: scorer.waterfall(pattern, share) } satisfies Evidence),
  })

  return {
    links: settled.links.map(({ edge, by }) => ({
      ...toEntry(edge),
      certainty: by === 'MODEL' ? 'PROBABLE' : 'EXACT',
      by: toDecidedBy(by, model.version),
    })),
    possible: settled.possible.map(({ edge, reason }) => ({ ...toEntry(edge), reason })),
    contradictions: settled.contradictions.map(({ edge, reason }) => ({
      ...toEntry(edge),
      rule: edge.verdict?.rule ?? null,
      reason,
    })),
    unlinked: unlinkedOf(sides, settled, met),
    leftOut,
    compared,
  }
}

function toDecidedBy(by: Settled['links'][number]['by'], version: string): DecidedBy {
  if (by === 'PERSON') return { kind: 'PERSON' }
  if (by === 'MODEL') return { kind: 'MODEL', version }
  return { kind: 'RULE', rule: by, version: RULES[by].version }
}

/** Those of which nothing else is said. */
function unlinkedOf({ records }: Sides, settled: Settled, met: Uint8Array): readonly Unlinked[] {
  const told = new Set<number>()
  for (const said of Object.values(settled)) for (const { edge } of said) told.add(edge.record)
  return records.flatMap(({ registry, key }, i) =>
    told.has(i)
      ? []
      : [{ registry, record: key, reason: met[i] === 1 ? 'BELOW_THE_BAND' : 'NOBODY_ALIKE' }],
  )
}
