/**
 * Links the records of one registry that come in parts, each with the persons who were found for it.
 *
 * A name lives as long as its part. What stays of a record is its key, and of a pair how it agrees: some hundred
 * bytes. All that compete for one person are settled at once, at the end, so how the records were cut into parts
 * makes no difference: nothing of a pair is taken from who else happened to be in its part.
 *
 * @module
 */

import { type Columns, openVocabulary, toColumns, type Vocabulary } from './columns.ts'
import { openCompare } from './compare.ts'
import { isWholeDate, yearOf } from './dates.ts'
import type { Decision, Evidence, Linked } from './decision.ts'
import type { Edge } from './edges.ts'
import { toLinked } from './link.ts'
import { type LinkModel, openScorer } from './model.ts'
import { isToldToBe, openMultipleBirths } from './multiple-births.ts'
import type { Person, RegistryRecord } from './person.ts'
import { areSiblings, isToldApart, judge, type PairFacts } from './rules.ts'

export interface Found {
  readonly record: RegistryRecord
  /** In no order. Who has two mothers may be there once with each. */
  readonly persons: readonly Person[]
}

export interface LinkingInParts {
  /** A record comes once. */
  add(part: readonly Found[]): void
  settle(): LinkedInParts
}

export interface LinkedInParts extends Omit<Linked, 'leftOut'> {
  /** Of every record, in the order in which they came. */
  readonly told: readonly Told[]
}

export const BANDS = ['EXACT', 'PROBABLE', 'POSSIBLE', 'UNLINKED'] as const
export type Band = (typeof BANDS)[number]

export interface Told extends Traits {
  readonly record: string
  /** A case is possible, whatever is said against it. */
  readonly band: Band
  readonly multiple: boolean
}

/**
 * In which groups a record is counted; null where the registry does not say, and it is linked to nobody. Else a group were
 * those records alone of which there is a reason to say it: often that they have no number.
 */
interface Traits {
  readonly hasBsn: boolean
  readonly sex: RegistryRecord['sex']
  readonly birthYear: number | null
  /** The four digits of a postcode. */
  readonly area: string | null
}

interface Options {
  readonly model: LinkModel
  /** Of this registry. */
  readonly decisions?: readonly Decision[]
}

interface KeptPair extends Omit<PairFacts, 'multiple' | 'single'> {
  readonly record: number
  readonly person: number
  readonly mayBeSingle: boolean
  readonly decided: Edge['decided']
}

interface KeptPerson extends Traits {
  readonly id: string
  readonly familyName: number
  multiple: boolean
}

interface KeptRecord extends Traits {
  readonly registry: string
  readonly key: string
  /** Another record of the same client, which speaks for this one. */
  sameAs: number | undefined
  met: boolean
}

/** So many persons with names like any other are thought to be there as well: of a few, no name is frequent. */
const IMAGINED = 2_000

export function openLinkingInParts({ model, decisions = [] }: Options): LinkingInParts {
  const vocabulary = openVocabulary()
  const scorer = openScorer(model)
  const several = openMultipleBirths(vocabulary)
  const decided = byPair(decisions)
  const pairs: KeptPair[] = []
  const persons: KeptPerson[] = []
  const personAt = new Map<string, number>()
  const records: KeptRecord[] = []
  const clients = new Map<string, number>()

  /** Its number, and whether it is to be compared: not where it says again what its client said. */
  function takeIn(record: RegistryRecord, columns: Columns, r: number): readonly [number, boolean] {
    const { registry, key } = record
    const client = decided.has(nameOf(registry, key))
      ? undefined
      : clientOf(record, columns, r, vocabulary)
    const sameAs = client === undefined ? undefined : clients.get(client)
    const traits = toTraits(record, columns, r)
    const number = records.push({ registry, key, ...traits, sameAs, met: false }) - 1
    if (sameAs !== undefined) return [number, false]
    if (client !== undefined) clients.set(client, number)
    several.add(number, columns, r, registry)
    return [number, true]
  }

  function meet(one: Person, columns: Columns, p: number): number {
    const { id } = one
    const at = personAt.get(id) ?? persons.length
    if (at === persons.length) {
      const familyName = vocabulary.families[columns.family[p] ?? 0]?.ownId ?? 0
      persons.push({ id, familyName, multiple: false, ...toTraits(one, columns, p) })
      personAt.set(id, at)
    }
    const known = persons[at]
    if (known && isToldToBe(columns, p)) known.multiple = true
    return at
  }

  /** Whatever is found out of twins and of frequent names later. */
  function mayMatter(pair: KeptPair): boolean {
    const highest = scorer.score(pair.pattern) + scorer.frequencyWeight(pair.pattern, 0)
    if (pair.decided || highest >= model.thresholds.possible) return true
    return [true, false].some((multiple) => judge(factsOf(pair, multiple)) !== undefined)
  }

  function judgeAll(): readonly Edge[] {
    const shareOf = sharesOf(persons, model)
    const best = new Map<string, Edge>()
    for (const pair of pairs) {
      const { record, person, pattern, decided } = pair
      const multiple = several.has(record) || persons[person]?.multiple === true
      const facts = factsOf(pair, multiple)
      const share = shareOf(person)
      const score = scorer.score(pattern) + scorer.frequencyWeight(pattern, share)
      const verdict = judge(facts)
      const isLow = score < model.thresholds.possible
      if (!verdict && !decided && (isLow || areSiblings(facts))) continue
      const toldApart = isToldApart(facts)
      const edge = { record, person, pattern, share, score, verdict, toldApart, decided }
      // With the other of two mothers the same pair may be there once more.
      const name = `${record} ${person}`
      const other = best.get(name)
      if (!other || isRuled(edge) > isRuled(other) || score > other.score) best.set(name, edge)
    }
    return [...best.values()]
  }

  /** Records with the number of one person, and nothing against it: he is one client, however often he is there. */
  function joinClients(edges: readonly Edge[]): ReadonlyMap<string, Evidence> {
    const own = new Map<string, Evidence>()
    const byNumber = edges.filter((edge) => isRuled(edge) && edge.verdict?.rule === 'R1')
    for (const same of Map.groupBy(byNumber, ({ person }) => person).values()) {
      const [leader, ...others] = same
        .filter(({ decided }) => !decided)
        .toSorted((a, b) => b.score - a.score || a.record - b.record)
      for (const { record, pattern, share, score } of others) {
        const other = records[record]
        if (!other || !leader) continue
        other.sameAs = leader.record
        own.set(other.key, { score, waterfall: scorer.waterfall(pattern, share) })
      }
    }
    return own
  }

  return {
    add(part) {
      const right = toColumns(
        part.map(({ record }) => record),
        vocabulary,
      )
      const found = part.flatMap((each) => each.persons)
      const left = toColumns(found, vocabulary)
      const compare = openCompare(left, right, vocabulary)
      let p = -1
      for (const [r, { record, persons: own }] of part.entries()) {
        const [number, isCompared] = takeIn(record, right, r)
        const ofRecord = decided.get(nameOf(record.registry, record.key))
        for (const one of own) {
          p += 1
          const person = meet(one, left, p)
          if (!isCompared) continue
          const facts = toFacts(left, p, right, r)
          const pattern = compare(p, r)
          const pair = { ...facts, record: number, person, pattern, decided: ofRecord?.get(one.id) }
          if (mayMatter(pair)) pairs.push(pair)
          const kept = records[number]
          if (kept) kept.met = true
        }
      }
    },

    settle() {
      const edges = judgeAll()
      const ownEvidence = joinClients(edges)
      const linked = toLinked(
        edges.filter(({ record }) => records[record]?.sameAs === undefined),
        { model, records, personOf: (person) => persons[person]?.id ?? '' },
      )
      const followers = followersOf(records)
      const withFollowers = <T extends { readonly record: string }>(told: readonly T[]) =>
        told.flatMap((each) => [
          each,
          ...(followers.get(each.record) ?? []).map(
            (record): T => ({ ...each, record, ...ownEvidence.get(record) }),
          ),
        ])
      const isFollower = new Set([...followers.values()].flat())
      const links = withFollowers(linked.links)
      // Of one client, one question is enough.
      const { possible, contradictions } = linked
      const unlinked = withFollowers(
        linked.unlinked.filter(({ record }) => !isFollower.has(record)),
      )
      const bands = new Map<string, Band>([
        ...withFollowers([...possible, ...contradictions]).map(toBand('POSSIBLE')),
        ...links.map(({ record, certainty }) => [record, certainty] as const),
      ])
      const linkedTo = new Map(
        links.map(({ record, person }) => [record, persons[personAt.get(person) ?? -1]]),
      )
      return {
        ...{ links, possible, contradictions, unlinked, compared: pairs.length },
        told: records.map(({ key, hasBsn, ...told }, number) => {
          const person = linkedTo.get(key)
          return {
            record: key,
            band: bands.get(key) ?? 'UNLINKED',
            hasBsn,
            sex: told.sex ?? person?.sex ?? null,
            birthYear: told.birthYear ?? person?.birthYear ?? null,
            area: told.area ?? person?.area ?? null,
            multiple: several.has(number),
          }
        }),
      }
    },
  }
}

function toTraits({ sex, postcode }: Person | RegistryRecord, columns: Columns, r: number): Traits {
  const born = columns.birth[r] ?? 0
  return {
    hasBsn: columns.lawful[r] === 1,
    sex,
    birthYear: born === 0 ? null : yearOf(born),
    area: /^\s*([1-9]\d{3})/.exec(postcode ?? '')?.[1] ?? null,
  }
}

function toBand(band: Band) {
  return ({ record }: { readonly record: string }) => [record, band] as const
}

/**
 * Who says the same of itself again: by its number, or without one by all that it has. Never by what twins may share.
 */
function clientOf(
  { registry, rank }: RegistryRecord,
  columns: Columns,
  r: number,
  { givens }: Vocabulary,
): string | undefined {
  const { bsn, lawful, family, given, birth, sex, postcode, house, motherBsn } = columns
  const name = givens[given[r] ?? 0]
  if (!name?.written || name.initials || !isWholeDate(birth[r] ?? 0)) return undefined
  const told = [registry, name.allId, birth[r], sex[r], rank]
  if (lawful[r] === 1) return JSON.stringify([...told, bsn[r]])
  const home = [family[r], postcode[r], house[r]]
  return bsn[r] || home.includes(0) ? undefined : JSON.stringify([...told, ...home, motherBsn[r]])
}

function toFacts(left: Columns, p: number, right: Columns, r: number) {
  const [born, written] = [left.birth[p] ?? 0, right.birth[r] ?? 0]
  return {
    lawful: left.lawful[p] === 1 && right.lawful[r] === 1,
    yearsApart: born && written ? Math.abs(yearOf(born) - yearOf(written)) : 0,
    mayBeSingle: isWholeDate(born) && (left.bornTogether[p] === 1 || right.bornTogether[r] === 1),
  }
}

function factsOf({ mayBeSingle, ...rest }: KeptPair, multiple: boolean): PairFacts {
  return { ...rest, multiple, single: !multiple && mayBeSingle }
}

function isRuled({ verdict }: Edge): boolean {
  return verdict !== undefined && !verdict.contradiction
}

/** Of all persons who were met, however they were found. */
function sharesOf(persons: readonly KeptPerson[], { fields }: LinkModel) {
  const counts = new Map<number, number>()
  for (const { familyName } of persons) counts.set(familyName, (counts.get(familyName) ?? 0) + 1)
  const imagined = fields.familyName.exact.u * IMAGINED
  return (person: number) =>
    ((counts.get(persons[person]?.familyName ?? 0) ?? 0) + imagined) / (persons.length + IMAGINED)
}

function followersOf(records: readonly KeptRecord[]): ReadonlyMap<string, readonly string[]> {
  const followers = new Map<string, string[]>()
  for (const { key, sameAs } of records) {
    // Who follows a follower follows whom that one follows.
    let leader = sameAs === undefined ? undefined : records[sameAs]
    while (leader?.sameAs !== undefined) leader = records[leader.sameAs]
    if (!leader) continue
    const own = followers.get(leader.key)
    if (own) own.push(key)
    else followers.set(leader.key, [key])
  }
  return followers
}

type ByPair = ReadonlyMap<string, ReadonlyMap<string, NonNullable<Edge['decided']>>>

/** Of two decisions about one pair, the later one. */
function byPair(decisions: readonly Decision[]): ByPair {
  const pairs = new Map<string, Map<string, NonNullable<Edge['decided']>>>()
  for (const [at, { registry, record, person, verdict }] of decisions.entries()) {
    const name = nameOf(registry, record)
    const ofRecord = pairs.get(name) ?? new Map<string, NonNullable<Edge['decided']>>()
    pairs.set(name, ofRecord.set(person, { verdict, at }))
  }
  return pairs
}

function nameOf(registry: string, key: string): string {
  return JSON.stringify([registry, key])
}
