/**
 * The work lists beside the children's own nodes: what a list tells of a child, and what its node tells.
 *
 * @module
 */

import { expect } from 'vitest'
import type { Graph } from './graph.ts'

const SIGHT = `state since daysSince expectedBy expected inWindow18to48 speaksFor schedules
  because { cause domain } lastContact { at domain }`
const HANDOVER = 'id route state dueBy begunOn sentOn receivedOn overdueDays missing'
const VACCINATIONS = 'scheme schedule diseases { disease state }'
const PLACEMENT = 'state dueBy indicatedOn overdueDays speaksFor'

/** Of each list every state that it has, and what its rows tell. */
const LISTS = {
  outOfSight: ['sight', SIGHT, 'DUE, OUT_OF_SIGHT, CANNOT_TELL'],
  openHandovers: [
    'handover',
    HANDOVER,
    'NOT_SENT, SENT, RECEIVED, ACKNOWLEDGED, OVERDUE, LOST, CANNOT_TELL',
  ],
  overdueVaccinations: ['vaccinationStatus', VACCINATIONS, 'OVERDUE, CANNOT_TELL'],
  unplacedVve: ['vvePlacement', PLACEMENT, 'WAITING, UNPLACED, CANNOT_TELL'],
} as const
type ListName = keyof typeof LISTS

const NODES = `query Nodes($ids: [ID!]!) {
  children(ids: $ids) {
    id
    residence { since }
    sight { ${SIGHT} }
    handovers { ${HANDOVER} }
    vaccinationStatus { ${VACCINATIONS} }
    vvePlacement { ${PLACEMENT} }
  }
}`

// biome-ignore lint/suspicious/noExplicitAny: as it was asked for
type Told = any

/** What has to stand on a list, by what a node tells. */
const EXPECTED: Readonly<Record<ListName, (node: Told) => readonly Told[]>> = {
  outOfSight: ({ sight }) =>
    ['DUE', 'OUT_OF_SIGHT', 'CANNOT_TELL'].includes(sight?.state) ? [sight] : [],
  openHandovers: ({ handovers }) =>
    (handovers ?? []).filter(({ state }: Told) => state !== 'FOLLOWED_UP'),
  overdueVaccinations: ({ vaccinationStatus: told }) =>
    told?.diseases.some(({ state }: Told) => ['OVERDUE', 'CANNOT_TELL'].includes(state))
      ? [told]
      : [],
  unplacedVve: ({ vvePlacement: told }) =>
    told?.indicatedOn && ['WAITING', 'UNPLACED', 'CANNOT_TELL'].includes(told.state) ? [told] : [],
}

export async function nodesOf(graph: Graph, ids: readonly string[]): Promise<readonly Told[]> {
  const nodes: Told[] = []
  for (let i = 0; i < ids.length; i += 100) {
    const { data } = await graph.ask('youth-nurse', NODES, { ids: ids.slice(i, i + 100) })
    nodes.push(...data.children.filter((child: Told) => child !== null))
  }
  return nodes
}

/** All rows of a list, page by page. */
export async function rowsOf(graph: Graph, name: ListName): Promise<readonly Told[]> {
  const [field, told, states] = LISTS[name]
  const query = `query Page($after: ID) {
    page: ${name}(filter: { states: [${states}] }, first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      rows { child { id } ${field} { ${told} } }
    }
  }`
  const rows: Told[] = []
  let after: string | null = null
  do {
    const { data, errors } = await graph.ask('youth-nurse', query, { after })
    expect(errors).toEqual([])
    rows.push(...data.page.rows)
    after = data.page.pageInfo.hasNextPage ? data.page.pageInfo.endCursor : null
  } while (after !== null)
  return rows.map((row) => ({ id: row.child.id, told: row[field] }))
}

/** How many rows were compared, by list. Whoever is on a list has a node that the viewer may open. */
export async function compareLists(
  graph: Graph,
  ids: readonly string[],
): Promise<Readonly<Record<ListName, number>>> {
  const nodes = await nodesOf(graph, ids)
  const known = new Set(ids)
  const names = Object.keys(LISTS) as ListName[]
  const counts = names.map(async (name) => {
    const rows = await rowsOf(graph, name)
    const others = rows.map(({ id }) => id).filter((id) => !known.has(id))
    const more = await nodesOf(graph, [...new Set(others)])
    // Of a secret address the feed tells nothing, so that there is no list to look at for who seeks somebody.
    const listed = new Set(rows.map(({ id }) => id))
    const told = [...nodes, ...more].filter(
      ({ id, residence }) => residence !== null || listed.has(id),
    )
    const expected = told.flatMap((node) =>
      EXPECTED[name](node).map((told) => ({ id: node.id, told })),
    )
    const [on, own] = [new Set(lines(rows)), new Set(lines(expected))]
    const differing = [
      [...on].filter((one) => !own.has(one)),
      [...own].filter((one) => !on.has(one)),
    ]
    expect(differing, name).toEqual([[], []])
    expect(rows, name).toHaveLength(expected.length)
    return [name, rows.length] as const
  })
  return Object.fromEntries(await Promise.all(counts)) as Record<ListName, number>
}

function lines(rows: readonly Told[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort()
}
