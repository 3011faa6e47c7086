/**
 * From the elements of a delivery to Perined to its facts.
 *
 * @module
 */

import { FIELDS } from './perined-kernset-elements.ts'
import type {
  Answer,
  Coded,
  Identifier,
  KernsetCare,
  KernsetChild,
  KernsetDelivery,
  KernsetFeeding,
  KernsetMessage,
  KernsetPregnancy,
} from './perined-kernset-message.ts'
import type { KernsetElement } from './perined-kernset-sheet.ts'
import { NULL_FLAVOR } from './perined-kernset-value.ts'

type Elements = readonly KernsetElement[]

export function toMessage(elements: Elements): KernsetMessage {
  return {
    care: toCare(elements),
    institution: {
      agb: find(elements, '10022')?.value ?? null,
      lvr: find(elements, '10023')?.value ?? null,
    },
    woman: {
      bsn: find(elements, '10030')?.bsn ?? null,
      localId: identifier(elements, '10031'),
      birthDate: dayIn(elements, '10040'),
      postcode: find(elements, '10304')?.value ?? null,
      ethnicity: coded(elements, '10400'),
    },
    pregnancy: toKernsetPregnancy(elements),
    delivery: toKernsetDelivery(elements),
    children: toKernsetChildren(elements),
    feeding: toKernsetFeeding(elements),
    remainder: elements.filter(({ number }) => !Object.hasOwn(FIELDS, number)),
  }
}

function toCare(elements: Elements): KernsetCare {
  return {
    from: timeIn(elements, '20290'),
    until: timeIn(elements, '20340'),
    periods: allCoded(elements, '20355'),
    statusAfterIntake: coded(elements, '20305'),
    referrals: groupsOf(elements, 'zorgverlening/verwijsdetails').map((own) => ({
      date: timeIn(own, '82013'),
      from: { institutions: identifiers(own, '82552'), specialism: coded(own, '82554') },
      to: { institutions: identifiers(own, '82579'), specialism: coded(own, '82580') },
      kind: coded(own, '82581'),
      period: coded(own, '20367'),
    })),
  }
}

export function toKernsetPregnancy(elements: Elements): KernsetPregnancy {
  return {
    dossier: identifier(elements, '84211'),
    gravidity: numberIn(elements, '20010'),
    parity: numberIn(elements, '20150'),
    dueDate: dayIn(elements, '82160'),
    intendedPlace: coded(elements, '20261'),
    visits: groupsOf(elements, 'zwangerschap/prenatale_controle').map((own) => ({
      date: dayIn(own, '80737'),
      gestationalAgeDays: numberIn(own, '80738', DAYS),
      fetalMovements: coded(own, '80746'),
      smoking: coded(own, '80810'),
      alcohol: coded(own, '80747'),
      drugs: answerIn(own, '82102'),
      weightKilograms: numberIn(own, '20211', KILOGRAMS),
    })),
    maternalDeath: answerIn(elements, '20670'),
    end: coded(elements, '80625'),
  }
}

export function toKernsetDelivery(elements: Elements): KernsetDelivery {
  return {
    partus: identifier(elements, '20500'),
    childrenBorn: numberIn(elements, '20505'),
    statusBefore: coded(elements, '20530'),
    beganWith: coded(elements, '20550'),
    startedAt: timeIn(elements, '20590'),
    bloodLossMillilitres: numberIn(elements, '20640', MILLILITRES),
  }
}

export function toKernsetChildren(elements: Elements): readonly KernsetChild[] {
  return groupsOf(elements, 'uitkomst_per_kind').map((own) => ({
    bsn: find(own, '40010')?.bsn ?? null,
    rank: numberIn(own, '40025'),
    sex: coded(own, '40041'),
    bornAt: timeIn(own, '40050'),
    place: coded(own, '40003'),
    hospital: identifier(own, '40005'),
    death: {
      died: answerIn(own, '40280'),
      phase: coded(own, '40290'),
      at: timeIn(own, '40300'),
    },
    mode: coded(own, '80626'),
    apgar5: numberIn(own, '40071'),
    weightGrams: numberIn(own, '40060', GRAMS),
    congenitalAnomaly: answerIn(own, '40080'),
    paediatrician: answerIn(own, '82119'),
    hasProblems: answerIn(own, '82334'),
    problems: allCoded(own, '80789'),
  }))
}

export function toKernsetFeeding(elements: Elements): readonly KernsetFeeding[] {
  return groupsOf(elements, 'postnatale_fase/kindspecifieke_gegevens').map((own) => ({
    rank: numberIn(own, '83377'),
    date: dayIn(own, '70011'),
    substances: allCoded(own, '70030'),
  }))
}

/** The elements of each of the groups with this path, in their order. */
export function groupsOf(elements: Elements, path: string): readonly Elements[] {
  const within = elements.filter((element) => element.path.startsWith(`${path}[`))
  return [
    ...Map.groupBy(within, (element) => element.path.slice(0, element.path.indexOf(']'))).values(),
  ]
}

function find(elements: Elements, number: string): KernsetElement | undefined {
  return elements.find((element) => element.number === number)
}

function toCoded({ code, system, value }: KernsetElement): Coded {
  return { code, system, label: value }
}

function coded(elements: Elements, number: string): Coded | null {
  const element = find(elements, number)
  return element ? toCoded(element) : null
}

function allCoded(elements: Elements, number: string): readonly Coded[] {
  return elements.filter((element) => element.number === number).map(toCoded)
}

function answerIn(elements: Elements, number: string): Answer | null {
  const element = find(elements, number)
  if (!element) return null
  return {
    value: element.value === null ? null : element.value === 'true',
    unknown: element.system === NULL_FLAVOR,
  }
}

function identifiers(elements: Elements, number: string): readonly Identifier[] {
  return elements.flatMap((element) =>
    element.number === number && element.value !== null
      ? { root: element.system, value: element.value }
      : [],
  )
}

function identifier(elements: Elements, number: string): Identifier | null {
  return identifiers(elements, number)[0] ?? null
}

function timeIn(elements: Elements, number: string): string | null {
  return find(elements, number)?.value ?? null
}

/** Null where less than a day is told. */
function dayIn(elements: Elements, number: string): string | null {
  const time = timeIn(elements, number)
  return time !== null && time.length >= 10 ? time.slice(0, 10) : null
}

/** Into the unit of the field; a unit that is left out is the one that the standard asks for. */
type Units = Readonly<Record<string, number>>
const GRAMS: Units = { g: 1, kg: 1000 }
const KILOGRAMS: Units = { kg: 1, g: 0.001 }
const MILLILITRES: Units = { ml: 1, mL: 1, l: 1000, L: 1000, cl: 10, dl: 100 }
const DAYS: Units = { d: 1, dag: 1, dagen: 1, wk: 7, week: 7, weken: 7 }

/** Null too for a unit that we do not know: it is kept among the elements. */
function numberIn(elements: Elements, number: string, units?: Units): number | null {
  const element = find(elements, number)
  if (!element || element.value === null) return null
  const factor = units === undefined || element.unit === null ? 1 : units[element.unit]
  return factor === undefined ? null : Number(element.value) * factor
}
