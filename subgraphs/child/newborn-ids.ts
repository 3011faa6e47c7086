/**
 * The ids of persons who were found. Before somebody new gets one, the pregnancies of his mothers are looked at: a child
 * keeps the id that it had before its birth.
 *
 * @module
 */

import { toDay } from '../../connectors/wall-clock.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import { type ReadingContext, search } from '../../privacy/read.ts'
import type { Newborn } from './carried-child.ts'
import type { ChildIndex } from './child-index.ts'
import { idsKnown } from './known-ids.ts'
import { writeLinks } from './link-rows.ts'
import { pregnanciesOfMothers } from './pregnancy-rows.ts'
import { settleBirths } from './settle-births.ts'
import type { Kinship, PersonRecord, PopulationSource } from './source.ts'
import { spellings } from './take-in-pregnancies.ts'
import { mergePregnancies } from './told-pregnancies.ts'
import { withMother } from './unborn.ts'

interface NewbornOptions {
  /** The population register. */
  readonly registry: string
  readonly population: PopulationSource
  readonly index: ChildIndex
  readonly indexOf: (bsn: Bsn) => string
  readonly request: ReadingContext
}

/** In their order. */
export async function idsOfFound(
  found: readonly Bsn[],
  options: NewbornOptions,
): Promise<readonly string[]> {
  const { index } = options
  const known = await idsKnown(index, found)
  const strangers = found.filter((_, i) => known[i] === undefined)
  if (strangers.length === 0) return known.flatMap((id) => id ?? [])
  if (await isAnybodyExpected(index)) await promote(strangers, options)
  return index.idsOf(found)
}

/** Without any pregnancy there is nothing to ask the register about. */
async function isAnybodyExpected({ database }: ChildIndex): Promise<boolean> {
  const found = await database.rows(
    'newborns-expected',
    `select from child_index.fetus f join child_index.child c on c.id = f.child_id
     where c.sealed_bsn is null and f.answered_by is null limit 1`,
    [],
  )
  return found.length > 0
}

async function promote(strangers: readonly Bsn[], options: NewbornOptions): Promise<void> {
  const { registry: populationRegistry, index, indexOf } = options
  const born = await bornOf(strangers, options)
  const women = born.flatMap(({ kinship }) => kinship.mothers)
  const mayBeTheirs = (client: Parameters<typeof pregnanciesOfMothers>[0]) =>
    pregnanciesOfMothers(client, women, women.map(indexOf))
  if ((await mayBeTheirs(index.database)).length === 0) return

  await writeLinks(index.database, populationRegistry, async (client) => {
    const known = (await mayBeTheirs(client)).map((one) => withMother(one, women, indexOf))
    await settleBirths(client, {
      pregnancies: mergePregnancies([], known, () => null),
      newborns: born.map(({ newborn }) => newborn),
      gone: new Set(),
      populationRegistry,
      today: toDay(new Date()),
    })
  })
}

interface Born {
  readonly newborn: Newborn
  readonly kinship: Kinship
}

/** Who has no id yet is looked for, and not read: that follows, under the id. */
async function bornOf(
  strangers: readonly Bsn[],
  { registry, population, indexOf, request }: NewbornOptions,
): Promise<readonly Born[]> {
  const { municipalities } = request.viewer
  const found = await search(registry, ['identity', 'kinship'], request, () =>
    population.read({
      keys: strangers.map((bsn) => ({ bsn, municipalities })),
      parts: new Set(['identity', 'kinship'] as const),
      signal: request.signal,
    }),
  )
  return found.flatMap((record, i): Born[] => {
    const bsn = strangers[i]
    if (!bsn || record === null || record instanceof Error) return []
    const newborn = toNewborn(bsn, record, indexOf)
    return newborn && record.kinship ? [{ newborn, kinship: record.kinship }] : []
  })
}

const WHOLE_DAY = /^\d{4}-\d{2}-\d{2}$/

function toNewborn(
  bsn: Bsn,
  { identity, kinship }: Partial<PersonRecord>,
  indexOf: NewbornOptions['indexOf'],
): Newborn | undefined {
  const { birthDate = null, mothers = [] } = kinship ?? {}
  if (birthDate === null || !WHOLE_DAY.test(birthDate)) return undefined
  const sex = identity?.sex
  return {
    person: bsn.reveal(),
    numbers: spellings(bsn, indexOf),
    mothers: mothers.flatMap((mother) => spellings(mother, indexOf)),
    birthDate,
    sex: sex === 'MALE' ? 'male' : sex === 'FEMALE' ? 'female' : null,
    givenNames: identity?.name.given ?? null,
  }
}
