/**
 * Searching the public register: what stands in it now, as it was last delivered.
 *
 * @module
 */

import type { PostgresSource } from '../../connectors/postgres.ts'
import { GraphError } from '../../schema/errors.ts'
import type { ChildcareLocation } from './childcare-location.ts'
import type { ChildcareKind } from './codes.ts'
import { type BodyKind, LocationBody } from './delivered-bodies.ts'
import { toLocation } from './location-mapping.ts'

export interface SoughtLocations {
  /** Four digits. */
  readonly municipality: string
  readonly kind: ChildcareKind | null
  readonly vve: boolean | null
  readonly minPlaces: number | null
  readonly postcode4: string | null
  readonly first: number
  /** The number of the location after which to go on. */
  readonly after: string
}

export interface FoundLocations {
  /** By their numbers. */
  readonly locations: readonly ChildcareLocation[]
  /** On all pages. */
  readonly total: number
  readonly hasNext: boolean
}

export type SearchLocations = (sought: SoughtLocations) => Promise<FoundLocations>

interface Row {
  readonly lrkId: string
  readonly body: unknown
  readonly total: number
}

interface Searched {
  readonly registry: string
  /** Of the delivery store. */
  readonly schema: string
  readonly postgres: PostgresSource
}

/**
 * A location that left the municipality, or the register, is found by what is said of it last: so first the candidates,
 * then whether nothing newer was told of them. No address of a childminder is stored, so that she is in no area.
 */
export function openLocationSearch({ registry, schema, postgres }: Searched) {
  const text = `
    with found as (
      select logical_key, body from ${schema}.record as told
      where registry = $1 and kind = '${'location' satisfies BodyKind}'
        and body ->> 'municipality' = $2
        and (body ->> 'registered')::boolean
        and ($3::text is null or body ->> 'kind' = $3)
        and ($4::boolean is null or (body ->> 'vve')::boolean = $4)
        and ($5::int is null or (body ->> 'places')::int >= $5)
        and ($6::text is null or left(body ->> 'postcode', 4) = $6)
        and not exists (
          select from ${schema}.record as newer
          where newer.logical_key = told.logical_key and newer.registry = $1
            and newer.kind = told.kind
            and (newer.recorded_at, newer.id) > (told.recorded_at, told.id)))
    select page.logical_key as "lrkId", page.body, counted.total
    from (select count(*)::int as total from found) as counted
    left join lateral (
      select * from found where logical_key collate "C" > $7
      order by logical_key collate "C" limit $8) as page on true`

  return async (sought: SoughtLocations, signal: AbortSignal): Promise<FoundLocations> => {
    const { municipality, kind, vve, minPlaces, postcode4, first, after } = sought
    const filters = [municipality, kind, vve, minPlaces, postcode4]
    const values = [registry, ...filters, after, first + 1]
    const rows = await postgres.rows<Row>({ name: 'location-search', text, values }, signal)
    const locations = rows
      .filter(({ lrkId }) => lrkId !== null)
      .slice(0, first)
      .map(({ lrkId, body }) => toLocation(lrkId, parse(body)))
    return { locations, total: rows[0]?.total ?? 0, hasNext: rows.length > first }
  }

  function parse(body: unknown): LocationBody {
    const { success, data } = LocationBody.safeParse(body)
    if (!success) throw new GraphError('REGISTRY_MALFORMED', { registry })
    return data
  }
}
