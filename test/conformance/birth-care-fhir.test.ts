/**
 * The birth care adapter on real instances of the Nictiz profiles, which are not in this repository.
 *
 * They come one resource to a file and without a server, so the mapping is fed with the resources of one case. The
 * women's BSNs are masked; here they get one, since a pregnancy is found by way of it.
 *
 * @module
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { FhirResource } from '../../connectors/fhir.ts'
import { ELEMENTS } from '../../subgraphs/birth-care/fhir-birth-care-elements.ts'
import type { FhirFacts } from '../../subgraphs/birth-care/fhir-facts.ts'
import { readFhirBirthCareFile, readFhirFile } from '../../subgraphs/birth-care/fhir-file.ts'
import { findDossiers } from '../../subgraphs/birth-care/fhir-geboortezorg-dossier.ts'
import { toBirthCareRecord } from '../../subgraphs/birth-care/fhir-geboortezorg-mapping.ts'
import { toPregnancy } from '../../subgraphs/birth-care/fhir-geboortezorg-pregnancy.ts'
import { openRecords } from '../../subgraphs/birth-care/fhir-geboortezorg-resources.ts'
import { bytesOf, dayFrom, readInstances } from './fhir-instances.ts'

const REAL = fileURLToPath(new URL('../../../shared/real/', import.meta.url))
const isHere = ['birth-care-medmij', 'birth-care-fhir-stu3'].every((name) =>
  existsSync(REAL + name),
)
if (!isHere) process.stderr.write('Skipped: real birth care is not beside this repository.\n')

const TODAY = '2026-03-01'
const WOMAN = '999922245'
const CHILD = '999922257'
const BOTH = new Set(['birth', 'pregnancy'] as const)
const BSN = 'http://fhir.nl/fhir/NamingSystem/bsn'

const day = (days: number) => dayFrom(TODAY, days)

/** All resources of a case. */
async function readCase(folder: string) {
  const resources = await readInstances(REAL + folder, TODAY)
  expect(resources.length).toBeGreaterThan(10)
  return { masked: openRecords(resources), records: openRecords(resources.map(unmask)) }
}

function unmask(resource: FhirResource): FhirResource {
  const { identifier, ...rest } = resource
  const numbers: readonly { system?: string; value?: string }[] = [identifier ?? []].flat()
  const isMasked = numbers.some(({ system, value }) => system === BSN && value === undefined)
  return isMasked ? { ...rest, identifier: [{ system: BSN, value: WOMAN }] } : resource
}

/** The one pregnancy of a case. */
async function pregnancyOf(folder: string) {
  const { records } = await readCase(folder)
  const dossiers = findDossiers(records, records.patientsWith(WOMAN))
  expect(dossiers).toHaveLength(1)
  return dossiers.map((dossier) => toPregnancy(records, dossier))[0]
}

function childBornOn(birthDate: string) {
  return { bsn: CHILD, mothers: [WOMAN], birthDate }
}

describe.skipIf(!isHere)('real birth care', () => {
  test('a pregnancy that goes on', async () => {
    expect(await pregnancyOf('birth-care-medmij/gz-izb-kwa-1-V1_actieve_zwschap')).toMatchObject({
      dueDate: day(94), // definitive; the estimate was 99
      lastMenstrualPeriod: day(-195),
      gravidity: 3,
      parity: 1,
      firstVisit: day(-139),
      firstVisitGestationalAgeDays: 47, // as was measured there
      visits: [
        { date: day(-139), form: 'FACE_TO_FACE', gestationalAgeDays: 47, status: 'REALISED' },
        { date: day(-6), form: 'FACE_TO_FACE', gestationalAgeDays: 180, status: 'REALISED' },
      ],
      multiple: null,
      tobaccoUse: { code: '266919005', label: 'Never smoked' },
      outcome: 'ONGOING',
      estimatedDueDate: { date: day(99), methodCode: 'OTH', methodLabel: null },
      definitiveDueDate: { date: day(94), methodCode: '278292003', methodLabel: 'Ultrasound' },
      livingOffspring: 1,
      earlierLosses: null,
      chorionicity: null,
      fetalMovements: { date: day(-10), code: '276372004', label: 'Felt weakly' },
      alcoholUse: { code: '105542008', label: 'Drinks no alcohol' },
      drugUse: { code: '228368007', label: 'Never used drugs' },
      folicAcid: { code: '29761000146100', label: 'Took folic acid before the conception' },
      maternityCare: null,
      observations: expect.arrayContaining([
        // Of a laboratory, that names no episode.
        expect.objectContaining({ number: '883-9', value: 'bloedgroep A (bevinding)' }),
        expect.objectContaining({ number: '8480-6', value: '155', unit: 'mm[Hg]', date: day(-6) }),
        expect.objectContaining({ number: '276372004', value: null }),
      ]),
    })
  })

  test('twins, handed over to another practice', async () => {
    expect(await pregnancyOf('birth-care-medmij/gz-izb-kwa-3A-V2_meerling_1elijn')).toMatchObject({
      dueDate: day(10),
      gravidity: 1,
      parity: 0,
      firstVisit: day(-205),
      multiple: true,
      tobaccoUse: { code: '230059006', label: 'Smokes occasionally' },
      outcome: 'UNKNOWN',
      chorionicity: 'DICHORIONIC_DIAMNIOTIC',
      estimatedDueDate: { date: day(10), methodLabel: 'Counted by ultrasound' },
    })
  })

  test('a birth as the midwife recorded it, of a child without a BSN', async () => {
    const { records } = await readCase('birth-care-medmij/gz-izv-kwa-casus1')
    expect(toBirthCareRecord(records, childBornOn(day(-225)), BOTH)).toMatchObject({
      birth: {
        date: day(-225),
        at: null,
        gestationalAgeDays: 279,
        preterm: false,
        weightGrams: null,
        lengthMillimetres: null,
        headCircumferenceMillimetres: null,
        apgar1: null,
        apgar5: null,
        apgar10: null,
        mode: 'SPONTANEOUS',
        place: 'BIRTH_CENTRE',
        rank: 1,
        multiple: false,
        outcome: 'LIVE_BIRTH',
        perinatalDeath: null,
        delivery: null, // nobody told when it was
        observations: [{ number: '271692001', name: 'Presenting part of fetus' }],
      },
      pregnancy: {
        dueDate: day(-224),
        lastMenstrualPeriod: day(-493),
        gravidity: 2,
        parity: expect.any(Number),
        firstVisit: day(-445),
        firstVisitGestationalAgeDays: 59, // as was measured there
        visits: [
          { date: day(-445), form: 'FACE_TO_FACE', gestationalAgeDays: 59, status: 'REALISED' },
        ],
        multiple: false,
        tobaccoUse: { code: '266919005', label: 'Never smoked' },
        outcome: 'LIVE_BIRTH',
      },
    })
  })

  test('a birth as maternity care recorded it', async () => {
    const { records } = await readCase('birth-care-medmij/gz-izk-kwa-casus1')
    expect(toBirthCareRecord(records, childBornOn(day(-111)), BOTH)).toMatchObject({
      birth: {
        date: day(-111),
        gestationalAgeDays: null,
        weightGrams: 3600, // at birth; 3400 and 3630 later
        apgar1: 7,
        apgar5: 10,
        apgar10: 10,
        mode: 'ASSISTED_VAGINAL',
        place: 'HOSPITAL',
        rank: null,
        multiple: null,
        hearingTest: { done: true },
        heelPrick: { done: true },
        feeding: [
          { date: day(-107), foods: ['BREAST_MILK'], methodLabel: 'Breast-fed', timesPerDay: 8 },
          { date: day(-105), foods: ['BREAST_MILK'], timesPerDay: 8, supplemented: false },
        ],
      },
      pregnancy: {
        // The visits of maternity care after the birth are not in it.
        visits: [{ date: day(-167), form: 'HOME_VISIT' }],
        tobaccoUse: { code: '405746006' },
        outcome: 'LIVE_BIRTH',
        maternityCare: {
          hoursIndicated: 43,
          homeVisits: [
            { date: day(-167), prenatal: true },
            { date: day(-107), prenatal: false },
            { date: day(-105), prenatal: false },
          ],
          family: { compositionCode: '408821002', compositionLabel: 'Lives with a partner' },
          assessment: { comment: expect.any(String) },
          network: true,
        },
        observations: expect.arrayContaining([
          expect.objectContaining({ number: '364332008', value: '400', unit: 'ml' }),
        ]),
      },
    })
  })

  test('MUST NOT find a child of another day, or by way of a masked mother', async () => {
    const { records, masked } = await readCase('birth-care-medmij/gz-izk-kwa-casus1')
    expect(toBirthCareRecord(records, childBornOn(day(-110)), BOTH)).toBeNull()
    expect(toBirthCareRecord(masked, childBornOn(day(-111)), BOTH)).toBeNull()
  })

  test('a miscarriage, which MUST NOT become the pregnancy of a child', async () => {
    const folder = 'birth-care-fhir-stu3/examples/verloskunde-miskraam'
    expect(await pregnancyOf(folder)).toMatchObject({
      dueDate: day(-224),
      gravidity: 1,
      parity: 0,
      firstVisit: day(-454),
      visits: [{ date: day(-454) }],
      outcome: 'MISCARRIAGE',
    })
    const { records } = await readCase(folder)
    expect(toBirthCareRecord(records, childBornOn(day(-224)), BOTH)).toBeNull()
  })

  test('an ectopic pregnancy', async () => {
    expect(await pregnancyOf('birth-care-fhir-stu3/examples/verloskunde-ectopisch')).toMatchObject({
      gravidity: 1,
      outcome: 'ECTOPIC',
    })
  })
})

/** The codes of DOMAIN.md 1.3, by the name of the fact there. */
const DOMAIN: Readonly<Record<string, readonly string[]>> = {
  'LMP, gravidity, parity': ['8665-2', '21840007', '11996-6', '161732006', '11977-6', '364325004'],
  pregnancy: ['118185001', '57036006', '161714006', '147781000146105', '65147003'],
  'fetal movements, offspring, losses': ['364618000', '143881000146107', '713651007'],
  'tobacco, alcohol, drugs, folic acid': ['365980008', '228273003', '228366006', '792807003'],
  'delivery and birth': ['236973005', '3950001', '364336006', '366344009', '118861000146102'],
  'place of delivery': ['169812000'],
  measurements: ['8339-4', '89269-5', '9843-4', '9272-6', '9274-2', '9271-8'],
  'perinatal death': ['276507005', '399753006', '246454002', 'bc-Fetus'],
  mother: ['MTH'],
  dossiers: ['bc-MaternalRecord', 'bc-ChildRecord'],
  'prenatal visit': ['AMB', '18114009', 'HH'],
  'maternity care': ['160631000146109', '252957005', '77262006', '289145007', '365470003'],
  'family assessment and network': ['423340009', '365469004'],
}

describe.skipIf(!isHere)('files of birth care, one resource to each', () => {
  const folders = ['birth-care-medmij', 'birth-care-fhir-stu3/examples']
  const files = folders.flatMap((folder) =>
    (isHere ? readdirSync(REAL + folder, { recursive: true, encoding: 'utf8' }) : [])
      .filter((name) => /\.(xml|json)$/.test(name) && !name.includes('ada_instance'))
      .map((name) => path.join(REAL + folder, name)),
  )

  test('MUST all be read, and every value of them be typed or kept', async () => {
    const total = { read: 0, kept: 0, unknown: 0 }
    const fields = new Map<string, number>()
    for (const file of files) {
      const tally = {
        read(count = 1) {
          total.read += count
        },
        kept(count = 1) {
          total.kept += count
        },
        unknown(_: string, count = 1) {
          total.unknown += count
        },
      }
      for await (const facts of readFhirBirthCareFile(bytesOf(file, TODAY), tally)) {
        const { field } = facts as FhirFacts
        fields.set(field ?? 'kept', (fields.get(field ?? 'kept') ?? 0) + 1)
      }
    }
    const table = [...fields].sort().map(([field, count]) => `  ${field}: ${count}`)
    process.stdout.write(`Birth care, ${files.length} files:\n${table.join('\n')}\n`)
    process.stdout.write(`  values: ${JSON.stringify(total)}\n`)

    expect(files.length).toBeGreaterThan(250)
    expect(total.unknown).toBe(0)
    expect(total.read + total.kept).toBe(files.reduce((sum, file) => sum + valuesIn(file), 0))
  })

  test('MUST have a field for at least 95 % of what DOMAIN.md names', () => {
    const typed = new Set(
      ELEMENTS.filter(({ field }) => field !== 'kept').flatMap(({ element }) =>
        element.split(/[ |]/),
      ),
    )
    const named = Object.values(DOMAIN).flat()
    expect(named.filter((code) => !typed.has(code))).toEqual([])
  })

  test('are read as a server sends them: in JSON it is the same resource', async () => {
    for (const file of files.filter((name) => name.endsWith('.xml'))) {
      const resource = await readFhirFile(bytesOf(file, TODAY), () => undefined)
      const json = (async function* () {
        yield Buffer.from(JSON.stringify(resource))
      })()
      expect(await readFhirFile(json, () => undefined)).toEqual(resource)
    }
  })
})

/** So many attributes with a value, urls included, and one for each narrative; in JSON, so many values. */
function valuesIn(file: string): number {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.json')) {
    let values = 0
    JSON.parse(text, (key, value) => {
      if (typeof value !== 'object' && key !== 'resourceType') values += 1
      return value
    })
    return values
  }
  const bare = text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<div[\s>][\s\S]*<\/div>/g, '<div value=""/>')
  return [...bare.matchAll(/<[A-Za-z]+[^>]*?\s(?:value|url)\s*=/g)].length
}
