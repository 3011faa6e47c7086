import { describe, expect, test } from 'vitest'
import type { SourceHealth } from '../connectors/source.ts'
import { type Asked, openReader, type ReadingContext, type Source } from '../privacy/read.ts'
import type { RecordKeys } from '../privacy/sealed-reference.ts'
import { GraphError } from '../schema/errors.ts'
import { accountsInto } from '../test/accounts.ts'
import {
  openPresence,
  openPresenceInTurn,
  openShielded,
  type PresenceRule,
  type Present,
  presenceSource,
  tellingPresence,
} from './presence.ts'

interface Toys {
  readonly size: number
  readonly secrets: number
}

const HOUR = 3_600_000
const ANNA = { id: 'anna', reference: '1' }
const NOW = new Date()
const UP: SourceHealth = {
  ...{ state: 'up', circuit: 'closed' },
  ...{ lastSuccessAt: NOW, upToDateTo: NOW },
}

interface Room {
  readonly source: Source<number, Toys>
  readonly rule?: PresenceRule<Toys>
  readonly health?: SourceHealth
  readonly agreed?: boolean
}

function room({ source, rule, health = UP, agreed = true }: Room, registry = 'town') {
  const asked: Asked<number, string>[] = []
  let healthAsked = 0
  const context: ReadingContext = {
    viewer: {
      ...{ id: 'v', organisation: 'ura:00009999', role: 'youth-nurse' },
      ...{ purpose: 'youth-health-care', municipalities: [] },
    },
    accounting: accountsInto([]),
    agreements: () => agreed,
    traceId: '',
    signal: new AbortController().signal,
  }
  const counted: Source<number, Toys> = (question) => {
    asked.push(question)
    return source(question)
  }
  const read = openReader<number, Toys & Present>({
    registry,
    source: tellingPresence(counted, rule),
    open: ({ reference }) => Number(reference),
    context,
  })
  const told = presenceSource(registry, read, {
    promisedHours: 24,
    health() {
      healthAsked += 1
      return health
    },
  })
  return { asked, context, read, told, healthAsked: () => healthAsked }
}

const sized: Source<number, Toys> = async ({ keys, parts }) =>
  keys.map((key) => (key === 0 ? null : { ...(parts.has('size') && { size: key }) }))

const isOpen = () => false

async function tell(options: Room) {
  const one = room(options)
  const [presence] = await openPresence([one.told], one.context, isOpen)(ANNA)
  return presence
}

describe('the presence of a child in a registry', () => {
  test('is asked in the same question as what else is read, once for all children', async () => {
    const one = room({ source: sized })
    const presence = openPresence([one.told], one.context, isOpen)
    const children = [0, 1, 2].map((n) => ({ id: `c${n}`, reference: `${n}` }))
    const [told] = await Promise.all([
      Promise.all(children.map(presence)),
      ...children.map((child) => one.read(child, 'size')),
    ])
    expect(told.flat().map(({ state }) => state)).toEqual(['NOT_RECORDED', 'PRESENT', 'PRESENT'])
    expect(one.asked.map(({ keys, parts }) => [keys, [...parts]])).toEqual([[[0, 1, 2], ['size']]])
    expect(one.healthAsked()).toBe(1)
  })

  test('tells until when the registry is complete, and when that is older than was promised', async () => {
    const at = (hours: number) => ({ ...UP, upToDateTo: new Date(Date.now() - hours * HOUR) })
    expect(await tell({ source: sized, health: at(23) })).toEqual({
      registry: 'town',
      state: 'PRESENT',
      code: null,
      isStale: false,
      upToDateTo: expect.stringMatching(/Z$/),
    })
    expect(await tell({ source: sized, health: at(25) })).toMatchObject({ isStale: true })
    expect(await tell({ source: sized, health: { ...UP, upToDateTo: undefined } })).toMatchObject({
      state: 'PRESENT',
      isStale: true,
      upToDateTo: null,
    })
  })

  test.each<[string, Room, string]>([
    [
      'a registry that is down',
      { source: () => Promise.reject(new GraphError('REGISTRY_TIMEOUT')) },
      'REGISTRY_TIMEOUT',
    ],
    ['one that breaks', { source: () => Promise.reject(new Error('x')) }, 'REGISTRY_UNAVAILABLE'],
    [
      'one that has two records',
      { source: async () => [new GraphError('RECORD_UNCERTAIN')] },
      'RECORD_UNCERTAIN',
    ],
    ['no agreement', { source: sized, agreed: false }, 'AGREEMENT_MISSING'],
    [
      'a store that does not say what it has',
      { source: sized, health: { ...UP, state: 'down', upToDateTo: undefined } },
      'REGISTRY_UNAVAILABLE',
    ],
  ])('MUST NOT throw: of %s it is a code', async (_, options, code) => {
    expect(await tell(options)).toEqual({
      registry: 'town',
      state: 'FAILED',
      code,
      isStale: false,
      upToDateTo: null,
    })
  })

  test('of a child without a reference is asked of nobody', async () => {
    const one = room({ source: sized })
    expect(await openPresence([one.told], one.context, isOpen)(null)).toEqual([])
    expect(await openPresenceInTurn([one.told], one.context, isOpen)(null)).toEqual([])
    expect(one.asked).toEqual([])
  })

  test('of a child whose address is secret names no registry to a client, and of what cannot be opened neither', async () => {
    const one = room({ source: sized })
    const open = (told: () => RecordKeys) =>
      openPresence([one.told], one.context, openShielded(told))
    const refused = () => {
      throw new GraphError('REFERENCE_REFUSED')
    }

    expect(await open(() => ({ registries: {}, shielded: true }))(ANNA)).toMatchObject([
      { state: 'PRESENT', shielded: true },
    ])
    expect(await open(refused)(ANNA)).toMatchObject([{ shielded: true }])
    const [told] = await open(() => ({ registries: {} }))(ANNA)
    expect(told?.shielded).toBeUndefined()
  })

  test('is asked of one after the other, where what the first has is enough', async () => {
    const states = async (first: Room) => {
      const [one, other] = [room(first, 'first'), room({ source: sized }, 'second')]
      const told = await openPresenceInTurn([one.told, other.told], one.context, isOpen)(ANNA)
      return told.map(({ registry, state }) => `${registry} ${state}`)
    }
    const nothing: Source<number, Toys> = async ({ keys }) => keys.map(() => null)
    expect(await states({ source: sized })).toEqual(['first PRESENT'])
    expect(await states({ source: nothing })).toEqual(['first NOT_RECORDED', 'second PRESENT'])
    expect(await states({ source: sized, agreed: false })).toEqual([
      'first FAILED',
      'second PRESENT',
    ])
    expect(await states({ source: () => Promise.reject(new Error('x')) })).toEqual(['first FAILED'])
  })
})

describe('a rule of presence', () => {
  const rule: PresenceRule<Toys> = { parts: ['size'], isPresent: ({ size = 0 }) => size > 0 }

  test('MUST NOT make a child present by what does not count, whoever reads that', async () => {
    const secret: Source<number, Toys> = async ({ keys, parts }) =>
      keys.map(() => (parts.has('secrets') ? { secrets: 1 } : null))
    const one = room({ source: secret, rule })
    const [told, secrets] = await Promise.all([
      openPresence([one.told], one.context, isOpen)(ANNA),
      one.read(ANNA, 'secrets'),
    ])
    expect(told).toMatchObject([{ state: 'NOT_RECORDED' }])
    expect(secrets).toBe(1)
  })

  test('MUST NOT cost another part its answer when what it reads besides cannot be read', async () => {
    const halfBroken: Source<number, Toys> = async ({ keys, parts }) =>
      keys.map(() => (parts.has('size') ? new GraphError('REGISTRY_MALFORMED') : { secrets: 1 }))
    const one = room({ source: halfBroken, rule })
    const [told, secrets] = await Promise.all([
      openPresence([one.told], one.context, isOpen)(ANNA),
      one.read(ANNA, 'secrets'),
    ])
    expect(told).toMatchObject([{ state: 'FAILED', code: 'REGISTRY_MALFORMED' }])
    expect(secrets).toBe(1)
    expect(one.asked).toHaveLength(2)
  })

  test('may be asked only of who was not found without, and changes nothing of the others', async () => {
    const byPart: Source<number, Toys> = async ({ keys, parts }) =>
      keys.map((key) => {
        if (key === 1) return { secrets: 1 }
        if (key === 2 && parts.has('size')) return { size: 2 }
        if (key === 3 && parts.has('size')) return new GraphError('RECORD_UNCERTAIN')
        return null
      })
    const one = room({ source: byPart, rule: { parts: ['size'], onlyWhereNothing: true } })
    const children = [1, 2, 3, 4].map((n) => ({ id: `c${n}`, reference: `${n}` }))
    const presence = openPresence([one.told], one.context, isOpen)
    const [told, ...secrets] = await Promise.all([
      Promise.all(children.map(presence)),
      ...children.map((child) => one.read(child, 'secrets')),
    ])
    expect(told.flat().map(({ state, code }) => code ?? state)).toEqual([
      ...['PRESENT', 'PRESENT', 'RECORD_UNCERTAIN', 'NOT_RECORDED'],
    ])
    expect(secrets).toEqual([1, null, null, null])
    expect(one.asked.map(({ keys, parts }) => [keys, [...parts]])).toEqual([
      [[1, 2, 3, 4], ['secrets']],
      [[2, 3, 4], ['size']],
    ])
  })
})
