/** A town of which the first linking fails: its numbers say so until it is linked, and then tell what was delivered. */

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FedFor, Feed } from '../privacy/feed.ts'
import type { FeedPage } from '../schema/feed.ts'
import { type Detour, openDetour } from './detour.ts'
import { type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'

const COUNTING: FedFor = {
  ...{ part: 'insight', organisation: 'ura:99990004', role: 'analyst', purpose: 'research' },
  municipalities: ['9999'],
}
const { signal } = new AbortController()

let town: Awaited<ReturnType<typeof openOwnTown>>
let graph: Graph
let extract: Detour
let port: number

beforeAll(async () => {
  town = await openOwnTown(90)
  graph = await openGraph({
    town,
    async through(name, url) {
      if (name !== 'JGZ_EXTRACT_URL') return url
      const address = new URL(url)
      port = Number(address.port)
      extract = await openDetour(port)
      return Object.assign(address, { port: String(extract.port) }).href
    },
  })
}, 120_000)
afterAll(async () => {
  await graph?.close()
  await extract?.close()
  await town?.close()
})

async function all(feed: Feed): Promise<readonly FeedPage[]> {
  const pages = [await feed.next(signal)]
  while (!pages.at(-1)?.done) pages.push(await feed.next(signal))
  return pages
}

const idsIn = (pages: readonly FeedPage[]) => pages.flatMap(({ children }) => children.ids)

/** What is told of records of nobody. */
const looseIn = (pages: readonly FeedPage[]) =>
  pages.flatMap(({ children, events: { JGZ } }) =>
    JGZ.subjects.flatMap((subject, i) =>
      children.domains.JGZ.token.includes(subject) ? [] : [{ subject, count: JGZ.counts[i] }],
    ),
  )

const notLinked = (persona: string) => saved('34-what-is-not-in-the-numbers', persona)

async function saved(name: string, persona: string, asOf = '') {
  const query = await readFile(`docs/questions/${name}.graphql`, 'utf8')
  const { data, errors } = await graph.ask(persona, query.replace('id: "C01"', `id: "C01"${asOf}`))
  expect(errors).toEqual([])
  return data.indicatorSeries
}

test('MUST say that numbers are not whole where the first linking failed, and that they are once it was done', async () => {
  await graph.link(['childcare', 'social-domain'])
  extract.cut()
  await expect(graph.link(['jgz'])).rejects.toThrow()
  extract.leadTo(port)

  const feed = graph.feeds.open(COUNTING)
  const before = await all(feed)
  const none = { never: [], late: [] }
  expect(before.at(-1)?.events.JGZ.linking).toEqual({ never: ['jgz-waterdam'], late: [] })
  expect(before.at(-1)?.events.BIRTH_CARE.linking).toEqual(none) // it was taken in
  const { incomplete, sources, points } = await notLinked('analyst')
  expect(incomplete).toContainEqual({ domain: 'JGZ', because: 'NEVER_LINKED' })
  expect(sources).toMatchObject([{ domain: 'CHILDCARE', complete: false }])
  expect(points[0]).toMatchObject({ provisional: true, coverage: null })

  await graph.link(['jgz'])
  const after = await all(feed)
  const known = idsIn(before)
  expect(after.at(-1)?.events.JGZ.linking).toEqual({ ...none, since: expect.any(String) })
  expect(idsIn(after).some((id) => !known.includes(id))).toBe(true)
  // Records that were nobody's are somebody's now, and are told so on the same day.
  const were = looseIn(before).filter(({ count }) => count)
  expect(were.length).toBeGreaterThan(0)
  expect(looseIn(after).filter(({ count }) => count === 0).length).toBeGreaterThan(0)

  const told = await saved('35-since-when-it-is-known', 'dashboard') // who was not told anything yet
  const [childcare] = told.sources
  expect(told.incomplete).toEqual([])
  // Its lists were delivered to this test, and linked: since then they are known.
  expect(childcare).toMatchObject({ domain: 'CHILDCARE', complete: true })
  expect(childcare.knownAt > told.asOf.knownAt).toBe(true)
  for (const { count, coverage, provisional } of told.points) {
    expect(Number(count.shown)).toBeGreaterThan(10)
    expect({ coverage, provisional }).toEqual({ coverage: 1, provisional: false })
  }

  // Of the days before nothing was known.
  const early = `, asOf: { knownAt: "${told.asOf.knownAt}" }`
  const earlier = await saved('35-since-when-it-is-known', 'dashboard', early)
  expect(earlier.incomplete).toEqual([{ domain: 'CHILDCARE', because: 'NOT_KNOWN_YET' }])
  expect(earlier.points[0]).toMatchObject({ value: null, coverage: null, provisional: true })
}, 120_000)
