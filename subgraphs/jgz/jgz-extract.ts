/**
 * A read-only extract of the dossiers of a youth health care organisation, in PostgreSQL.
 *
 * @module
 */

import { ZodError } from 'zod'
import type { PostgresSource } from '../../connectors/postgres.ts'
import { GraphError } from '../../schema/errors.ts'
import { toJgzRecord } from './jgz-extract-mapping.ts'
import { statementFor } from './jgz-extract-statement.ts'
import type { JgzPart, JgzRecord, JgzSource } from './source.ts'

interface JgzExtractOptions {
  /** The slug of the registry, for errors. */
  readonly registry: string
  readonly postgres: Pick<PostgresSource, 'rows'>
}

type Dossier = Readonly<Record<string, unknown>> & {
  readonly dossier: string
  readonly bsn: string | null
}

export function jgzExtract({ registry, postgres }: JgzExtractOptions): JgzSource {
  function toRecord(
    dossiers: readonly Dossier[],
    parts: ReadonlySet<JgzPart>,
  ): Partial<JgzRecord> | null | GraphError {
    const [dossier, another] = dossiers
    if (dossier === undefined) return null
    if (another !== undefined) return new GraphError('RECORD_UNCERTAIN', { registry })
    try {
      return toJgzRecord(dossier, parts)
    } catch (error) {
      if (!(error instanceof ZodError)) throw error
      // Where, and which rule; never what was there.
      const cause = error.issues.map(({ path, code }) => ({ path, code }))
      return new GraphError('REGISTRY_MALFORMED', { registry, cause })
    }
  }

  return async ({ keys, parts, signal }) => {
    const wanted = {
      bsns: keys.flatMap(({ bsn }) => bsn?.reveal() ?? []),
      dossiers: keys.flatMap(({ records }) => records),
    }
    const rows = await postgres.rows<Dossier>(statementFor(parts, wanted), signal)
    const byBsn = Map.groupBy(rows, ({ bsn }) => bsn)
    const byNumber = new Map(rows.map((row) => [row.dossier, row]))
    return keys.map(({ bsn, records }) => {
      const own = [
        ...(bsn ? (byBsn.get(bsn.reveal()) ?? []) : []),
        ...records.flatMap((number) => byNumber.get(number) ?? []),
      ]
      return toRecord([...new Set(own)], parts)
    })
  }
}
