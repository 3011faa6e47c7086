/**
 * `kindlijn link decide`, `break` and `restore`: a person decides, with a name and a reason, and is never overruled.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { GraphError } from '../schema/errors.ts'
import type { LinkState } from '../subgraphs/child/link-events.ts'
import { type Linking, withLinking } from './linking.ts'
import { Mistake } from './say.ts'

const CERTAINTIES = ['EXACT', 'PROBABLE', 'NONE'] as const

export async function decide(args: readonly string[]): Promise<void> {
  const { id: caseId, reason, as, certainty: text } = read('decide CASE --certainty NAME', args)
  const certainty = CERTAINTIES.find((one) => one === text?.toUpperCase())
  if (!certainty) throw new Mistake(`--certainty takes ${CERTAINTIES.join(', ')}.`)
  await signed(as, ({ index, reading }) =>
    index.decide({ caseId, certainty, reason, userId: reading.viewer.id }),
  )
}

export async function breakLink(args: readonly string[]): Promise<void> {
  const { id: linkId, reason, as } = read('break LINK', args)
  await signed(as, ({ index, reading }) =>
    index.breakLink({ linkId, reason, userId: reading.viewer.id }),
  )
}

export async function restoreLink(args: readonly string[]): Promise<void> {
  const { id: linkId, reason, as } = read('restore LINK', args)
  await signed(as, ({ index, reading }) =>
    index.restoreLink({ linkId, reason, userId: reading.viewer.id }),
  )
}

function read(usage: string, args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      certainty: { type: 'string' },
      reason: { type: 'string', default: '' },
      as: { type: 'string' },
    },
  })
  const [id, ...others] = positionals
  const reason = values.reason.trim()
  if (!id || others.length > 0) throw new Mistake(`kindlijn link ${usage} --reason TEXT`)
  if (reason === '') throw new Mistake('Say why: --reason TEXT. It is kept for ever.')
  return { id, reason, as: values.as, certainty: values.certainty }
}

/** Done, and written down who did it. */
async function signed(
  as: string | undefined,
  work: (linking: Linking) => Promise<LinkState>,
): Promise<void> {
  await withLinking({ as }, async (linking) => {
    const { viewer, accounting, traceId } = linking.reading
    const link = await work(linking).catch(explain)
    const { id, childId, registry, isActive, certainty } = link
    await accounting.note(
      { kind: 'link-decision', traceId, viewer, registry, parts: ['link'], subjects: [childId] },
      ['read'],
    )
    const state = isActive ? `in force, ${certainty.toLowerCase()}` : 'not in force'
    console.log(`link ${id}   ${registry}   ${state}   decided by ${viewer.id}`)
  })
}

function explain(error: unknown): never {
  const code = error instanceof GraphError ? error.code : undefined
  if (code === 'LINK_UNKNOWN')
    throw new Mistake('There is no such case or link, or it is not open.')
  if (code === 'ARGUMENT_INVALID') {
    throw new Mistake('A reason has at most 500 characters, and no number of anybody.')
  }
  throw error
}
