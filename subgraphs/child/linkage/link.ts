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
import { type LinkModel, openScorer } from './model.ts'
import { RULES } from './rules.ts'
import { type Settled, settle } from './settle.ts'

export function linkAll(sides: Sides): Linked {
  const { persons, records, model } = sides
  const { edges, compared, met, leftOut } = findEdges(sides)
  const told = toLinked(edges, {
    model,
    records: records.map(({ registry, key }, i) => ({ registry, key, met: met[i] === 1 })),
    personOf: (person) => persons[person]?.id ?? '',
  })
  return { ...told, leftOut, compared }
}

interface Named {
  readonly model: LinkModel
  /** By the numbers that the edges have, with whether anybody at all was compared with each. */
  readonly records: readonly {
    readonly registry: string
    readonly key: string
    readonly met: boolean
  }[]
  readonly personOf: (person: number) => string
}

/** What follows from all edges together: who competes for one person is settled at one moment. */
export function toLinked(
  edges: readonly Edge[],
  { model, records, personOf }: Named,
): Omit<Linked, 'leftOut' | 'compared'> {
  const scorer = openScorer(model)
  const registryOf = (record: number) => records[record]?.registry ?? ''
  const settled = settle(edges, { registryOf, thresholds: model.thresholds })
  const toEntry = ({ record, person, pattern, share, score }: Edge) => ({
    registry: registryOf(record),
    record: records[record]?.key ?? '',
    person: personOf(person),
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
    unlinked: unlinkedOf(records, settled),
  }
}

function toDecidedBy(by: Settled['links'][number]['by'], version: string): DecidedBy {
  if (by === 'PERSON') return { kind: 'PERSON' }
  if (by === 'MODEL') return { kind: 'MODEL', version }
  return { kind: 'RULE', rule: by, version: RULES[by].version }
}

/** Those of which nothing else is said. */
function unlinkedOf(records: Named['records'], settled: Settled): readonly Unlinked[] {
  const told = new Set<number>()
  for (const said of Object.values(settled)) for (const { edge } of said) told.add(edge.record)
  return records.flatMap(({ registry, key, met }, i) =>
    told.has(i) ? [] : [{ registry, record: key, reason: met ? 'BELOW_THE_BAND' : 'NOBODY_ALIKE' }],
  )
}
