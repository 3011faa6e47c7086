/**
 * The whole graph, while its accounting is gone, hangs, or loses the process that writes it.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Detour, openDetour } from './detour.ts'
import { type Graph, openGraph } from './graph.ts'
import { type Started, start } from './kindlijn.ts'
import { cases } from './scale.ts'

const GROWTH =
  'query ($id: ID!) { child(id: $id) { name { given } jgz { growth { weightGrams } } } }'
const FIND = '{ findChildren(familyName: "Vries", birthDate: "2023-01-17") { id name { given } } }'

describe('an accounting that is not there', () => {
  let graph: Graph
  let detour: Detour
  let port: number
  let anna: string

  beforeAll(async () => {
    port = Number(new URL(inject('postgresUrl')).port)
    detour = await openDetour(port)
    graph = await openGraph({ accountingPort: detour.port })
    anna = await graph.idOf('anna')
  })
  afterEach(() => detour.leadTo(port))
  afterAll(async () => {
    await graph.close()
    await detour.close()
  })

  test.each([
    ['by its id', GROWTH],
    ['by a search', FIND],
  ])(
    'MUST keep every registry from being asked, and every child from being shown: %s',
    async (_how, query) => {
      detour.cut()
      graph.requests('brp')
      const { data, codes, text } = await graph.ask('youth-nurse', query, { id: anna })

      expect(codes).toEqual(['ACCOUNTING_UNAVAILABLE'])
      expect(Object.values(data)).toEqual([null])
      expect(text).not.toContain('Anna')
      expect(graph.requests('brp')).toBe(0)
    },
  )

  test('MUST do so too while it hangs, and in time', async () => {
    await graph.ask('youth-nurse', GROWTH, { id: anna })
    detour.hang()
    graph.requests('brp')
    const start = performance.now()
    const { data, codes } = await graph.ask('youth-nurse', GROWTH, { id: anna })

    expect([data.child, codes.length]).toEqual([null, 1])
    expect(['ACCOUNTING_UNAVAILABLE', 'DEADLINE_EXCEEDED']).toContain(codes[0])
    expect(performance.now() - start).toBeLessThan(12_000)
    expect(graph.requests('brp')).toBe(0)
  })

  test('MUST keep in what a refusal would let out: it is not answered either', async () => {
    detour.cut()
    const { data, codes } = await graph.ask('midwife', GROWTH, { id: anna })

    expect(codes).toEqual(['ACCOUNTING_UNAVAILABLE'])
    expect(data?.child ?? null).toBeNull()
  })

  test('answers again when it is back, and all that was answered is written down', async () => {
    for (let i = 0; i < 5; i++) {
      detour.cut()
      const lost = Promise.all([1, 2, 3].map(() => graph.ask('youth-nurse', GROWTH, { id: anna })))
      await sleep(Math.random() * 20)
      detour.leadTo(port)
      for (const { data, processings } of [
        ...(await lost),
        await graph.ask('youth-nurse', GROWTH, { id: anna }),
      ]) {
        const answered = data.child?.jgz ? 2 : data.child ? 1 : 0
        const read = processings.filter(({ outcome }) => outcome === 'read').length
        expect(read).toBeGreaterThanOrEqual(answered)
      }
    }
    const { codes, processings } = await graph.ask('youth-nurse', GROWTH, { id: anna })
    expect([codes, processings.length]).toEqual([[], 2])
  })
})

const KILLS = cases(2, 60)

describe('a part that is killed', () => {
  let graph: Graph
  let detour: Detour
  let anna: string

  beforeAll(async () => {
    detour = await openDetour()
    graph = await openGraph({
      apart: true,
      elsewhere: { jgz: `http://127.0.0.1:${detour.port}/` },
    })
    anna = await graph.idOf('anna')
  })
  afterAll(async () => {
    await graph.close()
    await detour.close()
  })

  function startJgz(): Started {
    return start(['serve', 'jgz'], {
      env: {
        ...graph.env,
        PORT: '0',
        KINDLIJN_HOME: inject('home'),
        KINDLIJN_POSTGRES_URL: inject('postgresUrl'),
      },
    })
  }

  test(`MUST have written down whatever was answered, once, at ${KILLS} instants`, {
    timeout: 60_000 + KILLS * 30_000,
  }, async () => {
    let answered = 0
    let next = startJgz()
    for (let n = 0; n < KILLS; n++) {
      const jgz = next
      detour.leadTo(Number(new URL((await jgz.saying(/^ready (\S+)/m))[1] ?? '').port))
      let isOver = false
      const asking = Promise.all(
        Array.from({ length: 4 }, async () => {
          const told: { traceId: string; hasGrowth: boolean }[] = []
          while (!isOver) told.push(await ask())
          return told
        }),
      )
      await sleep(500 + Math.random() * 1_500)
      await jgz.stop('SIGKILL')
      isOver = true
      next = n < KILLS - 1 ? startJgz() : jgz

      for (const { traceId, hasGrowth } of (await asking).flat()) {
        const records = await graph.admin(
          `select registry, outcome from accounting.logboek where trace_id = $1 and registry like 'jgz%'`,
          traceId,
        )
        expect(records.length).toBeLessThanOrEqual(1)
        if (!hasGrowth) continue
        expect(records).toMatchObject([{ outcome: 'read' }])
        answered += 1
      }
    }
    expect(answered).toBeGreaterThan(0)
  })

  async function ask() {
    const traceId = randomBytes(16).toString('hex')
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await graph.tokenFor('youth-nurse')}`,
        traceparent: `00-${traceId}-00000000000000ff-01`,
      },
      body: JSON.stringify({ query: GROWTH, variables: { id: anna } }),
    })
    const { data } = (await response.json()) as { data?: { child?: { jgz?: object | null } } }
    return { traceId, hasGrowth: Boolean(data?.child?.jgz) }
  }
})
