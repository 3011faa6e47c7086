import { describe, expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import { IS_LONG } from '../../test/scale.ts'
import { ANNAS, ANNAS_DOSSIER } from './fixtures/annas-dossier.ts'
import {
  bl,
  coded,
  cv,
  dossierMessage,
  type MessageSpec,
  observation,
  pq,
  st,
  vaccination,
} from './fixtures/dossier-message.ts'
import { readJgzDobFile } from './jgz-dob.ts'
import { type Dossier, readDossier } from './jgz-dob-dossier.ts'

async function* chunks(text: string | Buffer, size = 997): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = (text: string | Buffer): Promise<Dossier> => readDossier(chunks(text))

async function problemOf(text: string | Buffer) {
  try {
    await read(text)
  } catch (error) {
    if (error instanceof DeliveryRefused) return error.problem
    throw error
  }
  return undefined
}

const BSN = '999911004'
const CONTACT = { id: 'C-1', activity: '38', date: '20241003' }
const withContact = (contact: Partial<NonNullable<MessageSpec['contacts']>[number]>) =>
  dossierMessage({ bsn: BSN, contacts: [{ ...CONTACT, ...contact }] })
const firstOf = async (contact: Parameters<typeof withContact>[0]) => {
  const { contacts } = await read(withContact(contact))
  return contacts[0]?.parts
}

describe('a dossier transfer message', () => {
  test.each(['REPC_IN902120NL03', 'REPC_IN902120NL04'] as const)('is read as %s', async (name) => {
    const { message, bsn, birthDate, sentAt } = await read(dossierMessage({ name, bsn: BSN }))
    expect(message).toBe(name)
    expect(bsn?.reveal()).toBe(BSN)
    expect(birthDate).toBe('2024-03-08')
    expect(sentAt).toBe('2026-04-02T13:15:00.000Z')
  })

  test('tells the same however its bytes come in', async () => {
    const whole = await read(ANNAS_DOSSIER)
    for (const size of [1, 7, 100_000]) {
      expect(await readDossier(chunks(ANNAS_DOSSIER, size))).toEqual(whole)
    }
  })

  test.each([
    [{ mood: 'EVN', statusCode: 'completed' }, '01', false],
    [{ mood: 'EVN', statusCode: 'aborted' }, '02', false],
    [{ mood: 'INT', statusCode: 'active' }, null, true],
    [{ mood: 'INT', statusCode: 'cancelled' }, '08', false],
  ] as const)('tells of a contact %j that its status is %s', async (contact, status, planned) => {
    expect((await firstOf(contact))?.contacts).toMatchObject([{ status, planned }])
  })

  test('believes the recorded status before that of the act', async () => {
    const observations = [observation(1605, cv('07'))]
    const told = await firstOf({ mood: 'INT', statusCode: 'cancelled', observations })
    expect(told?.contacts).toMatchObject([{ status: '07', planned: false }])
  })

  test('reads activity codes that are no longer given out', async () => {
    expect((await firstOf({ activity: '15' }))?.contacts).toMatchObject([{ activity: '15' }])
  })

  test.each([
    [pq(884, 'mm'), 884],
    [pq('88.4', 'cm'), 884],
    [pq('0.884', 'm'), 884],
  ])('measures in whole millimetres: %s', async (value, lengthMillimetres) => {
    const told = await firstOf({ observations: [observation(235, value)] })
    expect(told?.growth).toMatchObject([
      {
        measuredOn: '2024-10-03',
        lengthMillimetres,
        weightGrams: null,
        headCircumferenceMillimetres: null,
      },
    ])
  })

  test('MUST NOT take for found what the message says was not', async () => {
    const observations = [observation(245, pq(9000, 'g'), true)]
    const told = await firstOf({ observations })
    expect(told?.growth).toEqual([])
    expect(told?.observations).toMatchObject([{ element: 245, value: '9000', negated: true }])
  })

  test('tells given, refused and planned vaccinations apart', async () => {
    const told = await firstOf({
      acts: [
        vaccination({ date: '20241003', vaccine: '11', reason: '01' }),
        vaccination({ date: '20241003', vaccine: '04', refusal: '1' }),
        vaccination({ date: '20241103', vaccine: '08', mood: 'INT' }),
      ],
    })
    expect(told?.vaccinations).toMatchObject([
      { vaccine: '11', given: true, refusal: null, reason: '01' },
      { vaccine: '04', given: false, refusal: '1', reason: null },
    ])
    expect(told?.observations?.map(({ element, code }) => [element, code])).toContainEqual([
      461,
      '08',
    ])
  })

  test('keeps the words of a code from outside the list', async () => {
    const other = `<value xsi:type="CV" nullFlavor="OTH"><originalText>Iets anders</originalText></value>`
    const told = await firstOf({
      observations: [observation(1673, other), observation(940, other)],
    })
    expect(told?.development).toMatchObject([{ element: 940, value: 'OTH' }])
    expect(told?.observations).toMatchObject([
      { element: 1673, value: 'Iets anders', code: 'OTH' },
      { element: 940, value: 'Iets anders', code: 'OTH' },
    ])
  })

  test('counts a document that came along, and keeps nothing of what is in it', async () => {
    const dossier = await read(ANNAS_DOSSIER)
    expect(dossier.documents).toEqual([{ kind: '01', mediaType: 'application/pdf', bytes: 12 }])
    expect(JSON.stringify(dossier)).not.toContain('SGVsbG8')
  })

  test('tells of birth, consents, care, VVE and a heel prick', async () => {
    const { parts, contacts } = await read(ANNAS_DOSSIER)
    expect(parts.newborn).toMatchObject([
      { weightGrams: 3420, headCircumferenceMillimetres: 345, gestationalAgeDays: 277, apgar5: 10 },
    ])
    expect(parts.consents).toMatchObject([
      { element: 1533, allowed: true, date: '2024-03-20', source: '04', manner: '02' },
      { element: 1404, allowed: false, date: '2024-03-21', source: null },
    ])
    expect(parts.care).toEqual([{ status: '03', since: '2026-04-02', end: null, endedOn: null }])
    expect(parts.vve).toEqual([{ date: '2026-04-02', takesPart: false, reasonNot: '05' }])
    const pricks = contacts.flatMap(({ parts: { heelPricks = [] } }) => heelPricks)
    expect(pricks).toMatchObject([{ date: '2024-03-09', taken: true, type: '01', result: 'NEG' }])
  })

  test('MUST keep, and never serve, what is about safety or about others', async () => {
    const { parts, contacts } = await read(ANNAS_DOSSIER)
    // Whatever may not be served has an X in it.
    expect(JSON.stringify([parts, contacts.map((contact) => contact.parts)])).not.toContain('X-')
    const kept = JSON.stringify(await read(ANNAS_DOSSIER))
    for (const text of ['X-zorg', 'X-balans', 'X-ouder', 'X-later', 'X-besproken', 'X-gedrag']) {
      expect(kept).toContain(text)
    }
    const codes = contacts.flatMap(({ parts: { observations = [] } }) =>
      observations.map(({ element, code }) => `${element} ${code}`),
    )
    expect(codes).not.toContain('483 5')
  })

  test('MUST tell of every value in it, as read, kept or unknown', async () => {
    const tally = { read: 0, kept: 0, unknown: [] as string[] }
    const records: unknown[] = []
    const told = readJgzDobFile(chunks(ANNAS_DOSSIER), {
      read: (n = 1) => {
        tally.read += n
      },
      kept: (n = 1) => {
        tally.kept += n
      },
      unknown: (path) => void tally.unknown.push(path),
    })
    for await (const record of told) records.push(record)
    expect(records).toHaveLength(1)
    expect(tally.unknown).toEqual([
      'careProvisionEvent/component7/encounter/pertinentInformation/rubricCluster/component/observation/value',
    ])

    const record = JSON.stringify(records)
    const attributes = ANNAS_DOSSIER.matchAll(/ (?:value|extension)="([^"]*)"/g)
    const texts = ANNAS_DOSSIER.matchAll(/>([^<>]*\S[^<>]*)</g)
    const values = [...attributes, ...texts].map(([, value = '']) => value)
    expect(values.length).toBeGreaterThan(45)
    for (const value of values) {
      // Moments, measures in other units, and what is in a document are told otherwise.
      if (/^\d{8}|^(?:12\.4|34\.5|357\.6|SGVs.*)$/.test(value)) continue
      expect(record).toContain(value)
    }
    expect(tally.read + tally.kept).toBeGreaterThan(100)
  })
})

describe('a message is refused', () => {
  const whole = ANNAS_DOSSIER
  const changed = (from: string | RegExp, to: string) => {
    const text = whole.replace(from, to)
    expect(text).not.toBe(whole)
    return text
  }

  test.each([
    ['that is no XML', 'Beste collega,', 'well-formed'],
    ['that is empty', '', 'well-formed'],
    ['that was cut short', whole.slice(0, 3000), 'well-formed'],
    ['of another kind', changed(/REPC_IN902120NL04/g, 'REPC_IN002171NL'), 'message'],
    ['of another namespace', changed('urn:hl7-org:v3', 'urn:hl7-org:v4'), 'message'],
    [
      'that says it is another',
      changed('extension="REPC_IN902120NL04"', 'extension="REPC_IN902120NL03"'),
      'interaction',
    ],
    [
      'with a DOCTYPE',
      changed('<REPC', '<!DOCTYPE REPC SYSTEM "file:///etc/passwd"><REPC'),
      'doctype',
    ],
    ['with an entity', changed('X-besproken', '&geheim;'), 'well-formed'],
    ['in another encoding', changed('encoding="UTF-8"', 'encoding="ISO-8859-1"'), 'encoding'],
    [
      'with bytes that are no UTF-8',
      Buffer.concat([Buffer.from(whole.slice(0, 900)), Buffer.from([0xe9, 0x20])]),
      'encoding',
    ],
    [
      'with an element of somebody else',
      changed('<pertinentInformation>', '<pertinentInformation><x:y xmlns:x="urn:x"/>'),
      'namespace',
    ],
    ['with words between the elements', changed('<sequelTo>', '<sequelTo>Zie bijlage.'), 'text'],
    [
      'with two children',
      changed(/(<subject>\s*<patient[\s\S]*?<\/patient>\s*<\/subject>)/, '$1$1'),
      'order',
    ],
    [
      'without the child',
      changed(/<subject>\s*<patient[\s\S]*?<\/patient>\s*<\/subject>/, ''),
      'missing',
    ],
    ['without a dossier', changed(/<sequelTo>[\s\S]*<\/sequelTo>/, ''), 'missing'],
    [
      'whose contacts come before the child',
      changed(
        /(<subject>\s*<patient[\s\S]*?<\/patient>\s*<\/subject>)([\s\S]*)(<\/careProvisionEvent>)/,
        '$2$1$3',
      ),
      'order',
    ],
    [
      'whose value comes before its code',
      changed(/(<code code="1577"[^>]*>)(<value[^>]*>)/, '$2$1'),
      'order',
    ],
    ['with a BSN that is none', changed(/999911004/g, '999911005'), 'elfproef'],
    ['on 30 February', changed('value="20260402"', 'value="20260230"'), 'date'],
    ['at no moment', changed('value="20260402151500"', 'value="gisteren"'), 'date'],
    [
      'with a contact on no day',
      changed('<effectiveTime value="20240318"/>', '<effectiveTime value="2024"/>'),
      'date',
    ],
    ['with a contact at no time', changed('<effectiveTime value="20240318"/>', ''), 'missing'],
    ['with a length in grams', changed('value="884" unit="mm"', 'value="884" unit="g"'), 'unit'],
    ['with a length in words', changed('value="884"', 'value="lang"'), 'value'],
    [
      'with a yes that is neither',
      changed('<value xsi:type="BL" value="true"/>', '<value xsi:type="BL" value="misschien"/>'),
      'value',
    ],
    ['with a negation that is neither', changed('negationInd="true"', 'negationInd="ja"'), 'value'],
    ['that is deeper than any', changed('<conclusion>', '<conclusion>'.repeat(60)), 'depth'],
    [
      'with a text that is longer than any',
      changed('X-besproken', 'x'.repeat(1_100_000)),
      'text-length',
    ],
  ])('%s', async (_what, text, rule) => {
    const problem = await problemOf(text)
    expect(problem).toMatchObject({ rule })
    expect(JSON.stringify(problem)).not.toMatch(/9999110|Aalders|gisteren|misschien|lang"/)
  })

  test.runIf(IS_LONG)('that is larger than a dossier with its scans can be', async () => {
    const endless = async function* () {
      yield Buffer.from(whole.slice(0, whole.indexOf('<appendage>')))
      for (;;) yield Buffer.alloc(1024 * 1024, ' ')
    }
    await expect(readDossier(endless())).rejects.toMatchObject({ problem: { rule: 'size' } })
  })

  test('with line and path, and no value', async () => {
    const problem = await problemOf(changed('value="884" unit="mm"', 'value="lang" unit="mm"'))
    expect(problem).toEqual({
      line: expect.any(Number),
      path: 'careProvisionEvent/component7/encounter/pertinentInformation/rubricCluster/component/observation/value',
      rule: 'value',
      message: 'The value is not of the type that it says. Correct it.',
    })
    expect(problem?.line).toBeGreaterThan(20)
  })
})

test('an element that stands where nobody expects it is kept all the same', async () => {
  const { parts } = await read(
    dossierMessage({
      ...ANNAS,
      contacts: [],
      after: `<component8><somethingNew>${coded(514)}${st('goed')}</somethingNew></component8>`,
    }),
  )
  expect(parts.observations).toMatchObject([{ element: 514, value: 'goed' }])
})

test('a value that is a moment is told as ISO 8601 does, as far as it is known', async () => {
  const moment = (value: string) => observation(1412, `<value xsi:type="TS" value="${value}"/>`)
  const told = await firstOf({
    observations: [moment('2024'), moment('20240102'), moment('20240102030405+0100')],
  })
  expect(told?.observations?.map(({ value }) => value)).toEqual([
    '2024',
    '2024-01-02',
    '2024-01-02T02:04:05.000Z',
  ])
})

test('a yes or no that is only said by being there is told', async () => {
  const incubator = `<component1><inPatientEncounter><location><serviceDeliveryLocation><locationOf><incubatorAccommodation negationInd="true">${coded(144)}</incubatorAccommodation></locationOf></serviceDeliveryLocation></location></inPatientEncounter></component1>`
  const { parts } = await read(
    dossierMessage({
      bsn: BSN,
      before: `<component5><neonateData>${coded('R016', '2.16.840.1.113883.2.4.4.40.391')}${incubator}<component3><neonateObservations>${coded(115)}${bl(true)}</neonateObservations></component3></neonateData></component5>`,
    }),
  )
  expect(parts.observations).toMatchObject([{ element: 144, value: 'false' }])
  expect(parts.newborn).toMatchObject([{ smallForGestationalAge: true }])
})
