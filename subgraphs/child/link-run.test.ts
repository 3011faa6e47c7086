import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRest, type Rest } from '../../connectors/rest.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { Agreements } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { degrade, RATES, type WrittenChild, writtenChildren } from '../../sandbox/degrade.ts'
import { childWith, familyOf, MOTHER } from '../../sandbox/fixture-family.ts'
import { generate } from '../../sandbox/generate.ts'
import type { Adult, Family } from '../../sandbox/population.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import type { LinkableRecord } from '../linkable.ts'
import { brpToLink } from './brp-to-link.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import { type LinkingOptions, linkRegistry } from './link-run.ts'
import type { Decision } from './linkage/decision.ts'
import { DEFAULT_MODEL } from './linkage/default-model.ts'
import type { LinkedInParts } from './linkage/in-parts.ts'

const VIEWER: Viewer = {
  id: 'bram',
  organisation: 'gemeente:9999',
  role: 'linker',
  purpose: 'linkage',
  municipalities: ['9999'],
}
const NOTHING: Omit<LinkableRecord, 'key'> = {
  registry: 'jgz-waterdam',
  ...{ bsn: null, familyName: null, prefix: null, givenNames: null, birthDate: null, sex: null },
  ...{ postcode: null, houseNumber: null, mother: null, rank: null, bornTogether: null },
}

let database: TestDatabase
let index: ChildIndex
beforeAll(async () => {
  database = await makeDatabase()
  index = await openChildIndex({ databaseUrl: database.url, key: new Uint8Array(64).fill(7) })
})
afterAll(async () => {
  await index.close()
  await database.drop()
})

interface Town {
  readonly questions: Record<string, unknown>[]
  link(
    records: readonly LinkableRecord[],
    options?: Partial<LinkingOptions>,
  ): Promise<{ linked: LinkedInParts; accounted: readonly ProcessingRecord[] }>
  close(): Promise<void>
}

async function openTown(families: readonly Family[]): Promise<Town> {
  const population: Population = await servePopulation(families)
  const rest: Rest = openRest({ registry: 'brp', url: population.url, timeoutMs: 10_000 })
  return {
    questions: population.questions,
    async link(records, options = {}) {
      const accounted: ProcessingRecord[] = []
      const { linked } = await linkRegistry({
        registry: 'jgz-waterdam',
        populationRegistry: 'brp',
        records: streamed(records),
        population: brpToLink({ registry: 'brp', rest, perSecond: 10_000 }),
        index,
        decisions: [],
        model: DEFAULT_MODEL,
        reading: {
          ...reading(),
          accounting: accountsInto(accounted),
        },
        ...options,
      })
      return { linked, accounted }
    },
    async close() {
      await rest.close()
      await population.close()
    },
  }
}

async function* streamed<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}

/** `of-anna → 999990019 R1`, … */
function told({ links, possible, contradictions, unlinked }: LinkedInParts): readonly string[] {
  return [
    ...links.map(
      ({ record, person, by }) => `${record} → ${person} ${by.kind === 'RULE' ? by.rule : by.kind}`,
    ),
    ...possible.map(({ record, person, reason }) => `${record} ? ${person} ${reason}`),
    ...contradictions.map(({ record, person, reason }) => `${record} ! ${person} ${reason}`),
    ...unlinked.map(({ record, reason }) => `${record} ${reason}`),
  ].sort()
}

const ZOE = '999990019'
const YARA = '999990032'
const FATHER: Adult = { ...MOTHER, bsn: '999990044', sex: 'male', birthDate: '1990-02-03' }
const zoe = (person: object = {}) => childWith({ person: { bsn: ZOE, ...person } })
const yara = childWith({
  person: {
    bsn: YARA,
    name: { given: 'Yara', initials: 'Y.', prefix: 'van der', family: 'Berg & Dal' },
  },
})

function recordOf(key: string, differences: Partial<LinkableRecord> = {}): LinkableRecord {
  return {
    ...NOTHING,
    key,
    bsn: ZOE,
    ...{ familyName: 'Berg & Dal', prefix: 'van der', givenNames: 'Zoë', sex: 'female' },
    ...{ birthDate: '2023-03-14', postcode: '9999XA', houseNumber: '12b' },
    ...differences,
  }
}

describe('a record of a registry', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown([familyOf([zoe()], { partner: FATHER })])
  })
  afterAll(() => town.close())

  test('is linked by its number, and then nobody else is looked for', async () => {
    town.questions.splice(0)
    const { linked } = await town.link([recordOf('of-zoe')])
    expect(told(linked)).toEqual([`of-zoe → ${ZOE} R1`])
    expect(town.questions.map(({ type }) => type)).toEqual(['RaadpleegMetBurgerservicenummer'])
  })

  test.each([
    ['as the law says', {}, 'R3'],
    ['after moving house', { postcode: '9999XZ', houseNumber: '99', mother: mother() }, 'R2'],
    ['with a name misspelt at its end', { familyName: 'Berg & Das' }, 'MODEL'],
    ['with a name misspelt at its start', { familyName: 'Verg & Dal' }, 'MODEL'],
    ['with the day and the month swapped for another', { birthDate: '2023-03-15' }, 'MODEL'],
  ])('is linked without a number, %s', async (_, differences, by) => {
    const { linked } = await town.link([recordOf('of-zoe', { bsn: null, ...differences })])
    expect(told(linked)).toEqual([`of-zoe → ${ZOE} ${by}`])
  })

  test('of a family that the register does not know is unlinked, and never forced', async () => {
    const stranger = recordOf('stranger', {
      ...{ bsn: null, familyName: 'Haddad', prefix: null, givenNames: 'Nour' },
      ...{ postcode: '9999QQ', houseNumber: '4' },
    })
    const { linked } = await town.link([stranger, { ...stranger, key: 'other', birthDate: null }])
    expect(told(linked)).toEqual(['other NOBODY_ALIKE', 'stranger NOBODY_ALIKE'])
  })

  test('MUST NOT be lost, nor be its mother’s, when it has her number in the place of its own', async () => {
    const hers = { bsn: MOTHER.bsn, givenNames: null, bornTogether: 1 }
    const { linked } = await town.link([
      recordOf('newborn', hers),
      { ...NOTHING, key: 'bare', bsn: MOTHER.bsn, birthDate: '2023-03-14', bornTogether: 1 },
    ])
    expect(linked.links.map(({ person }) => person)).not.toContain(MOTHER.bsn)
    expect(told(linked)).toEqual([`bare ? ${ZOE} MIDDLE_BAND`, `newborn ? ${ZOE} NOT_TOLD_APART`])
    const alone = await town.link([recordOf('newborn', hers)])
    expect(told(alone.linked)).toEqual([`newborn → ${ZOE} R2`])
    const named = await town.link([recordOf('newborn', { ...hers, mother: mother() })])
    expect(told(named.linked)).toEqual([`newborn → ${ZOE} R2`])
  })

  test('with the number of the father is looked for as one without', async () => {
    const { linked } = await town.link([recordOf('newborn', { bsn: FATHER.bsn })])
    expect(told(linked)).toEqual([`newborn → ${ZOE} R3`])
  })

  test('that is there again for the same client is linked as well, and is no rival', async () => {
    const { linked } = await town.link([
      recordOf('contract-1'),
      recordOf('contract-2', { postcode: '9999XZ' }),
      recordOf('contract-3', { givenNames: 'Z.', familyName: 'Dal' }),
    ])
    expect(told(linked)).toEqual([
      `contract-1 → ${ZOE} R1`,
      `contract-2 → ${ZOE} R1`,
      `contract-3 → ${ZOE} R1`,
    ])
    const without = [1, 2].map((n) => recordOf(`contract-${n}`, { bsn: null }))
    expect(told((await town.link(without)).linked)).toEqual([
      `contract-1 → ${ZOE} R3`,
      `contract-2 → ${ZOE} R3`,
    ])
  })

  test('is linked as a person decided, whatever the rules say', async () => {
    const [id = ''] = await index.idsOf([bsn(ZOE)])
    const decided = (record: string, verdict: Decision['verdict']): Decision => ({
      ...{ registry: 'jgz-waterdam', record, person: id, verdict },
    })
    const other = recordOf('other', { bsn: null, familyName: 'Haddad', givenNames: 'Nour' })
    const { linked } = await town.link([recordOf('of-zoe'), other], {
      decisions: [decided('of-zoe', 'NOT_LINK'), decided('other', 'LINK')],
    })
    expect(told(linked)).toEqual([`of-zoe ! ${ZOE} DECISION`, `other → ${ZOE} PERSON`])
  })

  test('MUST be accounted for, and so everybody who was read, before anything follows', async () => {
    const { accounted } = await town.link([recordOf('of-zoe', { bsn: null })])
    const registries = accounted.map(({ registry, purpose, outcome }) => [
      registry,
      purpose,
      outcome,
    ])
    expect(registries).toEqual([
      ['jgz-waterdam', 'linkage', 'read'],
      ...[1, 2, 3].map(() => ['brp', 'linkage', 'read']),
    ])
    expect(JSON.stringify(accounted)).not.toMatch(/9999\d{5}/)
    const full = () => Promise.reject(new Error('full'))
    town.questions.splice(0)
    for (const accounting of [
      { ...accountsInto([]), begin: full },
      { ...accountsInto([]), note: full },
    ]) {
      const failing = town.link([recordOf('of-zoe')], { reading: { ...reading(), accounting } })
      await expect(failing).rejects.toMatchObject({ code: 'ACCOUNTING_UNAVAILABLE' })
      if (accounting.begin === full) expect(town.questions).toEqual([])
    }
  })

  test('MUST NOT be read outside of an agreement, nor the population register', async () => {
    for (const missing of ['jgz-waterdam', 'brp']) {
      town.questions.splice(0)
      const agreements: Agreements = (registry) => registry !== missing
      const refused = town.link([recordOf('of-zoe')], { reading: { ...reading(), agreements } })
      await expect(refused).rejects.toMatchObject({ code: 'AGREEMENT_MISSING' })
      expect(town.questions).toEqual([])
    }
    const agreements: Agreements = (_registry, _purpose, part) => part !== 'children'
    const partly = town.link([recordOf('of-zoe')], { reading: { ...reading(), agreements } })
    await expect(partly).rejects.toMatchObject({ code: 'AGREEMENT_MISSING' })
  })
})

describe('twins', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown([familyOf([zoe(), yara], { partner: FATHER })])
  })
  afterAll(() => town.close())

  test('MUST NOT be linked to each other, in whatever order and parts they come', async () => {
    const records = [
      recordOf('of-yara', { bsn: null, givenNames: 'Yara' }),
      recordOf('of-zoe', { bsn: null }),
    ]
    for (const some of [records, records.toReversed()]) {
      const { linked } = await town.link(some, { part: 1 })
      expect(told(linked)).toEqual([`of-yara → ${YARA} R3`, `of-zoe → ${ZOE} R3`])
    }
  })

  test('MUST NOT be linked by what they share, nor by the number of the other', async () => {
    const nameless = recordOf('nameless', { bsn: null, givenNames: null, mother: mother() })
    const swapped = recordOf('swapped', { bsn: YARA })
    const { linked } = await town.link([nameless, swapped])
    expect(linked.links).toEqual([])
    expect(told(linked)).toContain(`swapped ! ${YARA} GIVEN_NAME_IN_MULTIPLE_BIRTH`)
    expect(told((await town.link([nameless])).linked).join()).toContain('nameless ?')
  })
})

describe('the children of Waterdam, in a registry that wrote them down with slips', () => {
  let town: Town
  let records: readonly LinkableRecord[]
  let truth: ReadonlyMap<string, string | null>

  beforeAll(async () => {
    const families = [...generate({ seed: 20_260_901, children: 260 })]
    town = await openTown(families)
    const children = [...writtenChildren(families)]
    const rates = { ...RATES, missingBsn: 0.6 }
    records = children.map((child) => toRecord(degrade(child, 1, rates)))
    truth = new Map(children.map(({ number, written }) => [String(number), written.bsn]))
  })
  afterAll(() => town.close())

  test('MUST get the same links in parts of any size as all at once, in any order', async () => {
    const { linked: whole } = await town.link(records, { part: 1e9 })
    expect(whole.links.length).toBeGreaterThan(records.length * 0.8)
    expect(whole.possible.length).toBeGreaterThan(5)
    for (const part of [1, 7]) {
      expect((await town.link(records, { part })).linked).toEqual(whole)
    }
    const { linked: reversed } = await town.link(records.toReversed(), { part: 30 })
    expect(told(reversed)).toEqual(told(whole))
  }, 120_000)

  test('MUST NOT be linked to another than they are', async () => {
    const { linked } = await town.link(records)
    const wrong = linked.links.filter(({ record, person }) => truth.get(record) !== person)
    expect(wrong).toEqual([])
  }, 60_000)
})

function bsn(digits: string): Bsn {
  const parsed = Bsn.parse(digits)
  if (!parsed) throw new Error('no BSN')
  return parsed
}

function reading(): LinkingOptions['reading'] {
  return {
    viewer: VIEWER,
    accounting: accountsInto([]),
    agreements: () => true,
    traceId: 'trace',
    signal: AbortSignal.timeout(60_000),
  }
}

function mother(): LinkableRecord['mother'] {
  const { bsn, name, birthDate } = MOTHER
  return { bsn, familyName: name.family, prefix: name.prefix, birthDate }
}

function toRecord({ number, written }: WrittenChild): LinkableRecord {
  const { given, family, mother: her, ...rest } = written
  return {
    ...rest,
    registry: 'jgz-waterdam',
    key: String(number),
    givenNames: given,
    familyName: family,
    mother: her && { ...her, familyName: her.family },
  }
}
