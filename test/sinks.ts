/**
 * Whatever leaves Kindlijn during the tests is kept here, and looked through when the last test has run.
 *
 * @module
 */

import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Sink } from './planted.ts'

/** A process may end after the last test of a file. */
const FOLDER = inject('sinks')

/** A line break before each: two that were kept are not one. */
export function keep(sink: Sink, ...texts: readonly string[]): void {
  const kept = texts.filter((text) => text !== '')
  if (kept.length === 0) return
  appendFileSync(join(FOLDER, `${sink}.${process.pid}`), `\n${kept.join('\n')}`)
}

/** Of an answer as it came; what the client says himself (an alias, in a path) comes back to him. */
export function keepAnswer(text: string): void {
  keep('answer', text)
  const { errors } = parse(text)
  if (errors) keep('error', JSON.stringify(errors).replaceAll(/"path":\[[^\]]*\]/g, ''))
}

function parse(text: string): { readonly errors?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** What an installation leaves in its folder, but for what the registries delivered and hold themselves. */
export function keepHome(folder: string): void {
  const log = join(folder, 'postgres.log')
  if (existsSync(log)) keep('postgres', readFileSync(log, 'utf8'))
  for (const file of filesIn(folder)) keep('file', `${file}\n${readFileSync(file, 'latin1')}`)
}

const NOT_OURS = ['deliveries', 'sandbox', 'postgres', 'postgres.log']
const MOST_BYTES = 1_000_000

function filesIn(folder: string, depth = 0): readonly string[] {
  if (!existsSync(folder) || depth > 3) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.includes(entry.name)) return []
    const file = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(file, depth + 1)
    return entry.isFile() && statSync(file).size < MOST_BYTES ? [file] : []
  })
}
