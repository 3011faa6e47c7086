/**
 * All pregnancies that were delivered to Perined, in the order in which they came.
 *
 * @module
 */

import { type Delivered, deliveredPages } from '../../connectors/delivered.ts'
import type { DeliveryStore } from '../../connectors/delivery-store.ts'
import {
  NOT_BORN,
  type RegisteredFetus,
  type RegisteredOutcome,
  type RegisteredPregnancy,
} from '../pregnancies.ts'
import { gestationalAgeOn } from './days.ts'
import { nameOfChild, toChildKey } from './perined-kernset-address.ts'
import { BirthBody, type BodyKind, PregnancyBody } from './perined-kernset-bodies.ts'
import { SEXES, toToken } from './perined-kernset-codes.ts'
import { type FoldedChild, type FoldedPregnancy, foldPregnancies } from './perined-kernset-fold.ts'
import { dayOf, isStillborn, momentOf, toOutcome } from './perined-kernset-mapping.ts'
import { inOrder, toTold } from './perined-kernset-source.ts'

interface PerinedFeedOptions extends Delivered {
  readonly store: Pick<DeliveryStore, 'since' | 'current' | 'byKey'>
}

const PREGNANCY: BodyKind = 'pregnancy'
const BIRTH: BodyKind = 'birth'

export async function* perinedPregnancies(
  { registry, store }: PerinedFeedOptions,
  signal: AbortSignal,
): AsyncGenerator<RegisteredPregnancy> {
  for await (const rows of deliveredPages(store, registry, signal)) {
    const told = rows.filter(({ kind }) => kind === PREGNANCY)
    const subjects = [...new Set(told.map(({ subject }) => subject))]
    const [pregnancies, births] = await Promise.all([
      store.current(registry, PREGNANCY, subjects, signal),
      store.current(registry, BIRTH, subjects, signal),
    ])
    for (const subject of subjects) {
      const folded = foldPregnancies(
        inOrder(pregnancies.get(subject) ?? []).map((one) => toTold(one, PregnancyBody, registry)),
        inOrder(births.get(subject) ?? []).map((one) => toTold(one, BirthBody, registry)),
      )
      for (const one of folded) yield toRegistered(one, registry)
    }
  }
}

function toRegistered(folded: FoldedPregnancy, registry: string): RegisteredPregnancy {
  const { pregnancy, children, mothers, dossiers, delivery } = folded
  const [dossier = ''] = dossiers
  const outcome = outcomeOf(folded)
  const born = children.map((child, place) => toFetus(folded, child, place, dossier))
  const missing = Math.max(1, delivery.childrenBorn ?? 1) - born.length
  const nameless = Array.from({ length: Math.max(0, missing) }, (_, i): RegisteredFetus => {
    const id = `#${born.length + i + 1}`
    const unknown = outcome === 'LIVE_BIRTH' ? 'UNKNOWN' : outcome
    const key = toChildKey({ dossier, child: id })
    return { ...NOT_BORN, id, key, child: NOBODY, outcome: unknown }
  })
  const days = born.flatMap(({ bornOn }) => bornOn ?? []).sort()
  return {
    registry,
    key: dossier,
    mother: { bsn: null, index: mothers[0] ?? null },
    dueDate: pregnancy.dueDate,
    endedOn: days[0] ?? null,
    outcome,
    fetuses: [...born, ...nameless],
  }
}

const NOBODY = { bsn: null, index: null }

/** Nothing said of the end: then it goes on, as far as anybody told. */
function outcomeOf(folded: FoldedPregnancy): RegisteredOutcome {
  const outcome = toOutcome(folded)
  if (outcome === 'ECTOPIC') return 'MISCARRIAGE'
  const isOpen = toToken(folded.pregnancy.end) === undefined && folded.children.length === 0
  return outcome === 'UNKNOWN' && isOpen ? 'ONGOING' : outcome
}

const STILLBIRTH_DAYS = 168

function toFetus(
  { pregnancy }: FoldedPregnancy,
  child: FoldedChild,
  place: number,
  dossier: string,
): RegisteredFetus {
  const { facts, index } = child
  const id = nameOfChild(child, place)
  const bornOn = dayOf(facts.bornAt)
  const age = bornOn === null ? null : gestationalAgeOn(bornOn, pregnancy.dueDate)
  const lost = age !== null && age < STILLBIRTH_DAYS ? 'MISCARRIAGE' : 'STILLBIRTH'
  return {
    id,
    key: toChildKey({ dossier, child: id }),
    outcome: isStillborn(child) ? lost : 'LIVE_BIRTH',
    child: { bsn: null, index },
    bornOn,
    bornAt: momentOf(facts.bornAt),
    rank: facts.rank,
    sex: SEXES[toToken(facts.sex) ?? ''] ?? null,
    weightGrams: facts.weightGrams === null ? null : Math.round(facts.weightGrams),
    givenNames: null,
  }
}
