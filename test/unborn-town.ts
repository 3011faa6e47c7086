/**
 * A town on any day of its life: what its registries tell then, and the child index that takes it in.
 *
 * The index is a real one. What the registries tell goes through the real mappings; only the wires are left out, so that
 * years go by in seconds.
 *
 * @module
 */

import type { FhirResource } from '../connectors/fhir.ts'
import type { Rest } from '../connectors/rest.ts'
import { Bsn } from '../privacy/bsn.ts'
import { toBirthCareResources } from '../sandbox/birth-care.ts'
import { toPersonen } from '../sandbox/brp.ts'
import { familyOn } from '../sandbox/family-on.ts'
import type { Child, Family, IsoDate } from '../sandbox/population.ts'
import { fhirPregnancies } from '../subgraphs/birth-care/fhir-feed.ts'
import { brpToLink } from '../subgraphs/child/brp-to-link.ts'
import { type ChildIndex, openChildIndex } from '../subgraphs/child/child-index.ts'
import { idsKnown } from '../subgraphs/child/known-ids.ts'
import type { Reading } from '../subgraphs/child/link-run.ts'
import { pregnanciesById, type StoredPregnancy } from '../subgraphs/child/pregnancy-rows.ts'
import { type TakenIn, takeInPregnancies } from '../subgraphs/child/take-in-pregnancies.ts'
import type { RegisteredPregnancy } from '../subgraphs/pregnancies.ts'
import { makeDatabase, type TestDatabase } from './database.ts'

export const BIRTH_CARE = 'birth-care-town'
export const BRP = 'brp-town'

/** What is told later than it happened. */
export interface Delays {
  /** Days after which the population register has a newborn. */
  readonly register?: number
  /** Days after which birth care has its number. */
  readonly number?: number
}

export interface Town {
  readonly index: ChildIndex
  readonly database: TestDatabase
  /** What birth care tells of these families on that day. */
  told(families: readonly Family[], day: IsoDate, delays?: Delays): Promise<RegisteredPregnancy[]>
  /** Takes in what is told of these families on that day; `registered`: as the population register has them. */
  takeIn(
    families: readonly Family[],
    day: IsoDate,
    delays?: Delays,
    registered?: readonly Family[],
  ): Promise<TakenIn>
  /** All pregnancies, as the index has them. */
  all(): Promise<readonly StoredPregnancy[]>
  /** The id under which this person is found; undefined where nobody is. */
  idOf(child: Child): Promise<string | undefined>
  /** Issues an id for a person, as if he were found before his pregnancy was told. */
  find(child: Child): Promise<string>
  close(): Promise<void>
}

export async function openTown(): Promise<Town> {
  const database = await makeDatabase()
  const index = await openChildIndex({ databaseUrl: database.url, key: new Uint8Array(64).fill(5) })

  const told: Town['told'] = async (families, day, delays = {}) => {
    const known = families.flatMap((family) => familyOn(family, day) ?? [])
    const all = known
      .map((family) => withoutNumbers(family, day, delays.number ?? 0))
      .flatMap((family) => toBirthCareResources(family) as FhirResource[])
    const resources = [
      ...new Map(all.map((one) => [`${one.resourceType}/${one.id}`, one])).values(),
    ]
    const matches = resources.filter(({ resourceType }) => resourceType === 'EpisodeOfCare')
    const fhir = {
      search: async () => resources,
      async *pages() {
        yield { matches, resources }
      },
    }
    return Array.fromAsync(fhirPregnancies({ registry: BIRTH_CARE, fhir }, never))
  }

  return {
    index,
    database,
    told,

    async takeIn(families, day, delays = {}, atRegister = families) {
      const registered = addDays(day, -(delays.register ?? 0))
      const rest = registerOf(atRegister.flatMap((family) => familyOn(family, registered) ?? []))
      const feed = await told(families, day, delays)
      return takeInPregnancies({
        registry: BIRTH_CARE,
        populationRegistry: BRP,
        feed: (async function* () {
          yield* feed
        })(),
        population: brpToLink({ registry: BRP, rest, perSecond: 1_000_000, concurrency: 8 }),
        index,
        indexOf: (bsn) => `blind ${bsn.reveal()}`,
        reading,
        today: day,
      })
    },

    async all() {
      const rows = await database.ask('select id from child_index.pregnancy')
      return pregnanciesById(
        index.database,
        rows.map(({ id }) => String(id)),
      )
    },

    async idOf(child) {
      const bsn = Bsn.parse(child.person?.bsn ?? '')
      return bsn && (await idsKnown(index, [bsn]))[0]
    },

    async find(child) {
      const bsn = Bsn.parse(child.person?.bsn ?? '')
      if (!bsn) throw new Error('nobody without a number is found')
      return (await index.idsOf([bsn]))[0] ?? ''
    },

    async close() {
      await index.close()
      await database.drop()
    },
  }
}

const never = new AbortController().signal

const reading: Reading = {
  viewer: {
    role: 'linker',
    purpose: 'linkage',
    municipalities: ['9999'],
  } as unknown as Reading['viewer'],
  accounting: { begin: async () => async () => undefined, note: async () => undefined },
  agreements: () => true,
  traceId: '0'.repeat(32),
  signal: never,
}

/** The register's answer to who has these numbers: all that linking asks by. */
function registerOf(families: readonly Family[]): Rest {
  const all = new Map(
    families.flatMap(toPersonen).map((persoon) => [persoon.burgerservicenummer, persoon]),
  )
  const post = async (_path: string, question: object) => {
    const { burgerservicenummer = [] } = question as { burgerservicenummer?: string[] }
    return { personen: burgerservicenummer.flatMap((bsn) => all.get(bsn) ?? []) }
  }
  return { post } as unknown as Rest
}

function withoutNumbers(family: Family, day: IsoDate, days: number): Family {
  if (days === 0) return family
  const until = addDays(day, -days)
  return {
    ...family,
    pregnancies: family.pregnancies.map((pregnancy) => ({
      ...pregnancy,
      children: pregnancy.children.map((child) =>
        child.birth && child.birth.at.slice(0, 10) > until
          ? { ...child, quirks: [...child.quirks, 'no-bsn-in-birth-care'] }
          : child,
      ),
    })),
  }
}

export function addDays(day: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
