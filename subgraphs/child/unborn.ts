/**
 * The pregnancies of one request, and the children in them who are in no register yet.
 *
 * Who is not born is where its mother is: a viewer may see it when the population register has her in a municipality
 * that the viewer works for, and the viewer has to do with her (`relations.ts`). What that reads is written down under the id of the pregnancy.
 *
 * @module
 */

import DataLoader from 'dataloader'
import { toDay } from '../../connectors/wall-clock.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import { mayRead } from '../../privacy/policy.ts'
import { openReader, type ReadingContext, search } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import type { ChildIndex } from './child-index.ts'
import type { KnownChild } from './known-child.ts'
import { isObjected } from './objections.ts'
import {
  isLost,
  pregnanciesByChild,
  pregnanciesById,
  pregnanciesOfMothers,
  type StoredPregnancy,
  writePregnancies,
} from './pregnancy-rows.ts'
import type { Relations } from './relations.ts'
import type { PersonKey, PersonRecord, PopulationSource, Sought } from './source.ts'

export interface Unborn {
  /** Whether it is by way of its mother that the viewer may see this child. */
  mayAsk(child: KnownChild): boolean
  /** Whether the viewer may see this child, whom no register has. */
  isVisible(child: KnownChild): Promise<boolean>
  /** Undefined for one that the viewer may not see, that was never known, and that ended as the viewer may not know. */
  pregnancy(id: string): Promise<StoredPregnancy | undefined>
  /** Of which this child is, whether or not the viewer may see it. */
  pregnancyOf(childId: string): Promise<StoredPregnancy | undefined>
  /** Of a woman by her name and birth date; whoever is not known has none. */
  find(woman: SoughtWoman): Promise<readonly StoredPregnancy[]>
}

/** As of a child; of two who are called so it is not told which. */
export type SoughtWoman = Pick<Sought, 'familyName' | 'birthDate' | 'givenName'>

interface UnbornOptions {
  /** The population register. */
  readonly registry: string
  readonly population: PopulationSource
  readonly index: ChildIndex
  /** With whom the viewer has to do. */
  readonly relations: Pick<Relations, 'municipalitiesForMother'>
  /** Under which a delivery store of birth care has somebody. */
  readonly indexOf: (bsn: Bsn) => string
  readonly request: ReadingContext
}

export function openUnborn({
  registry,
  population,
  index,
  relations,
  indexOf,
  request,
}: UnbornOptions): Unborn {
  const { viewer, signal } = request
  const { database } = index
  const byId = new DataLoader<string, StoredPregnancy | undefined>(async (ids) => {
    const found = await pregnanciesById(database, ids.filter(isUuid))
    return ids.map((id) => found.find((one) => one.id === id))
  })
  const byChild = new DataLoader<string, StoredPregnancy | undefined>(async (ids) => {
    const found = await pregnanciesByChild(database, ids)
    return ids.map((id) =>
      found.find(({ children }) =>
        children.some((child) => child.id === id || child.answeredBy === id),
      ),
    )
  })
  const mothers = new Map<string, PersonKey>()
  const readMother = openReader<PersonKey, PersonRecord>({
    registry,
    source: population.read,
    open: ({ id }) => {
      const { bsn, municipalities } = known(mothers.get(id))
      return municipalities.length > 0 ? { bsn, municipalities } : null
    },
    context: request,
    aboutNow: ['presence'],
  })

  /** In a municipality where the viewer has to do with who told of her; elsewhere she is not looked for. */
  async function isHere({ id, registry, motherBsn }: StoredPregnancy): Promise<boolean> {
    if (motherBsn === undefined) return false
    mothers.set(id, {
      bsn: motherBsn,
      municipalities: relations.municipalitiesForMother(registry),
    })
    return (await readMother({ id, reference: id }, 'presence')) !== null
  }

  async function pregnancy(id: string): Promise<StoredPregnancy | undefined> {
    const found = await byId.load(id)
    if (!found || !mayKnow(found) || (await isObjectedTo(found))) return undefined
    return (await isHere(found)) ? found : undefined
  }

  /** As was agreed with who told of it. That a pregnancy was lost is for birth care alone. */
  function mayKnow({ registry, outcome, sameAs }: StoredPregnancy): boolean {
    if (sameAs !== null || !request.agreements(registry, viewer.purpose)) return false
    return !isLost(outcome) || mayRead(viewer, 'birth-care:losses')
  }

  /** What is told of a pregnancy is told of every child in it. */
  async function isObjectedTo({ children }: StoredPregnancy): Promise<boolean> {
    const about = { domain: 'birth-care', purpose: viewer.purpose, day: toDay(new Date()) } as const
    const known = await index.look(children.map(({ id }) => id))
    return known.some((child) => child && isObjected(child.objections, about))
  }

  function mayAsk({ bsn, phase, fetus }: KnownChild): boolean {
    const maySee = mayRead(viewer, 'birth-care:expected') || mayRead(viewer, 'child:identities')
    return maySee && bsn === undefined && phase !== 'ENDED' && fetus !== undefined
  }

  return {
    mayAsk,
    pregnancy,
    pregnancyOf: (childId) => byChild.load(childId),

    async isVisible(child) {
      const { fetus } = child
      if (fetus === undefined || !mayAsk(child)) return false
      const found = await byId.load(fetus.pregnancyId)
      return found !== undefined && mayKnow(found) && (await isHere(found))
    },

    async find(woman) {
      const { municipalities } = viewer
      const women = await search(registry, fieldsOf(woman), request, () =>
        population.find({ ...woman, prefix: undefined, municipalities }, signal),
      )
      if (women.length > 1) throw new GraphError('TOO_MANY_FOUND')
      const found = await pregnanciesOfMothers(database, women, women.map(indexOf))
      const learnt = found.map((one) => withMother(one, women, indexOf))
      await writePregnancies(
        database,
        learnt.filter((one, i) => one !== found[i]),
      )
      const shown = learnt.filter(mayKnow)
      const present = await Promise.all(
        shown.map(async (one) => !(await isObjectedTo(one)) && isHere(one)),
      )
      return shown.filter((_, i) => present[i])
    },
  }
}

/** By what was sought, and never for whom. */
function fieldsOf(woman: SoughtWoman): readonly string[] {
  return Object.entries(woman).flatMap(([field, value]) => (value === undefined ? [] : [field]))
}

/** Of a delivery store there is but an index of her; now it is known whose. */
export function withMother<P extends StoredPregnancy>(
  pregnancy: P,
  women: readonly Bsn[],
  indexOf: (bsn: Bsn) => string,
): P {
  const { motherBsn, motherIndex } = pregnancy
  const own = motherBsn ?? women.find((bsn) => indexOf(bsn) === motherIndex)
  return motherBsn === own ? pregnancy : { ...pregnancy, motherBsn: own }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isUuid(id: string): boolean {
  return UUID.test(id)
}

function known(mother: PersonKey | undefined): PersonKey {
  if (mother === undefined) throw new GraphError('PREGNANCY_UNKNOWN')
  return mother
}
