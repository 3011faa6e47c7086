import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Feed } from '../privacy/feed.ts'
import type { Domain } from '../schema/domain.ts'
import type { FeedPage } from '../schema/feed.ts'
import { type Graph, openGraph } from './graph.ts'

const NURSE = {
  part: 'journey',
  organisation: 'ura:99990001',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
} as const
const { signal } = new AbortController()

async function all(feed: Feed): Promise<readonly FeedPage[]> {
  const pages: FeedPage[] = []
  for (;;) {
    const page = await feed.next(signal)
    pages.push(page)
    if (page.done) return pages
  }
}

describe('the feed', () => {
  let graph: Graph
  beforeAll(async () => {
    graph = await openGraph()
  }, 120_000)
  afterAll(() => graph.close())

  test('tells every child once, and then nobody', async () => {
    const feed = graph.feeds.open(NURSE)

    const [first, ...others] = await all(feed)
    const again = await feed.next(signal)

    expect(others).toEqual([])
    expect(new Set(first?.children.ids).size).toBe(first?.children.ids.length)
    expect(first?.children.ids).toContain(await graph.idOf('anna'))
    expect(again.children).toMatchObject({ ids: [], gone: [] })
    expect(again.done).toBe(true)
  })

  test('tells of each child what the graph tells of it', async () => {
    const [page] = await all(graph.feeds.open(NURSE))
    const { ids = [], domains } = page?.children ?? {}
    const { data } = await graph.ask('youth-nurse', TOLD, { ids })

    for (const [i, child] of data.children.entries()) {
      const entries = child.timeline.entries.map(({ at, domain }: Entry) => `${domain} ${at}`)
      const fed = DOMAINS.flatMap((domain) => {
        const token = domains?.[domain].token[i] ?? ''
        return eventsOf(page, domain, token).map(({ at }) => `${domain} ${at}`)
      })
      const isSecret = domains?.JGZ.absence[i] === 'SUPPRESSED'
      expect(page?.children.birthDate[i]).toBe(child.birthDate)
      expect(fed.sort()).toEqual(isSecret ? [] : entries.sort())
      for (const { domain, absence } of child.views as View[]) {
        if (!isSecret) expect(domains?.[domain].absence[i]).toBe(absence)
      }
    }
  })
})

interface Entry {
  readonly at: string
  readonly domain: Domain
}

interface View {
  readonly domain: Domain
  readonly absence: string
}

const DOMAINS = ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'] as const

const TOLD = `query ($ids: [ID!]!) {
  children(ids: $ids) {
    birthDate
    views { domain absence }
    timeline(from: "2000-01-01", to: "2026-12-31") { entries { at domain } }
  }
}`

/** Those of one subject, out of the columns. */
function eventsOf(page: FeedPage | undefined, domain: Domain, token: string) {
  const { subjects = [], counts = [], at = [], kind = [] } = page?.events[domain] ?? {}
  const place = subjects.indexOf(token)
  if (place < 0) return []
  const start = counts.slice(0, place).reduce((sum, count) => sum + count, 0)
  const end = start + (counts[place] ?? 0)
  return at.slice(start, end).map((day, i) => ({ at: day, kind: kind[start + i] }))
}
