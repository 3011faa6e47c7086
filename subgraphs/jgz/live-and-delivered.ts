/**
 * A live extract and the dossiers that were transferred, read as one.
 *
 * The extract is how things stand now, so it wins. A transferred dossier fills what the extract has nothing of: a child
 * that is not in it, or a part that it does not tell of. It is asked only then, and each reading is on the account of the
 * registry that was read. Of one part the two are never mixed. One that may not be read for this purpose leaves the answer
 * to the other. An extract that fails is a failure: what once was sent is not passed off for what is.
 *
 * @module
 */

import type { Reader } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import type { JgzRecord } from './source.ts'

export function readLiveFirst(
  live: Reader<JgzRecord>,
  delivered: Reader<JgzRecord>,
): Reader<JgzRecord> {
  return async (subject, part) => {
    const now = await live(subject, part).catch(orNoAgreement)
    if (now !== null && !(now instanceof GraphError)) return now
    const then = await delivered(subject, part).catch(orNoAgreement)
    if (!(then instanceof GraphError)) return then
    if (now === null) return null
    throw now
  }
}

function orNoAgreement(error: unknown): GraphError {
  if (error instanceof GraphError && error.code === 'AGREEMENT_MISSING') return error
  throw error
}
