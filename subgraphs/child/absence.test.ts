import { describe, expect, test } from 'vitest'
import type { RegistryPresence } from '../../schema/presence.ts'
import { Absence, type Asked, DETAILS, judge, type Standing } from './absence.ts'

const STANDING: Standing = {
  grain: 'individual',
  mayEnter: true,
  isObjected: false,
  maySeeObjections: true,
  isInPhase: true,
  registries: ['one', 'two'],
  doubted: new Set(),
  unfindable: new Set(),
  certaintyIn: () => 'EXACT',
}
const ASKED: Asked = { isPoorlyLinked: () => false, isOfAge: () => true }

function told(registry: string, more: Partial<RegistryPresence> = {}): RegistryPresence {
  return {
    ...{ registry, state: 'NOT_RECORDED', code: null, isStale: false },
    upToDateTo: '2026-09-01T00:00:00.000Z',
    ...more,
  }
}
const present = { state: 'PRESENT' } as const
const failed = (code: string) => ({ state: 'FAILED', code, upToDateTo: null }) as const
const EMPTY = [told('one'), told('two')]

interface Case {
  readonly standing?: Partial<Standing>
  readonly presences?: readonly RegistryPresence[] | null
  readonly asked?: Partial<Asked>
}

const ask = ({ standing, presences = EMPTY, asked }: Case) =>
  judge({ ...STANDING, ...standing }, presences, { ...ASKED, ...asked })

describe('the absence of a domain', () => {
  test.each<[Absence, string | null, string, Case]>([
    ['NOT_RECORDED', null, 'nothing anywhere', {}],
    ['NONE', 'two', 'a record in one registry', { presences: [told('one'), told('two', present)] }],
    ['NOT_LINKED', 'two', 'an open case', { standing: { doubted: new Set(['two']) } }],
    [
      'NOT_LINKED',
      'two',
      'nobody who can be found',
      { standing: { unfindable: new Set(['two']) } },
    ],
    ['NOT_LINKED', 'one', 'two records', { presences: [told('one', failed('RECORD_UNCERTAIN'))] }],
    [
      'NOT_LINKED',
      'two',
      'a registry that is poorly linked',
      { asked: { isPoorlyLinked: async (registry) => registry === 'two' } },
    ],
    ['NOT_LINKED', null, 'no registry at all', { standing: { registries: [] }, presences: [] }],
    ['SOURCE_DOWN', null, 'a domain that is dead', { presences: null }],
    [
      'SOURCE_DOWN',
      'two',
      'one registry down beside one with a record',
      { presences: [told('one', present), told('two', failed('REGISTRY_TIMEOUT'))] },
    ],
    [
      'SOURCE_DOWN',
      'one',
      'a registry that cannot reach back',
      { presences: [told('one', failed('AS_OF_OUT_OF_REACH'))] },
    ],
    [
      'STALE',
      'two',
      'a registry that is behind, beside one with a record',
      { presences: [told('one', present), told('two', { isStale: true })] },
    ],
    ['NO_LEGAL_BASIS', null, 'no ground', { standing: { mayEnter: false } }],
    [
      'NO_LEGAL_BASIS',
      null,
      'no agreement with any registry',
      { presences: [told('one', failed('AGREEMENT_MISSING'))] },
    ],
    ['OBJECTION', null, 'an objection', { standing: { isObjected: true } }],
    ['SUPPRESSED', null, 'a purpose of numbers', { standing: { grain: 'aggregate' } }],
    ['NOT_APPLICABLE', null, 'who is not born', { standing: { isInPhase: false } }],
    ['NOT_APPLICABLE', null, 'who is too old for it', { asked: { isOfAge: async () => false } }],
  ])('is %s (%s) for %s', async (absence, source, _, given) => {
    expect(await ask(given)).toMatchObject({ absence, source })
  })

  test('leaves out a registry that is not agreed, where another one is', async () => {
    const presences = [told('one', failed('AGREEMENT_MISSING')), told('two', present)]
    expect(await ask({ presences })).toMatchObject({ absence: 'NONE', source: 'two' })
  })

  test('MUST be the same constant for who may not see an objection, with and without one', async () => {
    const hidden = { isObjected: true, maySeeObjections: false }
    expect(await ask({ standing: hidden })).toEqual(await ask({ standing: { mayEnter: false } }))
  })

  test('MUST NOT depend on what a domain told where law decides', async () => {
    for (const standing of [{ mayEnter: false }, { isObjected: true }, { grain: 'pseudonym' }]) {
      const all = await Promise.all(
        [null, EMPTY, [told('one', present)], [told('one', failed('X'))]].map((presences) =>
          ask({ standing: standing as Partial<Standing>, presences }),
        ),
      )
      for (const verdict of all) expect(verdict).toEqual(all[0])
      expect(all[0]).toMatchObject({ source: null, freshAt: null, linkCertainty: null })
    }
  })

  test('MUST NOT be NOT_RECORDED or NOT_APPLICABLE while anything failed, is behind or is in doubt', async () => {
    const states = [
      told('one', present),
      told('one', { isStale: true }),
      told('one', { ...present, isStale: true }),
      told('one', failed('REGISTRY_UNAVAILABLE')),
      told('one', failed('RECORD_UNCERTAIN')),
    ]
    for (const presence of states) {
      for (const isOfAge of [() => true, () => false]) {
        for (const presences of [[presence, told('two')], [told('two'), presence], null]) {
          const { absence } = await ask({ presences, asked: { isOfAge } })
          expect(['NOT_RECORDED', 'NOT_APPLICABLE']).not.toContain(absence)
        }
      }
    }
  })

  test('says until when all its registries are complete, and how sure the least of its links is', async () => {
    const presences = [
      told('one', { ...present, upToDateTo: '2026-09-03T00:00:00.000Z' }),
      told('two', { ...present, upToDateTo: '2026-09-02T00:00:00.000Z' }),
    ]
    const certaintyIn = (registry: string) => (registry === 'two' ? 'PROBABLE' : 'EXACT')
    expect(await ask({ presences, standing: { certaintyIn } })).toMatchObject({
      freshAt: '2026-09-02T00:00:00.000Z',
      linkCertainty: 'PROBABLE',
    })
  })

  test('has a sentence for each word', () => {
    expect(Object.keys(DETAILS)).toEqual(Object.keys(Absence))
    for (const detail of Object.values(DETAILS)) expect(detail).toMatch(/^[A-Z].*\.$/)
  })
})
