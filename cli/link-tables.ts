/**
 * What `kindlijn link` prints: numbers, keys and levels, and nothing of anybody.
 *
 * @module
 */

import type { LinkGroup, LinkRun, LinkRunSummary } from '../subgraphs/child/link-index.ts'
import type { LinkedRegistryRun } from '../subgraphs/child/link-run.ts'
import { countBands } from '../subgraphs/child/link-summary.ts'

/** Of fewer records a part of a hundred says nothing. */
const FEW = 10

export function runTable(
  { linked }: LinkedRegistryRun,
  { registry, version, summary }: LinkRun,
  last: LinkRunSummary | undefined,
): string {
  const bands = Object.entries(countBands(linked.told))
  const parts = bands.map(([band, some]) => `${band.toLowerCase()} ${share(some, summary.records)}`)
  const by = new Map<string, number>()
  for (const { by: decider } of linked.links) {
    const name = decider.kind === 'RULE' ? `${decider.rule}/${decider.version}` : decider.kind
    by.set(name, (by.get(name) ?? 0) + 1)
  }
  return [
    line(registry, `${count(summary.records)} records, by ${version}`),
    line('', parts.join('   ')),
    line('decided by', [...by].map(([name, some]) => `${name} ${count(some)}`).join('   ') || '—'),
    line(
      'expected',
      `wrong links ${rounded(summary.estimatedFalse)}   missed links ${rounded(summary.estimatedMissed)}`,
    ),
    ...(last ? [line('last time', lastTime(last))] : []),
  ].join('\n')
}

function lastTime({ at, version, records, linked, possible, unlinked }: LinkRunSummary): string {
  const parts = [`linked ${share(linked, records)}`, `possible ${share(possible, records)}`]
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  return `${parts.join('   ')}   unlinked ${share(unlinked, records)}   ${when}, by ${version}`
}

export function countsTable(groups: readonly LinkGroup[]): string {
  if (groups.length === 0) return ''
  return table([
    ['by group', '', 'records', 'linked', 'possible', 'unlinked'],
    ...groups.map(({ by, group, records, linked, possible, unlinked }) => [
      ...[by, group, count(records)],
      ...[linked, possible, unlinked].map((some) => share(some, records)),
    ]),
  ])
}

export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function line(name: string, text: string): string {
  return `${name.padEnd(16)} ${text}`
}

function share(some: number, all: number): string {
  const part = all < FEW ? '' : ` (${((some / all) * 100).toFixed(1)} %)`
  return `${count(some)}${part}`
}

function rounded(number: number | null): string {
  return number === null ? 'unknown' : number.toFixed(1)
}

function count(number: number): string {
  return number.toLocaleString('en')
}
