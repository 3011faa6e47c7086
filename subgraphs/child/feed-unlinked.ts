/**
 * Records that are linked to nobody: how many of them there are, and when, bounds every figure.
 *
 * They are for who counts, and of a registry of whose municipalities the viewer works for every one; so are its other
 * figures. A record gets a token of its own, that says nothing of which record it is.
 *
 * @module
 */

import { PURPOSES } from '../../privacy/policy.ts'
import { openChanges } from '../../privacy/sealed-changes.ts'
import { type Domain, sealReference } from '../../privacy/sealed-reference.ts'
import type { FedUnlinked } from '../../schema/feed-parts.ts'
import type { FeedContext } from './feed.ts'
import { linksOf } from './link-rows.ts'

export async function unlinkedAmong(
  domain: Domain,
  sealed: string,
  { viewer, keyrings, indexDatabase, municipalitiesOf }: FeedContext,
): Promise<readonly FedUnlinked[]> {
  const { purpose, organisation, municipalities } = viewer
  const keyring = keyrings[domain]
  const boundTo = { domain, purpose, organisation }
  const told = Object.entries(openChanges(keyring, boundTo, sealed))
  if (PURPOSES[purpose].grain !== 'aggregate') return []

  const found = await Promise.all(
    told.map(async ([registry, { records }]) => {
      const of = municipalitiesOf(registry)
      if (of.length === 0 || !of.every((code) => municipalities.includes(code))) return []
      const links = await linksOf(indexDatabase, registry, { records, children: [] })
      const linked = new Set(links.flatMap(({ record, isActive }) => (isActive ? record : [])))
      return records
        .filter((record) => !linked.has(record))
        .map((record): FedUnlinked => {
          const place = ['feed record', domain, organisation, registry, record]
          const token = indexDatabase.sealer.pseudonym(purpose, ...place)
          const keys = { registries: { [registry]: { records: [record] } } }
          return { token, reference: sealReference(keyring, { ...boundTo, child: token }, keys) }
        })
    }),
  )
  return found.flat()
}
