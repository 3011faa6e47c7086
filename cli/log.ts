/**
 * The log of a process that serves: text for who reads along, or lines of JSON for what collects them.
 *
 * Lines of JSON are written beside the work. Who reads them slowly keeps nobody waiting: what does not fit in memory is
 * dropped, and counted.
 *
 * @module
 */

import pino from 'pino'
import type { Config } from '../config.ts'
import { type Happened, type Level, listenToLog } from '../privacy/log.ts'
import { scrub } from '../privacy/scrub.ts'
import { METRICS } from '../schema/metrics.ts'

const ORDER: readonly Level[] = ['debug', 'info', 'warn', 'error']
const MOST_WAITING = 4 * 1024 * 1024

/** Until it is known how a process is to tell: as text. Returns what ends that. */
export function logAsText(from: Level = 'info'): () => void {
  return listenToLog(({ event, level, fields }) => {
    const { text, url, part = fields.registry } = fields
    if (ORDER.indexOf(level) < ORDER.indexOf(from)) return
    if (event === 'ready') console.log(`ready ${url}`)
    else if (event === 'stopping') console.log('stopping')
    else if (text === undefined) tellDetails(event, fields, from)
    else {
      const say = level === 'info' ? console.log : console.error
      say(`${String(part).padEnd(15)} ${text}`)
    }
  })
}

/** What nobody waits for is for who looks closely. */
function tellDetails(event: Happened['event'], fields: Happened['fields'], from: Level): void {
  if (from !== 'debug') return
  const words = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  console.log(`${event.padEnd(15)} ${words.join(' ')}`)
}

let endText: () => void = () => undefined

/** Of a command that runs to its end: what it tells is for who started it. */
export function beginLog(): void {
  endText = logAsText()
}

/** Of what serves: a part, or all of them on one machine (`up`), which somebody tries and reads along. */
export function openLog({ KINDLIJN_LOG, KINDLIJN_LOG_LEVEL: level }: Config, part: string): void {
  endText()
  const isText = KINDLIJN_LOG
    ? KINDLIJN_LOG === 'text'
    : part === 'up' || process.stdout.isTTY === true
  endText = isText ? logAsText(level) : logAsJson(level, part, process.stdout.fd)
}

export function logAsJson(level: Level, part: string, fd: number): () => void {
  const destination = pino.destination({ fd, sync: false, maxLength: MOST_WAITING })
  destination.on('error', () => undefined) // nobody reads it any more
  destination.on('drop', () => METRICS.droppedLines.inc())
  const logger = pino(
    {
      level,
      base: { process: part },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrub },
    },
    destination,
  )
  return listenToLog(({ event, level: of, fields: { text, ...fields } }) => {
    // The name of a file is for who reads along: it may be a person's.
    const isWords = event === 'note' || event === 'warning'
    logger[of]({ event, ...fields, ...(isWords && { text }) })
  })
}
