/**
 * What is known of a pregnancy as a whole: how many before it, since when, until when, and smoking.
 *
 * @module
 */
import type { CodeableConcept, Observation } from 'fhir/r3.js'
import { count, focus, LOINC, SNOMED, snomed } from './birth-care-codes.ts'
import { addDays, type MaternalRecord, toObservation } from './birth-care-record.ts'
import { toEncounterReference } from './birth-care-visits.ts'
import { REFERENCE_DATE } from './population.ts'

const TERM_DAYS = 280

/** Gravidity, parity, dates, tobacco. */
export function* pregnancyObservations(record: MaternalRecord): Generator<Observation> {
  const { pregnancy, family, condition, start } = record
  const { lastMenstrualPeriod, dueDate, gravidity, parity, endDate, outcome, visits } = pregnancy
  const about = { extension: [focus(condition)] }
  const asked = { ...about, effectiveDateTime: start }

  yield toObservation(record, 'gravidity', ['zib-Pregnancy-Gravidity'], {
    ...about,
    code: toCodes('11996-6', '161732006', 'aantal zwangerschappen (waarneembare entiteit)'),
    valueQuantity: count(gravidity),
  })
  yield toObservation(record, 'parity', ['zib-Pregnancy-Parity'], {
    ...about,
    code: toCodes('11977-6', '364325004', 'pariteit (waarneembare entiteit)'),
    valueQuantity: count(parity),
  })
  yield toObservation(record, 'last-menstruation', ['zib-Pregnancy-DateLastMenstruation'], {
    ...asked,
    code: toCodes('8665-2', '21840007', 'datum van laatste menstruatie (waarneembare entiteit)'),
    valueDateTime: lastMenstrualPeriod,
  })
  yield toObservation(record, 'due-date-estimated', ['bc-PregnancyObservation'], {
    ...asked,
    code: snomed('161714006', 'geschatte datum van partus (waarneembare entiteit)'),
    valueDateTime: addDays(lastMenstrualPeriod, TERM_DAYS),
  })
  const scan = visits.find(({ kind, date }) => kind === 'ultrasound' && date <= REFERENCE_DATE)
  if (scan !== undefined || outcome === 'birth') {
    yield toObservation(record, 'due-date', ['bc-PregnancyObservation'], {
      ...about,
      effectiveDateTime: scan?.date ?? start,
      code: snomed(
        '147781000146105',
        'definitieve uitgerekende datum van partus (waarneembare entiteit)',
      ),
      valueDateTime: dueDate,
      method: snomed('278292003', 'echografie (kwalificatiewaarde)'),
    })
  }
  const smokes = family.circumstances.smokedInPregnancy
  const [intake] = visits
  yield toObservation(record, 'tobacco', ['zib-TobaccoUse'], {
    ...(intake === undefined ? {} : { context: toEncounterReference(pregnancy, intake) }),
    code: snomed(
      '365980008',
      'bevinding betreffende tabakgebruik en blootstelling aan tabaksrook (bevinding)',
    ),
    valueCodeableConcept: smokes
      ? snomed('449868002', 'rookt dagelijks (bevinding)')
      : snomed('405746006', 'niet-roker, maar rookgedrag in verleden onbekend'),
  })
  if (endDate !== null) {
    yield toObservation(record, 'end', ['bc-PregnancyObservation'], {
      ...about,
      code: snomed('118951000146109', 'datum van einde van zwangerschap (waarneembare entiteit)'),
      valueDateTime: endDate,
    })
  }
}

function toCodes(loinc: string, sct: string, display: string): CodeableConcept {
  return {
    coding: [
      { system: LOINC, code: loinc },
      { system: SNOMED, code: sct, display },
    ],
  }
}
