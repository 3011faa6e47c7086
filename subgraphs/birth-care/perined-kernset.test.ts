import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { cases } from '../../test/scale.ts'
import { ada, type ChildFacts, hl7, type KernsetFacts } from './fixtures/kernsets.ts'
import { readPerinedKernset, readPerinedKernsetFile } from './perined-kernset.ts'
import { leaves } from './perined-kernset-dataset.ts'
import { ELEMENTS, FIELDS, NAMES } from './perined-kernset-elements.ts'
import type { KernsetMessage } from './perined-kernset-message.ts'
import { toWhen } from './perined-kernset-value.ts'

const INDEXED = { registry: 'perined-test', storeKey: new Uint8Array(64).fill(7) }
const FORMS = [
  ['ADA', ada],
  ['HL7v3', hl7],
] as const

const TWINS: KernsetFacts = {
  dossier: '0F6C1B1E-1111-4c3e-9d0a-000000000001',
  mother: '999922051',
  lvr: '1808',
  made: '2022-06-30T10:00:00',
  from: '2021-11-02',
  dueDate: '2022-06-20',
  gravidity: 2,
  parity: 0,
  visits: [
    { date: '2021-11-02', days: 49, smoking: '5', alcohol: '1', drugs: 'UNK', kilograms: 67.5 },
    { date: '2022-02-01', days: 140, smoking: '1' },
  ],
  maternalDeath: 'false',
  end: '1',
  partus: '21123',
  childrenBorn: 2,
  bloodLoss: 550,
  fever: 'true',
  children: [
    {
      bsn: '999922075',
      rank: 1,
      sex: '1',
      bornAt: '2022-05-30T06:30:00',
      place: '22232009',
      mode: '274130007',
      apgar5: 9,
      grams: 2200,
      died: 'false',
      anomaly: 'UNK',
      fed: { date: '2022-06-06', foods: ['1', '2'] },
    },
    {
      rank: 2,
      sex: '2',
      bornAt: '2022-05-30T06:50:00',
      place: '23|2.16.840.1.113883.2.4.3.22.1.8.7',
      mode: '177184002',
      grams: 2100,
      died: 'true',
      phase: '276506001',
      diedAt: '2022-05-30T08:10:00',
      anomaly: 'true',
    },
  ],
}

interface Read {
  readonly records: readonly (KernsetMessage & { around: unknown })[]
  readonly counts: { read: number; kept: number; unknown: string[] }
}

async function read(text: string | Buffer, chunk = 1 << 16): Promise<Read> {
  const counts: Read['counts'] = { read: 0, kept: 0, unknown: [] }
  const tally = {
    read: (n = 1) => {
      counts.read += n
    },
    kept: (n = 1) => {
      counts.kept += n
    },
    unknown: (path: string) => {
      counts.unknown.push(path)
    },
  }
  const records: Read['records'][number][] = []
  for await (const record of readPerinedKernsetFile(bytesOf(text, chunk), tally)) {
    records.push(record as Read['records'][number])
  }
  return { records, counts }
}

async function* bytesOf(text: string | Buffer, chunk = 1 << 16): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
}

async function messageOf(text: string): Promise<KernsetMessage> {
  const [record] = (await read(text)).records
  if (!record) return expect.fail('no message')
  const { around, ...message } = record
  return message
}

/** The rule by which it is refused, if it is. */
async function refusalOf(text: string | Buffer): Promise<string | undefined> {
  return read(text).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof DeliveryRefused)) throw error
      return error.problem.rule
    },
  )
}

async function deliver(text: string): Promise<readonly DeliveredRecord[]> {
  const records: DeliveredRecord[] = []
  for await (const record of readPerinedKernset(INDEXED)(bytesOf(text), () => expect.fail())) {
    records.push(record)
  }
  return records
}

describe.each(FORMS)('a kernset in the form of %s', (_, write) => {
  test('tells of care, woman, pregnancy, visits, delivery, each child and what it was fed', async () => {
    expect(await messageOf(write(TWINS))).toMatchObject({
      care: { from: '2021-11-02' },
      institution: { lvr: '1808', agb: null },
      pregnancy: {
        dossier: { value: TWINS.dossier },
        gravidity: 2,
        parity: 0,
        dueDate: '2022-06-20',
        end: { code: '1', system: '2.16.840.1.113883.2.4.4.13.46' },
        maternalDeath: { value: false, unknown: false },
        visits: [
          { date: '2021-11-02', gestationalAgeDays: 49, weightKilograms: 67.5 },
          { date: '2022-02-01', smoking: { code: '1' }, drugs: null },
        ],
      },
      delivery: { partus: { value: '21123' }, childrenBorn: 2, bloodLossMillilitres: 550 },
      children: [
        { rank: 1, weightGrams: 2200, apgar5: 9, death: { died: { value: false } } },
        {
          rank: 2,
          bornAt: '2022-05-30T06:50:00',
          place: { code: '23', system: '2.16.840.1.113883.2.4.3.22.1.8.7' },
          death: { died: { value: true }, phase: { code: '276506001' }, at: '2022-05-30T08:10:00' },
        },
      ],
      feeding: [{ rank: 1, date: '2022-06-06', substances: [{ code: '1' }, { code: '2' }] }],
      remainder: [{ number: '82292', path: 'bevalling/diagnose_bevalling/koortsq', value: 'true' }],
    })
  })

  test('MUST tell that an answer is unknown from that nothing was asked, and from no', async () => {
    const { pregnancy, children } = await messageOf(write(TWINS))
    expect(pregnancy.visits.map(({ drugs }) => drugs)).toEqual([
      { value: null, unknown: true },
      null,
    ])
    expect(children.map(({ congenitalAnomaly }) => congenitalAnomaly)).toEqual([
      { value: null, unknown: true },
      { value: true, unknown: false },
    ])
  })

  test('counts what has a field, what is kept and what is unknown', async () => {
    const { counts } = await read(write(TWINS))
    expect(counts.read).toBeGreaterThan(40)
    expect(counts.kept).toBeGreaterThan(1)
    expect(counts.unknown).toEqual([])
  })

  test('is read the same in pieces of any size', async () => {
    const whole = await read(write(TWINS))
    for (const chunk of [1, 7, 333]) expect(await read(write(TWINS), chunk)).toEqual(whole)
  })

  test('MUST NOT print or keep the number of anybody', async () => {
    const text = write(TWINS)
    const numbers = ['999922051', '999922075']
    for (const number of numbers) expect(text).toContain(number)
    const kept = JSON.stringify(await deliver(text))
    const printed = JSON.stringify(await read(text))
    for (const number of [...numbers, TWINS.dossier]) expect(kept).not.toContain(number)
    for (const number of numbers) expect(printed).not.toContain(number)
  })

  test('keeps the mother apart from the births, and knows when it was told', async () => {
    const records = await deliver(write(TWINS))
    expect(records.map(({ kind }) => kind)).toEqual(['pregnancy', 'birth', 'child'])
    expect(new Set(records.map(({ logicalKey }) => logicalKey)).size).toBe(1)
    const [pregnancy, birth] = records
    expect(pregnancy?.recordedAt).toBeInstanceOf(Date)
    expect(JSON.stringify(pregnancy?.body)).not.toContain('uitkomst_per_kind')
    expect(JSON.stringify(birth?.body)).not.toContain('rookgedrag')
  })

  test('is read without a BSN of the mother or of a child', async () => {
    const { mother, ...nameless } = TWINS
    const [pregnancy] = await deliver(write(nameless))
    expect(pregnancy?.body).toMatchObject({ mother: null })
    expect(pregnancy?.subject).toBe(pregnancy?.logicalKey)
  })

  test.each([
    ['a DOCTYPE', (t: string) => t.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'), 'doctype'],
    ['an entity', (t: string) => t.replace('21123', '&a;'), 'well-formed'],
    ['its end cut off', (t: string) => t.slice(0, -40), 'well-formed'],
    ['another encoding', (t: string) => t.replace('UTF-8', 'ISO-8859-1'), 'encoding'],
    ['an impossible day', (t: string) => t.replace(/2022-?02-?01/, '20220231'), 'date'],
    ['a macro for a day', (t: string) => t.replace(/"2022-?02-?01"/, '"T-12D"'), 'date'],
    ['a BSN that is none', (t: string) => t.replace('999922075', '999922076'), 'elfproef'],
    ['a number that is none', (t: string) => t.replace('"2200"', '"heavy"'), 'value'],
    ['an answer that is none', (t: string) => t.replace('"UNK"', '"maybe"'), 'value'],
    ['another root', (t: string) => t.replace(/adaxml|REPC_IN004014NL/g, 'other'), 'message'],
    ['no number of the dossier', (t: string) => t.replace(TWINS.dossier, ''), 'missing'],
  ])('with %s MUST be refused, with line and rule', async (_what, change, rule) => {
    const text = change(write(TWINS))
    expect(text).not.toBe(write(TWINS))
    expect(await refusalOf(text)).toBe(rule)
  })

  test('MUST be refused when it is not in UTF-8, too deep or has too many elements', async () => {
    const text = write(TWINS)
    expect(await refusalOf(Buffer.concat([Buffer.from(text), Buffer.from([0xff])]))).toBe(
      'encoding',
    )
    const deep = text.replace(
      /(<(kernset_geboortezorg|CareProvisionEvent)[^>]*>)/,
      `$1${'<a>'.repeat(99)}`,
    )
    expect(await refusalOf(deep)).toBe('depth')
    const many = text.replace(
      /(<(kernset_geboortezorg|CareProvisionEvent)[^>]*>)/,
      `$1${'<a/>'.repeat(20_001)}`,
    )
    expect(await refusalOf(many)).toBe('elements')
  })
})

test('MUST NOT be read further than the size that a file may have', async () => {
  let given = 0
  const endless = async function* () {
    yield Buffer.from('<adaxml>')
    for (;;) {
      given += 1 << 20
      yield Buffer.alloc(1 << 20, ' ')
    }
  }
  const tally = { read: () => undefined, kept: () => undefined, unknown: () => undefined }
  const reading = readPerinedKernsetFile(endless(), tally)[Symbol.asyncIterator]()
  await expect(reading.next()).rejects.toMatchObject({ problem: { rule: 'size' } })
  expect(given).toBeLessThan(12 << 20)
})

describe('the simple form', () => {
  test.each([
    ['elements in another order', /(<graviditeit[^>]*>)\s*(<pariteit[^>]*>)/, '$2$1', 'order'],
    ['an element twice', /(<graviditeit[^>]*>)/, '$1$1', 'order'],
    ['the concept id of another element', /20010"/, '20150"', 'concept'],
    ['text beside the elements', /<zwangerschap[^>]*>/, '$&text', 'text'],
    ['a namespace', /<adaxml>/, '<adaxml xmlns="urn:hl7-org:v3">', 'namespace'],
  ])('with %s MUST be refused', async (_, pattern, by, rule) => {
    expect(await refusalOf(ada(TWINS).replace(pattern, by))).toBe(rule)
  })

  test('MUST keep what the standard does not have, and say where it stands', async () => {
    const text = ada(TWINS)
      .replace(
        '</zwangerschap>',
        '<nieuw conceptId="1.2.77777" value="7" unit="kg"/></zwangerschap>',
      )
      .replace('<graviditeit', '<graviditeit comment="said so"')
    const { records, counts } = await read(text)
    expect(records[0]?.remainder).toContainEqual({
      ...{ number: '77777', path: 'zwangerschap/nieuw', value: '7', unit: 'kg' },
      ...{ code: null, system: null },
    })
    expect(records[0]?.remainder).toContainEqual(
      expect.objectContaining({ path: 'zwangerschap/graviditeit/@comment', value: 'said so' }),
    )
    expect(counts.unknown).toEqual(['zwangerschap'])
  })
})

describe('the form of HL7v3', () => {
  test('MUST keep an act that no template tells of, and what stands in it', async () => {
    const act =
      '<component><observation><templateId root="2.16.840.1.113883.2.4.6.10.90.999999"/><code code="X1" displayName="Something new"/><value value="7" unit="kg"/></observation></component>'
    const { records, counts } = await read(hl7(TWINS).replace('<component', `${act}<component`))
    expect(records[0]?.remainder).toContainEqual(
      expect.objectContaining({ number: 'X1', value: '7', unit: 'kg' }),
    )
    expect(counts.unknown).toHaveLength(1)
  })

  test('MUST NOT take what is denied for what is said', async () => {
    const text = hl7(TWINS).replace(
      /<observation classCode="OBS" moodCode="EVN">(<templateId root="[^"]*901009"\/>)/,
      '<observation negationInd="true">$1',
    )
    const { remainder } = await messageOf(text)
    expect(remainder.filter(({ number }) => number === '82292')).toEqual([])
    expect(remainder).toContainEqual(
      expect.objectContaining({ path: expect.stringContaining('@negationInd'), value: 'true' }),
    )
  })
})

describe('the table of elements', () => {
  test('has each concept of the dataset once, with its official name', () => {
    expect(ELEMENTS).toHaveLength(NAMES.size)
    expect(new Set([...leaves()].map(({ concept }) => concept.number)).size).toBe(ELEMENTS.length)
    for (const number of Object.keys(FIELDS)) expect(NAMES.has(number)).toBe(true)
  })
})

const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(Date.UTC(1990, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const time = fc
  .tuple(day, fc.integer({ min: 0, max: 86_399 }))
  .map(([on, s]) => `${on}T${new Date(s * 1000).toISOString().slice(11, 19)}`)
const reply = fc.constantFrom('true', 'false', 'UNK')
const some = (codes: readonly string[]) => fc.constantFrom(...codes)
const flavoured = (codes: readonly string[]) => some([...codes, 'OTH', 'NI', 'UNK'])
const BSNS = ['999922014', '999922002', '999922026', '999922038', '999922051', '999922075']

const aChild: fc.Arbitrary<ChildFacts> = fc.record(
  {
    bsn: some(BSNS),
    sex: flavoured(['1', '2', '3']),
    bornAt: fc.oneof(day, time),
    place: some(['22232009', '169813005', '23|2.16.840.1.113883.2.4.3.22.1.8.7']),
    mode: flavoured(['177184002', '11466000']),
    apgar5: fc.integer({ min: 0, max: 10 }),
    grams: fc.integer({ min: 200, max: 7000 }),
    died: reply,
    phase: flavoured(['237361005', '276506001']),
    diedAt: fc.oneof(day, time),
    anomaly: reply,
    fed: fc.record({ date: day, foods: fc.uniqueArray(some(['1', '2']), { minLength: 1 }) }),
  },
  { requiredKeys: [] },
)

const aKernset: fc.Arbitrary<KernsetFacts> = fc.record(
  {
    dossier: fc.uuid(),
    lvr: fc.stringMatching(/^\d{4}$/),
    made: time,
    from: day,
    mother: some(BSNS),
    dueDate: day,
    gravidity: fc.integer({ min: 0, max: 20 }),
    parity: fc.integer({ min: 0, max: 20 }),
    visits: fc.array(
      fc.record(
        {
          date: fc.oneof(day, time),
          days: fc.integer({ min: 0, max: 310 }),
          smoking: flavoured(['1', '2', '7']),
          alcohol: flavoured(['1', '2']),
          drugs: reply,
          kilograms: fc.integer({ min: 300, max: 1500 }).map((n) => n / 10),
        },
        { requiredKeys: ['date'] },
      ),
      { maxLength: 4 },
    ),
    maternalDeath: reply,
    end: flavoured(['1', '2', '9']),
    partus: fc.stringMatching(/^[A-Z0-9]{1,8}$/),
    childrenBorn: fc.integer({ min: 0, max: 4 }),
    bloodLoss: fc.integer({ min: 0, max: 9000 }),
    fever: reply,
    children: fc
      .array(aChild, { maxLength: 3 })
      .map((children) => children.map((child, i) => ({ ...child, rank: i + 1 }))),
  },
  { requiredKeys: ['dossier', 'lvr', 'made', 'from'] },
)

test('MUST read what was written, and the same from both forms', async () => {
  await fc.assert(
    fc.asyncProperty(aKernset, async (facts) => {
      const simple = await messageOf(ada(facts))
      expect(await messageOf(hl7(facts))).toEqual(simple)
      expect(simple).toMatchObject({
        institution: { lvr: facts.lvr },
        pregnancy: {
          dossier: { value: facts.dossier },
          dueDate: facts.dueDate ?? null,
          gravidity: facts.gravidity ?? null,
          visits: (facts.visits ?? []).map(({ date, days = null, kilograms = null }) => ({
            ...{ date: date.slice(0, 10), gestationalAgeDays: days, weightKilograms: kilograms },
          })),
        },
        delivery: { childrenBorn: facts.childrenBorn ?? null },
      })
      expect(simple.woman.bsn?.reveal()).toBe(facts.mother)
      for (const [i, child] of simple.children.entries()) {
        const told = (facts.children ?? [])[(child.rank ?? i + 1) - 1]
        expect(child.bsn?.reveal()).toBe(told?.bsn)
        expect(child).toMatchObject({
          bornAt: told?.bornAt ?? null,
          apgar5: told?.apgar5 ?? null,
          weightGrams: told?.grams ?? null,
        })
      }
    }),
    { numRuns: cases(150, 4000) },
  )
})

test('MUST refuse, or read, a message in which anything was changed; never fail otherwise', async () => {
  const texts = [ada(TWINS), hl7(TWINS)]
  await fc.assert(
    fc.asyncProperty(
      some(texts),
      fc.array(
        fc.tuple(
          fc.constantFrom<string>('flip', 'cut', 'drop', 'swap', 'double'),
          fc.double({ min: 0, max: 0.999, noNaN: true }),
          fc.integer({ min: 0, max: 255 }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      async (text, changes) => {
        let mutated: Buffer = Buffer.from(text)
        for (const [how, where, by] of changes) mutated = mutate(mutated, how, where, by)
        await refusalOf(mutated)
      },
    ),
    { numRuns: cases(300, 10_000) },
  )
})

function mutate(bytes: Buffer, how: string, where: number, by: number): Buffer {
  const at = Math.floor(where * bytes.length)
  if (how === 'flip') {
    const copy = Buffer.from(bytes)
    if (copy.length > 0) copy[at] = by
    return copy
  }
  if (how === 'cut') return bytes.subarray(0, at)
  const lines = bytes.toString('latin1').split(/(?=<)/)
  const line = Math.floor(where * lines.length)
  const [one = '', other = ''] = lines.slice(line, line + 2)
  const instead = { drop: [other], swap: [other, one], double: [one, one, other] }[how] ?? []
  return Buffer.from(lines.toSpliced(line, 2, ...instead).join(''), 'latin1')
}

test.each([
  ['2021-08-28', '2021-08-28'],
  ['2021-08-28T06:30', '2021-08-28T06:30:00'],
  ['20210828063000', '2021-08-28T06:30:00'],
  ['20210828063000+0200', '2021-08-28T06:30:00+02:00'],
  ['20210828', '2021-08-28'],
  ['202108', '2021-08'],
  ['2021', '2021'],
  ['2021-02-29', undefined],
  ['20211301', undefined],
  ['20210828250000', undefined],
  ['T-126D{06:30}', undefined],
  ['', undefined],
])('takes %s for %s', (text, when) => {
  expect(toWhen(text)).toBe(when)
})
