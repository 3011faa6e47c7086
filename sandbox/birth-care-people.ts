/**
 * The people of a birth care record: the woman, her children once they are born, what makes her
 * their mother, and the practice.
 *
 * @module
 */
import type {
  Address,
  BodySite,
  Element,
  HumanName,
  Identifier,
  Organization,
  Patient,
  RelatedPerson,
} from 'fhir/r3.js'
import {
  AGB,
  BSN,
  codeSpecification,
  core,
  hl7v3,
  localIdentifier,
  nictiz,
  nlCore,
  recordId,
  reference,
  snomed,
} from './birth-care-codes.ts'
import type {
  Adult,
  Birth,
  Family,
  IsoDate,
  Person,
  PersonName,
  Pregnancy,
  Residence,
  Sex,
} from './population.ts'

/** A child that was born alive, with what birth care saw of it. */
export interface BornChild {
  readonly person: Person
  readonly birth: Birth
  /** Null where birth care never recorded it. */
  readonly bsn: string | null
  readonly patientId: string
}

export const womanId = (family: Family) => recordId('woman', family.number, family.mother.birthDate)
export const childId = (pregnancyId: string, rank: number) => recordId('child', pregnancyId, rank)
export const motherOfId = (patientId: string) => recordId('mother-of', patientId)
export const fetusId = (pregnancyId: string, rank: number) => recordId('fetus', pregnancyId, rank)
export const organizationId = (agb: string) => recordId('organization', agb)

/** `lastContact`: when birth care last heard where she lives. */
export function toWoman(
  family: Family,
  children: readonly BornChild[],
  lastContact: IsoDate,
): Patient {
  const { mother } = family
  const id = womanId(family)
  const birthDate = toKnownDate(mother)
  const residence = family.residences.findLast(({ from }) => from <= lastContact)
  return {
    resourceType: 'Patient',
    id,
    meta: { profile: [nlCore('patient'), nictiz('bc-Woman')] },
    identifier: toIdentifiers(mother.bsn, id),
    name: [toName(mother.name)],
    ...toGender('female'),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(mother.deathDate === null || mother.deathDate > lastContact
      ? {}
      : { deceasedDateTime: mother.deathDate }),
    ...(residence === undefined || family.circumstances.secretAddress
      ? {}
      : { address: [toAddress(residence)] }),
    ...(children.length === 0
      ? {}
      : {
          link: children.map(({ patientId }) => ({
            other: reference('RelatedPerson', motherOfId(patientId)),
            type: 'seealso' as const,
          })),
        }),
  }
}

export function toChild({ person, birth, bsn, patientId }: BornChild): Patient {
  return {
    resourceType: 'Patient',
    id: patientId,
    meta: { profile: [nlCore('patient'), nictiz('bc-Child')] },
    identifier: toIdentifiers(bsn, patientId),
    name: [toName(person.name)],
    ...toGender(birth.sex),
    birthDate: birth.at.slice(0, 10),
    _birthDate: { extension: [{ url: core('patient-birthTime'), valueDateTime: birth.at }] },
    ...(birth.perinatalDeath === null ? {} : { deceasedDateTime: birth.perinatalDeath.date }),
    // A boolean, as in the real records: the order in which twins were born is told by their births.
    multipleBirthBoolean: birth.multiple,
  }
}

export function toMotherOf({ patientId, person }: BornChild): RelatedPerson {
  const id = motherOfId(patientId)
  return {
    resourceType: 'RelatedPerson',
    id,
    meta: { profile: [nictiz('bc-MotherOf')] },
    identifier: [localIdentifier(id)],
    patient: reference('Patient', patientId, toText(person.name)),
    relationship: { coding: [hl7v3('RoleCode', 'MTH', 'Mother')] },
  }
}

/** A child in the womb, and the thread that leads from it to the child that was born. */
export function toFetus(
  family: Family,
  pregnancy: Pregnancy,
  rank: number,
  child: BornChild | undefined,
): BodySite {
  return {
    resourceType: 'BodySite',
    id: fetusId(pregnancy.id, rank),
    meta: { profile: [nictiz('bc-Fetus')] },
    ...(child === undefined
      ? {}
      : {
          extension: [
            {
              url: nictiz('bc-bodysite-child'),
              valueReference: reference('Patient', child.patientId, toText(child.person.name)),
            },
          ],
        }),
    identifier: [localIdentifier(`${pregnancy.id}/foetus/${rank}`)],
    code: snomed('83418008', 'gehele foetus (lichaamsstructuur)'),
    patient: toWomanReference(family),
  }
}

export function toOrganization({ agb, name }: Pregnancy['practice']): Organization {
  return {
    resourceType: 'Organization',
    id: organizationId(agb),
    meta: { profile: [nlCore('organization')] },
    identifier: [{ system: AGB, value: agb }],
    name,
  }
}

export function toWomanReference(family: Family) {
  return reference('Patient', womanId(family), toText(family.mother.name))
}

export function toText({ given, prefix, family }: PersonName): string {
  return [given, prefix, family].filter((part) => part !== null).join(' ')
}

function toIdentifiers(bsn: string | null, local: string): Identifier[] {
  const identifier = localIdentifier(local)
  return bsn === null ? [identifier] : [{ system: BSN, value: bsn }, identifier]
}

function toName(name: PersonName): HumanName {
  const own = [{ url: core('humanname-own-name'), valueString: name.family }]
  const prefix = { url: core('humanname-own-prefix'), valueString: name.prefix ?? '' }
  return {
    extension: [{ url: core('humanname-assembly-order'), valueCode: 'NL1' }],
    text: toText(name),
    family: name.prefix === null ? name.family : `${name.prefix} ${name.family}`,
    _family: { extension: name.prefix === null ? own : [prefix, ...own] },
    given: [name.given, name.initials],
    _given: [toQualifier('BR'), toQualifier('IN')],
  }
}

function toQualifier(code: 'BR' | 'IN'): Element {
  return { extension: [{ url: core('iso21090-EN-qualifier'), valueCode: code }] }
}

function toGender(sex: Sex): Pick<Patient, 'gender' | '_gender'> {
  const coding =
    sex === 'male'
      ? hl7v3('AdministrativeGender', 'M', 'Man')
      : hl7v3('AdministrativeGender', 'F', 'Vrouw')
  return { gender: sex, _gender: { extension: [codeSpecification(coding)] } }
}

/** FHIR dates may stop at the month or the year, which is how little is known of some. */
function toKnownDate({ birthDate, birthDateKnown }: Adult): string | undefined {
  const length = { day: 10, month: 7, year: 4, none: 0 }[birthDateKnown]
  return length === 0 ? undefined : birthDate.slice(0, length)
}

function toAddress(residence: Residence): Address {
  const number = String(residence.houseNumber)
  const suffix = residence.houseLetter ?? ''
  const parts = [
    { url: core('iso21090-ADXP-streetName'), valueString: residence.street },
    { url: core('iso21090-ADXP-houseNumber'), valueString: number },
    { url: core('iso21090-ADXP-buildingNumberSuffix'), valueString: suffix },
  ]
  const physical = hl7v3('AddressUse', 'PHYS', 'Woon-/verblijfadres')
  const netherlands = {
    system: 'urn:oid:2.16.840.1.113883.2.4.4.16.34',
    code: '6030',
    display: 'Nederland',
  }
  return {
    extension: [
      {
        url: nictiz('zib-AddressInformation-AddressType'),
        valueCodeableConcept: { coding: [physical] },
      },
    ],
    use: 'home',
    type: 'physical',
    line: [`${residence.street} ${number}${suffix}`],
    _line: [{ extension: parts.filter(({ valueString }) => valueString !== '') }],
    city: residence.city,
    district: residence.municipality.name,
    postalCode: residence.postcode,
    country: 'NL',
    _country: { extension: [codeSpecification(netherlands)] },
  }
}
