/**
 * `kindlijn link estimate REGISTRY`: a model of the registry's own slips and habits, as JSON. It holds no name.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { DEFAULT_MODEL } from '../subgraphs/child/linkage/default-model.ts'
import { estimateModel } from '../subgraphs/child/linkage/estimate.ts'
import type { Found } from '../subgraphs/child/linkage/in-parts.ts'
import { openPairs } from '../subgraphs/child/linkage/pairs.ts'
import { registriesNamed } from './link-run.ts'
import { withLinking } from './linking.ts'
import { Mistake, progress } from './say.ts'

/** More of them do not teach more. */
const MOST = 20_000
/** Of fewer nothing can be learnt. */
const FEWEST = 500

export async function estimate(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { version: { type: 'string' } },
  })
  if (positionals.length !== 1)
    throw new Mistake('Name one registry: kindlijn link estimate REGISTRY.')
  await withLinking({}, async ({ links, reading, open }) => {
    for (const link of registriesNamed(positionals, links)) {
      const { linker, registry, subgraph } = await open(link)
      const records = subgraph.linkables?.(registry.name, reading.signal)
      if (!records) throw new Mistake(`Registry ${registry.name} offers nothing to link.`)
      const found: Found[] = []
      await linker.run({
        registry: registry.name,
        records,
        model: DEFAULT_MODEL,
        reading,
        onProgress: progress(registry.name, Number.POSITIVE_INFINITY),
        onFound: (part) => void found.push(...part.slice(0, MOST - found.length)),
      })
      if (found.length < FEWEST) {
        throw new Mistake(
          `It takes ${FEWEST} records to estimate a model; there are ${found.length}.`,
        )
      }
      const day = new Date().toISOString().slice(0, 10)
      const version = values.version ?? `${registry.name}-${day}`
      console.log(JSON.stringify(estimateModel(toPairs(found), { version }), null, 2))
    }
  })
}

function toPairs(found: readonly Found[]) {
  const persons = new Map(found.flatMap((each) => each.persons.map((one) => [one.id, one])))
  return openPairs(
    [...persons.values()],
    found.map(({ record }) => record),
  )
}
