import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { ALLOCATION, childWith, familyOf } from '../../sandbox/fixture-family.ts'
import { ijwFiles } from '../../sandbox/social-domain.ts'
import { type Allocated, YouthHelpBody } from './delivered-bodies.ts'
import { message, set, toBytes, without } from './fixtures/messages.ts'
import { readIjw } from './ijw.ts'
import { replay } from './replay.ts'

const KEY = new Uint8Array(64).fill(7)
const indexed = { registry: 'youth-help-waterdam', storeKey: KEY }

async function read(text: string | Buffer, size?: number): Promise<DeliveredRecord[]> {
  const never = () => expect.fail('It refuses by itself.')
  const records: DeliveredRecord[] = []
  for await (const record of readIjw(indexed)(toBytes(text, size), never)) records.push(record)
  return records
}

async function problemOf(text: string | Buffer, size?: number) {
  const error = await read(text, size).then(
    () => undefined,
    (refused: unknown) => refused,
  )
  if (!(error instanceof DeliveryRefused)) throw error ?? new Error('It was taken in.')
  return error.problem
}

describe('a JW301', () => {
  test('tells of each product, with the provider and the moment of the allocation', async () => {
    const [one, two] = await read(message('JW301'))
    const subject = one?.subject
    expect(one).toMatchObject({
      line: 60,
      kind: 'youth-help',
      validAt: new Date('2026-03-09T00:00:00Z'),
      recordedAt: new Date('2026-03-03T00:00:00Z'),
      body: {
        told: 'allocated',
        provider: '98990001',
        product: { category: '45', code: '45A03' },
        allocatedAt: '2026-03-02T09:15:00.000Z',
        from: '2026-03-09',
        to: '2026-12-31',
        volume: { amount: 120, unit: '01', frequency: '2' },
        removed: false,
      },
    })
    expect(two).toMatchObject({
      subject,
      body: { product: { category: '99', code: null }, to: null, volume: null },
    })
  })

  test('of removal (13) says so, and of a correction (14) does not', async () => {
    const reason = (code: string) =>
      [/(<\/jw301:Einddatum>)/, `$1<jw301:RedenWijziging>${code}</jw301:RedenWijziging>`] as const
    expect((await read(message('JW301', reason('13'))))[0]?.body).toMatchObject({ removed: true })
    expect((await read(message('JW301', reason('14'))))[0]?.body).toMatchObject({ removed: false })
  })

  test('MUST NOT leave behind who it is about', async () => {
    const text = JSON.stringify(await read(message('JW301')))
    expect(text).not.toMatch(/999911004|Anna|Moeder|Straat|9999XX|2024-02-29|Commentaar|REF-1/)
    // Nor the municipality's own number.
    expect(text).not.toMatch(/4001|4002/)
  })
})

describe('a JW305 and a JW307', () => {
  test('tell of a start and a stop of the same allocation', async () => {
    const [[allocated], [started], [stopped]] = await Promise.all([
      read(message('JW301')),
      read(message('JW305')),
      read(message('JW307')),
    ])
    const { allocation } = Object(allocated?.body) as Partial<Allocated>
    const product = { category: '45', code: '45A03' }
    expect(started).toMatchObject({
      subject: allocated?.subject,
      validAt: new Date('2026-03-12T00:00:00Z'),
      recordedAt: new Date('2026-03-20T00:00:00Z'),
      body: { told: 'started', allocation, product, begin: '2026-03-12', withdrawn: false },
    })
    expect(stopped).toMatchObject({
      validAt: new Date('2026-08-14T00:00:00Z'),
      body: { told: 'stopped', allocation, begin: '2026-03-12', end: '2026-08-14', reason: '34' },
    })
  })

  test('are withdrawn by what IV008 names, and by nothing else', async () => {
    const keyOf = async (...changes: Parameters<typeof message>[1][]) =>
      (await read(message('JW307', ...changes)))[0]?.logicalKey
    const key = await keyOf()
    expect(await keyOf(set('StatusAanlevering', '3'), set('Dagtekening', '2026-09-01'))).toBe(key)
    expect(await keyOf(set('ToewijzingIngangsdatum', '2026-03-10'))).toBe(key)
    for (const change of [
      set('ToewijzingNummer', '4002'),
      set('Categorie', '54'),
      set('Code', '45A04'),
      set('Begindatum', '2026-03-13'),
      set('RedenBeeindiging', '31'),
      set('Einddatum', '2026-08-15'),
    ]) {
      expect(await keyOf(change)).not.toBe(key)
    }
  })
})

describe('a message', () => {
  test('reads the same however it is cut into pieces, and whatever its prefixes are called', async () => {
    const whole = await read(message('JW301'), 1_000_000)
    expect(whole).toHaveLength(3)
    for (const size of [1, 7, 1024]) expect(await read(message('JW301'), size)).toEqual(whole)
    const renamed = message('JW301', [/ijw:/g, 'b:'], [/xmlns:ijw/, 'xmlns:b'], [/jw301:/g, 'x:'])
    expect(await read(renamed.replace('xmlns:jw301', 'xmlns:x'))).toEqual(whole)
  })

  test.each([
    ['a BSN that is none', set('Bsn', '999911005'), 'Bericht/Client/Bsn', 'elfproef'],
    ['no BSN', without('Bsn'), 'Bericht/Client/Bsn', 'missing'],
    ['no name', without('Naam'), 'Bericht/Client/Naam', 'missing'],
    ['no header', without('Header'), 'Bericht/Header', 'missing'],
    [
      'no date of the allocation',
      without('Toewijzingsdatum'),
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingsdatum',
      'missing',
    ],
    [
      'no amount in a volume',
      without('Volume'),
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Omvang/Volume',
      'missing',
    ],
    [
      'no product',
      [/<(jw301:ToegewezenProducten)>[\s\S]*<\/\1>/, '<$1/>'] as const,
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct',
      'missing',
    ],
    [
      'the code of another message',
      set('BerichtCode', '438'),
      'Bericht/Header/BerichtCode',
      'version',
    ],
    ['another version', set('BerichtSubversie', '1'), 'Bericht/Header/BerichtSubversie', 'version'],
    [
      'a day that does not exist',
      set('Einddatum', '2026-06-31'),
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Einddatum',
      'date',
    ],
    [
      'an end before the beginning',
      set('Einddatum', '2026-03-08'),
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Einddatum',
      'period',
    ],
    [
      'two ends',
      [/<jw301:Einddatum>.*/, '$&$&'] as const,
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Einddatum',
      'order',
    ],
    [
      'elements in another order',
      [/(<jw301:Toewijzingsdatum>.*)(\s*)(<jw301:Toewijzingstijd>.*)/, '$3$2$1'] as const,
      'Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingsdatum',
      'missing',
    ],
    [
      'a second client',
      [/<jw301:Client>[\s\S]*<\/jw301:Client>/, '$&$&'] as const,
      'Bericht/Client',
      'order',
    ],
    [
      'an element of another namespace',
      [/jw301:Bsn/g, 'ijw:Bsn'] as const,
      'Bericht/Client/Bsn',
      'namespace',
    ],
    [
      'an element that is not in the standard',
      [/<jw301:Bsn>/, '<jw301:G999911004/><jw301:Bsn>'] as const,
      'Bericht/Client',
      'unknown-element',
    ],
    [
      'text between elements',
      [/<jw301:Bsn>/, 'GEHEIM<jw301:Bsn>'] as const,
      'Bericht/Client',
      'text',
    ],
  ])('MUST be refused with where and why when it has %s', async (_what, change, path, rule) => {
    const problem = await problemOf(message('JW301', change))
    expect(problem).toMatchObject({ path, rule })
    expect(problem.line).toBeGreaterThan(1)
    expect(JSON.stringify(problem)).not.toMatch(/99991100|GEHEIM|2026-/)
  })

  test('MUST be refused when it is no message of iJw 3.2 that is read here', async () => {
    for (const change of [
      [/<jw301:Bericht /, '<jw301:Berichten '] as const,
      [/3_2\/jw301/, '3_1/jw301'] as const,
      [/3_2\/jw301/, '3_2/jw309'] as const,
    ]) {
      expect(await problemOf(message('JW301', change))).toMatchObject({ line: 2, rule: 'message' })
    }
  })

  test('MUST be refused for a status that may not be used (CS058)', async () => {
    const problem = await problemOf(message('JW305', set('StatusAanlevering', '9')))
    expect(problem).toMatchObject({ rule: 'CS058', line: 38 })
  })

  test.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY e "x">]>', 'doctype'],
    ['a DOCTYPE from elsewhere', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', 'doctype'],
  ])('MUST be refused when it has %s', async (_what, doctype, rule) => {
    const text = message('JW301', [/(<\?xml.*\?>)/, `$1${doctype}`])
    expect(await problemOf(text)).toMatchObject({ rule })
  })

  test.each([
    ['an entity that nobody defined', message('JW301', set('Bsn', '&geheim;'))],
    ['an element that is not closed', message('JW301', [/<\/jw301:Bericht>/, ''])],
    ['half of it', message('JW301').slice(0, 3000)],
    ['nothing in it', ''],
    ['a second root', `${message('JW301')}<a/>`],
    ['a prefix that nobody bound', message('JW301', [/<jw301:Header>/, '<x:Header>'])],
  ])('MUST be refused when it has %s', async (_what, text) => {
    const problem = await problemOf(text)
    expect(problem.rule).toBe('well-formed')
    expect(JSON.stringify(problem)).not.toMatch(/geheim/)
  })

  test('MUST be refused when it is deep, also in what is withheld', async () => {
    const deep = '<ijw:Achternaam>'.repeat(100_000)
    const text = message('JW301', [/<ijw:Achternaam>/, deep])
    const path = 'Bericht/Client/Naam/Geslachtsnaam/Achternaam'
    expect(await problemOf(text, 65_536)).toMatchObject({ rule: 'unknown-element', path })
  })

  test('MUST be refused when an element has an attribute', async () => {
    const text = message('JW301', [/<jw301:Bsn>/, '<jw301:Bsn naam="GEHEIM">'])
    const problem = await problemOf(text)
    expect(problem).toMatchObject({ line: 19, path: 'Bericht/Client/Bsn', rule: 'attribute' })
    expect(JSON.stringify(problem)).not.toMatch(/GEHEIM|naam=/)
    const schema =
      '<jw301:Bericht xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="a b" '
    expect(await read(message('JW301', [/<jw301:Bericht /, schema]))).toHaveLength(3)
  })

  test('MUST be refused, and told why, when it claims money', async () => {
    for (const kind of ['jw323', 'jw325']) {
      const text = message('JW301', [/jw301\/schema/, `${kind}/schema`])
      expect(await problemOf(text)).toMatchObject({ line: 2, rule: 'claim' })
    }
  })

  test('MUST be refused when it is larger than 25 MB', async () => {
    const text = message('JW301', [/<\/jw301:Header>/, `$&<!--${'x'.repeat(26 * 1024 * 1024)}-->`])
    expect(await problemOf(text, 65_536)).toMatchObject({ rule: 'OP179' })
  })

  test('MUST be refused when it is not in UTF-8', async () => {
    const latin = Buffer.from(message('JW301', set('Voornamen', 'Zoë')), 'latin1')
    expect(await problemOf(latin)).toMatchObject({ rule: 'encoding' })
    const declared = message('JW301', [/UTF-8/, 'ISO-8859-1'])
    expect(await problemOf(declared)).toMatchObject({ rule: 'encoding', line: 1 })
  })
})

describe('the messages that Waterdam sends', () => {
  test('tell the allocation that they were made of', async () => {
    const family = familyOf([childWith({ allocations: [ALLOCATION] })])
    const told: DeliveredRecord[] = []
    for (const { xml } of ijwFiles(family)) told.push(...(await read(xml)))
    const allocations = replay(
      told.map(({ logicalKey, recordedAt, body }) => ({
        logicalKey,
        recordedAt: recordedAt?.toISOString() ?? '',
        body: YouthHelpBody.parse(body),
      })),
    )
    expect(allocations).toMatchObject([
      {
        provider: ALLOCATION.provider,
        productCategoryCode: ALLOCATION.category,
        productCategoryLabel: 'Outpatient youth help',
        productCode: ALLOCATION.product,
        allocatedAt: new Date(ALLOCATION.allocatedAt).toISOString(),
        from: ALLOCATION.from,
        to: ALLOCATION.to,
        volume: { amount: 2, unitCode: '04', unitLabel: 'Hour', frequencyLabel: 'Per week' },
        start: ALLOCATION.start?.date,
        startRecordedAt: `${ALLOCATION.start?.reportedOn}T00:00:00.000Z`,
        stop: ALLOCATION.stop?.date,
        stopReasonCode: '31',
        stopReasonLabel: 'Completed as planned',
        stopRecordedAt: `${ALLOCATION.stop?.reportedOn}T00:00:00.000Z`,
        recordedAt: `${ALLOCATION.stop?.reportedOn}T00:00:00.000Z`,
      },
    ])
  })
})
