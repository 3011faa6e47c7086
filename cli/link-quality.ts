/**
 * `kindlijn link quality`: how well each registry was linked the last time, by group.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { toDimensions } from './link-run.ts'
import { countsTable, table } from './link-tables.ts'
import { withLinking } from './linking.ts'

export async function quality(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { by: { type: 'string' } } })
  const by = toDimensions(values.by) ?? []
  await withLinking({}, async ({ index }) => {
    const runs = await index.runs()
    if (runs.length === 0)
      return console.log('Nothing was linked yet: kindlijn link apply REGISTRY.')
    console.log(
      table([
        ['registry', 'at', 'records', 'linked', 'possible', 'unlinked', 'wrong', 'missed', 'by'],
        ...runs.map((run) => [
          run.registry,
          new Date(run.at).toISOString().slice(0, 16).replace('T', ' '),
          ...[run.records, run.linked, run.possible, run.unlinked].map((some) =>
            some.toLocaleString('en'),
          ),
          ...[run.estimatedFalse, run.estimatedMissed].map((some) => some?.toFixed(1) ?? '?'),
          run.version,
        ]),
      ]),
    )
    for (const { registry, groups } of by.length > 0 ? runs : []) {
      console.log(`\n${registry}\n${countsTable(groups.filter((group) => by.includes(group.by)))}`)
    }
  })
}
