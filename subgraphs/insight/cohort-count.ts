/**
 * The children of a cohort, counted: all, step by step, by domain, in a table.
 *
 * @module
 */

import { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import type { AttritionStep, CohortGroup, CohortTable } from './cohort.ts'
import { type CohortInput, type Restriction, restrictionsOf } from './cohort-input.ts'
import { DOMAINS } from './columns.ts'
import { checkCost } from './cost.ts'
import { childrenTables } from './count-children.ts'
import type { Desk } from './desk.ts'
import { type ChildDimensionName, type DimensionName, isOfChild } from './dimension.ts'
import type { Count, DisclosureMethod } from './tell-types.ts'

export async function cohortSize(desk: Desk, is: CohortInput): Promise<Count | null> {
  return (await count(desk, is, [])).groups[0]?.size ?? null
}

export async function cohortMethod(desk: Desk): Promise<DisclosureMethod> {
  return (await desk.protect([], [])).method
}

export async function cohortAttrition(
  desk: Desk,
  is: CohortInput,
): Promise<readonly AttritionStep[]> {
  const restrictions = chosen(desk, is)
  const tables = await tablesOf(desk, restrictions, [], [])
  const { tables: shown } = await desk.protect(tables, [])
  return ['all children', ...restrictions.map(({ step }) => step)].flatMap((step, i) => {
    const size = shown[i]?.cells[0]?.count
    return size ? [{ step, size }] : []
  })
}

export async function cohortOverlap(
  desk: Desk,
  is: CohortInput,
  domains: readonly Domain[],
): Promise<readonly CohortGroup[]> {
  return (await overlapping(desk, is, domains)).groups
}

interface TableAsked {
  readonly is: CohortInput
  readonly rows: readonly DimensionName[]
  readonly columns: readonly DimensionName[]
}

export async function cohortTable(
  desk: Desk,
  { is, rows, columns }: TableAsked,
): Promise<Omit<CohortTable, 'receipt'>> {
  const by = [...rows, ...columns].filter(isOfChild)
  const isWrong = by.length < rows.length + columns.length || new Set(by).size < by.length
  if (isWrong || rows.length === 0) throw new GraphError('ARGUMENT_INVALID')
  const { groups, method } = await count(desk, is, by, knownOf(by))
  return { down: rows, ...spread(groups, rows.length), ...desk.readAt(DOMAINS), method }
}

/** All of a cohort that has no receipt of its own. */
export async function wholeCohort(
  desk: Desk,
  { is, domains }: { readonly is: CohortInput; readonly domains: readonly Domain[] },
) {
  const size = await cohortSize(desk, is)
  const attrition = await cohortAttrition(desk, is)
  const { groups: overlap, method } = await overlapping(desk, is, domains)
  return { size, attrition, overlap, ...desk.readAt(DOMAINS), method }
}

function overlapping(desk: Desk, is: CohortInput, domains: readonly Domain[]) {
  const names = [...new Set(domains)].map((domain) => `KNOWN_TO_${domain}` as const)
  return count(desk, is, names, domains)
}

async function count(
  desk: Desk,
  is: CohortInput,
  by: readonly ChildDimensionName[],
  domains: readonly Domain[] = [],
) {
  checkCost(1, by, desk.edition.grid)
  desk.mayCount(domains)
  const restrictions = chosen(desk, is)
  const steps = await tablesOf(desk, restrictions, by, domains)
  // What is of all children is decided on with it.
  const tables = restrictions.length > 0 ? [...steps.slice(0, 1), ...steps.slice(-1)] : steps
  const { tables: shown, method } = await desk.protect(tables, domains)
  const groups = (shown.at(-1)?.cells ?? []).map(({ at, count }) => ({
    by: by.map((dimension, i) => ({ dimension, value: at[i] ?? '' })),
    size: count,
  }))
  return { groups, method }
}

function chosen({ edition }: Desk, is: CohortInput): readonly Restriction[] {
  return restrictionsOf(is, edition.today, edition.grid)
}

function tablesOf(
  { store, viewer, signal, edition, kOf }: Desk,
  restrictions: readonly Restriction[],
  by: readonly ChildDimensionName[],
  domains: readonly Domain[],
) {
  const { today, knownAt, since, grid } = edition
  const scope = {
    municipalities: viewer.municipalities,
    today,
    knownAt,
    since,
    conditions: restrictions.map(({ condition }) => condition),
    periods: [],
  }
  const within = restrictions.map(({ within }) => within)
  return childrenTables(store, { scope, within, grid, by, k: kOf(domains) }, signal)
}

/** Whose records such a dimension tells of. */
function knownOf(by: readonly DimensionName[]): readonly Domain[] {
  return (Object.keys(Domain) as Domain[]).filter((domain) => by.includes(`KNOWN_TO_${domain}`))
}

/** The groups lie in the order of the rows, and within each in that of the columns. */
function spread(groups: readonly CohortGroup[], down: number) {
  const rows = new Map<string, { at: readonly string[]; sizes: Count[] }>()
  const columns = new Set<string>()
  for (const { by, size } of groups) {
    const values = by.map(({ value }) => value)
    const at = values.slice(0, down)
    columns.add(values.slice(down).join(' · '))
    const row = rows.get(at.join('\n')) ?? { at, sizes: [] }
    row.sizes.push(size)
    rows.set(at.join('\n'), row)
  }
  return { columns: [...columns], rows: [...rows.values()] }
}
