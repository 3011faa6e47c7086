import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { childWith, familyOf, MOTHER, RESIDENCE } from './fixture-family.ts'
import { loadJgz } from './jgz-database.ts'
import { JGZ_TABLES } from './jgz-tables.ts'
import type { Birth, Child, Family, JgzRecord, Quirk } from './population.ts'
import type { Column } from './postgres-load.ts'

const ROLE = `reader_${randomBytes(6).toString('hex')}`
const PASSWORD = "it's a 'secret'"

const BIRTH: Birth = {
  at: '2023-03-14T10:00:00+01:00',
  outcome: 'live-birth',
  sex: 'female',
  gestationalAgeDays: 265,
  weightGrams: 2810,
  lengthMillimetres: 480,
  headCircumferenceMillimetres: 335,
  apgar: [8, 9, 10],
  mode: 'spontaneous',
  multiple: true,
  perinatalDeath: null,
}

const RECORD: JgzRecord = {
  dossier: 'D1',
  contacts: [
    {
      id: 'C1',
      date: '2023-05-09',
      activity: '37',
      form: '03',
      status: '01',
      discipline: '01',
      requestedBy: null,
      observations: [
        { element: 235, value: '572', list: null },
        { element: 879, value: '1', list: 'W0175' },
      ],
    },
    {
      id: 'C2',
      date: '2026-11-02',
      activity: '39',
      form: '03',
      status: null,
      discipline: '02',
      requestedBy: '02',
      observations: [],
    },
  ],
  vaccinations: [
    { date: '2023-06-14', vaccine: '11', dose: 1, batch: 'A1', reason: '01', refusal: null },
    { date: '2024-05-14', vaccine: '04', dose: 1, batch: 'B2', reason: '01', refusal: '2' },
  ],
  referrals: [{ date: '2025-03-20', contact: 'C1', indication: '12', to: '11' }],
  vve: { recordedOn: '2025-10-01', takesPart: false, reasonNot: '05' },
  careStatus: '01',
  careEnd: { reason: '01', date: '2026-02-01' },
}

function withDossier(dossier: string, child: Parameters<typeof childWith>[0] = {}): Child {
  const contacts = RECORD.contacts.map((each) => ({ ...each, id: `${dossier}-${each.id}` }))
  const record = dossier === 'D1' ? RECORD : { ...RECORD, dossier, contacts }
  return { ...childWith(child), birth: BIRTH, jgz: record }
}

const carers = [{ ...MOTHER, bsn: '999990044' }]
const residence = { ...RESIDENCE, from: '2024-02-01', postcode: '9999ZZ' }
const custody = { since: '2024-02-01', carers, residence } as const
const adopted: Quirk[] = ['adopted']

const FAMILIES: readonly Family[] = [
  familyOf(
    [
      { ...withDossier('D1'), rank: 2 },
      childWith({ person: null }),
      { ...withDossier('stillborn'), birth: { ...BIRTH, outcome: 'stillbirth' } },
      childWith({ person: { bsn: '999990056' } }),
    ],
    { circumstances: { ...familyOf([]).circumstances, secretAddress: true, lowIncome: true } },
  ),
  familyOf([
    withDossier('D2', { quirks: adopted, custody: { kind: 'adoption', ...custody } }),
    withDossier('D3', {
      person: { bsn: null },
      quirks: ['foster-care'],
      custody: { kind: 'foster-care', ...custody },
    }),
  ]),
]

let database: TestDatabase
let reader: pg.Client
let loaded: number
const progress: number[] = []

beforeAll(async () => {
  database = await makeDatabase()
  loaded = await loadJgz({
    databaseUrl: database.url,
    readerPassword: PASSWORD,
    readerRole: ROLE,
    families: FAMILIES,
    onProgress: (clients) => progress.push(clients),
  })
  reader = readerOf(PASSWORD)
  await reader.connect()
})

afterAll(async () => {
  await reader?.end()
  await database?.ask(`drop owned by ${ROLE}; drop role ${ROLE}`)
  await database?.drop()
})

function readerOf(password: string): pg.Client {
  const url = new URL(database.url)
  return new pg.Client({
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: ROLE,
    password,
  })
}

async function read(sql: string): Promise<Record<string, unknown>[]> {
  return (await reader.query<Record<string, unknown>>(sql)).rows
}

describe('the extract of youth health care', () => {
  test('MUST NOT know the unborn, the stillborn, and who has no dossier', async () => {
    expect(loaded).toBe(3)
    expect(progress.at(-1)).toBe(3)
    expect(await read('select client_id from client order by 1')).toEqual([
      { client_id: 'D1' },
      { client_id: 'D2' },
      { client_id: 'D3' },
    ])
  })

  test('knows a client by the elements of the data set', async () => {
    const [client] = await read(`select bds_0007, bds_0002, bds_0019, bds_0020::text, bds_0016,
      bds_0018, bds_0697 from client where client_id = 'D1'`)

    expect(client).toEqual({
      bds_0007: '999990019',
      bds_0002: 'Berg & Dal',
      bds_0019: '2',
      bds_0020: '2023-03-14',
      bds_0016: '9999XA',
      bds_0018: '7',
      bds_0697: true,
    })
  })

  test('has birth in grams, millimetres and days, with the rank of a twin and Apgar as text', async () => {
    const [birth] = await read(`select bds_0082, bds_0109, bds_0110, bds_0112, loinc_9272_6,
      loinc_9274_2 from geboorte where client_id = 'D1'`)

    expect(birth).toEqual({
      bds_0082: 265,
      bds_0109: 2,
      bds_0110: 2810,
      bds_0112: 480,
      loinc_9272_6: '8',
      loinc_9274_2: '9',
    })
  })

  test('tells what happened from what is planned', async () => {
    expect(
      await read(`select datum::text, bds_0494, bds_1605, gepland, verzoeker from contactmoment
        where client_id = 'D1' order by datum`),
    ).toEqual([
      { datum: '2023-05-09', bds_0494: '37', bds_1605: '01', gepland: false, verzoeker: null },
      { datum: '2026-11-02', bds_0494: '39', bds_1605: null, gepland: true, verzoeker: '02' },
    ])
  })

  test('has one row per element, with its unit or its list', async () => {
    expect(
      await read(`select element, waarde, codelijst, eenheid from observatie
        where contactmoment_id = 'C1' order by element`),
    ).toEqual([
      { element: 235, waarde: '572', codelijst: null, eenheid: 'mm' },
      { element: 879, waarde: '1', codelijst: 'W0175', eenheid: null },
    ])
  })

  test('has a refused vaccination as a row with an objection, and no batch', async () => {
    expect(
      await read(`select bds_0461, dosis, bds_0472, bds_0683 from vaccinatie
        where client_id = 'D1' order by bds_1409`),
    ).toEqual([
      { bds_0461: '11', dosis: 1, bds_0472: 'A1', bds_0683: null },
      { bds_0461: '04', dosis: 1, bds_0472: null, bds_0683: '2' },
    ])
  })

  test('has the referral, the answer about VVE, and how the care ended', async () => {
    expect(await read("select bds_0485, bds_1159 from verwijzing where client_id = 'D1'")).toEqual([
      { bds_0485: '12', bds_1159: '11' },
    ])
    expect(await read("select bds_1417, bds_1493 from vve where client_id = 'D1'")).toEqual([
      { bds_1417: false, bds_1493: '05' },
    ])
    expect(
      await read(`select bds_1197, bds_0487, bds_0488::text, geldig_op::text from status
        where client_id = 'D1' order by geldig_op`),
    ).toEqual([
      { bds_1197: '01', bds_0487: null, bds_0488: null, geldig_op: '2023-03-14' },
      { bds_1197: '01', bds_0487: '01', bds_0488: '2026-02-01', geldig_op: '2026-02-01' },
    ])
  })

  test('MUST NOT have the birth mother, or her pregnancy, in the dossier of an adopted child', async () => {
    expect(await read("select bds_0655, bds_0062 from ouder where client_id = 'D2'")).toEqual([
      { bds_0655: '999990044', bds_0062: '06' },
    ])
    expect(await read("select bds_0070 from kenmerk_ouder where client_id = 'D2'")).toEqual([])
    expect(await read("select * from zwangerschap where client_id = 'D2'")).toEqual([])
  })

  test('has the foster parents of a foster child after the legal ones, and their home', async () => {
    expect(
      await read("select bds_0655, bds_0062 from ouder where client_id = 'D3' order by volgnummer"),
    ).toEqual([
      { bds_0655: MOTHER.bsn, bds_0062: '02' },
      { bds_0655: '999990044', bds_0062: '08' },
    ])
    expect(await read("select bds_0007, bds_0016 from client where client_id = 'D3'")).toEqual([
      { bds_0007: null, bds_0016: '9999ZZ' },
    ])
  })

  test('has what was noted about the mother, by code', async () => {
    expect(
      await read("select bds_0070 from kenmerk_ouder where client_id = 'D1' order by 1"),
    ).toEqual([{ bds_0070: '08' }, { bds_0070: '11' }])
  })

  test('MUST NOT have a row that was written down before it was so, or after today', async () => {
    for (const table of Object.keys(JGZ_TABLES)) {
      const [odd] =
        await read(`select count(*)::int from ${table} where vastgelegd_op >= '2026-09-02'
        or (vastgelegd_op::date < geldig_op and geldig_op <= '2026-09-01')`)

      expect(odd, table).toEqual({ count: 0 })
    }
  })

  test('has a comment on every table and column, with the number of the element', async () => {
    const bare = await database.ask(`
      select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'jgz_extract'::regnamespace and c.relkind = 'r' and a.attnum > 0
        and c.relname <> 'lading'
        and (obj_description(c.oid) is null or col_description(c.oid, a.attnum) is null)`)
    const misnumbered = Object.values(JGZ_TABLES).flatMap(({ columns }) =>
      Object.entries<Column>(columns).filter(
        ([name, { about }]) =>
          name.startsWith('bds_') && !about.startsWith(`${Number(name.slice(4))} `),
      ),
    )

    expect(bare).toEqual([])
    expect(misnumbered).toEqual([])
  })

  test('is marked when it is complete', async () => {
    expect(await read('select peildatum::text, aantal from lading')).toEqual([
      { peildatum: '2026-09-01', aantal: 3 },
    ])
  })
})

describe('its reader', () => {
  const hidden = Object.entries(JGZ_TABLES).flatMap(([table, { columns }]) =>
    Object.entries<Column>(columns).flatMap(([name, column]) =>
      column.hidden ? [`${table}.${name}`] : [],
    ),
  )

  test.each(hidden)('MUST NOT read %s', async (column) => {
    const [table, name] = column.split('.')

    await expect(read(`select ${name} from ${table}`)).rejects.toMatchObject({ code: '42501' })
  })

  test('reads every other column', async () => {
    for (const [table, { columns }] of Object.entries(JGZ_TABLES)) {
      const open = Object.keys(columns).filter((name) => !hidden.includes(`${table}.${name}`))

      await expect(read(`select ${open.join(', ')} from ${table} limit 1`)).resolves.toBeDefined()
    }
  })

  test.each([
    'delete from vve',
    "insert into vve values ('D1', true, null, now(), now())",
    'update vve set bds_1417 = true',
    'create table jgz_extract.own (id int)',
    'drop schema jgz_extract cascade',
  ])('MUST NOT write, not even after it says that it may: %s', async (sql) => {
    await expect(read(sql)).rejects.toMatchObject({
      code: expect.stringMatching(/^(25006|42501)$/),
    })
    await reader.query('set session characteristics as transaction read write')
    try {
      await expect(read(sql)).rejects.toMatchObject({ code: '42501' })
    } finally {
      await reader.query('reset all; set session characteristics as transaction read only')
    }
  })

  test('is read-only and patient for seconds, by default', async () => {
    expect(await read('show default_transaction_read_only')).toEqual([
      { default_transaction_read_only: 'on' },
    ])
    expect(await read('show statement_timeout')).toEqual([{ statement_timeout: '15s' }])
  })

  test('MUST NOT come in with another password', async () => {
    const other = readerOf('guess')

    await expect(other.connect()).rejects.toMatchObject({ code: '28P01' })
  })

  test('keeps reading when the extract is made again, with the same columns', async () => {
    const again = { databaseUrl: database.url, readerPassword: PASSWORD, readerRole: ROLE }

    expect(await loadJgz({ ...again, families: FAMILIES })).toBe(3)
    expect(await read('select count(*)::int from client')).toEqual([{ count: 3 }])
    await expect(read('select bds_0011 from client')).rejects.toMatchObject({ code: '42501' })
  })
})
