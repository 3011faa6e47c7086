/**
 * `kindlijn link cases`: what a person has to decide, with the evidence as levels and weights.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import type { LinkCase } from '../subgraphs/child/link-index.ts'
import { table } from './link-tables.ts'
import { withLinking } from './linking.ts'
import { Mistake } from './say.ts'

const MOST = 500

export async function cases(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      registry: { type: 'string' },
      first: { type: 'string', default: '20' },
      after: { type: 'string' },
      as: { type: 'string' },
    },
  })
  const first = /^\d{1,3}$/.test(values.first) ? Number(values.first) : 0
  if (first < 1 || first > MOST) throw new Mistake(`--first takes a number from 1 to ${MOST}.`)
  await withLinking(values, async ({ index, reading }) => {
    const { registry, after } = values
    const open = await index.cases({ first, after, registry })
    const { accounting, viewer, traceId } = reading
    const subjects = open.map(({ childId }) => childId)
    await accounting.note(
      { kind: 'read', traceId, viewer, registry: 'child-index', parts: ['cases'], subjects },
      subjects.map(() => 'read'),
    )
    const nameOf = (...parts: readonly string[]) =>
      index.database.sealer.pseudonym(viewer.purpose, ...parts).slice(0, 10)
    console.log(
      open.length === 0
        ? 'There is nothing to decide.'
        : table([
            ['case', 'registry', 'child', 'record', 'why', 'bits', 'evidence'],
            ...open.map((each) => toRow(each, nameOf)),
          ]),
    )
    const last = open.at(-1)
    if (open.length === first && last) console.log(`\nmore: --after ${last.id}`)
  })
}

function toRow(
  { id, registry, childId, record, reason, score, evidence }: LinkCase,
  nameOf: (...parts: readonly string[]) => string,
): readonly string[] {
  const steps = evidence.map(
    ({ of, level, weight }) => `${of}${level ? ` ${level}` : ''} ${sign(weight)}`,
  )
  return [
    id,
    registry,
    nameOf('child', childId),
    nameOf(registry, record),
    reason,
    score.toFixed(1),
    steps.join(', '),
  ]
}

function sign(weight: number): string {
  return `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`
}
