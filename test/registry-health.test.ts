import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'
import { openWire, type Wire } from './wire.ts'

const QUESTION = readFileSync('docs/questions/6-registries.graphql', 'utf8')

interface Told {
  readonly name: string
  readonly domain: string
  readonly kind: string
  readonly health: { readonly state: string; readonly circuit: string | null } | null
}

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('the health of the registries, $name', ({ apart }) => {
  let town: Awaited<ReturnType<typeof openOwnTown>>
  let graph: Graph
  let anna: string
  const wires = new Map<string, Wire>()

  beforeAll(async () => {
    // Its own: what other tests deliver late would make a registry of this one late.
    town = await openOwnTown(40)
    graph = await openGraph({
      town,
      apart,
      async through(name, url) {
        if (!/JGZ_EXTRACT|^subgraph:jgz/.test(name)) return url
        const wire = await openWire(url)
        wires.set(name, wire)
        return wire.url
      },
    })
    anna = await graph.idOf('anna')
  })
  afterAll(async () => {
    await graph?.close()
    for (const wire of wires.values()) await wire.close()
    await town?.close()
  })

  async function told() {
    const { data, errors, processings } = await graph.ask('dashboard', QUESTION)
    expect(processings).toEqual([]) // no person is read for it
    const registries: readonly Told[] = data.registries
    const healthOf = (name: string) => registries.find((one) => one.name === name)?.health
    return { registries, errors, healthOf }
  }

  test('a dashboard is told of each registry how it fares, and since when', async () => {
    await graph.ask('youth-nurse', '{ childcareLocations(municipality: "9999") { total } }')
    const { registries, errors, healthOf } = await told()
    expect(errors).toEqual([])
    expect(registries.length).toBeGreaterThan(6)
    for (const { name, health } of registries) {
      expect(health, name).toMatchObject({ state: 'UP', circuit: 'CLOSED' })
    }
    const moment = expect.stringMatching(/^\d{4}-.*Z$/)
    expect(healthOf('brp-waterdam')).toMatchObject({ lastSuccessAt: moment, isLate: null })
    expect(healthOf('jgz-waterdam')).toMatchObject({ upToDateTo: moment, isLate: null })
    expect(healthOf('childcare-waterdam')).toMatchObject({ lastSuccessAt: moment, isLate: false })
    // The messages of years were dropped on one day.
    expect(healthOf('youth-help-waterdam')).toMatchObject({ upToDateTo: moment, isLate: true })
  })

  test('a registry that fails is degraded, then left alone, and never asked to tell so', async () => {
    await wires.get('JGZ_EXTRACT_URL')?.cut()
    const states: unknown[] = []
    const query = 'query ($id: ID!) { child(id: $id) { jgz { contacts { date } } } }'
    for (let i = 0; i < 6; i++) {
      await graph.ask('youth-nurse', query, { id: anna })
      const { healthOf } = await told()
      states.push(healthOf('jgz-waterdam')?.state)
    }
    expect(states[0]).toBe('DEGRADED')
    expect(states.at(-1)).toBe('DOWN')
    const { registries, healthOf } = await told()
    expect(healthOf('jgz-waterdam')?.circuit).toBe('OPEN')
    expect(registries.filter(({ health }) => health?.state === 'DOWN')).toHaveLength(1)
    await wires.get('JGZ_EXTRACT_URL')?.mend()
  })

  test.runIf(apart)(
    'of a part that is dead every registry is down, and the others are as they were',
    async () => {
      await wires.get('subgraph:jgz')?.cut()
      const { registries, errors, healthOf } = await told()
      expect(errors).toHaveLength(1)
      expect(healthOf('jgz-waterdam')).toEqual({
        ...{ state: 'DOWN', lastSuccessAt: null, upToDateTo: null, circuit: null, isLate: null },
      })
      expect(registries.filter(({ health }) => health?.state === 'UP')).toHaveLength(
        registries.length - 1,
      )
    },
  )
})
