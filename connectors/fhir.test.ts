import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { serveLoopback } from '../test/loopback.ts'
import { type FhirOptions, openFhir } from './fhir.ts'

const never = new AbortController().signal
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function connect(
  answer: (url: string, base: string) => unknown,
  options: Partial<FhirOptions> = {},
) {
  const asked: { method: string; url: string; body: string; prefer: unknown }[] = []
  let base = ''
  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '', headers } = request
    asked.push({ method, url, body: await text(request), prefer: headers.prefer })
    response
      .writeHead(200, { 'content-type': 'application/fhir+json' })
      .end(JSON.stringify(answer(url, base)))
  }
  const server = await serveLoopback(listener)
  base = `${server.url}/fhir`
  const fhir = openFhir({ registry: 'midwives', url: base, timeoutMs: 2000, ...options })
  open.push(server, fhir)
  const search = () => fhir.search('Observation', new URLSearchParams('code=1'), never)
  return { asked, search, health: () => fhir.health() }
}

const found = (...ids: string[]) =>
  ids.map((id) => ({ resource: { resourceType: 'Observation', id } }))
const page = (entry: unknown[], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(entry.length > 0 ? { entry } : {}),
  link:
    next === undefined
      ? []
      : [
          { relation: 'self', url: 'x' },
          { relation: 'next', url: next },
        ],
})

describe('a FHIR server', () => {
  test('is complete until when it says so itself, else until it was asked', async () => {
    let lastUpdated: unknown = '2026-01-02T03:04:05.678+01:00'
    const { search, health } = await connect(() => ({ ...page([]), meta: { lastUpdated } }))
    await search()
    expect(health().upToDateTo).toEqual(new Date('2026-01-02T02:04:05.678Z'))
    for (const nothing of [undefined, 'yesterday', '2026-01-02', '2999-01-01T00:00:00Z']) {
      lastUpdated = nothing
      const before = Date.now()
      await search()
      expect(health().upToDateTo?.getTime()).toBeGreaterThanOrEqual(before)
    }
  })
})

describe('a FHIR search', () => {
  test('asks by POST, with nothing of the question in the URL, and wants to be understood', async () => {
    const { asked, search } = await connect(() => page([]))

    expect(await search()).toEqual([])
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/fhir/Observation/_search',
        body: 'code=1',
        prefer: 'handling=strict',
      },
    ])
  })

  test('gathers all pages, each resource once', async () => {
    const { search } = await connect((url, base) => {
      if (url.endsWith('_search')) return page(found('a', 'b'), `${base}?page=2`)
      if (url === '/fhir?page=2') return page(found('b', 'c'), '/fhir/more?page=3')
      return page(found('d'))
    })
    expect((await search()).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('searches again when records come or go between pages, and says so when that goes on', async () => {
    let total = 0
    let isCalm = false
    const { search } = await connect((url, base) => {
      if (!isCalm) total += 1
      if (url.endsWith('_search')) return { ...page(found('a'), `${base}?page=2`), total }
      if (total === 4) isCalm = true
      return { ...page(found('b')), total }
    })
    await expect(search()).rejects.toMatchObject({ code: 'REGISTRY_BUSY' })
    expect((await search()).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('leaves out what the server remarks about the search', async () => {
    const outcome = {
      resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }] },
      search: { mode: 'outcome' },
    }
    const { search } = await connect(() => page([outcome, ...found('a')]))
    expect((await search()).map(({ id }) => id)).toEqual(['a'])
  })

  test.each([
    ['an outcome instead of a bundle', { resourceType: 'OperationOutcome' }, 'REGISTRY_REFUSED'],
    ['another kind of bundle', { resourceType: 'Bundle', type: 'batch' }, 'REGISTRY_MALFORMED'],
    ['a single resource', { resourceType: 'Patient' }, 'REGISTRY_MALFORMED'],
    ['a list', [], 'REGISTRY_MALFORMED'],
    ['an entry without a resource', page([{ fullUrl: 'x' }]), 'REGISTRY_MALFORMED'],
    ['entries that are no list', { ...page([]), entry: {} }, 'REGISTRY_MALFORMED'],
    [
      'an answer that the server says is not complete',
      page([{ resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] } }]),
      'REGISTRY_MALFORMED',
    ],
  ])('does not accept %s', async (_what, answer, code) => {
    const { search } = await connect(() => answer)
    await expect(search()).rejects.toMatchObject({ code })
  })

  test('MUST NOT follow a link to another origin', async () => {
    let elsewhere = 0
    const other = await serveLoopback((_request, response) => {
      elsewhere += 1
      response.end()
    })
    open.push(other)
    const { search } = await connect(() => page(found('a'), `${other.url}/fhir?page=2`))

    await expect(search()).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
    expect(elsewhere).toBe(0)
  })

  test('notices pages that go round in a circle', async () => {
    const { search } = await connect((_url, base) => page(found('a'), `${base}?page=2`))
    await expect(search()).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
  })

  test('takes so many pages and so many entries, and no more', async () => {
    let n = 0
    const endless = (_url: string, base: string) => page(found(`${n}`), `${base}?page=${++n}`)

    const pages = await connect(endless, { pageLimit: 3 })
    await expect(pages.search()).rejects.toMatchObject({ code: 'REGISTRY_TOO_LARGE' })
    expect(pages.asked).toHaveLength(3)

    const entries = await connect(endless, { entryLimit: 5 })
    await expect(entries.search()).rejects.toMatchObject({ code: 'REGISTRY_TOO_LARGE' })
  })
})
