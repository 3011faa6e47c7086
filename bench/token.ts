/**
 * A token of the sandbox for a figure.
 *
 * @module
 */

import { tokenFor } from '../cli/token.ts'
import { readConfig } from '../config.ts'

export function tokenOf(home: string): Promise<string> {
  return tokenFor(readConfig({ KINDLIJN_HOME: home }), 'youth-nurse')
}

const RENEWED_MS = 120_000

/** For a figure that takes longer than a token lives. */
export function renewedTokenOf(home: string): () => Promise<string> {
  let token = tokenOf(home)
  let since = performance.now()
  return () => {
    if (performance.now() - since > RENEWED_MS) {
      token = tokenOf(home)
      since = performance.now()
    }
    return token
  }
}
