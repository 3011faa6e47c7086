/**
 * A way to answer in a process of its own, and what it has used so far.
 *
 * @module
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Used {
  /** On the processor, all threads. */
  readonly cpuMs: number
  /** In which its event loop did not wait. */
  readonly activeMs: number
}

export interface Opened {
  readonly url: string
  used(): Promise<Used>
  close(): void
}

const SCRIPT = fileURLToPath(new URL('./gateway-ways.ts', import.meta.url))

/** One of `gateway-ways.ts`. */
export async function open(way: string, subgraphsUrl = ''): Promise<Opened> {
  const child = fork(SCRIPT, [way, subgraphsUrl], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ url }] = await once(child, 'message')
  if (typeof url !== 'string') throw new Error(`${way} did not start`)
  return {
    url,
    async used() {
      child.send('used')
      const [used] = await once(child, 'message')
      return used
    },
    close: () => child.disconnect(),
  }
}
