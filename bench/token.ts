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
