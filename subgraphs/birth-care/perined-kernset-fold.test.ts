import { describe, expect, test } from 'vitest'
import { ada, type KernsetFacts } from './fixtures/kernsets.ts'
import { readPerinedKernset } from './perined-kernset.ts'
import { BirthBody, PregnancyBody } from './perined-kernset-bodies.ts'
import { foldPregnancies, type Told } from './perined-kernset-fold.ts'
import { toBirth, toPregnancy } from './perined-kernset-mapping.ts'

const INDEXED = { registry: 'perined-test', storeKey: new Uint8Array(64).fill(7) }

/** Of the midwife, who referred her to the hospital. */
const FIRST: KernsetFacts = {
  dossier: 'a0000000-0000-4000-8000-000000000001',
  mother: '999922002',
  lvr: '1504',
  made: '2024-02-01T10:00:00',
  from: '2023-08-09',
  dueDate: '2024-03-18',
  gravidity: 2,
  parity: 0,
  visits: [
    { date: '2023-08-09', smoking: '6', alcohol: '1' },
    { date: '2023-09-06', smoking: '7' },
  ],
  maternalDeath: 'UNK',
}

const SECOND: KernsetFacts = {
  dossier: 'A0000000-0000-4000-8000-000000000001',
  mother: '999922002',
  lvr: '0110',
  made: '2024-04-01T10:00:00',
  from: '2024-02-01',
  dueDate: '2024-03-20',
  gravidity: 2,
  visits: [{ date: '2023-09-06', days: 84 }, { date: '2024-02-20' }],
  end: '1',
  childrenBorn: 1,
  bloodLoss: 400,
  children: [{ rank: 1, bornAt: '2024-03-14T04:12:00', grams: 3400, died: 'false' }],
}

async function fold(...messages: readonly KernsetFacts[]) {
  const ofMother: Told[] = []
  const ofChildren: Told[] = []
  for (const facts of messages) {
    const bytes = (async function* () {
      yield Buffer.from(ada(facts))
    })()
    const records = readPerinedKernset(INDEXED)(bytes, () => expect.fail())
    for await (const { kind, body, recordedAt } of records) {
      const told = { recordedAt: recordedAt?.toISOString() ?? '' }
      if (kind === 'pregnancy') ofMother.push({ ...PregnancyBody.parse(body), ...told })
      if (kind === 'birth') ofChildren.push({ ...BirthBody.parse(body), ...told })
    }
  }
  return foldPregnancies(ofMother, ofChildren)
}

async function one(...messages: readonly KernsetFacts[]) {
  const folded = await fold(...messages)
  expect(folded).toHaveLength(1)
  const [pregnancy] = folded
  if (!pregnancy) return expect.fail()
  return pregnancy
}

describe('several deliveries of one pregnancy', () => {
  test('are one pregnancy, in which the latest of each fact counts', async () => {
    const pregnancy = toPregnancy(await one(FIRST, SECOND))
    expect(pregnancy).toMatchObject({
      dueDate: '2024-03-20',
      gravidity: 2,
      parity: 0,
      firstVisit: '2023-08-09',
      multiple: false,
      tobaccoUse: { code: '266927001' },
      alcoholUse: { code: '1', label: 'None' },
      outcome: 'LIVE_BIRTH',
    })
    expect(pregnancy.visits.map(({ date }) => date)).toEqual([
      '2023-08-09',
      '2023-09-06',
      '2024-02-20',
    ])
  })

  test('MUST keep what two institutions tell differently side by side', async () => {
    const { observations } = toPregnancy(await one(FIRST, SECOND))
    const dueDates = observations.filter(({ number }) => number === '82160')
    expect(dueDates).toMatchObject([{ name: 'definitieve_a_terme_datum', value: '2024-03-18' }])
    const smoking = observations.filter(({ number }) => number === '80810')
    expect(smoking).toMatchObject([
      { name: 'rookgedrag', code: '6', date: '2023-08-09' },
      { name: 'rookgedrag', code: '7', date: '2023-09-06' },
    ])
  })

  test('of one institution: the later counts, and the earlier is gone', async () => {
    const corrected = { ...FIRST, dueDate: '2024-03-19', made: '2024-02-02T10:00:00' }
    const { dueDate, observations } = toPregnancy(await one(FIRST, corrected))
    expect(dueDate).toBe('2024-03-19')
    expect(observations.filter(({ number }) => number === '82160')).toEqual([])
  })

  test('MUST NOT lose what somebody knows because another does not', async () => {
    const later = { ...SECOND, made: '2024-05-01T00:00:00', end: 'UNK' }
    expect(toPregnancy(await one({ ...FIRST, end: '2' }, later)).outcome).toBe('MISCARRIAGE')
    const asked = await one(
      { ...FIRST, maternalDeath: 'false' },
      { ...SECOND, maternalDeath: 'UNK' },
    )
    expect(asked.pregnancy.maternalDeath).toEqual({ value: false, unknown: false })
  })

  test('are known as one by the number of the delivery or the due date, where the dossier differs', async () => {
    const renumbered = { ...SECOND, dossier: 'b0000000-0000-4000-8000-000000000002' }
    expect(await fold(FIRST, renumbered)).toHaveLength(1)
    const { dueDate, ...undated } = { ...renumbered, partus: '77' }
    expect(await fold(FIRST, undated)).toHaveLength(2)
    expect(await fold({ ...FIRST, partus: '77' }, undated)).toHaveLength(1)
  })

  test('MUST stay two pregnancies when they are months apart, or another woman carried them', async () => {
    const other = { ...SECOND, dossier: 'b0000000-0000-4000-8000-000000000002', partus: '77' }
    const earlier = { ...FIRST, partus: '77', dueDate: '2022-03-18' }
    expect(await fold(earlier, other)).toHaveLength(2)
    expect(await fold(FIRST, { ...other, mother: '999922026' })).toHaveLength(2)
    const { mother, ...nobody } = other
    expect(await fold(FIRST, nobody)).toHaveLength(2)
  })

  test('MUST NOT take zeros for the number of a delivery', async () => {
    const { dueDate, ...undated } = { ...SECOND, partus: '000000' }
    const renumbered = { ...undated, dossier: 'b0000000-0000-4000-8000-000000000002' }
    expect(await fold({ ...FIRST, partus: '000000' }, renumbered)).toHaveLength(2)
  })
})

describe('the children of a pregnancy', () => {
  const twins: KernsetFacts = {
    ...SECOND,
    childrenBorn: 2,
    children: [
      { bsn: '999922014', rank: 1, grams: 2200, bornAt: '2024-03-14T04:12:00' },
      { rank: 2, grams: 2100, bornAt: '2024-03-14T04:30:00' },
    ],
  }

  test('are told apart by their rank, also where only one message has the BSN', async () => {
    const later: KernsetFacts = {
      ...twins,
      lvr: '9999',
      made: '2024-05-01T10:00:00',
      children: [
        { rank: 2, bsn: '999922117', apgar5: 8 },
        { rank: 1, apgar5: 9 },
      ],
    }
    const { children } = await one(twins, later)
    expect(children).toHaveLength(2)
    expect(children.map(({ facts }) => [facts.rank, facts.weightGrams, facts.apgar5])).toEqual([
      [1, 2200, 9],
      [2, 2100, 8],
    ])
    expect(children.every(({ index }) => index !== null)).toBe(true)
  })

  test('MUST NOT be taken for each other without rank or BSN', async () => {
    const nameless = { ...twins, made: '2024-05-01T10:00:00', children: [{ apgar5: 3 }] }
    const { children } = await one(twins, nameless)
    expect(children.map(({ facts }) => facts.apgar5)).toEqual([null, null, 3])
  })

  test('are told each with its own death and feeding', async () => {
    const folded = await one({
      ...twins,
      children: [
        { rank: 1, bornAt: '2024-03-14T04:12:00', fed: { date: '2024-03-20', foods: ['2', '1'] } },
        {
          ...{ rank: 2, bornAt: '2024-03-14T04:30:00', died: 'true', phase: '237361005' },
          diedAt: '2024-03-13',
        },
      ],
    })
    const births = folded.children.map((child) => toBirth(folded, child, true))
    expect(births).toMatchObject([
      {
        at: '2024-03-14T03:12:00.000Z',
        rank: 1,
        multiple: true,
        outcome: 'LIVE_BIRTH',
        perinatalDeath: null,
        feeding: [{ date: '2024-03-20', foods: ['FORMULA', 'BREAST_MILK'] }],
      },
      {
        rank: 2,
        outcome: 'STILLBIRTH',
        perinatalDeath: { date: '2024-03-13', phase: 'ANTEPARTUM' },
        feeding: [],
      },
    ])
  })

  test.each([
    ['1', 'STILLBIRTH'],
    ['3', 'MISCARRIAGE'],
    ['7', 'TERMINATION'],
    ['9', 'ECTOPIC'],
    ['10', 'MISCARRIAGE'],
    ['NI', 'STILLBIRTH'],
  ])('tell how a pregnancy ended, with code %s: %s', async (end, outcome) => {
    const died = { rank: 1, died: 'true', phase: '237362003' }
    expect(toPregnancy(await one({ ...SECOND, end, children: [died] })).outcome).toBe(outcome)
  })
})
