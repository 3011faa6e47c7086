/**
 * One child's dossier on its way to rows, and the two clocks of each row: when it was so, and when somebody
 * wrote it down.
 *
 * @module
 */

import { dayOf, iso, isoAt, TODAY } from './days.ts'
import type { LivingChild } from './household.ts'
import type { JGZ_TABLES } from './jgz-tables.ts'
import {
  type Family,
  type IsoDate,
  type JgzContact,
  type JgzRecord,
  REFERENCE_DATE,
} from './population.ts'
import type { Rows } from './postgres-load.ts'
import type { Random } from './random.ts'

export type JgzRows = Rows<typeof JGZ_TABLES>

export interface Dossier extends LivingChild {
  readonly family: Family
  readonly record: JgzRecord
  readonly key: { readonly client_id: string }
  readonly random: Random
}

export interface Clocks {
  readonly geldig_op: IsoDate
  readonly vastgelegd_op: string
}

/** What lies ahead was written down at the last activity before today. */
export function contactClocks(dossier: Dossier, { date, status }: JgzContact): Clocks {
  if (status !== null && date <= REFERENCE_DATE) return clocks(dossier, date)
  const last = dossier.record.contacts.findLast((contact) => contact.date <= REFERENCE_DATE)
  const { vastgelegd_op } = clocks(dossier, last?.date ?? dossier.person.birthDate)
  return { geldig_op: date, vastgelegd_op }
}

/** Mostly the same day, sometimes days later, now and then weeks; never after today. */
export function clocks({ random }: Dossier, date: IsoDate): Clocks {
  const day = dayOf(date)
  const late = random.weighted([
    [0, 78],
    [random.integer(1, 4), 17],
    [random.integer(5, 24), 5],
  ])
  return {
    geldig_op: iso(day),
    vastgelegd_op: isoAt(
      Math.min(day + late, Math.max(day, TODAY)),
      random.integer(8 * 60, 17 * 60),
    ),
  }
}
