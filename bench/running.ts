/**
 * A Kindlijn as `npm start` has it: built, in a process of its own.
 *
 * @module
 */

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import manifest from '../package.json' with { type: 'json' }

export const CHILDREN = 2_000

/** The questions that a figure asks, as the explorer has them. */
export const QUESTIONS = [
  'docs/questions/1-one-child.graphql',
  'docs/questions/2-timeline.graphql',
] as const

/** Those of `npm start`. */
export const FLAGS = manifest.scripts.start.replace(/.* node /, '').match(/--\S+/g) ?? []

export interface Running {
  readonly url: string
  /** From the start of the process. */
  readonly readyMs: number
  /** What it told, by the name of the part. */
  readonly told: ReadonlyMap<string, string>
  /** Resident, of the Node process alone. */
  megabytes(): number
  stop(): Promise<void>
}

export async function startUp(
  main: string,
  home: string,
  env = {},
  children = CHILDREN,
): Promise<Running> {
  const started = performance.now()
  const child = spawn(process.execPath, [...FLAGS, main, 'up', '--children', String(children)], {
    env: {
      PATH: process.env.PATH ?? '',
      KINDLIJN_HOME: home,
      PORT: '0',
      KINDLIJN_LINK_EVERY: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const told = new Map<string, string>()
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = '', ...text] = line.trim().split(/ {2,}| (?=http)/)
    told.set(name, text.join(' '))
    if (name === 'ready') break
  }
  const url = told.get('ready')
  if (!url) throw new Error('it ended before it was ready')
  child.stdout.resume()

  return {
    url,
    readyMs: performance.now() - started,
    told,
    megabytes() {
      const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)])
      return Number(kilobytes) / 1_024
    },
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}

export type Ask = (query: string, variables?: object) => Promise<unknown>

/** Rejects on any error in the answer: a figure of a failure is none. */
export function askerAt(url: string, token: string): Ask {
  return async (query, variables = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown }
    if (errors) throw new Error(`the graph answered with errors: ${JSON.stringify(errors)}`)
    return data
  }
}
