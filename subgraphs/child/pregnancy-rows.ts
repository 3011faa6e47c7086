/**
 * The rows of pregnancies and of the children in them: read and written, sealed.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { Bsn } from '../../privacy/bsn.ts'
import { type BirthFacts, NOT_BORN, type RegisteredPregnancy } from '../pregnancies.ts'
import type { CarriedChild, CarriedTogether } from './carried-child.ts'
import type { IndexClient } from './index-database.ts'
import type { IndexSealer } from './index-sealer.ts'

/** Of a pregnancy or of one child in it; RETRACTED: the registry does not tell of it any more. */
export type StoredOutcome = RegisteredPregnancy['outcome'] | 'MOVED' | 'RETRACTED'

/** Who ended so is nobody's child: in no list, and found by nobody. */
const LOST: ReadonlySet<StoredOutcome> = new Set([
  'STILLBIRTH',
  'MISCARRIAGE',
  'TERMINATION',
  'RETRACTED',
])

export function isLost(outcome: StoredOutcome): boolean {
  return LOST.has(outcome)
}

export interface StoredPregnancy extends CarriedTogether {
  readonly id: string
  readonly registry: string
  /** The registry's own key. */
  readonly key: string
  /** Undefined where only a blind index of her is known. */
  readonly motherBsn: Bsn | undefined
  readonly motherIndex: string | null
  readonly outcome: StoredOutcome
  /** The pregnancy of which another registry told before. */
  readonly sameAs: string | null
  /** Children of it who did not live. */
  readonly lost: number
  readonly children: readonly StoredFetus[]
}

export interface StoredFetus extends CarriedChild, ToldFacts {
  /** The order in which they were first known; never another. */
  readonly place: number
  readonly outcome: StoredOutcome
  /** What the registry calls it. */
  readonly name: string
  /** The id that answers for it, if not its own. */
  readonly answeredBy: string | null
}

/** What the registry told, as it is kept sealed. */
export interface ToldFacts extends BirthFacts {
  /** What its record is read by. */
  readonly key: string
  readonly number: string | null
}

/** As numbers are spelled among {@link CarriedChild.number}. */
export const spelled = {
  bsn: (digits: string) => `bsn:${digits}`,
  index: (index: string) => `index:${index}`,
}

interface Row {
  readonly id: string
  readonly registry: string
  readonly sealed_record: string
  readonly sealed_mother: string | null
  readonly sealed_mother_index: string | null
  readonly due_on: string | null
  readonly born_on: string | null
  readonly outcome: StoredOutcome | null
  readonly same_as: string | null
  readonly lost: number
  readonly children: readonly FetusRow[] | null
}

interface FetusRow {
  readonly child_id: string
  readonly rank: number
  readonly outcome: StoredOutcome | null
  readonly sealed_name: string | null
  readonly sealed_facts: string | null
  readonly answered_by: string | null
  readonly person: string | null
}

const FIND = (where: string) => `
  select p.id, p.registry, p.sealed_record, p.sealed_mother, p.sealed_mother_index,
    p.due_on::text, p.born_on::text, p.outcome, p.same_as, p.lost, carried.children
  from child_index.pregnancy p
  cross join lateral (
    select jsonb_agg(jsonb_build_object('child_id', f.child_id, 'rank', f.rank,
      'outcome', f.outcome, 'sealed_name', f.sealed_name, 'sealed_facts', f.sealed_facts,
      'answered_by', f.answered_by, 'person', coalesce(answering.sealed_bsn, own.sealed_bsn))
      order by f.rank) as children
    from child_index.fetus f
    join child_index.child own on own.id = f.child_id
    left join child_index.child answering on answering.id = f.answered_by
    where f.pregnancy_id = p.id) carried
  where ${where}
  order by coalesce(p.due_on, p.born_on), p.id`

const BY_KEY = FIND(`(p.registry, p.sealed_record) in
  (select * from unnest($1::text[], $2::text[]))`)
const BY_MOTHER = FIND('p.sealed_mother = any($1) or p.sealed_mother_index = any($2)')
const BY_ID = FIND('p.id = any($1::uuid[])')
const BY_CHILD = FIND(`p.id in (select pregnancy_id from child_index.fetus
  where child_id = any($1::uuid[]) or answered_by = any($1::uuid[]))`)

export interface KeyOfPregnancy {
  readonly registry: string
  readonly key: string
}

export async function pregnanciesByKey(
  client: IndexClient,
  keys: readonly KeyOfPregnancy[],
): Promise<readonly StoredPregnancy[]> {
  const found = await client.rows<Row>('pregnancies-by-key', BY_KEY, [
    keys.map(({ registry }) => registry),
    keys.map(({ registry, key }) => client.sealer.sealRecord(registry, key)),
  ])
  return found.map((row) => toStored(row, client))
}

export async function pregnanciesOfMothers(
  client: IndexClient,
  mothers: readonly Bsn[],
  indexes: readonly string[],
): Promise<readonly StoredPregnancy[]> {
  if (mothers.length === 0 && indexes.length === 0) return []
  const found = await client.rows<Row>('pregnancies-of-mothers', BY_MOTHER, [
    mothers.map(client.sealer.sealBsn),
    indexes.map((index) => sealMotherIndex(client.sealer, index)),
  ])
  return found.map((row) => toStored(row, client))
}

export async function pregnanciesById(
  client: IndexClient,
  ids: readonly string[],
): Promise<readonly StoredPregnancy[]> {
  const found = await client.rows<Row>('pregnancies-by-id', BY_ID, [ids])
  return found.map((row) => toStored(row, client))
}

/** By the id of a child, also by one that answers for another. */
export async function pregnanciesByChild(
  client: IndexClient,
  ids: readonly string[],
): Promise<readonly StoredPregnancy[]> {
  const found = await client.rows<Row>('pregnancies-by-child', BY_CHILD, [ids])
  return found.map((row) => toStored(row, client))
}

/** In the place of a registry, where what is sealed is no record of one. */
const MOTHER = 'blind index of a mother'
const FETUS = 'child of a pregnancy'

/** As a delivery store of birth care has her. */
export function sealMotherIndex(sealer: IndexSealer, index: string): string {
  return sealer.sealRecord(MOTHER, index)
}

function toStored(row: Row, { sealer }: IndexClient): StoredPregnancy {
  const { registry, sealed_mother, sealed_mother_index } = row
  const motherBsn = sealed_mother === null ? undefined : sealer.openBsn(sealed_mother)
  const motherIndex =
    sealed_mother_index === null ? null : sealer.openRecord(MOTHER, sealed_mother_index)
  return {
    id: row.id,
    registry,
    key: sealer.openRecord(registry, row.sealed_record),
    motherBsn,
    motherIndex,
    mother: motherBsn
      ? spelled.bsn(motherBsn.reveal())
      : motherIndex === null
        ? null
        : spelled.index(motherIndex),
    dueOn: row.due_on,
    endedOn: row.born_on,
    outcome: row.outcome ?? 'ONGOING',
    sameAs: row.same_as,
    lost: row.lost,
    children: (row.children ?? []).map((fetus): StoredFetus => {
      const outcome = fetus.outcome ?? 'ONGOING'
      const facts =
        fetus.sealed_facts === null
          ? NOTHING_TOLD
          : (JSON.parse(sealer.openRecord(FETUS, fetus.sealed_facts)) as ToldFacts)
      return {
        ...facts,
        id: fetus.child_id,
        place: fetus.rank,
        outcome,
        isLost: isLost(outcome),
        name: fetus.sealed_name === null ? '' : sealer.openRecord(FETUS, fetus.sealed_name),
        answeredBy: fetus.answered_by,
        person: fetus.person === null ? null : sealer.openBsn(fetus.person).reveal(),
      }
    }),
  }
}

const NOTHING_TOLD: ToldFacts = { ...NOT_BORN, key: '', number: null }

/** New, or as it is told now. */
export async function writePregnancies(
  { rows, sealer }: IndexClient,
  pregnancies: readonly Omit<StoredPregnancy, 'children' | 'mother'>[],
): Promise<void> {
  if (pregnancies.length === 0) return
  const list = pregnancies.map((one) => ({
    id: one.id,
    registry: one.registry,
    sealed_record: sealer.sealRecord(one.registry, one.key),
    sealed_mother: one.motherBsn ? sealer.sealBsn(one.motherBsn) : null,
    sealed_mother_index: one.motherIndex === null ? null : sealMotherIndex(sealer, one.motherIndex),
    due_on: one.dueOn,
    born_on: one.endedOn,
    outcome: one.outcome,
    same_as: one.sameAs,
    lost: one.lost,
  }))
  await rows('pregnancies-write', WRITE_PREGNANCIES, [JSON.stringify(list)])
}

// What was not changed is not written: a feed tells all of it every time.
const WRITE_PREGNANCIES = `
  insert into child_index.pregnancy as known
    (id, registry, sealed_record, sealed_mother, sealed_mother_index, due_on, born_on, outcome, same_as, lost)
  select id, registry, sealed_record, sealed_mother, sealed_mother_index, due_on, born_on, outcome, same_as, lost
  from jsonb_to_recordset($1::jsonb) as told (id uuid, registry text, sealed_record text,
    sealed_mother text, sealed_mother_index text, due_on date, born_on date, outcome text, same_as uuid, lost int)
  on conflict (registry, sealed_record) do update set
    sealed_mother = excluded.sealed_mother, sealed_mother_index = excluded.sealed_mother_index,
    due_on = excluded.due_on, born_on = excluded.born_on, outcome = excluded.outcome,
    same_as = excluded.same_as, lost = excluded.lost, seen_at = clock_timestamp()
  where (known.sealed_mother, known.sealed_mother_index, known.due_on, known.born_on, known.outcome,
      known.same_as, known.lost)
    is distinct from (excluded.sealed_mother, excluded.sealed_mother_index, excluded.due_on,
      excluded.born_on, excluded.outcome, excluded.same_as, excluded.lost)`

export interface FetusToWrite extends StoredFetus {
  readonly pregnancyId: string
}

/** New, or as it is told now. The id of a child that was not issued before is issued here. */
export async function writeFetuses(
  { rows, sealer }: IndexClient,
  fetuses: readonly FetusToWrite[],
): Promise<void> {
  if (fetuses.length === 0) return
  const list = fetuses.map((one) => {
    const { key, number, bornOn, bornAt, rank, sex, weightGrams, givenNames } = one
    const facts = { key, number, bornOn, bornAt, rank, sex, weightGrams, givenNames }
    return {
      child_id: one.id,
      pregnancy_id: one.pregnancyId,
      rank: one.place,
      outcome: one.outcome,
      sealed_name: sealer.sealRecord(FETUS, one.name),
      sealed_facts: sealer.sealRecord(FETUS, JSON.stringify(facts satisfies ToldFacts)),
      answered_by: one.answeredBy,
    }
  })
  await rows('fetuses-write', WRITE_FETUSES, [JSON.stringify(list)])
}

const WRITE_FETUSES = `
  with told as (
    select * from jsonb_to_recordset($1::jsonb) as told (child_id uuid, pregnancy_id uuid, rank int,
      outcome text, sealed_name text, sealed_facts text, answered_by uuid)),
  issued as (
    insert into child_index.child (id) select child_id from told on conflict (id) do nothing)
  insert into child_index.fetus as known
    (child_id, pregnancy_id, rank, outcome, sealed_name, sealed_facts, answered_by)
  select child_id, pregnancy_id, rank, outcome, sealed_name, sealed_facts, answered_by from told
  on conflict (child_id) do update set outcome = excluded.outcome,
    sealed_name = excluded.sealed_name, sealed_facts = excluded.sealed_facts,
    answered_by = excluded.answered_by
  where (known.outcome, known.sealed_name, known.sealed_facts, known.answered_by)
    is distinct from
      (excluded.outcome, excluded.sealed_name, excluded.sealed_facts, excluded.answered_by)`

/** Each of these ids is now that of the person; nobody else has it, and the person has no other. */
export async function givePersons(
  { rows, sealer }: IndexClient,
  given: readonly { readonly id: string; readonly bsn: Bsn }[],
): Promise<void> {
  if (given.length === 0) return
  await rows(
    'fetuses-promote',
    `insert into child_index.child (id, sealed_bsn)
     select * from unnest($1::uuid[], $2::text[])
     on conflict (id) do update set sealed_bsn = excluded.sealed_bsn`,
    [given.map(({ id }) => id), given.map(({ bsn }) => sealer.sealBsn(bsn))],
  )
}

export function newId(): string {
  return randomUUID()
}

export function toBsn(digits: string): Bsn | undefined {
  return Bsn.parse(digits)
}
