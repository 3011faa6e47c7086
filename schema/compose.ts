/**
 * From the SDL of the subgraphs to the supergraph.
 *
 * @module
 */

import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'

interface Part {
  readonly name: string
  readonly sdl: string
}

/** Throws with every reason why the parts do not fit. The result is plain Federation 2, the same for the same parts. */
export function composeSupergraph(parts: readonly Part[]): string {
  const { supergraphSdl, errors } = composeServices(
    parts.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}/` })),
  )
  if (supergraphSdl) return `${supergraphSdl.trim()}\n`
  const reasons = (errors ?? []).map(({ message }) => message)
  throw new Error(['The subgraphs do not compose:', ...reasons].join('\n  '))
}
