import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { childWith, familyOf } from '../../sandbox/fixture-family.ts'
import { WIJKTEAM_COLUMNS, wijkteamLines } from '../../sandbox/social-domain.ts'
import { openPerson } from '../told-person.ts'
import { toBytes } from './fixtures/messages.ts'
import { indexOfChildByCase } from './subject-index.ts'
import { readWijkteamCsv } from './wijkteam-csv.ts'

const LIST = readFileSync(new URL('./fixtures/wijkteam.csv', import.meta.url), 'utf8')
const indexed = { registry: 'wijkteam-waterdam', storeKey: new Uint8Array(64).fill(7) }

async function read(text: string | Buffer): Promise<DeliveredRecord[]> {
  const never = () => expect.fail('It refuses by itself.')
  const records: DeliveredRecord[] = []
  for await (const record of readWijkteamCsv(indexed)(toBytes(text), never)) records.push(record)
  return records
}

describe('a list of cases', () => {
  test('tells of each, with or without a BSN, and does not say whose it is', async () => {
    const records = await read(LIST)
    expect(records).toMatchObject([
      {
        line: 2,
        kind: 'case',
        validAt: new Date('2026-06-01T00:00:00Z'),
        body: { openedOn: '2026-06-01', closedOn: null, reportedBy: 'JGZ', lead: 'FAMILY' },
      },
      { line: 3, body: { closedOn: '2025-06-30', reportedBy: 'PARENT', kindOfHelp: '77' } },
      {
        line: 4,
        subject: indexOfChildByCase(indexed, 'WT-3'),
        body: { reportedBy: 'OTHER', lead: null, kindOfHelp: null },
      },
    ])
    expect(records[0]?.subject).toBe(records[1]?.subject)
    expect(JSON.stringify(records)).not.toMatch(/999911004|WT-/)
  })

  test('reads the same with a byte order mark, other line ends and other columns first', async () => {
    const records = await read(LIST)
    const turned = LIST.replace(/^(\w[^;]*);(\d{9}|bsn|)/gm, '$2;$1')
    expect(await read(`\uFEFF${LIST.replaceAll('\n', '\r\n')}`)).toEqual(records)
    expect(turned).toMatch(/^bsn;casus/)
    expect(await read(turned)).toEqual(records)
    const accented = LIST.replace('Team Haven', 'Team Überhaven')
    expect(await read(Buffer.from(accented, 'latin1'))).toEqual(await read(accented))
  })

  test.each([
    ['a BSN that is none', /999911004/, '999911005', { line: 2, path: 'bsn', rule: 'elfproef' }],
    ['no day', /01-06-2026/, '', { line: 2, path: 'aanmelddatum', rule: 'required' }],
    ['a wrong day', /01-06-2026/, '31-06-2026', { line: 2, path: 'aanmelddatum', rule: 'date' }],
    [
      'a wrong order',
      /30-06-2025/,
      '01-01-2025',
      { line: 3, path: 'afsluitdatum', rule: 'period' },
    ],
    ['another reporter', /overig/, 'buurman', { line: 4, path: 'aanmelder', rule: 'code' }],
    ['no number', /WT-3/, '', { line: 4, path: 'casus', rule: 'required' }],
    [
      'a column too many',
      /team\n/,
      'team;naam\n',
      { line: 1, path: 'column 9', rule: 'unknown-column' },
    ],
    ['a column too few', /;regie/, '', { line: 1, path: 'regie', rule: 'heading' }],
    ['a cell too many', /Haven\n/, 'Haven;x\n', { line: 2, path: '', rule: 'cell-count' }],
    ['an open quotation mark', /Polder"""/, 'Polder', { line: 3, path: '', rule: 'quoting' }],
    ['a long name', /Team Haven/, 'x'.repeat(81), { line: 2, path: 'team', rule: 'length' }],
    ['nothing in it', /[\s\S]+/, '', { line: 1, path: 'casus', rule: 'heading' }],
  ])('MUST be refused with where and why when it has %s', async (_what, from, to, problem) => {
    const refused = await read(LIST.replace(from, to)).catch((error: unknown) => error)
    if (!(refused instanceof DeliveryRefused)) throw refused
    expect(refused.problem).toMatchObject(problem)
    expect(JSON.stringify(refused.problem)).not.toMatch(/99991100|buurman|naam\b/)
  })

  test('of Waterdam tells the cases that it was made of', async () => {
    const one = {
      id: 'WT-7',
      openedOn: '2026-01-15',
      closedOn: '2026-02-15',
      reportedBy: 'huisarts',
      lead: 'JGZ',
      team: 'Team Haven',
    } as const
    const lines = wijkteamLines(familyOf([childWith({ cases: [one] })]))
    const [record] = await read([WIJKTEAM_COLUMNS.join(';'), ...lines, ''].join('\r\n'))
    if (!record) throw new Error('The list has one line.')
    const { person, ...body } = record.body as { readonly person: string }
    expect(openPerson(indexed.storeKey, person)).toMatchObject({ familyName: null, sex: null })
    expect(body).toEqual({
      openedOn: one.openedOn,
      closedOn: one.closedOn,
      reportedBy: 'GENERAL_PRACTITIONER',
      lead: 'JGZ',
      team: one.team,
      kindOfHelp: '01',
    })
  })
})
