/**
 * Our reader of the kernset on messages and a dataset of others, which are not in this repository.
 *
 * The same cases are there in both forms. In the simple form days are relative to the day T; the form of HL7v3 was made
 * of it on a day that is known, and so they are resolved to that one here.
 *
 * @module
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import {
  readPerinedKernset,
  readPerinedKernsetFile,
} from '../../subgraphs/birth-care/perined-kernset.ts'
import { BirthBody, PregnancyBody } from '../../subgraphs/birth-care/perined-kernset-bodies.ts'
import { repeats } from '../../subgraphs/birth-care/perined-kernset-concept.ts'
import { KERNSET, leaves } from '../../subgraphs/birth-care/perined-kernset-dataset.ts'
import { ELEMENTS, FIELDS } from '../../subgraphs/birth-care/perined-kernset-elements.ts'
import { foldPregnancies, type Told } from '../../subgraphs/birth-care/perined-kernset-fold.ts'
import { toBirth, toPregnancy } from '../../subgraphs/birth-care/perined-kernset-mapping.ts'
import type { KernsetMessage } from '../../subgraphs/birth-care/perined-kernset-message.ts'

const REAL = fileURLToPath(new URL('../../../shared/real/perined-kernset/', import.meta.url))
const isHere = existsSync(REAL)
if (!isHere) process.stderr.write('Skipped: real kernsets are not beside this repository.\n')

const SCENARIOS = isHere ? readdirSync(`${REAL}ada_instance`).sort() : []
/** The day on which the form of HL7v3 was made. */
const T = '2022-01-01'

type Form = 'ada_instance' | 'hl7_instance'

const raw = (form: Form, file: string) => readFileSync(`${REAL}${form}/${file}`, 'utf8')

/** `T-126D{06:30}`, `T-39Y`. */
function textOf(form: Form, file: string): string {
  return raw(form, file).replace(
    /"T([+-]\d+)([DMY])(?:\{(\d\d:\d\d)(?::\d\d)?\})?"/g,
    (_, much: string, unit: string, time: string | undefined) => {
      const at = new Date(`${T}T00:00:00Z`)
      if (unit === 'D') at.setUTCDate(at.getUTCDate() + Number(much))
      if (unit === 'M') at.setUTCMonth(at.getUTCMonth() + Number(much))
      if (unit === 'Y') at.setUTCFullYear(at.getUTCFullYear() + Number(much))
      return `"${at.toISOString().slice(0, 10)}${time ? `T${time}:00` : ''}"`
    },
  )
}

async function* bytesOf(text: string) {
  yield Buffer.from(text)
}

async function read(form: Form, file: string, text = textOf(form, file)) {
  const tally = { read: 0, kept: 0, unknown: [] as string[] }
  const messages: KernsetMessage[] = []
  const counting = {
    read: (count = 1) => {
      tally.read += count
    },
    kept: (count = 1) => {
      tally.kept += count
    },
    unknown: (path: string) => {
      tally.unknown.push(path)
    },
  }
  for await (const record of readPerinedKernsetFile(bytesOf(text), counting)) {
    const { around, ...message } = record as KernsetMessage & { around: unknown }
    messages.push(message)
  }
  const [message] = messages
  if (!message || messages.length > 1) return expect.fail('not one message')
  // A BSN prints as one and the same word; here two have to be the same number.
  const numbers = [message.woman.bsn, ...message.children.map(({ bsn }) => bsn)]
  return { message, numbers: numbers.map((bsn) => bsn?.reveal()), tally }
}

async function fold(...files: readonly string[]) {
  const ofMother: Told[] = []
  const ofChildren: Told[] = []
  const reader = readPerinedKernset({ registry: 'r', storeKey: new Uint8Array(64).fill(7) })
  for (const [i, file] of files.entries()) {
    const recordedAt = new Date(Date.UTC(2022, 0, 1 + i)).toISOString()
    const records = reader(bytesOf(textOf('hl7_instance', file)), () => expect.fail())
    for await (const { kind, body } of records) {
      if (kind === 'pregnancy') ofMother.push({ ...PregnancyBody.parse(body), recordedAt })
      if (kind === 'birth') ofChildren.push({ ...BirthBody.parse(body), recordedAt })
    }
  }
  return foldPregnancies(ofMother, ofChildren)
}

describe.skipIf(!isHere)('real kernsets', () => {
  test('are there', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(6)
  })

  test.each(SCENARIOS)(
    '%s tells the same in both forms, and nothing in it is unknown',
    async (file) => {
      const simple = await read('ada_instance', file)
      const hl7 = await read('hl7_instance', file)
      expect(hl7.message).toEqual(simple.message)
      expect(hl7.numbers).toEqual(simple.numbers)
      expect([...simple.tally.unknown, ...hl7.tally.unknown]).toEqual([])
      expect(simple.tally.read).toBeGreaterThan(20)
      expect(simple.tally.read).toBe(hl7.tally.read)
    },
  )

  test.each(SCENARIOS)('MUST lose no element of %s', async (file) => {
    const text = textOf('ada_instance', file)
    const said = [...text.matchAll(/<(\w+)\b[^>]*conceptId="[\d.]*\.(\d+)"[^>]*>/g)].filter(
      ([element]) => /\s(value|code)="[^"]+"/.test(element),
    )
    const { tally } = await read('ada_instance', file)
    const around = [...text.slice(0, text.indexOf('<kernset_geb')).matchAll(/\s[\w-]+="/g)].length
    expect(tally.read + tally.kept).toBeGreaterThanOrEqual(said.length)
    expect(tally.read + tally.kept - said.length).toBeLessThanOrEqual(around)
  })

  test.each(SCENARIOS)('%s with relative days is refused: they are none', async (file) => {
    const refused = read('ada_instance', file, raw('ada_instance', file))
    await expect(refused).rejects.toThrow(DeliveryRefused)
    await expect(refused).rejects.toMatchObject({ problem: { rule: 'date' } })
  })

  test('scenario 2 is one pregnancy, of which midwife and hospital each tell a part', async () => {
    const folded = await fold('scenario2_1elijn-23.xml', 'scenario2_2elijn-23.xml')
    expect(folded).toHaveLength(1)
    expect(folded.map(toPregnancy)).toMatchObject([
      { gravidity: 2, parity: 0, outcome: 'LIVE_BIRTH', visits: [{}, {}], multiple: false },
    ])
    expect(folded[0]?.children).toHaveLength(1)
  })

  test('scenario 3 tells of twins, of whom the second died after birth', async () => {
    const [folded] = await fold('scenario3-23.xml')
    if (!folded) return expect.fail()
    expect(folded.children.map((child) => toBirth(folded, child, true))).toMatchObject([
      { rank: 1, weightGrams: 2040, at: '2021-08-28T04:30:00.000Z', perinatalDeath: null },
      {
        rank: 2,
        weightGrams: 1580,
        mode: 'ASSISTED_VAGINAL',
        place: 'HOSPITAL',
        outcome: 'LIVE_BIRTH',
        perinatalDeath: { date: '2021-08-28', phase: 'NEONATAL' },
      },
    ])
  })

  test('have the dataset that the standard has', () => {
    const lines = readFileSync(`${REAL}kernset_dataset_tree_derived.txt`, 'utf8').split('\n')
    const theirs = lines.flatMap((line) => {
      const [, name, number, least, most] = /^\s*(\S+) \[(\d+)\].*?(\d)\.\.([\d*])/.exec(line) ?? []
      return name === undefined ? [] : `${name} ${number} ${least}..${most}`
    })
    const ours: string[] = []
    const visit = ({ name, number, occurs, parts }: typeof KERNSET) => {
      if (name !== KERNSET.name) ours.push(`${name} ${number} ${occurs}`)
      for (const part of parts) visit(part)
    }
    visit(KERNSET)
    expect(theirs.length).toBeGreaterThan(300)
    expect(ours).toEqual(theirs)
    expect([...leaves()].filter(({ concept }) => repeats(concept)).length).toBeGreaterThan(10)
  })
})

/** Those that the description of the domain names, by number. */
const NAMED = [
  ...['20290', '20340', '20355', '20305', '82013', '82554', '82580', '82581', '10022', '10023'],
  ...['10030', '10031', '10040', '10304', '10400', '84211', '20010', '20150', '82160', '20261'],
  ...['80737', '80738', '80810', '80747', '82102', '20211', '80625', '20670', '20500', '20505'],
  ...['20530', '20550', '20640', '40003', '40010', '40041', '40050', '40025', '40280', '40290'],
  ...['40300', '80626', '40071', '40060', '40080', '82119', '80789', '83377', '70030', '70011'],
]

test('MUST have a field for the elements that the domain names, and keep all others', () => {
  const typed = NAMED.filter((number) => Object.hasOwn(FIELDS, number))
  expect(typed.length / NAMED.length).toBeGreaterThanOrEqual(0.95)
  const kept = ELEMENTS.filter(({ field }) => field === 'kept').length
  expect(ELEMENTS.length - kept).toBe(Object.keys(FIELDS).length)
})
