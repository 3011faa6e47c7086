/**
 * Youth health care that writes things down later than usual.
 *
 * What would have been written down after today is not there yet: neither the contact nor what was found at it, and of a
 * child that was born a few days ago no dossier.
 *
 * @module
 */

import { dayOf, iso, TODAY } from './days.ts'
import type { JgzRows } from './jgz-dossier.ts'
import type { Value } from './postgres-load.ts'

export function delayed(rows: JgzRows, days: number): JgzRows {
  if (days === 0) return rows
  const later = Object.entries(rows).map(([table, own]) => [table, own.flatMap(shifted)])
  const told = Object.fromEntries(later) as JgzRows
  const opened = new Set(told.client.map(({ client_id }) => client_id))
  const ofOpened = Object.entries(told).map(([table, own]) => [
    table,
    own.filter(({ client_id }) => opened.has(client_id)),
  ])
  return Object.fromEntries(ofOpened) as JgzRows

  function shifted<R extends { readonly vastgelegd_op: Value }>(row: R): readonly R[] {
    const moment = String(row.vastgelegd_op)
    const day = dayOf(moment.slice(0, 10)) + days
    return day > TODAY ? [] : [{ ...row, vastgelegd_op: iso(day) + moment.slice(10) }]
  }
}
