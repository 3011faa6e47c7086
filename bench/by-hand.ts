/**
 * The same five registries without a graph: each adapter called directly, in the order in which it must be.
 *
 * No plan, no rights, no references, no accounting: this is what is left to compare with, not a way to work.
 *
 * @module
 */

import type { Needs } from '../cli/subgraph-parts.ts'
import { openFhir } from '../connectors/fhir.ts'
import { openPostgres } from '../connectors/postgres.ts'
import { openRest } from '../connectors/rest.ts'
import { recordKeyOf } from '../privacy/record-key.ts'
import { fhirGeboortezorg } from '../subgraphs/birth-care/fhir-geboortezorg.ts'
import { brpPersonen } from '../subgraphs/child/brp-personen.ts'
import * as childcare from '../subgraphs/childcare/deliveries.ts'
import { jgzExtract } from '../subgraphs/jgz/jgz-extract.ts'
import * as socialDomain from '../subgraphs/social-domain/deliveries.ts'

export interface ByHand {
  /** What `docs/questions/1-one-child.graphql` asks for. */
  ask(): Promise<void>
  close(): Promise<void>
}

const ANNA = {
  familyName: 'Vries',
  prefix: 'de',
  birthDate: '2023-01-17',
  givenName: undefined,
  municipalities: ['9999'],
} as const

export async function openByHand(needs: Needs): Promise<ByHand> {
  const of = (domain: string) => needs.registries.filter((registry) => registry.domain === domain)
  const brp = of('population')[0]
  const fhirServer = of('birth-care')[0]
  const extract = of('jgz')[0]
  if (!brp || !fhirServer || !extract) throw new Error('a registry is not linked')

  const rest = openRest({
    registry: brp.name,
    url: brp.url,
    timeoutMs: brp.timeout,
    headers: { 'x-api-key': brp.password ?? '' },
  })
  const fhir = openFhir({
    registry: fhirServer.name,
    url: fhirServer.url,
    timeoutMs: fhirServer.timeout,
    entryLimit: 50_000,
    pageLimit: 100,
  })
  const address = Object.assign(new URL(extract.url), { password: extract.password ?? '' })
  const postgres = openPostgres({
    registry: extract.name,
    url: address.href,
    statementTimeoutMs: extract.timeout,
  })
  const providers = await childcare.openDeliveries({
    registries: of('childcare'),
    storeKey: await needs.storeKey('childcare'),
    databaseUrl: await needs.databaseUrl('childcare'),
  })
  const support = await socialDomain.openDeliveries({
    registries: of('social-domain'),
    storeKey: await needs.storeKey('social-domain'),
    databaseUrl: await needs.databaseUrl('social-domain'),
  })
  await Promise.all([providers.ready, support.ready])

  const population = brpPersonen({ registry: brp.name, rest })
  const birthCare = fhirGeboortezorg({ registry: fhirServer.name, fhir })
  const jgz = jgzExtract({ registry: extract.name, postgres })

  return {
    async ask() {
      const { signal } = new AbortController()
      const { municipalities } = ANNA
      const found = await population.find(ANNA, signal)
      const keys = found.map((bsn) => recordKeyOf({ bsn }))
      const persons = await population.read({
        keys: found.map((bsn) => ({ bsn, municipalities })),
        parts: new Set(['presence', 'identity', 'residence', 'kinship'] as const),
        signal,
      })
      const births = found.flatMap((bsn, i) => {
        const person = persons[i]
        const mothers = person instanceof Error ? [] : (person?.kinship?.mothers ?? [])
        return [{ bsn, records: [], mothers, birthDate: ANNA.birthDate }]
      })
      const records = await Promise.all([
        birthCare({ keys: births, parts: new Set(['pregnancy', 'birth'] as const), signal }),
        jgz({
          keys,
          parts: new Set(['contacts', 'growth', 'vaccinations', 'referrals'] as const),
          signal,
        }),
        ...providers.providers.map(async ({ source }) => {
          const parts = new Set(['enrolments', 'attendance'] as const)
          const lives = await source({ keys, parts, signal })
          const places = lives.flatMap((life) =>
            life instanceof Error ? [] : (life?.enrolments ?? []).map(({ lrkId }) => lrkId ?? ''),
          )
          await providers.locations?.([...new Set(places)], signal)
          return lives
        }),
        support.allocations?.source({
          keys,
          parts: new Set(['allocations'] as const),
          signal,
        }),
        support.cases?.source({ keys, parts: new Set(['cases'] as const), signal }),
      ])
      if (records.flat().some((record) => !record || record instanceof Error)) {
        throw new Error('a registry did not answer for anna')
      }
    },
    async close() {
      await Promise.all([
        rest.close(),
        fhir.close(),
        postgres.close(),
        providers.close(),
        support.close(),
      ])
    },
  }
}
