/**
 * How the population register says no: problem details (RFC 7807) with its own codes and titles. Nothing of
 * what was asked is repeated, but for the names of parameters.
 *
 * @module
 */

export const PERSONEN_PATH = '/haalcentraal/api/brp/personen'
export const HISTORIE_PATH = '/haalcentraal/api/brphistorie/verblijfplaatshistorie'

export interface InvalidParam {
  readonly name: string
  readonly code: string
  readonly reason: string
}

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly instance: string
  readonly code: string
  readonly invalidParams?: readonly InvalidParam[]
}

const RFC_7231 = 'https://datatracker.ietf.org/doc/html/rfc7231'
const JSON_ONLY = 'Ondersteunde content type: application/json; charset=utf-8.'

const PROBLEMS = {
  unauthenticated: {
    type: 'https://datatracker.ietf.org/doc/html/rfc7235#section-3.1',
    title: 'Niet correct geauthenticeerd.',
    status: 401,
    code: 'authentication',
  },
  notFound: {
    type: `${RFC_7231}#section-6.5.4`,
    title: 'Opgevraagde resource bestaat niet.',
    status: 404,
    code: 'notFound',
  },
  methodNotAllowed: {
    type: `${RFC_7231}#section-6.5.5`,
    title: 'Gebruikte bevragingsmethode is niet toegestaan.',
    status: 405,
    code: 'methodNotAllowed',
  },
  notAcceptable: {
    type: `${RFC_7231}#section-6.5.6`,
    title: 'Gevraagde content type wordt niet ondersteund.',
    status: 406,
    detail: JSON_ONLY,
    code: 'notAcceptable',
  },
  unsupportedMediaType: {
    type: `${RFC_7231}#section-6.5.13`,
    title: 'Media Type wordt niet ondersteund.',
    status: 415,
    detail: JSON_ONLY,
    code: 'unsupportedMediaType',
  },
  malformed: {
    type: `${RFC_7231}#section-6.5.1`,
    title: 'Een of meerdere parameters zijn niet correct.',
    status: 400,
    detail: 'De body van het verzoek is geen JSON object.',
    code: 'paramsValidation',
  },
  tooManyResults: {
    type: `${RFC_7231}#section-6.5.1`,
    title: 'Teveel zoekresultaten.',
    status: 400,
    detail: 'Meer dan maximum van 10 zoekresultaten gevonden. Verfijn de zoekopdracht.',
    code: 'tooManyResults',
  },
  unavailable: {
    type: `${RFC_7231}#section-6.6.4`,
    title: 'Bronservice is niet beschikbaar.',
    status: 503,
    code: 'sourceUnavailable',
  },
} as const satisfies Record<string, Omit<Problem, 'instance'>>

export function problem(name: keyof typeof PROBLEMS, instance: string = PERSONEN_PATH): Problem {
  return { ...PROBLEMS[name], instance }
}

/**
 * To who asks for persons a parameter that misses weighs more than one that is wrong: then the combination is at fault.
 */
export function invalid(
  invalidParams: readonly InvalidParam[],
  instance: string = PERSONEN_PATH,
): Problem {
  const names = invalidParams.map(({ name }) => name).join(', ')
  const incomplete =
    instance === PERSONEN_PATH &&
    invalidParams.some(({ code, name }) => code === 'required' && name !== 'type')
  return {
    type: `${RFC_7231}#section-6.5.1`,
    title: incomplete
      ? 'Minimale combinatie van parameters moet worden opgegeven.'
      : 'Een of meerdere parameters zijn niet correct.',
    status: 400,
    detail: `De foutieve parameter(s) zijn: ${names}.`,
    instance,
    code: incomplete ? 'paramsCombination' : 'paramsValidation',
    invalidParams,
  }
}
