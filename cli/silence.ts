/**
 * The last door of a process: what it prints for whoever reads along, and what it prints when it falls over, goes
 * through the scrubber.
 *
 * What a command was asked to print (an answer, an export) is not touched: that is not a log.
 *
 * @module
 */

import { scrub, scrubbed } from '../privacy/scrub.ts'

/** Once, before anything else. */
export function silence(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
      write(scrub(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')), ...rest)
  }
  // Node itself would print these past the stream, with all that is in them.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${scrubbed(error)}\n`)
    process.exit(1)
  })
  if (process.listenerCount('warning') === 0) return
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => process.stderr.write(`${name}: ${message}\n`))
}
