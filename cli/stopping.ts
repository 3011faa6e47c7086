/**
 * What was started is stopped in the opposite order, whoever asks for it and whenever.
 *
 * @module
 */

import { once } from 'node:events'
import { tellLog } from '../privacy/log.ts'

export interface Stopping {
  /** Aborted when somebody asks us to stop. */
  readonly asked: AbortSignal
  /** Starts one more, unless we were asked to stop meanwhile. */
  start<T extends { close(): Promise<unknown> }>(name: string, open: () => Promise<T>): Promise<T>
  whenAsked(): Promise<void>
  stopAll(): Promise<void>
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const SIGINT_EXIT = 130

/** From here on a signal asks us to stop; a second one does not wait. */
export function openStopping({ withParent = false } = {}): Stopping {
  const asking = new AbortController()
  const started: { readonly name: string; readonly close: () => Promise<unknown> }[] = []

  function ask(): void {
    if (asking.signal.aborted) return
    tellLog('stopping')
    asking.abort()
  }
  for (const signal of SIGNALS) {
    process.on(signal, () => (asking.signal.aborted ? process.exit(SIGINT_EXIT) : ask()))
  }
  if (withParent) whenParentIsGone(ask)

  return {
    asked: asking.signal,
    async start(name, open) {
      asking.signal.throwIfAborted()
      const opened = await open()
      started.push({ name, close: () => opened.close() })
      return opened
    },
    async whenAsked() {
      if (!asking.signal.aborted) await once(asking.signal, 'abort')
    },
    async stopAll() {
      for (let last = started.pop(); last; last = started.pop()) {
        const { name, close } = last
        await close().then(
          () => tellLog('stopped', { part: name, text: 'stopped' }),
          () => tellLog('did-not-stop', { part: name, text: 'did not stop' }),
        )
      }
    },
  }
}

/** npm hands a signal on to the shell between us, and that ends without telling us. */
function whenParentIsGone(tell: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) tell()
  }, 500).unref()
}
