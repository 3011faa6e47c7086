/**
 * What linking asks of the BRP API (Haal Centraal Personen 2): at a pace that leaves room for the graph.
 *
 * @module
 */

import { openPace } from '../../connectors/pace.ts'
import type { Rest } from '../../connectors/rest.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import { isGrownUp, PersoonToLink, TO_LINK, toRegisteredPerson } from './brp-to-link-mapping.ts'
import type { PopulationToLink, RegisteredPerson } from './population-to-link.ts'

const PATH = '/personen'
/** The API takes no more in one question. */
const MOST_PER_CALL = 20
/** Before a star there are at least three; one more keeps the answer small. */
const LETTERS = 4
const FOUND = ['burgerservicenummer', 'geboorte.datum']
const NAME = /^[a-zA-Z0-9À-ž .\-']{1,199}$/
const POSTCODE = /^[1-9]\d{3}[A-Z]{2}$/
const DAY = /^\d{4}-\d\d-\d\d$/

interface BrpToLinkOptions {
  readonly registry: string
  readonly rest: Rest
  /** Questions at the same time. */
  readonly concurrency?: number
  /** Questions in a second. */
  readonly perSecond?: number
  /** Only who is registered there; left out: whoever the register answers with. */
  readonly municipality?: string | undefined
  readonly today?: () => Date
}

export function brpToLink(options: BrpToLinkOptions): PopulationToLink {
  const { registry, rest, concurrency = 4, perSecond = 50, today = () => new Date() } = options
  const pace = openPace({ concurrency, perSecond })
  const only =
    options.municipality === undefined ? {} : { gemeenteVanInschrijving: options.municipality }
  const malformed = (cause?: unknown) => new GraphError('REGISTRY_MALFORMED', { registry, cause })

  async function ask(question: object, signal: AbortSignal): Promise<readonly PersoonToLink[]> {
    const answer = await pace((asked) => rest.post(PATH, { ...question, ...only }, asked), signal)
    const personen = (answer as { personen?: unknown } | null)?.personen
    if (!Array.isArray(personen)) throw malformed()
    return personen.map((persoon: unknown) => {
      const read = PersoonToLink.safeParse(persoon)
      if (read.success) return read.data
      throw malformed(read.error.issues.map(({ path, code }) => ({ path, code })))
    })
  }

  /** Undefined where it is more than the API tells. */
  function find(question: object, signal: AbortSignal) {
    return ask({ ...question, fields: FOUND }, signal).then(
      (personen) =>
        personen
          .filter((persoon) => !isGrownUp(persoon, today()))
          .map(({ burgerservicenummer }) => Bsn.parse(burgerservicenummer ?? ''))
          .filter((bsn) => bsn !== undefined),
      tooManyIsAnAnswer,
    )
  }

  /** The first of these questions that is narrow enough. */
  async function narrowing(questions: readonly object[], signal: AbortSignal) {
    for (const question of questions) {
      const found = await find(question, signal)
      if (found) return found
    }
    return []
  }

  return {
    async persons(bsns, signal) {
      const numbers = [...new Set(bsns.map((bsn) => bsn.reveal()))]
      const answers = await Promise.all(
        chunks(numbers, MOST_PER_CALL).map((burgerservicenummer) =>
          ask(
            { type: 'RaadpleegMetBurgerservicenummer', burgerservicenummer, fields: TO_LINK },
            signal,
          ),
        ),
      )
      const found = new Map<string, RegisteredPerson>()
      for (const persoon of answers.flat()) {
        const person = toRegisteredPerson(persoon, today())
        if (person) found.set(person.bsn.reveal(), person)
      }
      return bsns.map((bsn) => found.get(bsn.reveal()) ?? null)
    },

    async byName({ familyName, birthDate }, signal) {
      const name = familyName.replace(/\s+/g, ' ').trim()
      if (!NAME.test(name) || !DAY.test(birthDate)) return []
      const start = name.slice(0, LETTERS).trim()
      const type = 'ZoekMetGeslachtsnaamEnGeboortedatum'
      return narrowing(
        [...(start.length >= 3 ? [`${start}*`] : []), name].map((geslachtsnaam) => ({
          ...{ type, geslachtsnaam, geboortedatum: birthDate },
        })),
        signal,
      )
    },

    async byAddress({ postcode, houseNumber, birthDate }, signal) {
      if (!POSTCODE.test(postcode) || houseNumber < 1 || houseNumber > 99_999) return []
      const address = { type: 'ZoekMetPostcodeEnHuisnummer', postcode, huisnummer: houseNumber }
      const isDay = birthDate !== null && DAY.test(birthDate)
      return narrowing(
        [address, ...(isDay ? [{ ...address, geboortedatum: birthDate }] : [])],
        signal,
      )
    },
  }
}

function tooManyIsAnAnswer(error: unknown): undefined {
  const { problem } = (error as { cause?: { problem?: unknown } }).cause ?? {}
  if (problem !== 'tooManyResults') throw error
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  )
}
