/**
 * Answers as the gateway's own callers give them: as JSON from elsewhere, or as executed here.
 *
 * @module
 */

import type { CallSubgraph } from '../call.ts'

export interface ByShorthand {
  readonly call: CallSubgraph<undefined>
  /** How many answers were told without reading all of them. */
  count(): number
}

export function byShorthand(call: CallSubgraph<undefined>): ByShorthand {
  let answers = 0
  let short = 0
  return {
    async call(asked, ...rest) {
      const answer = await call(asked, ...rest)
      const { shorthand } = asked
      answers += 1
      const isHere = answers % 2 === 0
      const { data, errors } = answer
      if (isHere) {
        if (!shorthand || !data || errors?.length) return answer
        short += 1
        return shorthand.take(data)
      }
      const json = JSON.stringify(answer)
      const read = shorthand?.read(json)
      if (read) short += 1
      return read ?? JSON.parse(json)
    },
    count: () => short,
  }
}
