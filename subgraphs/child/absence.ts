/**
 * Why a domain has nothing to tell of a child, in one of nine words.
 *
 * `child` says it, from what it knows of policy, links and phase and what each domain told of its registries. What a domain
 * told nothing of is down: a domain that is dead cannot say so. A rule is a line of the table, and the first that holds
 * counts; so nothing that was hidden by law, doubt or failure is ever told as not recorded.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'
import type { Grain } from '../../privacy/policy.ts'
import type { RegistryPresence } from '../../schema/presence.ts'
import type { Certainty } from './link-events.ts'

export const Absence = {
  NONE: 'NONE',
  NOT_RECORDED: 'NOT_RECORDED',
  NOT_LINKED: 'NOT_LINKED',
  SOURCE_DOWN: 'SOURCE_DOWN',
  STALE: 'STALE',
  NO_LEGAL_BASIS: 'NO_LEGAL_BASIS',
  OBJECTION: 'OBJECTION',
  SUPPRESSED: 'SUPPRESSED',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
} as const
export type Absence = keyof typeof Absence

/** One sentence for each; never anything of a child. */
export const DETAILS: Readonly<Record<Absence, string>> = {
  NONE: 'Nothing is absent: the domain has something of this child, and tells it as it stands.',
  NOT_RECORDED:
    'The registries answered, are as fresh as promised, and have nothing of this child.',
  NOT_LINKED:
    'There may be a record of this child that is not linked to it yet; a person has to decide.',
  SOURCE_DOWN:
    'A registry, or the part of the graph that asks it, did not answer, or cannot tell of the moment that was asked about.',
  STALE: 'A registry was told something last longer ago than its link promises.',
  NO_LEGAL_BASIS:
    'For this purpose nothing may be read here, so nothing was asked; whether there is anything is not known.',
  OBJECTION: 'The family objected to this use, so nothing was asked.',
  SUPPRESSED: 'This purpose has no view of one child, so nothing was asked.',
  NOT_APPLICABLE: 'There is nothing, and in this phase or at this age there need not be.',
}

registerEnumType(Absence, {
  name: 'Absence',
  description: 'Why a domain has nothing to tell of a child; `NONE` where it has.',
  valuesConfig: Object.fromEntries(
    Object.entries(DETAILS).map(([absence, description]) => [absence, { description }]),
  ),
})

/** What `child` itself knows of a child and a domain. */
export interface Standing {
  readonly grain: Grain
  /** By policy. */
  readonly mayEnter: boolean
  readonly isObjected: boolean
  readonly maySeeObjections: boolean
  readonly isInPhase: boolean
  /** The registries of the domain that know persons, by slug. */
  readonly registries: readonly string[]
  /** Where a record may be the child's, and nobody decided. */
  readonly doubted: ReadonlySet<string>
  /** Where nothing can be looked up of the child. */
  readonly unfindable: ReadonlySet<string>
  /** Of the link by which the child is read there. */
  readonly certaintyIn: (registry: string) => Certainty
}

/** What is known late, and asked only where it decides. */
export interface Asked {
  /** Whether so much of the registry is linked to nobody that a child like this one may be among it. */
  readonly isPoorlyLinked: (registry: string) => boolean | Promise<boolean>
  readonly isOfAge: () => boolean | Promise<boolean>
}

export interface Verdict {
  readonly absence: Absence
  readonly source: string | null
  readonly freshAt: string | null
  readonly linkCertainty: Certainty | null
}

/** Null presences: the domain did not answer. */
export async function judge(
  standing: Standing,
  presences: readonly RegistryPresence[] | null,
  { isPoorlyLinked, isOfAge }: Asked,
): Promise<Verdict> {
  const { grain, mayEnter, isObjected, maySeeObjections, registries, doubted } = standing
  if (grain !== 'individual') return constant('SUPPRESSED')
  if (!mayEnter) return constant('NO_LEGAL_BASIS')
  if (isObjected) return constant(maySeeObjections ? 'OBJECTION' : 'NO_LEGAL_BASIS')
  if (!standing.isInPhase) return constant('NOT_APPLICABLE')
  if (registries.length === 0) return constant('NOT_LINKED')
  if (presences === null) return constant('SOURCE_DOWN')

  const agreed = presences.filter(({ code }) => code !== 'AGREEMENT_MISSING')
  if (presences.length > 0 && agreed.length === 0) return constant('NO_LEGAL_BASIS')
  const down = agreed.find(({ state, code }) => state === 'FAILED' && code !== 'RECORD_UNCERTAIN')
  if (down) return { ...constant('SOURCE_DOWN'), source: down.registry }

  const freshAt = oldestOf(agreed)
  const stale = agreed.find(({ isStale }) => isStale)
  if (stale) {
    return { ...constant('STALE'), source: stale.registry, freshAt: stale.upToDateTo }
  }
  const present = agreed.filter(({ state }) => state === 'PRESENT')
  const [first] = present
  if (first) {
    const linkCertainty = leastOf(present.map(({ registry }) => standing.certaintyIn(registry)))
    return { absence: 'NONE', source: first.registry, freshAt, linkCertainty }
  }
  const notSure =
    agreed.find(({ state }) => state === 'FAILED')?.registry ??
    registries.find((registry) => doubted.has(registry))
  if (notSure !== undefined) {
    return { absence: 'NOT_LINKED', source: notSure, freshAt, linkCertainty: 'POSSIBLE' }
  }
  const poor =
    registries.find((registry) => standing.unfindable.has(registry)) ??
    (await findAsync(
      agreed.map(({ registry }) => registry),
      isPoorlyLinked,
    ))
  if (poor !== undefined) return { ...constant('NOT_LINKED'), source: poor, freshAt }
  return { ...constant((await isOfAge()) ? 'NOT_RECORDED' : 'NOT_APPLICABLE'), freshAt }
}

/** The same for every child, whatever there is. */
function constant(absence: Absence): Verdict {
  return { absence, source: null, freshAt: null, linkCertainty: null }
}

/** Until then all of them are complete. */
function oldestOf(presences: readonly RegistryPresence[]): string | null {
  const [oldest = null] = presences.flatMap(({ upToDateTo }) => upToDateTo ?? []).toSorted()
  return oldest
}

const LEAST_FIRST: readonly Certainty[] = ['NONE', 'POSSIBLE', 'PROBABLE', 'EXACT']

function leastOf(certainties: readonly Certainty[]): Certainty | null {
  return LEAST_FIRST.find((certainty) => certainties.includes(certainty)) ?? null
}

async function findAsync<T>(
  list: readonly T[],
  holds: (one: T) => boolean | Promise<boolean>,
): Promise<T | undefined> {
  const held = await Promise.all(list.map(holds))
  return list[held.indexOf(true)]
}
