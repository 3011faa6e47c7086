/**
 * From the BRP API of history (Haal Centraal BRP historie bevragen 2) to our types: which municipality, and no address.
 *
 * @module
 */

import { z } from 'zod'
import { Datum, toPartialDate } from './brp-dates.ts'
import type { Stay, StayChange, StayKind, StaysRecord } from './residence-history.ts'

const Verblijf = z.object({
  type: z.string(),
  gemeenteVanInschrijving: z
    .object({ code: z.string().optional(), omschrijving: z.string().optional() })
    .optional(),
  datumVan: Datum.optional(),
  datumTot: Datum.optional(),
})
type Verblijf = z.infer<typeof Verblijf>

/** The part of the message that we read. */
export const Verblijfplaatshistorie = z.object({
  verblijfplaatsen: z.array(Verblijf).default([]),
  geheimhoudingPersoonsgegevens: z.boolean().optional(),
})
export type Verblijfplaatshistorie = z.infer<typeof Verblijfplaatshistorie>

const KINDS: ReadonlyMap<string, StayKind> = new Map([
  ['Adres', 'ADDRESS'],
  ['Locatie', 'LOCATION'],
  ['VerblijfplaatsBuitenland', 'ABROAD'],
])

/** The register tells the newest first. */
export function toStaysRecord(told: Verblijfplaatshistorie): StaysRecord {
  if (told.geheimhoudingPersoonsgegevens) return { stays: null }
  const stays = told.verblijfplaatsen.map(toStay).reverse()
  return { stays: stays.map((stay, i) => ({ ...stay, change: changeFrom(stays[i - 1], stay) })) }
}

function toStay({ type, gemeenteVanInschrijving, datumVan, datumTot }: Verblijf) {
  const kind = KINDS.get(type) ?? 'UNKNOWN'
  const { code, omschrijving: name = null } = gemeenteVanInschrijving ?? {}
  const isHere = kind === 'ADDRESS' || kind === 'LOCATION'
  return {
    kind,
    // Of who lives elsewhere the register names a municipality that is none (RNI).
    municipality: isHere && code !== undefined ? { code, name } : null,
    from: toPartialDate(datumVan),
    until: toPartialDate(datumTot),
  }
}

function changeFrom(
  before: Omit<Stay, 'change'> | undefined,
  { municipality }: Omit<Stay, 'change'>,
): StayChange | null {
  if (before === undefined) return null
  if (municipality === null) return 'LEFT'
  if (before.municipality === null) return 'CAME'
  return before.municipality.code === municipality.code ? 'MOVED_WITHIN' : 'MOVED_BETWEEN'
}
