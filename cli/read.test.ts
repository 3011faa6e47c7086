import { existsSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormatReader, ReadReport } from '../connectors/format.ts'
import { Bsn, isElevenProof } from '../privacy/bsn.ts'
import { type Run, run } from '../test/kindlijn.ts'
import { openBlind } from './blind.ts'
import { readFileOf } from './read.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const REAL = fileURLToPath(new URL('../../shared/real', import.meta.url))
const isHere = existsSync(REAL)
if (!isHere) process.stderr.write('Skipped: the real files are not beside this repository.\n')

const FORMATS = [
  'fhir-birth-care',
  'perined-kernset',
  'jgz-dob',
  'ijw',
  'lrk',
  'childcare-csv',
  'wijkteam-csv',
  'sociale-kaart-csv',
  'brp',
] as const

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-read-'))
  await mkdir(join(folder, 'home'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Line extends ReadReport {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it reads
  readonly record?: any
}

async function read(args: readonly string[], options: Run = {}) {
  const KINDLIJN_HOME = join(folder, 'home')
  const ended = await run(['read', ...args], { env: { KINDLIJN_HOME }, ...options })
  const lines = ended.stdout.split('\n').filter((line) => line !== '')
  return { ...ended, lines: lines.map((line): Line => JSON.parse(line)) }
}

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
  return file
}

const PERSON = {
  burgerservicenummer: '999990019',
  naam: { voornamen: 'Zoë' },
  ouders: [{ burgerservicenummer: '999990020' }],
  onbekend: '999990032',
}

describe('kindlijn read', () => {
  test('prints what it makes of a file as JSON lines, and its records before it', async () => {
    const file = await write('one/person.json', JSON.stringify([PERSON, PERSON]))
    const bare = await read(['brp', file])
    expect(bare).toMatchObject({ code: 0, stderr: '' })
    const report = {
      file,
      ok: true,
      records: 2,
      elements: { read: 6, kept: 0, unknown: 2 },
      problems: [],
    }
    expect(bare.lines).toEqual([report])

    const { lines } = await read(['brp', '--records', file])
    expect(lines).toHaveLength(3)
    expect(lines[2]).toEqual(report)
    expect(lines[0]).toMatchObject({ file, record: { name: { given: 'Zoë' } } })
  })

  test('MUST print no BSN, and the same child as the same', async () => {
    const file = await write('two/999990019.json', JSON.stringify([PERSON, PERSON]))
    const [first, second] = [
      await read(['brp', '--records', file]),
      await read(['brp', '--records', file]),
    ]

    expect(first.stdout).not.toMatch(/9999900\d\d/)
    const [one, other] = first.lines
    expect(one?.record.subject).toMatch(/^blind:[\w-]{22}$/)
    expect(other?.record.subject).toBe(one?.record.subject)
    expect(one?.record.parents[0].subject).not.toBe(one?.record.subject)
    // Another run has another key.
    expect(second.lines[0]?.record.subject).not.toBe(one?.record.subject)
  })

  test('ends with 1 where a file was refused, tells why, and shows nothing of it', async () => {
    const good = await write('three/b.json', JSON.stringify(PERSON))
    const bad = await write('three/a.json', JSON.stringify([PERSON, { geboorte: { datum: 'x' } }]))
    const { code, lines, stderr } = await read(['brp', '--records', join(folder, 'three')])

    expect([code, stderr]).toEqual([1, ''])
    expect(lines.map(({ file, ok }) => [file, ok])).toEqual([
      [bad, false],
      [good, undefined],
      [good, true],
    ])
    expect(lines[0]).toMatchObject({
      records: 0,
      elements: { read: 0, kept: 0, unknown: 0 },
      problems: [{ line: 1, path: 'geboorte.datum', rule: 'date', message: expect.any(String) }],
    })
  })

  test('reads all files below a folder, in name order, without hidden ones and circles', async () => {
    for (const name of ['b.json', 'a/z.json', 'a/y/x.json', '.hidden.json', '.git/c.json']) {
      await write(`four/${name}`, JSON.stringify(PERSON))
    }
    await symlink('..', join(folder, 'four/a/up'))
    const { code, lines } = await read(['brp', join(folder, 'four')])
    expect(code).toBe(0)
    expect(lines.map(({ file }) => file.slice(folder.length + 6))).toEqual([
      'a/y/x.json',
      'a/z.json',
      'b.json',
    ])
  })

  test('takes a file that is not there for a file that is wrong', async () => {
    const { code, lines, stderr } = await read(['lrk', join(folder, 'nowhere.csv')])
    expect([code, stderr]).toEqual([1, ''])
    expect(lines).toMatchObject([{ ok: false, problems: [{ rule: 'open' }] }])
  })

  test('MUST touch no state: no folder is made, and nothing is asked of the environment', async () => {
    const file = await write('five/person.json', JSON.stringify(PERSON))
    const home = join(folder, 'never')
    const env = { KINDLIJN_HOME: home, PORT: 'none', KINDLIJN_POSTGRES_URL: 'none' }
    await chmod(join(folder, 'five'), 0o500)
    expect(await read(['brp', file], { env })).toMatchObject({ code: 0 })
    await chmod(join(folder, 'five'), 0o700)

    expect(existsSync(home)).toBe(false)
    expect(await readdir(join(folder, 'five'))).toEqual(['person.json'])
  })

  test.each([
    [[]],
    [['brp']],
    [['nothing', 'x']],
    [['constructor', 'x']],
    [['brp', '--what', 'x']],
  ])('says how it is called: %j', async (args) => {
    const { code, stdout, stderr } = await run(['read', ...args])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/FORMAT|fhir-birth-care|--what/)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test.each(FORMATS)(
    'MUST tell of bytes that are none, and of nothing, as of a problem: %s',
    async (format) => {
      const noise = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 251))
      const files = [
        await write(`six/${format}/empty`, ''),
        await write(`six/${format}/noise`, noise.toString('latin1')),
        await write(`six/${format}/bomb`, `${'['.repeat(5_000)}${'<a>'.repeat(5_000)}`),
        await write(`six/${format}/entity`, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
      ]
      const { code, lines, stderr } = await read([format, '--records', ...files])
      expect([code, stderr]).toEqual([1, ''])
      expect(lines.map(({ file, ok }) => [file, ok])).toEqual(files.map((file) => [file, false]))
      for (const { problems } of lines) expect(problems).toHaveLength(1)
    },
  )
})

describe('the fixtures of the project are read', () => {
  test.each([
    ['lrk', 'subgraphs/childcare/fixtures/lrk.csv'],
    ['childcare-csv', 'subgraphs/childcare/fixtures/contracts.csv'],
    ['childcare-csv', 'subgraphs/childcare/fixtures/hours.csv'],
    ['wijkteam-csv', 'subgraphs/social-domain/fixtures/wijkteam.csv'],
    ['sociale-kaart-csv', 'subgraphs/social-domain/fixtures/sociale-kaart.csv'],
    ['ijw', 'subgraphs/social-domain/fixtures/JW301.xml'],
    ['ijw', 'subgraphs/social-domain/fixtures/JW305.xml'],
    ['ijw', 'subgraphs/social-domain/fixtures/JW307.xml'],
  ])('as %s: %s', async (format, file) => {
    const { code, lines, stdout } = await read([format, '--records', file])
    expect(lines.at(-1)).toMatchObject({ file, ok: true, problems: [] })
    expect(code).toBe(0)
    const { records, elements } = lines.at(-1) ?? never()
    expect(lines).toHaveLength(records + 1)
    expect(elements.read).toBeGreaterThan(records)
    expect(bsnsIn(stdout, file)).toEqual([])
  })
})

describe.skipIf(!isHere)('the files of others', () => {
  test.each([
    ['brp', 'brp-haal-centraal/test-data', 1],
    ['perined-kernset', 'perined-kernset/hl7_instance', 6],
    ['jgz-dob', 'jgz-dob', 41],
    ['lrk', 'lrk/export_opendata_lrk_header_and_fixture.csv', 1],
    ['ijw', 'ijw-3.2/berichten', 5],
    ['fhir-birth-care', 'birth-care-fhir-stu3/examples', 1],
  ])(
    'are read as %s, or refused for a reason: %s',
    { timeout: 60_000 },
    async (format, below, least) => {
      const { lines, stdout, stderr } = await read([format, '--records', join(REAL, below)])
      expect(stderr).toBe('')
      const reports = lines.filter(({ record }) => record === undefined)
      const refused = reports.filter(({ ok }) => !ok).flatMap(({ problems }) => problems)
      expect(refused.filter(({ rule }) => rule === 'readable')).toEqual([])
      expect(reports.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(least)
      for (const { file, ok } of reports) if (ok) expect(bsnsIn(stdout, file)).toEqual([])
    },
  )

  test('are left as they are', async () => {
    const copy = join(folder, 'copy')
    await cp(join(REAL, 'brp-haal-centraal/test-data'), copy, { recursive: true })
    const before = await readdir(copy, { recursive: true })
    await read(['brp', copy])
    expect(await readdir(copy, { recursive: true })).toEqual(before)
  })
})

/** What stands in the file as somebody's number, and is printed. */
function bsnsIn(printed: string, file: string): readonly string[] {
  const text = readFileSync(file, 'latin1')
  const places =
    /(?:burgerservicenummer["\s:]+|<(?:\w+:)?Bsn>|\.2\.4\.6\.3"\s+extension="|^|;)(\d{9})(?!\d)/gim
  const bsns = [...text.matchAll(places)].map(([, digits = '']) => digits).filter(isElevenProof)
  return [...new Set(bsns)].filter((bsn) => new RegExp(`(?<!\\d)${bsn}(?!\\d)`).test(printed))
}

function never(): never {
  throw new Error('It printed nothing.')
}

describe('a reader', () => {
  const file = MAIN
  const readerThat = (fail: () => unknown): FormatReader =>
    async function* () {
      yield 1
      fail()
    }

  test.each([
    [
      'throws',
      () => {
        throw new TypeError('GEHEIM')
      },
    ],
    [
      'throws nothing',
      () => {
        throw undefined
      },
    ],
    [
      'throws a word',
      () => {
        throw 'GEHEIM'
      },
    ],
    [
      'runs out of stack',
      () => {
        const f = (): number => f() + 1
        return f()
      },
    ],
  ])('that %s MUST be a problem, and never a stack', async (_what, fail) => {
    const report = await readFileOf(file, readerThat(fail))
    expect(report).toMatchObject({ ok: false, records: 0, problems: [{ rule: 'readable' }] })
    expect(JSON.stringify(report)).not.toContain('GEHEIM')
  })

  test('whose record cannot be printed is one too', async () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    const reader: FormatReader = async function* () {
      yield circle
    }
    const blind = openBlind()
    const report = await readFileOf(file, reader, (record) => void blind(record))
    expect(report).toMatchObject({ ok: false, problems: [{ rule: 'readable' }] })
  })
})

describe('what is printed', () => {
  const blind = openBlind(new Uint8Array(32))
  const BSN = '999990019'

  test('MUST hold no number of a person, wherever it stands', () => {
    const bsn = Bsn.parse(BSN)
    const record = {
      subject: bsn,
      bsn: '123',
      moeder: { burgerservicenummer: '12345678' },
      note: `child ${BSN}, and ${BSN}`,
      number: 999990019,
      big: 999990019n,
      [BSN]: 'key',
      list: [BSN, new Map([['a', BSN]]), new Set([BSN])],
      kept: { toJSON: () => BSN },
    }
    const printed = JSON.stringify(blind(record))
    expect(printed).not.toMatch(/999990019|12345678/)
    expect(printed.match(/blind:[\w-]{22}/g)?.length).toBe(11)
  })

  test('holds what is numbered alike and is nobody', () => {
    const record = {
      code: BSN,
      lrkId: BSN,
      agb: '12345678',
      text: '999990018',
      kvk: 1,
      long: `1${BSN}`,
    }
    expect(blind(record)).toEqual(record)
  })
})
