/**
 * A birth care registry that speaks FHIR STU3 in the Nictiz geboortezorg profiles.
 *
 * One search for all children of a batch: children and mothers by BSN, and with them what belongs to the parts that
 * are asked. We never walk from a child to a woman whom we did not ask for.
 *
 * @module
 */

import type { Fhir } from '../../connectors/fhir.ts'
import type { AsOf } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { BSN_SYSTEM } from './codes.ts'
import { readFetusKey } from './fhir-address.ts'
import type { Sought } from './fhir-geboortezorg-child.ts'
import { toBirthCareRecord } from './fhir-geboortezorg-mapping.ts'
import { openRecords, type Records, Unreadable } from './fhir-geboortezorg-resources.ts'
import type { BirthCareKey, BirthCareRecord, BirthCareSource } from './source.ts'

type Part = keyof BirthCareRecord

/** What is delivered can be asked about the past; a server never is. */
export interface FhirSearch {
  search(...asked: [...Parameters<Fhir['search']>, asOf?: AsOf]): ReturnType<Fhir['search']>
}

interface GeboortezorgOptions {
  /** The slug of the registry, for errors. */
  readonly registry: string
  readonly fhir: FhirSearch
}

export function fhirGeboortezorg({ registry, fhir }: GeboortezorgOptions): BirthCareSource {
  function read(records: Records, sought: Sought, parts: ReadonlySet<Part>) {
    try {
      const record = toBirthCareRecord(records, sought, parts)
      return record === 'uncertain' ? new GraphError('RECORD_UNCERTAIN', { registry }) : record
    } catch (cause) {
      if (cause instanceof Unreadable)
        return new GraphError('REGISTRY_MALFORMED', { registry, cause })
      throw cause
    }
  }

  return async ({ keys, parts, signal, asOf }) => {
    const sought = keys.map(toSought)
    // A number and an id cannot be asked for in one search.
    const found = await Promise.all(
      searchesFor(sought, parts).map((search) => fhir.search('Patient', search, signal, asOf)),
    )
    const records = openRecords(found.flat())
    return sought.map((one) => read(records, one, parts))
  }
}

function toSought({ bsn, mothers, birthDate, records = [] }: BirthCareKey): Sought {
  return {
    bsn: bsn?.reveal() ?? null,
    mothers: mothers.map((mother) => mother.reveal()),
    birthDate,
    addresses: records.flatMap((key) => readFetusKey(key) ?? []),
  }
}

/** Matched patients to a page; what comes along is some twenty resources for each. */
const PAGE = '100'

function searchesFor(sought: readonly Sought[], parts: ReadonlySet<Part>): URLSearchParams[] {
  const numbers = new Set(sought.flatMap(({ bsn, mothers }) => [bsn ?? [], ...mothers].flat()))
  // Who has mothers is found by way of them; the others by the records of who carried them.
  const women = sought.flatMap(({ mothers, addresses = [] }) =>
    mothers.length > 0 ? [] : addresses.flatMap(({ women }) => women),
  )
  const ids = new Set(women.map((key) => key.slice('Patient/'.length)))
  return [
    ...(numbers.size > 0 || ids.size === 0
      ? [toSearch('identifier', tokensOf(numbers), parts)]
      : []),
    ...(ids.size > 0 ? [toSearch('_id', [...ids], parts)] : []),
  ]
}

function tokensOf(numbers: ReadonlySet<string>): string[] {
  return [...numbers].map((bsn) => `${BSN_SYSTEM}|${bsn}`)
}

export function toSearch(
  parameter: 'identifier' | '_id',
  values: readonly string[],
  parts: ReadonlySet<Part>,
): URLSearchParams {
  return new URLSearchParams([
    [parameter, values.join(',')],
    ['_count', PAGE],
    ...INCLUDES.always,
    ...[...parts].flatMap((part) => INCLUDES[part]),
  ])
}

/**
 * The names are those of STU3. `recurse`: also from what was included, such as a child that was found by way of its
 * mother. From a mother the way goes to her episodes, the births in them, and the children that were born. From a
 * birth no way leads back: a woman who is not asked for, after an adoption, is not read.
 */
const INCLUDES: Readonly<Record<Part | 'always', readonly [string, string][]>> = {
  always: [
    ['_include', 'Patient:link'],
    ['_include:recurse', 'RelatedPerson:patient'],
    ['_revinclude', 'EpisodeOfCare:patient'],
    ['_revinclude', 'Procedure:patient'],
    ['_revinclude:recurse', 'Procedure:context'],
    ['_include:recurse', 'Procedure:patient'],
    ['_revinclude', 'BodySite:patient'],
    // Also tells who was stillborn, and must not be taken for a child.
    ['_revinclude', 'Observation:patient'],
  ],
  birth: [['_revinclude:recurse', 'Observation:patient']],
  pregnancy: [
    ['_revinclude', 'Condition:patient'],
    ['_revinclude', 'Encounter:patient'],
    // Maternity care visits mother and child, and may name either.
    ['_revinclude:recurse', 'Encounter:episodeofcare'],
  ],
}
