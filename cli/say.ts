/**
 * What a command tells who started it.
 *
 * @module
 */

import { tellLog } from '../privacy/log.ts'

/** A mistake that its user can mend: printed as it is, without a stack. */
export class Mistake extends Error {}

/** One line for one part: `postgres    18.4 on port 5432`. */
export function part(name: string, text: string): void {
  tellLog('note', { part: name, text })
}

/** Something that somebody must look at. Never names a person. */
export function warn(name: string, text: string): void {
  tellLog('warning', { part: name, text })
}

/** A bar that fills, on a terminal only; elsewhere a line now and then. */
export function progress(name: string, total: number): (done: number) => void {
  let told = -1
  return (done) => {
    const percent = Math.min(100, Math.floor((done / Math.max(1, total)) * 100))
    const step = process.stderr.isTTY ? 1 : 25
    if (percent < told + step) return
    told = percent
    const bar = '█'.repeat(percent / 5).padEnd(20, '░')
    const line = `${name.padEnd(15)} ${bar} ${percent} %`
    process.stderr.write(
      process.stderr.isTTY ? `\r${line}${percent === 100 ? '\n' : ''}` : `${line}\n`,
    )
  }
}
