/**
 * The doors in front of the sandbox's registries, at which `kindlijn drill` has faults played.
 *
 * They are there while `kindlijn up` runs: a question that goes through one costs a hundredth of a millisecond more.
 *
 * @module
 */

import type { RegistryLink } from '../connectors/registry.ts'
import { type FaultProxy, openFaultProxy } from '../sandbox/fault-proxy.ts'
import { FAULTS, type FaultName, type Protocol, wayOf } from '../sandbox/faults.ts'
import { listen, readBody, sendJson } from '../schema/http.ts'

type Env = Readonly<Record<string, string>>

export interface Drills {
  /** The same variables; addresses lead to the doors. */
  readonly env: Env
  /** Where {@link Drill} is told and changed. */
  readonly url: string
  close(): Promise<void>
}

/** One door. */
export interface Drill {
  readonly registry: string
  readonly domain: RegistryLink['domain']
  readonly speaks: Protocol
  readonly playing: FaultName | null
}

/** What a drill is asked by POST; no fault: none. */
export interface DrillOrder {
  readonly registry: string
  readonly fault: FaultName | null
}

const PROTOCOLS: Partial<Readonly<Record<RegistryLink['kind'], Protocol>>> = {
  rest: 'http',
  fhir: 'fhir',
  postgres: 'sql',
}

interface Door extends Omit<Drill, 'playing'> {
  readonly proxy: FaultProxy
  playing: FaultName | null
}

const MOST_BYTES = 1_000

export async function openDrills(links: readonly RegistryLink[], env: Env): Promise<Drills> {
  const doors: Door[] = []
  const through: Record<string, string> = { ...env }
  for (const { name, domain, kind, address } of links) {
    const speaks = PROTOCOLS[kind]
    const url = env[address.from]
    if (!speaks || url === undefined) continue
    const there = new URL(url)
    const target = { host: there.hostname, port: Number(there.port || 5432) }
    const proxy = await openFaultProxy(target, speaks)
    doors.push({ registry: name, domain, speaks, proxy, playing: null })
    through[address.from] = Object.assign(there, {
      hostname: '127.0.0.1',
      port: String(proxy.port),
    }).href
  }

  const desk = await listen(
    async (request, response) => {
      if (request.method === 'POST') {
        const order = readOrder(await readBody(request, MOST_BYTES))
        const door = doors.find(({ registry }) => registry === order?.registry)
        if (!order || !door) return sendJson(response, 404, {})
        door.playing = order.fault
        await door.proxy.play(order.fault ?? undefined)
      }
      sendJson(response, 200, doors.map(toDrill))
    },
    0,
    '127.0.0.1',
  )
  return {
    env: through,
    url: desk.url,
    async close() {
      await desk.close()
      await Promise.all(doors.map(({ proxy }) => proxy.close()))
    },
  }
}

function toDrill({ registry, domain, speaks, playing }: Door): Drill {
  return { registry, domain, speaks, playing }
}

function readOrder(body: string | undefined): DrillOrder | undefined {
  try {
    const { registry, fault } = JSON.parse(body ?? '') as Partial<DrillOrder>
    const isKnown = fault === null || (fault !== undefined && Object.hasOwn(FAULTS, fault))
    return registry !== undefined && isKnown ? { registry, fault } : undefined
  } catch {
    return undefined
  }
}

/** Those that a registry which speaks this can have. */
export function faultsOf(speaks: Protocol): readonly FaultName[] {
  return (Object.keys(FAULTS) as FaultName[]).filter((name) => wayOf(name, speaks))
}
