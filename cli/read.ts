/**
 * `kindlijn read FORMAT PATH… [--records]`: what an adapter makes of files, as JSON lines. Touches no state.
 *
 * @module
 */

import { createReadStream } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type DeliveryProblem, DeliveryRefused } from '../connectors/deliveries.ts'
import type { FormatReader, ReadReport, Tally } from '../connectors/format.ts'
import { openBlind } from './blind.ts'
import { FORMATS, isFormat } from './formats.ts'
import { Mistake } from './say.ts'

export async function read(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { records: { type: 'boolean', default: false } },
  })
  const [format = '', ...paths] = positionals
  if (!isFormat(format) || paths.length === 0) {
    throw new Mistake(
      `Name a format and files or folders: kindlijn read ${Object.keys(FORMATS).join(' | ')} PATH… [--records].`,
    )
  }
  const reader = await FORMATS[format]()
  const blind = openBlind()
  const print = (line: object) => console.log(JSON.stringify(blind(line)))
  for await (const file of filesIn(paths)) {
    let report = await readFileOf(file, reader, (record) => void JSON.stringify(blind(record)))
    // Of a refused file no record counts, so none is shown before the end has been seen.
    if (values.records && report.ok) {
      report = await readFileOf(file, reader, (record) => print({ file, record }))
    }
    print(report)
    if (!report.ok) process.exitCode = 1
  }
}

/** Reads one file, and tells what became of it. A file that cannot be opened is a problem like another. */
export async function readFileOf(
  file: string,
  reader: FormatReader,
  onRecord: (record: unknown) => void = () => undefined,
): Promise<ReadReport> {
  const elements = { read: 0, kept: 0, unknown: 0 }
  const tally: Tally = {
    read(count = 1) {
      elements.read += count
    },
    kept(count = 1) {
      elements.kept += count
    },
    unknown(_, count = 1) {
      elements.unknown += count
    },
  }
  let records = 0
  const bytes = createReadStream(file)
  try {
    for await (const record of reader(bytes, tally)) {
      records += 1
      onRecord(record)
    }
    return { file, ok: true, records, elements, problems: [] }
  } catch (error) {
    const nothing = { records: 0, elements: { read: 0, kept: 0, unknown: 0 } }
    return { file, ok: false, ...nothing, problems: [toProblem(error)] }
  } finally {
    bytes.destroy()
  }
}

function toProblem(error: unknown): DeliveryProblem {
  if (error instanceof DeliveryRefused) return error.problem
  const { syscall } = (error ?? {}) as { readonly syscall?: unknown }
  return syscall === undefined
    ? { line: 0, path: '', rule: 'readable', message: 'The file cannot be read as this format.' }
    : { line: 0, path: '', rule: 'open', message: 'The file cannot be opened.' }
}

/** Files as they are named; of a folder all files below it, in name order, without hidden ones. */
async function* filesIn(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

/** A link to a folder could lead in a circle, and what is no file could be waited for without end. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = []
  for await (const entry of await opendir(folder)) entries.push(entry)
  const visible = entries.filter(({ name }) => !name.startsWith('.'))
  for (const entry of visible.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (
      await stat(path).then(
        (found) => found.isFile(),
        () => true,
      )
    )
      yield path
  }
}
