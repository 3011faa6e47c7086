/**
 * What the codes of the basic data set (BDS) mean, in English.
 *
 * A code that is no longer given out stays readable: dossiers are full of them. The exception is `OTH` on the
 * wire and a number in the data set itself; both are here.
 *
 * @module
 */

const OTHER = 'Other'

export const LABELS = {
  /** Soort activiteit (494). */
  W0188: {
    '35': 'Neonatal hearing screening',
    '01': 'Contact at 4–7 days',
    '37': 'Contact from week 2 to 6 months',
    '38': 'Contact at 7–12 months',
    '39': 'Contact from 1 to 4 years',
    '40': 'Contact from 4 to 12 years',
    '41': 'Contact from 12 to 18 years',
    '20': 'Contact in special education, 0–18 years',
    '22': 'Contact on indication',
    '43': 'Contact with one other party',
    '44': 'Multidisciplinary contact with other parties',
    '45': 'Transfer of the dossier',
    // No longer given out.
    '02': 'Home visit at 2 weeks',
    '03': 'Contact at 4 weeks',
    '04': 'Contact at 8 weeks',
    '05': 'Contact at 3 months',
    '06': 'Contact at 4 months',
    '07': 'Contact at 6 months',
    '08': 'Contact at 7.5 months',
    '09': 'Contact at 9 months',
    '10': 'Contact at 11 months',
    '11': 'Contact at 14 months',
    '12': 'Contact at 18 months',
    '13': 'Contact at 2 years',
    '14': 'Contact at 3 years',
    '15': 'Contact at 3.9 years',
    '16': 'Contact in primary school, group 2',
    '17': 'Contact in primary school, group 7',
    '18': 'Mass vaccination',
    '19': 'Contact in secondary school, class 2',
    '21': 'Home visit on indication',
    '23': 'Contact on request',
    '24': 'Contact by telephone',
    '25': 'Consultation hour (0–19)',
    '26': 'Group meeting',
    '27': 'Intake of newcomers',
    '29': 'Consultation, or request for information',
    '31': 'Feedback on a referral',
    '32': 'Care coordination',
    '33': 'Heel prick or vaccination by another organisation',
    '34': 'Discussion in a care structure',
    '97': 'Other contact',
    '98': 'Other activity',
    OTH: OTHER,
  },
  /** Discipline (1599). */
  W0686: {
    '01': 'Youth physician',
    '02': 'Youth nurse',
    '03': 'Physician’s assistant',
    '04': 'Well-baby clinic assistant',
    '05': 'Nurse practitioner',
    '06': 'Speech therapist',
    '07': 'Screener',
    '08': 'Behavioural scientist',
    '98': OTHER,
    OTH: OTHER,
  },
  /** Soort vaccinatie (461). The Dutch short name is in brackets. */
  W0422: {
    '01': 'Diphtheria, pertussis, tetanus, polio (DKTP)',
    '02': 'Diphtheria, tetanus, polio (DTP)',
    '03': 'Haemophilus influenzae b (Hib)',
    '04': 'Mumps, measles, rubella (BMR)',
    '05': 'Hepatitis B (HepB)',
    '06': 'Meningococcal C (MenC)',
    '07': 'Tuberculosis (BCG)',
    '08': 'Pneumococcal (Pneu)',
    '09': 'Human papillomavirus (HPV)',
    '10': 'Diphtheria, pertussis, tetanus, polio, Hib (DKTP-Hib)',
    '11': 'Diphtheria, pertussis, tetanus, polio, Hib, hepatitis B (DKTP-Hib-HepB)',
    '12': 'Diphtheria (D)',
    '13': 'Diphtheria, pertussis, tetanus (DKT)',
    '14': 'Diphtheria, tetanus (DT)',
    '15': 'Acellular pertussis (aK)',
    '16': 'Diphtheria, acellular pertussis, tetanus (DaKT)',
    '17': 'Diphtheria, acellular pertussis, tetanus, polio (DaKTP)',
    '18': 'Diphtheria, polio (DP)',
    '19': 'Tetanus (T)',
    '20': 'Polio (P)',
    '21': 'Mumps (B)',
    '22': 'Measles (M)',
    '23': 'Rubella (R)',
    '24': 'Mumps, measles (BM)',
    '25': 'Measles, rubella (MR)',
    '26': 'Diphtheria, pertussis, tetanus, polio, hepatitis B (DKTP-HepB)',
    '27': 'Diphtheria, pertussis, tetanus, polio, booster (DKTP)',
    '28': 'Meningococcal ACWY (MenACWY)',
    '29': 'Rotavirus (Rota)',
    '30': 'Influenza, maternal (MatGriep)',
    OTH: OTHER,
  },
  /** Reden van enting (686). */
  W0417: {
    '01': 'National immunisation programme (RVP)',
    '02': 'Parents from an endemic country',
    '03': 'Mother carries hepatitis B',
    '04': 'Down syndrome',
    '05': 'Asylum seeker',
    '06': 'Other medical reason',
    '07': 'On request',
    '08': 'Not determined',
    '98': OTHER,
    OTH: OTHER,
  },
  /** Bezwaar (683). */
  W0323: {
    '1': 'Medical objection',
    '2': 'Declined',
    '98': OTHER,
    OTH: OTHER,
  },
  /** Reden geen deelname aan VVE (1493). */
  W0075: {
    '01': 'Childcare',
    '02': 'Financial',
    '03': 'Not interested',
    '04': 'Distance',
    '05': 'Waiting list',
    '98': OTHER,
    OTH: OTHER,
  },
  /** Indicatie (485). */
  W0619: {
    '01': 'Vaccinations',
    '04': 'Head and neck',
    '05': 'Trunk',
    '08': 'Height',
    '09': 'Weight',
    '11': 'Motor development',
    '12': 'Speech and language development',
    '33': 'General (physical) complaints',
    '34': 'Musculoskeletal system',
    '35': 'Cognitive development',
    '36': 'Excessive crying',
    '37': 'Genitalia, pubertal development',
    '38': 'Skin, hair, nails',
    '39': 'Lifestyle',
    '40': 'Newcomer',
    '41': 'Not reached',
    '42': 'Eyes and vision',
    '43': 'Parenting',
    '44': 'Ears and hearing',
    '45': 'Psychosocial development and functioning',
    '46': 'Sexuality',
    '48': 'School absence',
    '49': 'Nutrition and eating behaviour',
    '50': 'Toilet training',
    '51': 'Parent–child relationship',
    // No longer given out.
    '02': 'General impression',
    '03': 'Skin',
    '06': 'Extremities',
    '07': 'Genitalia',
    '10': 'Psychosocial or emotional development',
    '13': 'Enuresis, defecation problems',
    '14': 'Behaviour',
    '15': 'Parenting problems, sleep',
    '16': 'Learning problems',
    '17': 'Syndromal anomaly',
    '18': 'Amblyopia',
    '19': 'Pathology of the eye',
    '20': 'Impaired vision',
    '21': 'Undescended testes',
    '22': 'Heart defect',
    '23': 'Postural anomaly',
    '24': 'Hip dysplasia or luxation',
    '25': 'Hydrocephalus, microcephaly',
    '26': 'Food allergy or intolerance',
    '27': 'Sensorineural deafness',
    '28': 'Psychiatric disorder',
    '31': 'Supportive parenting programme (Stevig Ouderschap)',
    '98': OTHER,
    OTH: OTHER,
  },
  /** Advies en verwijzing naar (1159). */
  W0621: {
    '01': 'General practitioner',
    '03': 'Physiotherapist',
    '04': 'Speech therapist',
    '09': 'Integrated early support (integrale vroeghulp)',
    '11': 'Early childhood education (VVE)',
    '13': 'Audiology centre',
    '16': 'Medical specialist',
    '17': 'Lactation consultant',
    '21': 'Dietitian',
    '28': 'Dentist',
    '30': 'Youth help, freely accessible',
    '31': 'Youth help, basic, by decision',
    '32': 'Youth help, specialised, by decision',
    '33': 'Optician',
    // No longer given out.
    '02': 'Paediatrician',
    '05': 'Social work',
    '07': 'Youth care office (Bureau Jeugdzorg)',
    '08': 'Mental health care',
    '10': 'Parenting support, pedagogue',
    '12': 'Home-Start',
    '14': 'Toddler gymnastics, sports club',
    '15': 'Ear, nose and throat specialist',
    '19': 'Course, group treatment',
    '20': 'Dermatologist',
    '23': 'Ophthalmologist, optometrist, optician, orthoptist',
    '24': 'Orthopaedist',
    '25': 'Psychologist',
    '26': 'Playgroup, day care, after-school care',
    '27': 'Radiologist',
    '29': 'Video home training',
    '98': OTHER,
    OTH: OTHER,
  },
  /** Reden niet afgenomen hielprik (380). */
  W0313: {
    '01': 'No objection',
    '02': 'Medical objection',
    '03': 'Declined',
    '04': 'Objection for an unknown reason',
    '05': 'Done elsewhere',
    '06': 'Went through the disease',
    '07': 'Died',
    '08': 'Moved away',
    '09': 'Registered twice',
    '00': 'Unknown',
    NASK: 'Unknown',
  },
  /** Type hielprik (373). */
  W0316: {
    '01': 'First heel prick',
    '02': 'First heel prick, repeated',
    '03': 'Second heel prick',
    '04': 'Second heel prick, repeated',
  },
  /** Uitslag (381): of the data set, and as on the wire. */
  W0321: {
    '1': 'Negative',
    '2': 'Inconclusive',
    '3': 'Abnormal',
    NEG: 'Negative',
    IND: 'Inconclusive',
    A: 'Abnormal',
  },
  /** Indruk gewicht/lengte (247). */
  W0264: { '1': 'Underweight', '2': 'Normal weight', '3': 'Overweight' },
  /** Gewichtsklasse op basis van BMI (1492). */
  W0668: { '1': 'Underweight', '2': 'Normal weight', '3': 'Overweight', '4': 'Obesity' },
  /** Status in zorg (1197). */
  W0625: {
    '01': 'Regular',
    '02': 'Makes no use of JGZ, at their own request',
    '03': 'Vaccinations only',
  },
  /** Zorgbeëindiging (487). */
  W0626: {
    '01': 'Handed over to another JGZ organisation',
    '02': 'Moved abroad',
    '03': 'Died',
    '04': 'Age',
  },
  /** Bron toestemming (1164, 1166, 1396, 1399, 1405, 1535). */
  W0691: {
    '01': 'The young person',
    '03': 'Who has authority, alone',
    '04': 'Who has authority, with another who has to consent too',
    '05': 'Legal representative, for the young person',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type CodeList = keyof typeof LABELS

/** Null for a code that the list does not have. */
export function labelOf(list: CodeList, code: string | null): string | null {
  const labels: Readonly<Record<string, string>> = LABELS[list]
  return code !== null && Object.hasOwn(labels, code) ? (labels[code] ?? null) : null
}

/** The referral that is early childhood education. */
export const TO_VVE = '11'

/**
 * What is about the safety of a child. Rows with these codes are never read, for anybody: the graph answers the
 * same whether or not they exist.
 */
export const CONFIDENTIAL = {
  /** Consultation on the reporting code (meldcode), and a report (melding). */
  W0188: ['42', '30'],
  /** Suspected child abuse, an unsafe situation, genital mutilation, the safety of the child. */
  W0619: ['29', '30', '32', '47'],
  /** Veilig Thuis. */
  W0621: ['06'],
  /** A report (melding). */
  W0620: ['5', '05'],
} as const satisfies Record<string, readonly string[]>
