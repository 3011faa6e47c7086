/**
 * The feed over the whole graph, each part behind a socket of its own: who is told, who is told again, and who is not.
 */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { urlOf } from '../cli/database.ts'
import type { FedFor, Feed } from '../privacy/feed.ts'
import { renewJgz } from '../sandbox/jgz-database.ts'
import type { Domain } from '../schema/domain.ts'
import type { FeedPage } from '../schema/feed.ts'
import { type Detour, openDetour } from './detour.ts'
import { type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'

const NURSE: FedFor = {
  part: 'journey',
  organisation: 'ura:99990001',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}
const COUNTING: FedFor = { ...NURSE, part: 'insight', role: 'dashboard', purpose: 'monitor-0-4' }
const { signal } = new AbortController()
const DOMAINS = ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'] as const

let town: Awaited<ReturnType<typeof openOwnTown>>
let graph: Graph
let feed: Feed
let everyone: FeedPage
let anna: string
/** On the way to the extract of youth health care. */
let extract: Detour
let extractPort: number

beforeAll(async () => {
  town = await openOwnTown(40)
  graph = await openGraph({
    town,
    apart: true,
    async through(name, url) {
      if (name !== 'JGZ_EXTRACT_URL') return url
      const address = new URL(url)
      extractPort = Number(address.port)
      extract = await openDetour(extractPort)
      return Object.assign(address, { port: String(extract.port) }).href
    },
  })
  await graph.link(['jgz', 'childcare', 'social-domain'])
  feed = graph.feeds.open(NURSE)
  everyone = await feed.next(signal)
  anna = await graph.idOf('anna')
}, 120_000)
afterAll(async () => {
  await graph?.close()
  await extract?.close()
  await town?.close()
})

/** All that is new, in as many pages as it takes. */
async function news(of = feed): Promise<readonly FeedPage[]> {
  const pages: FeedPage[] = []
  for (let done = false; !done; ) {
    const page = await of.next(signal)
    pages.push(page)
    done = page.done && page.children.ids.length === 0
  }
  return pages
}

async function all(of: Feed): Promise<readonly FeedPage[]> {
  const pages = [await of.next(signal)]
  while (!pages.at(-1)?.done) pages.push(await of.next(signal))
  return pages
}

const idsIn = (pages: readonly FeedPage[]) => pages.flatMap(({ children }) => children.ids)
const placeOf = (page: FeedPage, id: string) => page.children.ids.indexOf(id)

function eventsOf(page: FeedPage | undefined, domain: Domain, id: string) {
  if (!page) return []
  const token = page.children.domains[domain].token[placeOf(page, id)]
  const { subjects, counts, at, kind } = page.events[domain]
  const place = subjects.indexOf(token ?? '')
  if (place < 0) return []
  const start = counts.slice(0, place).reduce((sum, count) => sum + count, 0)
  return Array.from({ length: counts[place] ?? 0 }, (_, i) => `${kind[start + i]} ${at[start + i]}`)
}

async function inJgz(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(town.adminUrl, 'sandbox_jgz') })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

const CHILDREN = `query ($ids: [ID!]!) {
  children(ids: $ids) {
    birthDate
    residence { municipality { code } }
    views { domain absence }
    timeline(from: "2000-01-01", to: "2026-12-31") { entries { at domain } }
  }
}`

describe('the feed', () => {
  test('tells every child once, and then nobody', async () => {
    const { ids } = everyone.children

    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(anna)
    expect(idsIn(await news())).toEqual([])
  })

  test('tells of each child what the graph tells of it', async () => {
    const { ids, domains, birthDate, municipality } = everyone.children
    const { data } = await graph.ask('youth-nurse', CHILDREN, { ids })

    for (const [i, id] of ids.entries()) {
      const child = data.children[i]
      const told = child.timeline.entries.map(({ at, domain }: Entry) => `${domain} ${at}`)
      const fed = DOMAINS.flatMap((domain) =>
        eventsOf(everyone, domain, id).map((event) => `${domain} ${event.split(' ')[1]}`),
      )
      expect(birthDate[i]).toBe(child.birthDate)
      expect(municipality[i]).toBe(child.residence?.municipality.code ?? null)
      if (domains.JGZ.absence[i] === 'SUPPRESSED') continue
      expect(fed.sort()).toEqual(told.sort())
      for (const { domain, absence } of child.views as View[]) {
        expect(domains[domain].absence[i]).toBe(absence)
      }
    }
  })

  test('MUST have nothing of a child whose address is secret but that it is there', async () => {
    const hanna = await graph.idOf('hanna')
    const place = placeOf(everyone, hanna)

    expect(place).toBeGreaterThanOrEqual(0)
    expect(everyone.children.municipality[place]).toBeNull()
    expect(everyone.children.postcode4[place]).toBeNull()
    for (const domain of DOMAINS) {
      expect(everyone.children.domains[domain].token[place]).toBeNull()
      expect(everyone.children.domains[domain].absence[place]).toBe('SUPPRESSED')
      expect(everyone.events[domain].counts[place]).toBe(0)
    }
  })

  test('tells whose dossier has something new, and whose has less since the extract was made anew', async () => {
    const before = eventsOf(everyone, 'JGZ', anna)
    await inJgz(`insert into jgz_extract.contactmoment
      (id, client_id, datum, bds_0494, bds_1605, gepland, geldig_op, vastgelegd_op)
      select 'feed-1', client_id, '2026-08-20', '39', '01', false, '2026-08-20', now()
      from jgz_extract.client where bds_0002 = 'Vries' and bds_0020 = '2023-01-17'`)
    const [added, ...others] = await news()

    expect(added?.children.ids).toEqual([anna])
    expect(idsIn(others)).toEqual([])
    expect(eventsOf(added, 'JGZ', anna)).toHaveLength(before.length + 1)

    await inJgz(`delete from jgz_extract.contactmoment where id = 'feed-1'`)
    await renewJgz(urlOf(town.adminUrl, 'sandbox_jgz'))
    const removed = await news()

    expect(idsIn(removed)).toEqual([anna])
    const page = removed.find(({ children }) => children.ids.length > 0)
    expect(eventsOf(page, 'JGZ', anna)).toEqual(before)
  })

  test('tells whose list was corrected, and nobody else', async () => {
    const folder = join(graph.folder, 'wijkteam')
    const files = await readdir(folder, { recursive: true })
    const name = files.find((file) => file.endsWith('.csv')) ?? ''
    const lines = (await readFile(join(folder, name), 'utf8')).split('\r\n')
    const at = lines.findIndex((line) => /^WT-\d+;\d+;[-\d]+;[-\d]+;/.test(line))
    const cells = lines[at]?.split(';') ?? []
    const [day] = cells.splice(3, 1, '30-08-2026')
    await writeFile(join(folder, 'correction.csv'), `${lines[0]}\r\n${cells.join(';')}\r\n`)

    const pages: FeedPage[] = []
    await expect
      .poll(async () => pages.push(...(await news())) && idsIn(pages), { timeout: 20_000 })
      .toHaveLength(1)
    const [id = ''] = idsIn(pages)
    const page = pages.find(({ children }) => children.ids.length > 0)
    expect(day).not.toBe('30-08-2026')
    expect(eventsOf(page, 'SOCIAL_DOMAIN', id)).toContain('CASE 2026-08-30')
    expect(eventsOf(everyone, 'SOCIAL_DOMAIN', id)).not.toContain('CASE 2026-08-30')
    expect(eventsOf(page, 'JGZ', id)).toEqual(eventsOf(everyone, 'JGZ', id))
  })

  test('MUST have nothing of what a family objected to for its purpose, and has it again when that is taken back', async () => {
    const bram = await graph.idOf('bram')
    const object = (kind: string, purpose: string) =>
      graph.ask('privacy-officer', OBJECT, { child: bram, kind, purpose })
    await object('OBJECTION', 'research')
    expect(idsIn(await news())).toEqual([])

    await object('OBJECTION', 'youth-health-care')
    const [objected] = (await news()).filter(({ children }) => children.ids.length > 0)
    expect(objected?.children.ids).toEqual([bram])
    expect(objected?.children.domains.JGZ).toMatchObject({ token: [null], absence: ['OBJECTION'] })
    expect(objected?.events.JGZ).toMatchObject({ counts: [0], kind: [] })
    expect(eventsOf(objected, 'BIRTH_CARE', bram)).toEqual(eventsOf(everyone, 'BIRTH_CARE', bram))

    await object('CONSENT', 'youth-health-care')
    const [again] = (await news()).filter(({ children }) => children.ids.length > 0)
    expect(eventsOf(again, 'JGZ', bram)).toEqual(eventsOf(everyone, 'JGZ', bram))
  })

  test('MUST tell a part that counts no name and no number, and under tokens that no other purpose has', async () => {
    const counting = graph.feeds.open(COUNTING)
    const page = await counting.next(signal)
    const text = JSON.stringify(page)

    expect(placeOf(page, anna)).toBeGreaterThanOrEqual(0)
    expect(eventsOf(page, 'JGZ', anna)).toEqual(eventsOf(everyone, 'JGZ', anna))
    expect(text).not.toMatch(/9999\d{5}|Vries|straat/)
    for (const domain of DOMAINS) {
      const { subjects } = everyone.events[domain]
      for (const token of page.events[domain].subjects) expect(subjects).not.toContain(token)
    }
    const elsewhere = await graph.feeds.open({ ...COUNTING, municipalities: ['0363'] }).next(signal)
    expect(elsewhere.children.ids).toEqual([])
  })

  test('tells who counts of a record that is linked to nobody, and nobody else', async () => {
    await inJgz(`insert into jgz_extract.client (client_id, geldig_op, vastgelegd_op)
        values ('nobodys', '2026-08-20', now());
      insert into jgz_extract.contactmoment
        (id, client_id, datum, bds_0494, bds_1605, gepland, geldig_op, vastgelegd_op)
        values ('feed-2', 'nobodys', '2026-08-20', '39', '01', false, '2026-08-20', now())`)
    const looseIn = async (fedFor: FedFor) => {
      const pages = await all(graph.feeds.open(fedFor))
      const tokens = new Set(pages.flatMap(({ children }) => children.domains.JGZ.token))
      return pages.flatMap(({ events: { JGZ } }) =>
        JGZ.subjects.flatMap((token, i) => (tokens.has(token) ? [] : (JGZ.counts[i] ?? 0))),
      )
    }
    const counts = await looseIn(COUNTING)

    expect(counts.filter((count) => count > 0)).toContain(1)
    expect((await looseIn(NURSE)).filter((count) => count > 0)).toEqual([])
    expect((await looseIn({ ...COUNTING, municipalities: ['0363'] })).length).toBe(0)
  })

  test('MUST feed an organisation only of whom it has something', async () => {
    const mentor = { role: 'childcare-mentor', purpose: 'childcare-placement' } as const
    const page = await graph.feeds
      .open({ ...NURSE, ...mentor, organisation: 'kvk:99990003' })
      .next(signal)
    const enrolled = everyone.children.ids.filter(
      (_, i) => everyone.children.domains.CHILDCARE.token[i] !== null,
    )

    for (const id of enrolled) expect(page.children.ids).toContain(id)
    expect(page.children.ids.length).toBeLessThan(everyone.children.ids.length)
    for (const domain of ['BIRTH_CARE', 'SOCIAL_DOMAIN'] as const) {
      expect(page.events[domain].kind).toEqual([])
    }
  })

  test('MUST NOT pass off what is down for what has nothing, and tells it when it is back', async () => {
    const before = eventsOf(everyone, 'JGZ', anna)
    extract.cut()
    feed.again([anna])
    const [down] = (await all(feed)).filter(({ children }) => children.ids.length > 0)

    expect(down?.children.ids).toEqual([anna])
    expect(down?.children.domains.JGZ).toMatchObject({ token: [null], absence: ['SOURCE_DOWN'] })
    expect(eventsOf(down, 'BIRTH_CARE', anna)).toEqual(eventsOf(everyone, 'BIRTH_CARE', anna))

    extract.leadTo(extractPort)
    feed.again([anna])
    const back = (await all(feed)).find(({ children }) => children.ids.includes(anna))
    expect(eventsOf(back, 'JGZ', anna)).toEqual(before)
    expect(back?.children.domains.JGZ.absence).toEqual(['NONE'])
  })

  test('MUST write down each reading of each child before it is told', async () => {
    const records = await graph.admin(
      `select count(distinct data_subject)::int as subjects from accounting.logboek
       where registry = 'jgz-waterdam' and outcome = 'read'`,
    )
    const asked = everyone.children.domains.JGZ.token.filter((token) => token !== null)

    expect(records[0]?.subjects).toBeGreaterThanOrEqual(asked.length)
  })

  test('MUST be answered to no client, and to nobody without the signature of a part', async () => {
    const query = 'query { jgzFeedChanges }'
    const asked = await graph.ask('youth-nurse', query)
    const unsigned = await fetch(graph.subgraphUrls.jgz ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })

    expect(asked.data).toBeNull()
    expect(asked.text).not.toContain('next')
    expect(unsigned.status).toBe(401)
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

const OBJECT = `mutation ($child: ID!, $kind: ObjectionKind!, $purpose: String) {
  recordObjection(child: $child, domain: JGZ, kind: $kind, purpose: $purpose, source: "desk") { kind }
}`
