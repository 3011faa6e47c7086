/**
 * Youth health care's view: a family becomes rows of the dossier's extract.
 *
 * Only who has a dossier is in it. An adopted child's dossier knows nothing of the pregnancy.
 *
 * @module
 */

import { livingChildren, randomFor, residenceOf } from './household.ts'
import { type Clocks, clocks, contactClocks, type Dossier, type JgzRows } from './jgz-dossier.ts'
import { toParents, toTraits } from './jgz-parents.ts'
import { asWrittenByJgz, JGZ_SLIPS, type JgzSlips } from './jgz-slips.ts'
import { type Family, WATERDAM } from './population.ts'

/** UCUM, for the elements that are measured; the rest is coded or counted. */
const UNITS: ReadonlyMap<number, string> = new Map([
  [235, 'mm'],
  [245, 'g'],
  [252, 'mm'],
])

export function toJgzRows(family: Family, slips: JgzSlips = JGZ_SLIPS): JgzRows {
  const dossiers = livingChildren(family).flatMap((living): Dossier[] => {
    const record = living.child.jgz
    if (record === null) return []
    const random = randomFor(family, living.child, 'jgz-recorded')
    return [{ ...living, family, record, key: { client_id: record.dossier }, random }]
  })
  return {
    client: dossiers.map((dossier) => toClient(dossier, slips)),
    ouder: dossiers.flatMap(toParents),
    kenmerk_ouder: dossiers.flatMap(toTraits),
    zwangerschap: dossiers.flatMap(toPregnancy),
    geboorte: dossiers.flatMap(toBirth),
    ...toContacts(dossiers),
    vaccinatie: dossiers.flatMap(toVaccinations),
    verwijzing: dossiers.flatMap(toReferrals),
    vve: dossiers.flatMap(toVve),
    status: dossiers.flatMap(toStatus),
  }
}

function toClient(dossier: Dossier, slips: JgzSlips): JgzRows['client'][number] {
  const { key, family, person, child } = dossier
  const { bsn, given, familyName, formerResidence } = asWrittenByJgz(dossier, slips)
  const address = formerResidence ?? knownResidence(dossier)
  const secret = family.circumstances.secretAddress
  return {
    ...key,
    bds_0007: bsn,
    bds_0001: person.name.prefix,
    bds_0002: familyName,
    bds_0006: given,
    bds_0019: person.sex === 'male' ? '1' : '2',
    bds_0020: person.birthDate,
    bds_0021: person.deathDate,
    bds_0023: person.birthCountry.code,
    bds_0009: address.municipality.code,
    bds_0010: address.city,
    bds_0011: address.street,
    bds_0012: address.houseNumber,
    bds_0013: address.houseLetter,
    bds_0016: address.postcode,
    bds_0018: secret ? '7' : '0',
    bds_0697: secret,
    bds_0493: child.quirks.length > 0 ? 'Zie de aantekening bij de laatste activiteit.' : null,
    ...clocks(dossier, person.birthDate),
  }
}

function toPregnancy(dossier: Dossier): JgzRows['zwangerschap'][number][] {
  const { key, family, child, person, pregnancy } = dossier
  if (child.custody?.kind === 'adoption') return []
  const vaccinated = pregnancy.maternalPertussisVaccination
  return [
    {
      ...key,
      bds_0091: family.circumstances.smokedInPregnancy,
      bds_0740: pregnancy.gravidity,
      bds_0741: pregnancy.parity,
      bds_1578: pregnancy.dueDate,
      bds_1581: vaccinated !== null,
      bds_1587: vaccinated,
      ...clocks(dossier, person.birthDate),
    },
  ]
}

function toBirth(dossier: Dossier): JgzRows['geboorte'][number][] {
  const { key, child, pregnancy, person } = dossier
  const { birth } = child
  if (birth === null) return []
  return [
    {
      ...key,
      bds_0082: birth.gestationalAgeDays,
      bds_0108: ['eenling', 'tweeling', 'drieling'][pregnancy.children.length - 1] ?? 'meerling',
      bds_0109: birth.multiple ? child.rank : null,
      bds_0110: birth.weightGrams,
      bds_0112: birth.lengthMillimetres,
      bds_0113: birth.headCircumferenceMillimetres,
      loinc_9272_6: String(birth.apgar[0]),
      loinc_9274_2: String(birth.apgar[1]),
      ...clocks(dossier, person.birthDate),
    },
  ]
}

function toContacts(dossiers: readonly Dossier[]): Pick<JgzRows, 'contactmoment' | 'observatie'> {
  const contactmoment: JgzRows['contactmoment'][number][] = []
  const observatie: JgzRows['observatie'][number][] = []
  for (const dossier of dossiers) {
    for (const contact of dossier.record.contacts) {
      const times = contactClocks(dossier, contact)
      contactmoment.push({
        id: contact.id,
        ...dossier.key,
        datum: contact.date,
        bds_0494: contact.activity,
        bds_1577: contact.form,
        bds_1605: contact.status,
        bds_1599: contact.discipline,
        verzoeker: contact.requestedBy,
        gepland: contact.status === null,
        bds_0482: contact.observations.length > 0 ? 'Besproken met de ouder(s).' : null,
        ...times,
      })
      for (const { element, value, list } of contact.observations)
        observatie.push({
          ...dossier.key,
          contactmoment_id: contact.id,
          element,
          waarde: value,
          codelijst: list,
          eenheid: list === null ? (UNITS.get(element) ?? null) : null,
          ...times,
        })
    }
  }
  return { contactmoment, observatie }
}

function toVaccinations(dossier: Dossier): JgzRows['vaccinatie'][number][] {
  const { key, record } = dossier
  return record.vaccinations.map((vaccination, index) => ({
    id: `${record.dossier}-V${index + 1}`,
    ...key,
    bds_1409: vaccination.date,
    bds_0461: vaccination.vaccine,
    dosis: vaccination.dose,
    bds_0472: vaccination.refusal === null ? vaccination.batch : null,
    bds_0686: vaccination.reason,
    bds_0683: vaccination.refusal,
    ...clocks(dossier, vaccination.date),
  }))
}

function toReferrals(dossier: Dossier): JgzRows['verwijzing'][number][] {
  const { key, record } = dossier
  return record.referrals.map(({ date, contact, indication, to }, index) => ({
    id: `${record.dossier}-R${index + 1}`,
    ...key,
    contactmoment_id: contact,
    datum: date,
    bds_0485: indication,
    bds_1159: to,
    ...clocks(dossier, date),
  }))
}

function toVve(dossier: Dossier): JgzRows['vve'][number][] {
  const { key, record } = dossier
  if (record.vve === null) return []
  const { takesPart, reasonNot, recordedOn } = record.vve
  return [
    {
      ...key,
      bds_1417: takesPart,
      bds_1493: takesPart ? null : reasonNot,
      ...clocks(dossier, recordedOn),
    },
  ]
}

function toStatus(dossier: Dossier): JgzRows['status'][number][] {
  const { key, record, person } = dossier
  const { careStatus, careEnd } = record
  const none = { bds_0487: null, bds_0488: null }
  const opened = { ...key, bds_1197: careStatus, ...none, ...clocks(dossier, person.birthDate) }
  if (careEnd === null) return [opened]
  const { reason, date } = careEnd
  const closing = clocks(dossier, date)
  // Of who lived for a day: what was opened is closed after that.
  const vastgelegd_op = date === person.birthDate ? laterOf(opened, closing) : closing.vastgelegd_op
  return [
    opened,
    { ...key, bds_1197: careStatus, bds_0487: reason, bds_0488: date, ...closing, vastgelegd_op },
  ]
}

/** Half an hour after both. */
function laterOf(...told: readonly Pick<Clocks, 'vastgelegd_op'>[]): string {
  const last = Math.max(...told.map(({ vastgelegd_op }) => Date.parse(vastgelegd_op)))
  return new Date(last + 1_800_000).toISOString()
}

/** A closed dossier keeps the last address in the town: nobody tells it where the child went. */
function knownResidence(dossier: Dossier) {
  const { family, record } = dossier
  const residence = residenceOf(family, dossier)
  if (record.careEnd === null || residence.municipality.code === WATERDAM.code) return residence
  return (
    family.residences.findLast(({ municipality }) => municipality.code === WATERDAM.code) ??
    residence
  )
}
