/**
 * How fast a part is fed all children of a municipality, and then those who changed.
 *
 * @module
 */

import { join } from 'node:path'
import pg from 'pg'
import { urlOf } from '../cli/database.ts'
import { applyOnce, takeInOnce } from '../cli/link-once.ts'
import { linkerNamed, readingOf } from '../cli/linking.ts'
import { populationRegister } from '../cli/population-register.ts'
import type { FedFor, Feed } from '../privacy/feed.ts'
import type { FeedPage } from '../schema/feed.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { openLinker } from '../subgraphs/child/linker.ts'
import { buildInto } from '../test/built.ts'
import { type Figure, milliseconds, seconds } from './figure.ts'
import { startUp } from './running.ts'
import { openWays, type Ways } from './ways.ts'

const CHILDREN = 20_000
const CHANGED = 100

const COUNTING: FedFor = {
  part: 'insight',
  organisation: 'gemeente:9999',
  role: 'dashboard',
  purpose: 'monitor-0-4',
  municipalities: ['9999'],
}
const NURSE: FedFor = {
  ...COUNTING,
  part: 'journey',
  organisation: 'ura:99990001',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
}
const { signal } = new AbortController()

export async function feedFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home-to-feed')
  const running = await startUp(await buildInto(folder), home, {}, CHILDREN)
  const ways = await openWays(running, home)
  try {
    await linkAll(ways)
    const { inProcess, overHttp } = ways.feeds
    const lists = inProcess.open(NURSE)
    const rows = [
      await row('work lists of youth health care, in one process', lists),
      await row('what is counted, in one process', inProcess.open(COUNTING)),
      await row('what is counted, each part behind HTTP', overHttp.open(COUNTING)),
      await row('nothing new', lists),
    ]
    await change(ways.adminUrl)
    rows.push(await row(`${CHANGED} dossiers with a contact more`, lists))
    return {
      title: 'Feeding lists and figures',
      command: 'npm run bench -- feed',
      about: `A Waterdam of ${CHILDREN.toLocaleString('en')} children, linked. Each page is at most 200 children out of all their registries, with each reading written down before and after, as for one child that is asked for.`,
      head: ['', 'children', 'events', 'time', 'events per second', 'first page'],
      rows,
    }
  } finally {
    await ways.close()
    await running.stop()
  }
}

async function row(what: string, feed: Feed): Promise<readonly string[]> {
  const began = performance.now()
  let firstMs = 0
  let children = 0
  let events = 0
  for (let done = false; !done; ) {
    const page = await feed.next(signal)
    firstMs ||= performance.now() - began
    children += page.children.ids.length
    events += countOf(page)
    done = page.done
  }
  const ms = performance.now() - began
  const counts = [children, events].map((count) => count.toLocaleString('en'))
  const perSecond = Math.round((events * 1_000) / ms).toLocaleString('en')
  return [what, ...counts, seconds(ms), events > 0 ? perSecond : '', milliseconds(firstMs)]
}

function countOf({ events }: FeedPage): number {
  return Object.values(events).reduce((sum, { kind }) => sum + kind.length, 0)
}

async function linkAll({ needs, subgraphs, accounting }: Ways): Promise<void> {
  const index = await openChildIndex({
    databaseUrl: await needs.databaseUrl('child'),
    key: await needs.childIndexKey(),
  })
  const { registry: population } = populationRegister(needs.registries)
  const linker = openLinker({ population, index, perSecond: 10_000 })
  const reading = readingOf({
    viewer: linkerNamed('bench'),
    accounting,
    links: needs.links,
    signal,
  })
  try {
    for (const registry of needs.registries) {
      const subgraph = subgraphs.find(({ name }) => name === registry.domain)
      if (!subgraph || !registry.agreement.purposes.includes('linkage')) continue
      const once = { linker, registry, subgraph, reading }
      if (subgraph.pregnancies) await takeInOnce(once, () => needs.storeKey('birth-care'))
      else await applyOnce(once)
    }
  } finally {
    await linker.close()
    await index.close()
  }
}

async function change(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(adminUrl, 'sandbox_jgz') })
  await client.connect()
  await client.query(
    `insert into jgz_extract.contactmoment
       (id, client_id, datum, bds_0494, bds_1605, gepland, geldig_op, vastgelegd_op)
     select 'bench-' || client_id, client_id, '2026-08-20', '39', '01', false, '2026-08-20', now()
     from jgz_extract.client where bds_0020 > '2023-01-01' order by client_id limit $1`,
    [CHANGED],
  )
  await client.end()
}
