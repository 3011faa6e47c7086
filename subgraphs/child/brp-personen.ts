/**
 * The BRP API (Haal Centraal Personen 2), over HTTP. Its address is the server of the OpenAPI: `…/haalcentraal/api/brp`.
 *
 * @module
 */

import type { Rest } from '../../connectors/rest.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import {
  FIELDS,
  PARENT_FIELDS,
  Persoon,
  toParentRecord,
  toPersonRecord,
} from './brp-personen-mapping.ts'
import { isNobody } from './brp-registration-mapping.ts'
import type { PersonKey, PopulationSource, Sought } from './source.ts'

const PATH = '/personen'
/** The API takes no more in one question. */
const MOST_PER_CALL = 20
/** It finds no more in one municipality, so we find no more in all of them. */
const MOST_FOUND = 10

interface BrpOptions {
  readonly registry: string
  readonly rest: Rest
}

export function brpPersonen({ registry, rest }: BrpOptions): PopulationSource {
  const malformed = (cause?: unknown) => new GraphError('REGISTRY_MALFORMED', { registry, cause })

  async function ask(question: object, signal: AbortSignal): Promise<readonly unknown[]> {
    const answer = await rest.post(PATH, question, signal)
    const personen = (answer as { personen?: unknown } | null)?.personen
    if (!Array.isArray(personen)) throw malformed()
    return personen
  }

  async function raadpleegAll<R>(
    keys: readonly PersonKey[],
    fields: readonly string[],
    toRecord: (persoon: Persoon) => R,
    signal: AbortSignal,
  ): Promise<readonly (R | null | GraphError)[]> {
    const records = await Promise.all(
      chunks(keys, MOST_PER_CALL).map((chunk) => raadpleeg(chunk, fields, toRecord, signal)),
    )
    return records.flat()
  }

  /** At most {@link MOST_PER_CALL} keys of one viewer. What fails, fails for these only. */
  async function raadpleeg<R>(
    keys: readonly PersonKey[],
    fields: readonly string[],
    toRecord: (persoon: Persoon) => R,
    signal: AbortSignal,
  ): Promise<readonly (R | null | GraphError)[]> {
    const municipalities = [...new Set(keys.flatMap((key) => key.municipalities))]
    if (municipalities.length === 0) return keys.map(() => null)
    const question = {
      type: 'RaadpleegMetBurgerservicenummer',
      burgerservicenummer: keys.map(({ bsn }) => bsn.reveal()),
      fields,
      ...onlyIn(municipalities),
    }
    try {
      const personen = await ask(question, signal)
      const found = new Map(personen.map((persoon) => [bsnOf(persoon), persoon]))
      return keys.map((key) => {
        const persoon = found.get(key.bsn.reveal())
        if (persoon !== undefined) return readPerson(persoon, key, toRecord)
        // Somebody came without a number; it may be this one.
        return found.has(undefined) ? malformed() : null
      })
    } catch (error) {
      if (error instanceof GraphError) return keys.map(() => error)
      throw error
    }
  }

  function readPerson<R>(
    persoon: unknown,
    key: PersonKey,
    toRecord: (persoon: Persoon) => R,
  ): R | null | GraphError {
    const read = Persoon.safeParse(persoon)
    if (!read.success) return malformed(read.error.issues.map(({ path, code }) => ({ path, code })))
    const municipality = read.data.gemeenteVanInschrijving?.code
    const mayBeSeen = municipality !== undefined && key.municipalities.includes(municipality)
    return mayBeSeen && !isNobody(read.data.opschortingBijhouding) ? toRecord(read.data) : null
  }

  return {
    read({ keys, parts, signal }) {
      const fields = [
        ...new Set([...FIELDS.presence, ...[...parts].flatMap((part) => FIELDS[part])]),
      ]
      return raadpleegAll(keys, fields, toPersonRecord, signal)
    },

    readParents: ({ keys, signal }) => raadpleegAll(keys, PARENT_FIELDS, toParentRecord, signal),

    async find(sought: Sought, signal) {
      const found = await Promise.all(
        // One by one: who lives elsewhere is neither told nor counted.
        sought.municipalities.map((municipality) =>
          ask(
            {
              type: 'ZoekMetGeslachtsnaamEnGeboortedatum',
              geslachtsnaam: sought.familyName,
              geboortedatum: sought.birthDate,
              ...(sought.givenName === undefined ? {} : { voornamen: `${sought.givenName}*` }),
              ...(sought.prefix === undefined ? {} : { voorvoegsel: sought.prefix }),
              gemeenteVanInschrijving: municipality,
              fields: ['burgerservicenummer'],
            },
            signal,
          ).catch(tooManyIsAnAnswer),
        ),
      )
      const personen = found.flat()
      if (personen.length > MOST_FOUND) throw new GraphError('TOO_MANY_FOUND')
      return personen.map((persoon) => {
        const bsn = Bsn.parse(bsnOf(persoon) ?? '')
        if (bsn === undefined) throw malformed()
        return bsn
      })
    },
  }
}

/** The API filters on one municipality; for more we filter what it answers. */
function onlyIn(municipalities: readonly string[]) {
  const [only, ...others] = municipalities
  return only !== undefined && others.length === 0 ? { gemeenteVanInschrijving: only } : {}
}

/** More than ten persons are a 400 of its own kind. */
function tooManyIsAnAnswer(error: unknown): never {
  const { problem } = (error as { cause?: { problem?: unknown } }).cause ?? {}
  throw problem === 'tooManyResults' ? new GraphError('TOO_MANY_FOUND') : error
}

function bsnOf(persoon: unknown): string | undefined {
  const bsn = (persoon as { burgerservicenummer?: unknown } | null)?.burgerservicenummer
  return typeof bsn === 'string' ? bsn : undefined
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  )
}
