/**
 * The pairs of which anything is to be said: a rule speaks of them, a person decided them, or their score is not low.
 *
 * @module
 */

import type { LeftOut } from './block.ts'
import { isWholeDate, yearOf } from './dates.ts'
import type { Decision } from './decision.ts'
import { type LinkModel, openScorer } from './model.ts'
import { findMultipleBirths } from './multiple-births.ts'
import { familyNameShares, openPairs, type Pairs, type PairsOptions } from './pairs.ts'
import type { Person, RegistryRecord } from './person.ts'
import { areSiblings, isToldApart, judge, type PairFacts, type Verdict } from './rules.ts'

export interface Edge {
  readonly record: number
  readonly person: number
  readonly pattern: number
  /** Of the persons, who have this family name. */
  readonly share: number
  readonly score: number
  readonly verdict: Verdict | undefined
  readonly toldApart: boolean
  readonly decided: Decided | undefined
}

/** What a person decided, and the place of that in the order of decisions. */
export interface Decided {
  readonly verdict: Decision['verdict']
  readonly at: number
}

export interface Edges {
  readonly edges: readonly Edge[]
  readonly leftOut: readonly LeftOut[]
  /** Pairs. */
  readonly compared: number
  /** 1 for each record with which anybody was compared. */
  readonly met: Uint8Array
}

export interface Sides extends PairsOptions {
  readonly persons: readonly Person[]
  readonly records: readonly RegistryRecord[]
  readonly model: LinkModel
  /** In the order in which they were taken. About those who are not here, they say nothing. */
  readonly decisions?: readonly Decision[]
}

export function findEdges({ persons, records, model, decisions = [], ...options }: Sides): Edges {
  const pairs = openPairs(persons, records, options)
  const scorer = openScorer(model)
  const shares = familyNameShares(pairs)
  const factsOf = openFacts(pairs, records)
  const decisionsOf = decidedPairs(persons, records, decisions)
  const met = new Uint8Array(records.length)
  const edges: Edge[] = []
  let compared = 0

  for (let record = 0; record < records.length; record++) {
    const decided = decisionsOf.get(record)
    const candidates = pairs.blocks.candidates(pairs.records, record)
    for (const person of candidates) visit(person, record, decided?.get(person))
    for (const [person, each] of decided ?? []) {
      if (!candidates.includes(person)) visit(person, record, each)
    }
    compared += candidates.length
    if (candidates.length > 0) met[record] = 1
  }
  return { edges, leftOut: pairs.blocks.leftOut(), compared, met }

  function visit(person: number, record: number, decided: Decided | undefined): void {
    const facts = factsOf(person, record)
    const { pattern } = facts
    const share = shares[person] ?? 0
    const score = scorer.score(pattern) + scorer.frequencyWeight(pattern, share)
    const said = judge(facts)
    const isLow = score < model.thresholds.possible
    if (!said && !decided && (isLow || areSiblings(facts))) return
    const toldApart = isToldApart(facts)
    edges.push({ record, person, pattern, share, score, verdict: said, toldApart, decided })
  }
}

function openFacts(
  { persons, records, vocabulary, compare }: Pairs,
  given: readonly RegistryRecord[],
): (person: number, record: number) => PairFacts {
  const severalOfPersons = findMultipleBirths(persons, vocabulary)
  const severalOfRecords = findMultipleBirths(records, vocabulary, (i) => given[i]?.registry ?? '')
  const isAlone = (count: number | undefined) => count === 1

  return (person, record) => {
    const [born, written] = [persons.birth[person] ?? 0, records.birth[record] ?? 0]
    const multiple = severalOfPersons[person] === 1 || severalOfRecords[record] === 1
    return {
      pattern: compare(person, record),
      lawful: persons.lawful[person] === 1 && records.lawful[record] === 1,
      yearsApart: born && written ? Math.abs(yearOf(born) - yearOf(written)) : 0,
      multiple,
      single:
        !multiple &&
        isWholeDate(born) &&
        (isAlone(persons.bornTogether[person]) || isAlone(records.bornTogether[record])),
    }
  }
}

type DecidedPairs = ReadonlyMap<number, ReadonlyMap<number, Decided>>

/** Of two decisions about one pair, the later one. */
function decidedPairs(
  persons: readonly Person[],
  records: readonly RegistryRecord[],
  decisions: readonly Decision[],
): DecidedPairs {
  const pairs = new Map<number, Map<number, Decided>>()
  if (decisions.length === 0) return pairs
  const personAt = new Map(persons.map(({ id }, i) => [id, i]))
  const recordAt = new Map(
    records.map(({ registry, key }, i) => [JSON.stringify([registry, key]), i]),
  )
  for (const [at, { registry, record, person, verdict }] of decisions.entries()) {
    const r = recordAt.get(JSON.stringify([registry, record]))
    const p = personAt.get(person)
    if (r === undefined || p === undefined) continue
    const ofRecord = pairs.get(r) ?? new Map<number, Decided>()
    pairs.set(r, ofRecord.set(p, { verdict, at }))
  }
  return pairs
}
