/**
 * A subgraph of `kindlijn up` in a process of its own: what keeps it busy holds nothing else up, and when it ends it is
 * started again.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SubgraphName } from '../config.ts'
import { Mistake, warn } from './say.ts'

interface ApartOptions {
  /** What it takes beside what we have: its registries, its database. */
  readonly env: Readonly<Record<string, string>>
  /** Aborted when we are asked to stop. */
  readonly asked: AbortSignal
}

export interface Apart {
  /** Where it answers, also after it was started again. */
  readonly url: string
  close(): Promise<void>
}

const READY_MS = 90_000
const LOOK_EVERY_MS = 100
const AGAIN_AFTER_MS = 500
const GRACE_MS = 10_000

export async function startApart(name: SubgraphName, options: ApartOptions): Promise<Apart> {
  const { env, asked } = options
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  let isClosing = false
  let running = begin()
  let ended = once(running, 'exit')

  function begin(): ChildProcess {
    const args = [...process.execArgv, process.argv[1] ?? '', 'serve', name]
    return spawn(process.execPath, args, {
      env: { ...process.env, ...env, PORT: String(port), KINDLIJN_HOST: '127.0.0.1' },
      // Lines of JSON go with ours, and what went wrong; that it is ready is ours to say. By the channel it hears that
      // we are gone, however we went.
      stdio: ['ignore', env.KINDLIJN_LOG === 'json' ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    })
  }

  async function keep(): Promise<void> {
    for (;;) {
      await ended
      if (!isClosing) await sleep(AGAIN_AFTER_MS)
      if (isClosing || asked.aborted) return
      warn(name, 'ended, and is started again')
      running = begin()
      ended = once(running, 'exit')
    }
  }

  if (!(await isReady(url, ended, asked))) {
    running.kill('SIGKILL')
    asked.throwIfAborted()
    throw new Mistake(`The subgraph ${name} did not start in a process of its own.`)
  }
  const kept = keep()
  return {
    url,
    async close() {
      isClosing = true
      running.kill('SIGTERM')
      const late = setTimeout(() => running.kill('SIGKILL'), GRACE_MS)
      await kept
      clearTimeout(late)
    },
  }
}

/** False when it ends before, or takes too long. */
async function isReady(url: string, ended: Promise<unknown>, asked: AbortSignal) {
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  for (const until = performance.now() + READY_MS; performance.now() < until; ) {
    if (isOver || asked.aborted) return false
    const answer = await fetch(new URL('healthz', url)).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return true
    await sleep(LOOK_EVERY_MS)
  }
  return false
}

/** One that stays the same when the process is another. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
