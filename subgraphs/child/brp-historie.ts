/**
 * The BRP API of history (Haal Centraal BRP historie bevragen 2), over HTTP. Its address is the server of the OpenAPI:
 * `…/haalcentraal/api/brphistorie`. It answers about one person at a time.
 *
 * @module
 */

import type { Rest } from '../../connectors/rest.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import { toStaysRecord, Verblijfplaatshistorie } from './brp-historie-mapping.ts'
import type { StaysRecord } from './residence-history.ts'

const PATH = '/verblijfplaatshistorie'

/** A person, and the days that are asked about. */
export interface StaysKey {
  readonly bsn: Bsn
  readonly from: string
  /** The first day that is no longer asked about. */
  readonly until: string
}

export type StaysSource = Source<StaysKey, StaysRecord>

interface HistorieOptions {
  readonly registry: string
  readonly rest: Rest
}

export function brpHistorie({ registry, rest }: HistorieOptions): StaysSource {
  async function ask({ bsn, from, until }: StaysKey, signal: AbortSignal) {
    const question = {
      type: 'RaadpleegMetPeriode',
      burgerservicenummer: bsn.reveal(),
      datumVan: from,
      datumTot: until,
    }
    try {
      const told = Verblijfplaatshistorie.safeParse(await rest.post(PATH, question, signal))
      if (told.success) return toStaysRecord(told.data)
      const cause = told.error.issues.map(({ path, code }) => ({ path, code }))
      return new GraphError('REGISTRY_MALFORMED', { registry, cause })
    } catch (error) {
      if (isUnknown(error)) return null
      if (error instanceof GraphError) return error
      throw error
    }
  }

  return ({ keys, signal }) => Promise.all(keys.map((key) => ask(key, signal)))
}

/** Who is not in the register is a 404 of its own kind. */
function isUnknown(error: unknown): boolean {
  const { problem } = (error as { cause?: { problem?: unknown } }).cause ?? {}
  return problem === 'notFound'
}
