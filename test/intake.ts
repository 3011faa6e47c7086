/**
 * A process that takes in a folder, for a test that kills it: `node test/intake.ts URL REGISTRY FOLDER`.
 *
 * It says `ready`, begins at a line on standard input, and says `done` when the folder has been looked at once.
 *
 * @module
 */

import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { DeliveryReader } from '../connectors/deliveries.ts'
import { watchFolder } from '../connectors/delivery-folder.ts'
import { openDeliveryStore } from '../connectors/delivery-store.ts'

/** A line is `subject;grams`; what is no number is refused. */
export const readWeights: DeliveryReader = async function* (bytes, refuse) {
  let line = 0
  for await (const row of createInterface({ input: Readable.from(bytes) })) {
    line += 1
    const [subject = '', grams = ''] = row.split(';')
    if (!/^\d+$/.test(grams)) {
      refuse({ line, path: 'grams', rule: 'whole-number', message: 'Expected a whole number.' })
    }
    yield { line, kind: 'weight', subject, logicalKey: subject, body: Number(grams) }
  }
}

export const SCHEMA = 'intake'

const [url, registry, folder] = process.argv.slice(2)
if (import.meta.main && url && registry && folder) {
  const store = await openDeliveryStore({ url, schema: SCHEMA })
  process.stdout.write('ready\n')
  await once(process.stdin, 'data')
  const watch = watchFolder({
    folder,
    store,
    registry,
    format: 'weights',
    read: readWeights,
    everyMs: 20,
    settleMs: 1,
  })
  await watch.ready
  process.stdout.write('done\n')
}
