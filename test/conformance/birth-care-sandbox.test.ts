/**
 * The sandbox's birth care resources against real instances of the same profiles, which are not in
 * this repository: what is said, where, in which codes. What the real ones do not show is listed
 * here by name, with the reason.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { describe, expect, test } from 'vitest'
import { toBirthCareResources } from '../../sandbox/birth-care.ts'
import {
  bornChild,
  familyWith,
  ongoingPregnancy,
  pregnancyOf,
  stillbornChild,
} from '../../sandbox/fixture-births.ts'

const FOLDERS = ['birth-care-fhir-stu3/examples', 'birth-care-medmij'].map((folder) =>
  fileURLToPath(new URL(`../../../shared/real/${folder}/`, import.meta.url)),
)
const isHere = FOLDERS.every(existsSync)
if (!isHere) process.stderr.write('Skipped: real birth care is not beside this repository.\n')

const PLACES_OF_OUR_OWN = [
  // In STU3; here, so that a fetus has a number like everything else.
  'BodySite/identifier/system',
  'BodySite/identifier/value',
  // In the profile, and in no instance.
  'EpisodeOfCare/extension[bc-episodeofcare-groupIdentifier]/valueIdentifier/system',
  'EpisodeOfCare/extension[bc-episodeofcare-groupIdentifier]/valueIdentifier/value',
  'Patient/address/line/extension[iso21090-ADXP-buildingNumberSuffix]/valueString',
  'Patient/birthDate/extension[patient-birthTime]/valueDateTime',
  'Patient/link/other/reference',
  'Patient/link/type',
  'Patient/name/family/extension[humanname-own-prefix]/valueString',
]

const CODES_OF_OUR_OWN = [
  // From the dataset; the few instances that there are hold other values.
  'Encounter/class http://hl7.org/fhir/v3/ActCode|VR',
  'Encounter/class/extension[code-specification]/valueCodeableConcept http://hl7.org/fhir/v3/ActCode|VR',
  'Observation/code http://loinc.org|89269-5',
  'Observation/code http://loinc.org|9843-4',
  'Observation/component/valueCodeableConcept http://snomed.info/sct|237362003',
  'Observation/component/valueCodeableConcept http://snomed.info/sct|276506001',
  'Observation/valueCodeableConcept http://snomed.info/sct|274130007',
  'Observation/valueCodeableConcept http://snomed.info/sct|3311000146109',
  'Observation/valueCodeableConcept http://snomed.info/sct|449868002',
  'Observation/valueCodeableConcept http://snomed.info/sct|80771000146107',
  'Procedure/code http://snomed.info/sct|386639001',
]

const FAMILIES = [
  familyWith([
    pregnancyOf([
      bornChild({}),
      { ...stillbornChild(), rank: 2 },
      {
        ...bornChild({}, { perinatalDeath: { phase: 'neonatal', date: '2023-03-16' } }),
        rank: 3,
      },
    ]),
    ongoingPregnancy(),
  ]),
  ...(['miscarriage', 'ectopic', 'termination'] as const).map((outcome) =>
    familyWith([pregnancyOf([], { outcome, endDate: '2022-09-01', delivery: null })]),
  ),
  ...(['assisted-vaginal', 'elective-caesarean', 'emergency-caesarean'] as const).map((mode) =>
    familyWith([pregnancyOf([bornChild({}, { mode })])]),
  ),
  ...(['birth-centre', 'hospital', 'hospital-outpatient', 'on-the-way'] as const).map((place) =>
    familyWith([
      pregnancyOf([bornChild({})], { delivery: { at: '2023-03-14T00:10:00+01:00', place } }),
    ]),
  ),
  familyWith([pregnancyOf([stillbornChild({ perinatalDeath: phase('durante-partu') })])]),
  smoker(),
]

describe.skipIf(!isHere)('the birth care of the sandbox, beside real instances', () => {
  const real = isHere ? readReal() : { places: new Set<string>(), codes: new Set<string>() }
  const ours = readOurs()

  test('says things in the places where real instances say them', () => {
    expect(real.places.size).toBeGreaterThan(300)
    expect(ours.places.size).toBeGreaterThan(100)
    expect(missing(ours.places, real.places)).toEqual(PLACES_OF_OUR_OWN)
  })

  test('uses the codes and profiles of real instances', () => {
    expect(ours.codes.size).toBeGreaterThan(60)
    expect(missing(ours.codes, real.codes)).toEqual(CODES_OF_OUR_OWN)
  })
})

interface Seen {
  /** `Patient/name/family`. */
  readonly places: Set<string>
  /** `Observation/code http://loinc.org|8339-4`, `Patient/meta/profile http://…`. */
  readonly codes: Set<string>
}

function readReal(): Seen {
  const seen: Seen = { places: new Set(), codes: new Set() }
  for (const folder of FOLDERS) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.xml') && !file.includes('ada_instance')) {
        readXml(readFileSync(path.join(folder, file), 'utf8'), seen)
      }
    }
  }
  return seen
}

/** FHIR's XML: a primitive has its value in an attribute, an extension its url. */
function readXml(xml: string, seen: Seen): void {
  const open: string[] = []
  let system = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const { url, value } = attributes
    open.push(url === undefined ? name : `${name}[${url.split('/').at(-1)}]`)
    if (value === undefined) return
    system = name === 'system' ? value : system
    note(seen, open, value, system)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
}

function readOurs(): Seen {
  const seen: Seen = { places: new Set(), codes: new Set() }
  for (const resource of FAMILIES.flatMap(toBirthCareResources)) {
    readJson(resource, [resource.resourceType], seen)
  }
  return seen
}

function readJson(node: object, open: readonly string[], seen: Seen): void {
  const system = 'system' in node ? String(node.system) : ''
  for (const [key, value] of Object.entries(node)) {
    if (key === 'resourceType' || key === 'url') continue
    for (const item of [value].flat()) {
      if (typeof item !== 'object') note(seen, [...open, key], String(item), system)
      else readJson(item, [...open, toStep(key, item)], seen)
    }
  }
}

/** `_family` holds the extensions of `family`. */
function toStep(key: string, item: object): string {
  const name = key.replace(/^_/, '')
  return 'url' in item ? `${name}[${String(item.url).split('/').at(-1)}]` : name
}

function note({ places, codes }: Seen, open: readonly string[], value: string, system: string) {
  const place = open.join('/')
  if (open.at(-1) === 'id') return
  places.add(place)
  if (place.endsWith('/meta/profile')) codes.add(`${place} ${value}`)
  if (/\/coding\/code$|\/class\/code$/.test(place)) {
    codes.add(`${place.replace(/(\/coding)?\/code$/, '')} ${system}|${value}`)
  }
}

function missing(ours: ReadonlySet<string>, real: ReadonlySet<string>): string[] {
  return [...ours].filter((seen) => !real.has(seen)).sort()
}

function phase(phase: 'durante-partu') {
  return { phase, date: '2023-03-14' }
}

function smoker() {
  const { circumstances, ...family } = familyWith([ongoingPregnancy()])
  return { ...family, circumstances: { ...circumstances, smokedInPregnancy: true } }
}
