/**
 * Reads a question to the population register, and says everything that is wrong with it at once.
 *
 * @module
 */

import { ANSWERS, checkField, type Field, type Selection, toSelection } from './brp-fields.ts'
import type { InvalidParam } from './brp-problem.ts'

export interface Query {
  readonly type: keyof typeof QUERIES
  readonly selection: Selection
  readonly burgerservicenummer: readonly string[]
  /** The other parameters that were given, by name; checked. */
  readonly given: Readonly<Record<string, unknown>>
}

type Check = (value: unknown, name: string) => readonly InvalidParam[]

const QUERIES = {
  RaadpleegMetBurgerservicenummer: {
    required: ['burgerservicenummer'],
    optional: ['gemeenteVanInschrijving'],
    answer: ANSWERS.persoon,
  },
  ZoekMetGeslachtsnaamEnGeboortedatum: {
    required: ['geboortedatum', 'geslachtsnaam'],
    optional: [
      'geslacht',
      'voorvoegsel',
      'voornamen',
      'gemeenteVanInschrijving',
      'inclusiefOverledenPersonen',
    ],
    answer: ANSWERS.persoonBeperkt,
  },
  ZoekMetPostcodeEnHuisnummer: {
    required: ['huisnummer', 'postcode'],
    optional: [
      'huisletter',
      'huisnummertoevoeging',
      'geboortedatum',
      'geslachtsnaam',
      'gemeenteVanInschrijving',
      'inclusiefOverledenPersonen',
    ],
    answer: ANSWERS.persoonBeperkt,
  },
} as const satisfies Record<
  string,
  { required: readonly string[]; optional: readonly string[]; answer: Field }
>

const FIELD = /^[a-zA-Z0-9._]{1,200}$/

const CHECKS: Readonly<Record<string, Check>> = {
  burgerservicenummer: listOf(20, (value, name) =>
    typeof value === 'string' && /^[0-9]{9}$/.test(value)
      ? []
      : [wrong('pattern', name, 'Waarde voldoet niet aan patroon ^[0-9]{9}$.')],
  ),
  gemeenteVanInschrijving: pattern(/^[0-9]{4}$/, '^[0-9]{4}$'),
  geboortedatum: (value, name) =>
    isDate(value) ? [] : [wrong('date', name, 'Waarde is geen geldige datum.')],
  geslachtsnaam: pattern(
    /^[a-zA-Z0-9À-ž .\-']{1,200}$|^[a-zA-Z0-9À-ž .\-']{3,199}\*$/,
    "^[a-zA-Z0-9À-ž \\.\\-\\']{1,200}$|^[a-zA-Z0-9À-ž \\.\\-\\']{3,199}\\*{1}$",
  ),
  voornamen: pattern(
    /^[a-zA-Z0-9À-ž .\-']{1,199}\*?$/,
    "^[a-zA-Z0-9À-ž \\.\\-\\']{1,199}\\*{0,1}$",
  ),
  voorvoegsel: pattern(/^[a-zA-Z ']{1,10}$/, "^[a-zA-Z \\']{1,10}$"),
  geslacht: pattern(/^[MVO]$/i, '^([Mm]|[Vv]|[Oo])$'),
  postcode: pattern(/^[1-9][0-9]{3} ?[A-Za-z]{2}$/, '^[1-9]{1}[0-9]{3}[ ]?[A-Za-z]{2}$'),
  huisletter: pattern(/^[a-zA-Z]$/, '^[a-zA-Z]{1}$'),
  huisnummertoevoeging: pattern(/^[a-zA-Z0-9 -]{1,4}$/, '^[a-zA-Z0-9 \\-]{1,4}$'),
  huisnummer: (value, name) => {
    const number = typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isInteger(number))
      return [wrong('integer', name, 'Waarde is geen geldig getal.')]
    if (number < 1) return [wrong('minimum', name, 'Waarde is lager dan minimum 1.')]
    return number > 99_999 ? [wrong('maximum', name, 'Waarde is hoger dan maximum 99999.')] : []
  },
  inclusiefOverledenPersonen: (value, name) =>
    typeof value === 'boolean' ? [] : [wrong('boolean', name, 'Waarde is geen boolean.')],
}

/** The question, or what is wrong with it. */
export function readQuery(
  body: Readonly<Record<string, unknown>>,
): Query | readonly InvalidParam[] {
  const { type, fields, ...given } = body
  if (type === undefined || type === null) return [wrong('required', 'type', REQUIRED)]
  if (!isQueryType(type)) return [wrong('value', 'type', 'Waarde is geen geldig zoek type.')]

  const { required, optional, answer } = QUERIES[type]
  const expected: readonly string[] = [...required, ...optional]
  const missing: readonly string[] = required.filter((name) => isAbsent(given[name]))
  const errors = [
    ...missing.map((name) => wrong('required', name, REQUIRED)),
    ...checkFields(fields, answer),
    ...Object.keys(given)
      .filter((name) => !expected.includes(name))
      // A name that cannot be one is not repeated: it may be anything.
      .map((name) => (FIELD.test(name) ? name : 'onbekend'))
      .map((name) => wrong('unknownParam', name, 'Parameter is niet verwacht.')),
    ...expected
      .filter((name) => !missing.includes(name) && given[name] !== undefined)
      .flatMap((name) => CHECKS[name]?.(given[name], name) ?? []),
  ]
  if (errors.length > 0) return errors

  return {
    type,
    selection: toSelection(fields as string[], answer),
    burgerservicenummer: (given.burgerservicenummer ?? []) as string[],
    given,
  }
}

export const REQUIRED = 'Parameter is verplicht.'

function checkFields(fields: unknown, answer: Field): readonly InvalidParam[] {
  if (fields === undefined || fields === null) return [wrong('required', 'fields', REQUIRED)]
  return listOf(130, (path, name) => {
    if (typeof path !== 'string' || !FIELD.test(path))
      return [wrong('pattern', name, 'Waarde voldoet niet aan patroon ^[a-zA-Z0-9\\._]{1,200}$.')]
    const known = checkField(path, answer)
    if (known === 'unasked')
      return [wrong('fields', name, 'Parameter bevat een niet toegestane veldnaam.')]
    return known === 'unknown'
      ? [wrong('fields', name, 'Parameter bevat een niet bestaande veldnaam.')]
      : []
  })(fields, 'fields')
}

function listOf(most: number, check: Check): Check {
  return (value, name) => {
    if (!Array.isArray(value)) return [wrong('array', name, 'Parameter is geen array.')]
    if (value.length === 0) return [wrong('minItems', name, 'Array bevat minder dan 1 items.')]
    if (value.length > most) return [wrong('maxItems', name, `Array bevat meer dan ${most} items.`)]
    return value.flatMap((item: unknown, index) => check(item, `${name}[${index}]`))
  }
}

function pattern(expression: RegExp, shown: string): Check {
  return (value, name) =>
    typeof value === 'string' && expression.test(value)
      ? []
      : [wrong('pattern', name, `Waarde voldoet niet aan patroon ${shown}.`)]
}

export function wrong(code: string, name: string, reason: string): InvalidParam {
  return { name, code, reason }
}

function isQueryType(type: unknown): type is keyof typeof QUERIES {
  return typeof type === 'string' && Object.hasOwn(QUERIES, type)
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}
