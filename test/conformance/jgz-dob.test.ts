/**
 * Our reader of dossier transfer messages against the messages of others, which are not in this repository, and against
 * what the standard names.
 *
 * @module
 */

import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Tally } from '../../connectors/format.ts'
import { readJgzDobFile } from '../../subgraphs/jgz/jgz-dob.ts'
import { readDossier } from '../../subgraphs/jgz/jgz-dob-dossier.ts'
import { ELEMENTS } from '../../subgraphs/jgz/jgz-dob-elements.ts'

const MESSAGES = fileURLToPath(new URL('../../../shared/real/jgz-dob/', import.meta.url))
const FILES = existsSync(MESSAGES)
  ? readdirSync(MESSAGES, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml'))
      .sort()
  : []
if (FILES.length === 0) {
  process.stderr.write(
    'Skipped: the messages of JGZ dossier transfer are not beside this repository.\n',
  )
}

const dossierIn = (name: string) => readDossier(createReadStream(`${MESSAGES}${name}`))
const allOf = (part: 'vaccinations' | 'growth' | 'development' | 'contacts' | 'observations') =>
  Promise.all(FILES.map(dossierIn)).then((dossiers) =>
    dossiers.flatMap(({ contacts }) => contacts.flatMap(({ parts }) => [...(parts[part] ?? [])])),
  )

describe.skipIf(FILES.length === 0)('the messages of others', () => {
  test.each(FILES)('%s is read, and all of it is accounted for', async (name) => {
    const told = { read: 0, kept: 0, unknown: [] as string[] }
    const tally: Tally = {
      read: (count = 1) => {
        told.read += count
      },
      kept: (count = 1) => {
        told.kept += count
      },
      unknown: (path) => void told.unknown.push(path),
    }
    const records = []
    for await (const record of readJgzDobFile(createReadStream(`${MESSAGES}${name}`), tally)) {
      records.push(record)
    }
    expect(records).toHaveLength(1)
    expect(told.read).toBeGreaterThan(5)
    expect(told.kept).toBeGreaterThan(20)
    expect(told.unknown).toEqual([])
  })

  test('hold 55 contacts, of which some were called off', async () => {
    const contacts = await allOf('contacts')
    expect(contacts).toHaveLength(55)
    expect(new Set(contacts.map((contact) => 'status' in contact && contact.status))).toContain(
      '05',
    )
  })

  test('hold vaccinations that were given, and two that were refused', async () => {
    const vaccinations = await allOf('vaccinations')
    expect(vaccinations).toHaveLength(6)
    const refused = vaccinations.filter((one) => 'given' in one && !one.given)
    expect(refused).toMatchObject([{ refusal: '2' }, { refusal: '1' }])
  })

  test('hold two measurements, in millimetres and grams', async () => {
    const measured = await allOf('growth')
    const whole = measured.filter((one) => 'weightGrams' in one && one.weightGrams !== null)
    expect(whole).toMatchObject(
      Array(2).fill({
        lengthMillimetres: 620,
        weightGrams: 7280,
        headCircumferenceMillimetres: 430,
      }),
    )
  })

  test('hold documents of which only kind and size are kept', async () => {
    const dossiers = await Promise.all(FILES.map(dossierIn))
    const documents = dossiers.flatMap((dossier) => dossier.documents)
    expect(documents).toHaveLength(5)
    expect(documents.filter(({ bytes }) => (bytes ?? 0) > 100)).toHaveLength(4)
    expect(JSON.stringify(dossiers)).not.toContain('JVBERi0')
  })

  test('MUST NOT have anything of safety or of others among what is served', async () => {
    const served = new Set(
      (await allOf('observations')).flatMap((one) => ('element' in one ? one.element : [])),
    )
    expect(served.size).toBeGreaterThan(150)
    for (const secret of [7, 20, 70, 80, 238, 348, 481, 482, 655, 827, 1569, 1572, 1600]) {
      expect(served.has(secret), String(secret)).toBe(false)
    }
  })
})

/** The elements that matter most, by domain (BDS 4.1.3 and 4.2.0). */
const span = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
const NAMED = [
  ...[7, 1, 2, 6, 19, 20, 21, 9, 16, 18, 697, 23, 27, 28, 29],
  ...[655, 62, 63, 65, 66, 67, 70, 1565, 1566, 1567],
  ...[82, 91, 92, 93, 745, 740, 741, 619, 1578, 1579, 1581, 1587],
  ...[108, 109, 110, 111, 112, 113, 115, 129, 130, 131, 747, 1340],
  ...[494, 1577, 1605, 1599, 235, 245, 252, 247, 1485, 1614, 1616, 248, 1492],
  ...[301, ...span(816, 823), ...span(1685, 1689)],
  ...[...span(1078, 1117), 1341, 1346, 1495, ...span(1623, 1641)],
  ...[348, 481, 827, 1414, ...span(1568, 1576)],
  ...[439, 441, 442, 444, 445, 447, 1331, 1413, 1433, 1434],
  ...[...span(368, 381), 1431, 1432],
  ...[461, 1409, 472, 686, 683, 1589, 1584, 1449, 1450, 1451, ...span(1593, 1598)],
  ...[...span(877, 1002), 1531, ...span(1660, 1664)],
  ...[482, 485, 483, 1159, 492],
  ...[1195, 1196, 1408, 1620, 1621, 1622, 1326, 1380, 1619],
  ...[714, 56, 55, 715, 1417, 1493, 716],
  ...[1163, 1164, 1165, 1166, 1395, 1404, ...span(1533, 1563), 1197, 487, 488],
]

describe('the elements of the data set', () => {
  const field = new Map(ELEMENTS.map(({ element, field }) => [element, field]))

  test('are typed where the standard’s own summary names them, for 95 in 100', () => {
    const all = NAMED.map((number) => `BDS ${number}`).filter((element) => field.has(element))
    // Notes beside an item of the examination are texts, and observations.
    const names = new Map(ELEMENTS.map(({ element, name }) => [element, name]))
    const typed = all.filter((element) => !names.get(element)?.startsWith('Opmerking bij VWO'))
    const kept = typed.filter((element) => field.get(element) === 'kept')
    expect(typed.length).toBeGreaterThan(300)
    expect(kept.length / typed.length, kept.join()).toBeLessThanOrEqual(0.05)
  })

  test('are each kept somewhere', () => {
    expect(ELEMENTS).toHaveLength(1077)
    expect(ELEMENTS.filter(({ name, field }) => name === '' || field === '')).toEqual([])
  })
})
