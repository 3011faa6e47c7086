/**
 * What the codes of iJw and of the statistics on youth help (CBS) mean, in English.
 *
 * A code that is no longer given out stays readable.
 *
 * @module
 */

export const LABELS = {
  /** Productcategorie. Those of 2015 follow the statistics on youth help. */
  JZ020: {
    '31': 'Youth help by a neighbourhood team',
    '32': 'Outpatient youth help at the provider',
    '33': 'Day help at the provider',
    '34': 'Youth help in the child’s own network',
    '35': 'Foster care',
    '36': 'Family-style care',
    '37': 'Secure youth care',
    '38': 'Other residential youth help',
    '40': 'Personal care',
    '41': 'Day treatment',
    '42': 'Transport',
    '43': 'Residential youth help, with treatment',
    '44': 'Residential youth help, without treatment',
    '45': 'Outpatient youth help',
    '46': 'Youth help in a crisis',
    '47': 'Youth probation',
    '48': 'Youth protection',
    '49': 'Activities in the preventive judicial framework',
    '50': 'Tailor-made youth help',
    '51': 'Basic mental health care',
    '52': 'Specialised mental health care',
    '53': 'Paediatric care',
    '54': 'Youth mental health care',
    '55': 'Nationally contracted youth help',
  },
  /** Reden beëindiging. */
  JZ588: {
    '02': 'Death',
    '20': 'Stopped for the time being',
    '31': 'Completed as planned',
    '32': 'Ended early by the client',
    '33': 'Ended early by the provider',
    '34': 'Ended early by agreement',
    '35': 'Ended early by an outside cause',
    '36': 'Ended by the municipality',
    '37': 'Ended by a request for a change',
    '38': 'Changed to another provider',
    '39': 'Moved on to another domain',
  },
  /** Reden wijziging toewijzing. */
  JZ002: {
    '01': 'Administrative correction, up to release 3.0',
    '02': 'Death of the client',
    '03': 'Change of contract',
    '04': 'Reassessed: longer',
    '05': 'Reassessed: shorter',
    '06': 'Moved on to another domain',
    '07': 'Moved to another municipality',
    '08': 'Change of the form of delivery',
    '09': 'Changed to another provider',
    '10': 'Change of the way of funding',
    '11': 'Municipalities were merged',
    '12': 'At the request of the provider',
    '13': 'Removed',
    '14': 'Administrative correction',
  },
  /** Code verwijzer; the statistics on youth help have the same. */
  COD327: {
    '01': 'Municipality',
    '02': 'General practitioner',
    '03': 'Youth health physician',
    '04': 'Certified institution',
    '05': 'Medical specialist',
    '06': 'Self-referred, or nobody referred',
    '08': 'Court, public prosecutor, or officer of a young offenders institution',
  },
  /** Reden verzoek. */
  WJ758: {
    '1': 'The situation of the client changed',
    '2': 'The plan of care changed',
  },
  /** Reden afwijzing verzoek. */
  WJ759: {
    '1': 'No change, but a new request',
    '2': 'Does not fit the budget',
    '3': 'No contract',
    '4': 'Does not fit the contract',
    '5': 'Another municipality',
    '6': 'Beside other help',
    '7': 'Turned down on its content',
    '8': 'Another municipality, by the principle of residence',
    '9': 'The age limit is reached',
  },
  /** Eenheid. */
  WJ756: {
    '01': 'Minute',
    '04': 'Hour',
    '14': 'Day and night',
    '16': 'Part of a day',
    '82': 'Piece, by output',
    '83': 'Euro',
    '84': 'Piece, by effort',
  },
  /** Frequentie. */
  WMO757: {
    '1': 'Per day',
    '2': 'Per week',
    '4': 'Per month',
    '6': 'In all, as long as the allocation is valid',
  },
  /** Hulpvorm, of the protocol for policy information on youth help. */
  HULPVORM: {
    '01': 'Youth help by a neighbourhood team',
    '02': 'Outpatient youth help at the provider',
    '03': 'Day help at the provider',
    '04': 'Youth help in the child’s own network',
    '11': 'Foster care',
    '12': 'Family-style care',
    '13': 'Secure youth care',
    '14': 'Other residential youth help',
  },
  /** Reden beëindiging jeugdhulp, of the same protocol. */
  EINDE_JEUGDHULP: {
    '01': 'Completed as planned',
    '02': 'Ended early by agreement',
    '03': 'Ended early by the client',
    '04': 'Ended early by the provider',
    '05': 'Ended early by an outside cause',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type CodeList = keyof typeof LABELS

/** Null for a code that the list does not have. */
export function labelOf(list: CodeList, code: string | null): string | null {
  const labels: Readonly<Record<string, string>> = LABELS[list]
  return code !== null && Object.hasOwn(labels, code) ? (labels[code] ?? null) : null
}

/** JZ588: the help is meant to go on. */
export const FOR_THE_TIME_BEING = '20'

/**
 * JZ002: the allocation has to be regarded as never sent. 14 is another matter: it corrects, and
 * what it says counts.
 */
export const REMOVED = '13'

/** COD467. The standard has two more, which may not be used (CS058). */
export const DELIVERY_STATUS = { FIRST: '1', WITHDRAWN: '3' } as const

/** WJ001: no remark, and not judged. Every other code says what is wrong. */
const ACCEPTING: ReadonlySet<string> = new Set(['0200', '0233'])

export function isAccepting(code: string): boolean {
  return ACCEPTING.has(code)
}
