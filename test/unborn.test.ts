import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetusId } from '../sandbox/birth-care-people.ts'
import { bornChild, familyWith, pregnancyOf, unbornChild } from '../sandbox/fixture-births.ts'
import { generate } from '../sandbox/generate.ts'
import type { Child, Family, IsoDate, Pregnancy } from '../sandbox/population.ts'
import type { Weight } from '../subgraphs/child/linkage/model.ts'
import type { StoredFetus } from '../subgraphs/child/pregnancy-rows.ts'
import { addDays, type Delays, openTown, type Town } from './unborn-town.ts'

const PLANTED = [...generate({ seed: 1, children: 10 })]
const TODAY = '2026-09-01'

let town: Town

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

interface Found {
  readonly family: Family
  readonly pregnancy: Pregnancy
  readonly child: Child
}

function find(name: string): Found {
  for (const family of PLANTED) {
    for (const pregnancy of family.pregnancies) {
      const child = pregnancy.children.find(({ planted }) => planted === name)
      if (child) return { family, pregnancy, child }
    }
  }
  throw new Error(`nobody is called ${name}`)
}

/** The child of a pregnancy as the index has it. */
async function carried({
  pregnancy,
  child,
}: Omit<Found, 'family'>): Promise<StoredFetus | undefined> {
  const all = (await town.all()).flatMap(({ children }) => children)
  return all.find(({ name }) => name === `BodySite/${fetusId(pregnancy.id, child.rank)}`)
}

/** A week before the birth, a month after it, and with all that is known today. */
async function live({ family, pregnancy }: Found, delays: Delays = {}): Promise<void> {
  const end = pregnancy.endDate ?? TODAY
  for (const day of [addDays(end, -7), addDays(end, 1), addDays(end, 30), TODAY]) {
    await town.takeIn([family], day < TODAY ? day : TODAY, delays)
  }
}

/** Its id before the birth, and afterwards that under which the person is found. */
async function idsOf(
  found: Found,
  delays?: Delays,
): Promise<[string | undefined, string | undefined]> {
  await town.takeIn([found.family], addDays(found.pregnancy.endDate ?? TODAY, -7))
  const before = (await carried(found))?.id
  await live(found, delays)
  return [before, await town.idOf(found.child)]
}

async function phaseOf(id: string | undefined): Promise<string | undefined> {
  return (await town.index.look([id ?? '']))[0]?.phase
}

describe('a child keeps the id of before its birth', () => {
  test.each(['anna', 'bram', 'daan', 'guus', 'hanna', 'isa', 'noor', 'mees'])(
    '%s, born alone',
    async (name) => {
      const [before, after] = await idsOf(find(name), { register: 3 })
      expect(before).toBeDefined()
      expect(after).toBe(before)
    },
  )

  test('also when nobody looked while it was expected: then it is issued at once', async () => {
    const { child, family } = find('kees')
    await town.takeIn([family], TODAY)
    expect((await carried(find('kees')))?.id).toBe(await town.idOf(child))
  })

  test('twins of one sex and one postcode, told apart by their numbers', async () => {
    for (const name of ['cato', 'eva']) {
      const [before, after] = await idsOf(find(name), { register: 3, number: 10 })
      expect(after).toBe(before)
    }
    expect(await town.idOf(find('cato').child)).not.toBe(await town.idOf(find('eva').child))
  })

  test('twins whom the register names in the other order, without a number, told apart by their names', async () => {
    for (const name of ['vesper', 'vita']) {
      const [before, after] = await idsOf(find(name), { register: 3 })
      expect(after).toBe(before)
    }
  })

  test('a twin whose brother was stillborn', async () => {
    const [before, after] = await idsOf(find('ynke'), { register: 3 })
    expect(after).toBe(before)
  })

  test('one that was born elsewhere, of whom birth care heard no more', async () => {
    const found = find('xander')
    const [before, after] = await idsOf(found)
    expect(after).toBe(before)
    const [pregnancy] = (await town.all()).filter(({ children }) =>
      children.some(({ id }) => id === before),
    )
    expect(pregnancy?.outcome).toBe('LIVE_BIRTH')
  })

  test('one that a surrogate mother carried', async () => {
    const [before, after] = await idsOf(find('ykje'), { number: 10 })
    expect(after).toBe(before)
  })

  test('one that was adopted later', async () => {
    const [before, after] = await idsOf(find('finn'), { register: 3 })
    expect(after).toBe(before)
  })

  test('two children of two pregnancies within twelve months', async () => {
    const both = [find('veerle'), find('wessel')]
    const ids = new Map<string, (string | undefined)[]>()
    for (let day = '2023-01-10'; day < '2024-04-01'; day = addDays(day, 30)) {
      await town.takeIn([both[0]?.family as Family], day, { register: 3, number: 10 })
      for (const found of both) {
        const now = [(await carried(found))?.id, await town.idOf(found.child)]
        const name = found.child.planted ?? ''
        ids.set(name, [...(ids.get(name) ?? []), ...now.filter((id) => id !== undefined)])
      }
    }
    expect([...ids.values()].map((all) => new Set(all).size)).toEqual([1, 1])
    expect(ids.get('veerle')?.[0]).not.toBe(ids.get('wessel')?.[0])
  })

  test('one whose parents moved away, and one whose family emigrated', async () => {
    for (const name of ['isa', 'pien']) {
      const [before, after] = await idsOf(find(name))
      expect(after).toBe(before)
    }
  })

  test('a newborn of three days without a number is born, under the id of before', async () => {
    const found = find('bo')
    await town.takeIn([found.family], '2026-08-20')
    const before = await carried(found)
    await town.takeIn([found.family], TODAY)
    const after = await carried(found)

    expect(await phaseOf(before?.id)).toBe('BORN')
    expect(after).toMatchObject({ id: before?.id, person: null, bornOn: '2026-08-29' })
  })
})

describe('twins are never guessed', () => {
  const girl = (rank: number, bsn: string, given: string, at: string): Child => ({
    ...bornChild(
      {
        bsn,
        birthDate: '2026-05-10',
        name: { given, initials: 'X.', prefix: null, family: 'Bos' },
      },
      { at, multiple: true },
    ),
    rank,
    quirks: ['no-bsn-in-birth-care'],
  })

  /** Birth care calls them otherwise than the register, and has no number of them. */
  function unlike(id: string, number: number, sexes: readonly ('male' | 'female')[]) {
    const family = familyWith([], {
      number,
      mother: {
        ...familyWith([]).mother,
        bsn: NUMBERS[number * 3] ?? '',
        birthDate: `199${number}-05-06`,
      },
    })
    const twins = sexes.map((sex, i) => {
      const child = girl(
        i + 1,
        NUMBERS[number * 3 + i + 1] ?? '',
        `Name${i}`,
        `2026-05-10T0${i}:20:00+02:00`,
      )
      return {
        ...child,
        person: child.person && { ...child.person, sex },
        birth: child.birth && { ...child.birth, sex },
      }
    })
    const plan = {
      id,
      lastMenstrualPeriod: '2025-08-20',
      dueDate: '2026-05-27',
      endDate: '2026-05-10',
      delivery: { at: '2026-05-10T00:10:00+02:00', place: 'hospital' },
      visits: [{ date: '2025-10-15', kind: 'intake', gestationalAgeDays: 56 }],
    } as const
    const atRegister = { ...family, pregnancies: [pregnancyOf(twins, plan)] }
    const nameless = twins.map((child, i) => ({
      ...child,
      person: child.person && {
        ...child.person,
        name: { ...child.person.name, given: `Baby${i}` },
      },
    }))
    const atBirthCare = { ...family, pregnancies: [pregnancyOf(nameless, plan)] }
    return { atRegister, atBirthCare, twins, plan }
  }

  test('where nothing tells them apart both stay as they are, and become a case', async () => {
    const { atRegister, atBirthCare, twins } = unlike('alike', 1, ['female', 'female'])
    await town.takeIn([atBirthCare], '2026-05-01')
    const before = (await town.all()).find(({ key }) => key.endsWith('|alike'))
    const taken = await town.takeIn([atBirthCare], '2026-06-01', {}, [atRegister])
    const after = (await town.all()).find(({ key }) => key.endsWith('|alike'))

    expect(taken).toMatchObject({ promoted: 0, doubted: 4 })
    expect(before?.children).toHaveLength(2)
    expect(after?.children.map(({ id, person }) => ({ id, person }))).toEqual(
      before?.children.map(({ id }) => ({ id, person: null })),
    )
    const open = await town.index.cases({ first: 50 })
    const own = open.filter(({ childId }) => before?.children.some(({ id }) => id === childId))
    expect(own.map(({ reason }) => reason)).toEqual(Array(4).fill('NOT_TOLD_APART'))
    for (const { evidence } of own) expect(evidence.map(toShape)).toEqual(evidence.map(() => SHAPE))
    expect(await Promise.all(twins.map(town.idOf))).toEqual([undefined, undefined])
  })

  test('a person who decides one case has decided the other', async () => {
    const { atRegister, atBirthCare, twins } = unlike('alike', 1, ['female', 'female'])
    const [first] = (await town.index.cases({ first: 50 })).filter(
      ({ reason }) => reason === 'NOT_TOLD_APART',
    )
    await town.index.decide({
      caseId: first?.id ?? '',
      certainty: 'EXACT',
      reason: 'Asked the parents.',
      userId: 'somebody',
    })
    const taken = await town.takeIn([atBirthCare], '2026-06-02', {}, [atRegister])

    expect(taken).toMatchObject({ promoted: 2, doubted: 0 })
    const own = twins.find(({ person }) => person?.bsn === first?.record)
    expect(own && (await town.idOf(own))).toBe(first?.childId)
    expect(
      (await town.index.cases({ first: 50 })).filter(({ reason }) => reason === 'NOT_TOLD_APART'),
    ).toEqual([])
  })

  test('a boy and a girl are told apart by that, with no name and no number', async () => {
    const { atRegister, atBirthCare, twins } = unlike('unlike', 2, ['male', 'female'])
    await town.takeIn([atBirthCare], '2026-05-01')
    const taken = await town.takeIn([atBirthCare], '2026-06-01', {}, [atRegister])
    const pregnancy = (await town.all()).find(({ key }) => key.endsWith('|unlike'))

    expect(taken).toMatchObject({ promoted: 2, doubted: 0 })
    for (const child of twins) {
      const own = pregnancy?.children.find(({ sex }) => sex === child.person?.sex)
      expect(await town.idOf(child)).toBe(own?.id)
    }
  })

  test('while only one of twins is registered, and nothing tells which, it stays open', async () => {
    const { atRegister, atBirthCare, twins } = unlike('first', 3, ['female', 'female'])
    const [pregnancy] = atRegister.pregnancies
    const one = {
      ...atRegister,
      pregnancies: [{ ...(pregnancy as Pregnancy), children: twins.slice(0, 1) }],
    }
    const taken = await town.takeIn([atBirthCare], '2026-06-01', {}, [one])
    expect(taken).toMatchObject({ promoted: 0, doubted: 2 })
  })
})

/** A word, perhaps another one, and a number of bits. */
const SHAPE = 'of level weight: words'

function toShape({ of, level, weight, ...rest }: Weight): string {
  const isWords = [of, level ?? ''].every((word) => /^[a-zA-Z-]*(92|85)?$/.test(word))
  const isSmall = Math.abs(weight) < 40 && Object.keys(rest).length === 0
  return isWords && isSmall ? SHAPE : 'something else'
}

/** Eleven-proof, and of nobody else here. */
const NUMBERS = [
  '999922002',
  '999922014',
  '999922026',
  '999922038',
  '999922051',
  '999922063',
  '999922075',
  '999922087',
  '999922099',
  '999922105',
  '999922117',
  '999922129',
]

describe('who did not live', () => {
  const ended = PLANTED.flatMap((family) =>
    family.pregnancies
      .filter(({ children }) =>
        children.every(({ planted, person }) => planted === null && !person),
      )
      .map((pregnancy) => ({ family, pregnancy })),
  )

  test.each(ended.map(({ pregnancy }) => pregnancy.outcome))(
    'MUST be in no list after a %s, and found by nobody',
    async (outcome) => {
      const { family, pregnancy } = ended.find((one) => one.pregnancy.outcome === outcome) ?? {}
      if (!family || !pregnancy) throw new Error('nothing is planted')
      await town.takeIn([family], addDays(pregnancy.endDate ?? '', -10))
      const expected = (await town.all()).filter(({ children }) =>
        children.some(({ name }) => name.includes(fetusId(pregnancy.id, 1))),
      )
      expect(expected.map((one) => one.outcome)).toEqual(['ONGOING'])
      const [id] = expected.flatMap(({ children }) => children.map((child) => child.id))
      expect(await phaseOf(id)).toBe('UNBORN')

      await town.takeIn([family], TODAY)
      const [after] = (await town.all()).filter((one) => one.id === expected[0]?.id)
      expect(after?.outcome).toBe(outcome === 'birth' ? 'STILLBIRTH' : 'MISCARRIAGE')
      expect(after?.lost).toBe(1)
      expect(await phaseOf(id)).toBe('ENDED')
    },
  )

  test('a stillborn twin MUST be in no list, and the other is', async () => {
    const { family, pregnancy } = find('ynke')
    await town.takeIn([family], TODAY)
    const stored = (await town.all()).find(({ children }) =>
      children.some(({ name }) => name.includes(fetusId(pregnancy.id, 1))),
    )
    expect(stored).toMatchObject({ outcome: 'LIVE_BIRTH', lost: 1 })
    const phases = await Promise.all((stored?.children ?? []).map(({ id }) => phaseOf(id)))
    expect(phases.sort()).toEqual(['BORN', 'ENDED'])
  })

  test('who was lost before anybody told of it has no id at all', async () => {
    const other = await openTown()
    const lost = ended.map(({ family }) => family)
    await other.takeIn(lost, TODAY)
    const all = await other.all()
    expect(all.map(({ outcome, lost }) => [outcome, lost]).sort()).toEqual([
      ['MISCARRIAGE', 1],
      ['STILLBIRTH', 1],
    ])
    expect(await other.database.ask('select from child_index.child')).toEqual([])
    await other.close()
  })
})

describe('a pregnancy of which nobody hears again', () => {
  const gone = (id: string, bsn: string): Family =>
    familyWith(
      [
        pregnancyOf([unbornChild()], {
          id,
          lastMenstrualPeriod: '2025-01-01',
          dueDate: '2025-10-08',
          visits: [{ date: '2025-03-01', kind: 'intake', gestationalAgeDays: 59 }],
          outcome: 'ongoing',
          endDate: null,
          delivery: null,
        }),
      ],
      { number: 77, mother: { ...familyWith([]).mother, bsn } },
    )

  test('is ongoing until long after the due date, and then unknown', async () => {
    const family = gone('silent', '999922130')
    const outcomes: (string | undefined)[] = []
    for (const day of ['2025-10-01', '2025-11-30', '2025-12-15'] as IsoDate[]) {
      await town.takeIn([family], day)
      outcomes.push((await town.all()).find(({ key }) => key.endsWith('|silent'))?.outcome)
    }
    expect(outcomes).toEqual(['ONGOING', 'ONGOING', 'UNKNOWN'])
  })

  test('is of a woman who moved, where the register does not have her any more', async () => {
    const family = gone('moved', '999922142')
    await town.takeIn([family], '2025-12-15', {}, [])
    const stored = (await town.all()).find(({ key }) => key.endsWith('|moved'))
    expect(stored?.outcome).toBe('MOVED')
  })
})

describe('two ids for one child', () => {
  test('both stay, one answers for the other, and the history says so', async () => {
    const { family, child, pregnancy } = find('otis')
    await town.takeIn([family], addDays(pregnancy.endDate ?? '', -7))
    const before = await carried(find('otis'))
    // Somebody found the newborn by a way that does not know of mothers.
    const issued = await town.find(child)
    await town.takeIn([family], TODAY)

    expect(issued).not.toBe(before?.id)
    expect(await town.idOf(child)).toBe(issued)
    const [asked, other] = await town.index.look([before?.id ?? '', issued])
    expect(asked?.id).toBe(issued)
    expect(asked?.bsn?.reveal()).toBe(child.person?.bsn)
    expect(other?.id).toBe(issued)
    const events = await town.database.ask(
      'select kind, reason, evidence from child_index.link_event where child_id = $1 order by seq',
      [before?.id],
    )
    expect(events.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['MADE', null],
      ['PROMOTED_AT_BIRTH', 'TWO_IDS'],
    ])
  })

  test('taking in again changes nothing', async () => {
    const state = async () =>
      JSON.stringify([
        await town.all(),
        await town.database.ask('select max(seq) from child_index.link_event'),
      ])
    await town.takeIn([find('otis').family, find('anna').family, find('vesper').family], TODAY)
    const before = await state()
    await town.takeIn([find('otis').family, find('anna').family, find('vesper').family], TODAY)
    expect(await state()).toBe(before)
  })
})

test('what is written down of a promotion is its levels and weights, and they add up', async () => {
  const rows = await town.database.ask(
    "select evidence, score, version from child_index.link_event where kind = 'PROMOTED_AT_BIRTH'",
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { evidence, score } of rows as { evidence: Weight[]; score: number }[]) {
    expect(evidence.reduce((sum, { weight }) => sum + weight, 0)).toBe(score)
    expect(evidence.map(toShape)).toEqual(evidence.map(() => SHAPE))
  }
})
