/**
 * Which records are of one and the same pregnancy.
 *
 * Each practice opens its own EpisodeOfCare; the group identifier says that they are of one pregnancy, and the
 * diagnosis of an episode says which Condition that pregnancy is. What is recorded belongs to the pregnancy that it
 * names, and only when it names none, to the episode in which it was recorded: the record of a pregnancy also tells
 * about earlier ones.
 *
 * @module
 */

import {
  extended,
  is,
  keyOf,
  keysOf,
  NICTIZ,
  type Records,
  type Resource,
} from './fhir-geboortezorg-resources.ts'

/** One pregnancy of a woman. */
export interface Dossier {
  /** Keys of EpisodeOfCare and Encounter. */
  readonly contexts: ReadonlySet<string>
  /** Keys of Condition: the pregnancy itself, at each practice. */
  readonly pregnancies: ReadonlySet<string>
  readonly episodes: readonly Resource<'EpisodeOfCare'>[]
  /** Under which it is known: the key of each episode and condition, and identifiers as `system|value`. */
  readonly names: ReadonlySet<string>
  /** Those that say which episodes belong together. */
  readonly groups: readonly string[]
  /** What was recorded of this pregnancy. */
  conditions(): readonly Resource<'Condition'>[]
  observations(): readonly Resource<'Observation'>[]
  procedures(): readonly Resource<'Procedure'>[]
}

export function findDossiers(records: Records, women: readonly string[]): readonly Dossier[] {
  const ofWomen = (key: string | undefined) => key !== undefined && women.includes(key)
  const episodes = records
    .about('EpisodeOfCare', women)
    .filter(({ patient }) => ofWomen(keyOf(patient)))
  const conditions = records
    .about('Condition', women)
    .filter(({ code, subject }) => is('pregnancy', code) && ofWomen(keyOf(subject)))
  const diagnosed = new Set(
    episodes.filter(({ diagnosis = [] }) => diagnosis.length > 0).map(({ key }) => key),
  )
  const groups = join([
    ...episodes.map(namesOfEpisode),
    ...conditions.map((condition) => namesOfCondition(condition, diagnosed)),
  ])

  return groups.map((names) => {
    const own = episodes.filter(({ key }) => names.has(key))
    const keys = own.map(({ key }) => key)
    const pregnancies = new Set([...names].filter((name) => name.startsWith('Condition/')))
    const visits = records
      .about('Encounter', [...keys, ...pregnancies])
      .filter(({ episodeOfCare, diagnosis = [] }) => {
        const named = keysOf(diagnosis.flatMap(({ condition }) => condition ?? []))
        if (named.some((key) => pregnancies.has(key))) return true
        const isOfAnother = named.some((key) => isPregnancy(records, key))
        return !isOfAnother && keysOf(episodeOfCare).some((key) => keys.includes(key))
      })
    const contexts = new Set([...keys, ...visits.map(({ key }) => key)])
    const scope = { contexts, pregnancies }
    return {
      ...scope,
      episodes: own,
      names,
      groups: [...new Set(own.flatMap(groupsOf))].sort(),
      conditions: once(() => recordedIn(records, 'Condition', scope)),
      observations: once(() => recordedIn(records, 'Observation', scope)),
      procedures: once(() => recordedIn(records, 'Procedure', scope)),
    }
  })
}

type Recorded = Resource<'Condition'> | Resource<'Observation'> | Resource<'Procedure'>

function recordedIn<T extends 'Condition' | 'Observation' | 'Procedure'>(
  records: Records,
  type: T,
  { contexts, pregnancies }: Pick<Dossier, 'contexts' | 'pregnancies'>,
): Resource<T>[] {
  return records.about(type, [...contexts, ...pregnancies]).filter((recorded: Recorded) => {
    const named = conditionsOf(recorded)
    if (named.some((key) => pregnancies.has(key))) return true
    // An observation names what it is about; other resources may name a disorder as well.
    const isOfAnother =
      type === 'Observation' ? named.length > 0 : named.some((key) => isPregnancy(records, key))
    return !isOfAnother && contexts.has(keyOf(recorded.context) ?? '')
  })
}

/** The conditions that it says it is about. */
function conditionsOf(recorded: Recorded): string[] {
  return [
    ...('reasonReference' in recorded ? keysOf(recorded.reasonReference) : []),
    ...extended(recorded, 'observation-focusSTU3'),
    ...extended(recorded, 'condition-partOf'),
  ].filter((key) => key.startsWith('Condition/'))
}

function isPregnancy(records: Records, key: string): boolean {
  return is('pregnancy', records.find('Condition', key)?.code)
}

function namesOfEpisode(episode: Resource<'EpisodeOfCare'>): string[] {
  const { key, diagnosis = [] } = episode
  const diagnosed = keysOf(diagnosis.flatMap(({ condition }) => condition ?? []))
  return [key, ...diagnosed, ...groupsOf(episode)]
}

function groupsOf({ extension = [] }: Resource<'EpisodeOfCare'>): string[] {
  return extension
    .filter(({ url }) => url === `${NICTIZ}bc-episodeofcare-groupIdentifier`)
    .flatMap(({ valueIdentifier }) => toName(valueIdentifier))
}

/** In an episode that names its own pregnancy, another one is an earlier pregnancy. */
function namesOfCondition(
  { key, identifier = [], context }: Resource<'Condition'>,
  diagnosed: ReadonlySet<string>,
): string[] {
  const episode = keyOf(context)
  const names = identifier.filter(({ system }) => system !== undefined).flatMap(toName)
  return [key, ...names, ...(episode === undefined || diagnosed.has(episode) ? [] : [episode])]
}

function toName(identifier: { system?: string | undefined; value?: string | undefined } = {}) {
  const { system = '', value } = identifier
  return value === undefined ? [] : [`${system}|${value}`]
}

/** Lists that share a name become one set. */
function join(lists: readonly (readonly string[])[]): Set<string>[] {
  const groups: Set<string>[] = []
  for (const names of lists) {
    const joined = new Set(names)
    for (const other of groups.filter((group) => names.some((name) => group.has(name)))) {
      for (const name of other) joined.add(name)
      groups.splice(groups.indexOf(other), 1)
    }
    groups.push(joined)
  }
  return groups
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
}
