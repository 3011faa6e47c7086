/**
 * The same five registries without a graph: each adapter called directly, in the order in which it must be.
 *
 * No plan, no rights, no references: this is what is left to compare with, not a way to work.
 *
 * @module
 */

import { populationRegister } from '../cli/population-register.ts'
import type { Needs } from '../cli/subgraph-parts.ts'
import { openFhir } from '../connectors/fhir.ts'
import { openPostgres } from '../connectors/postgres.ts'
import { openRest } from '../connectors/rest.ts'
import type { Bsn } from '../privacy/bsn.ts'
import { recordKeyOf } from '../privacy/record-key.ts'
import { fhirGeboortezorg } from '../subgraphs/birth-care/fhir-geboortezorg.ts'
import type { BirthCareRecord } from '../subgraphs/birth-care/source.ts'
import { brpPersonen } from '../subgraphs/child/brp-personen.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import * as childcare from '../subgraphs/childcare/deliveries.ts'
import type { ChildcareRecord } from '../subgraphs/childcare/source.ts'
import { jgzExtract } from '../subgraphs/jgz/jgz-extract.ts'
import type { JgzRecord } from '../subgraphs/jgz/source.ts'
import * as socialDomain from '../subgraphs/social-domain/deliveries.ts'

/** Has it written down that a registry is asked about these children, before it is. */
export type Accounted = <T>(
  registry: string,
  subjects: readonly string[],
  read: () => Promise<T>,
) => Promise<T>

const unaccounted: Accounted = (_registry, _subjects, read) => read()

export interface ByHand {
  /** What `docs/questions/1-one-child.graphql` asks for. */
  one(by?: Accounted): Promise<unknown>
  /** The same of children whose ids are known. */
  many(ids: readonly string[], by?: Accounted): Promise<unknown>
  close(): Promise<void>
}

const ANNA = {
  familyName: 'Vries',
  prefix: 'de',
  birthDate: '2023-01-17',
  givenName: undefined,
  municipalities: ['9999'],
} as const

/** Of which parts of a record a question asks. */
interface Parts {
  readonly birthCare: readonly (keyof BirthCareRecord)[]
  readonly jgz: readonly (keyof JgzRecord)[]
  readonly childcare: readonly (keyof ChildcareRecord)[]
}

/** `docs/questions/1-one-child.graphql`. */
const ONE_CHILD: Parts = {
  birthCare: ['pregnancy', 'birth'],
  jgz: ['contacts', 'growth', 'vaccinations', 'referrals'],
  childcare: ['enrolments', 'attendance'],
}
/** Of a timeline. */
export const TIMELINE: Parts = {
  birthCare: ['pregnancy', 'birth'],
  jgz: ['contacts', 'vaccinations', 'referrals', 'care', 'vve'],
  childcare: ['enrolments', 'waiting', 'attendance'],
}

export async function openByHand(needs: Needs, parts = ONE_CHILD): Promise<ByHand> {
  const of = (domain: string) => needs.registries.filter((registry) => registry.domain === domain)
  const { registry: brp } = populationRegister(needs.registries)
  const fhirServer = of('birth-care')[0]
  const extract = of('jgz')[0]
  if (!fhirServer || !extract) throw new Error('a registry is not linked')

  const names = { population: brp.name, birthCare: fhirServer.name, jgz: extract.name }
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
  const index = await openChildIndex({
    databaseUrl: await needs.databaseUrl('child'),
    key: await needs.childIndexKey(),
  })
  const jgz = jgzExtract({ registry: extract.name, postgres })

  /** What a question asks for, in the order in which it must be asked: the register, and then all others at once. */
  async function read(bsns: readonly Bsn[], by: Accounted, signal: AbortSignal) {
    const keys = bsns.map((bsn) => recordKeyOf({ bsn }))
    const subjects = bsns.map((_, i) => `child-${i}`)
    const persons = await by(names.population, subjects, () =>
      population.read({
        keys: bsns.map((bsn) => ({ bsn, municipalities: ANNA.municipalities })),
        parts: new Set(['presence', 'identity', 'residence', 'kinship'] as const),
        signal,
      }),
    )
    const births = bsns.map((bsn, i) => {
      const person = persons[i]
      const kinship = person instanceof Error ? undefined : person?.kinship
      const { mothers = [], birthDate = null } = kinship ?? {}
      return { bsn, records: [], mothers, birthDate }
    })
    const records = await Promise.all([
      by(names.birthCare, subjects, () =>
        birthCare({ keys: births, parts: new Set(parts.birthCare), signal }),
      ),
      by(names.jgz, subjects, () => jgz({ keys, parts: new Set(parts.jgz), signal })),
      ...providers.providers.map(({ source }, i) =>
        by(`provider-${i}`, subjects, async () => {
          const lives = await source({ keys, parts: new Set(parts.childcare), signal })
          const places = lives.flatMap((life) =>
            life instanceof Error ? [] : (life?.enrolments ?? []).map(({ lrkId }) => lrkId ?? ''),
          )
          return [...lives, ...((await providers.locations?.([...new Set(places)], signal)) ?? [])]
        }),
      ),
      by('allocations', subjects, async () =>
        support.allocations?.source({ keys, parts: new Set(['allocations'] as const), signal }),
      ),
      by('cases', subjects, async () =>
        support.cases?.source({ keys, parts: new Set(['cases'] as const), signal }),
      ),
    ])
    const told = [persons, ...records]
    if (told.flat().some((record) => record instanceof Error)) {
      throw new Error('a registry did not answer')
    }
    return told
  }

  return {
    async one(by = unaccounted) {
      const { signal } = new AbortController()
      const found = await by(names.population, [], () => population.find(ANNA, signal))
      return read(found, by, signal)
    },
    async many(ids, by = unaccounted) {
      const { signal } = new AbortController()
      const bsns = await index.bsnsOf(ids)
      return read(
        bsns.flatMap((bsn) => bsn ?? []),
        by,
        signal,
      )
    },
    async close() {
      await Promise.all([
        rest.close(),
        index.close(),
        fhir.close(),
        postgres.close(),
        providers.close(),
        support.close(),
      ])
    },
  }
}
