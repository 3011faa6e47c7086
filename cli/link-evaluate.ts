/**
 * `kindlijn link evaluate FILE --truth COLUMN --map field=column,…`: measures the linkage model on any list whose
 * truth is known. Touches no state, and tells of no row.
 *
 * @module
 */

import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { CsvError, parse } from 'csv-parse'
import {
  CELL_FIELDS,
  type CellField,
  type CellMap,
  toLinkable,
} from '../subgraphs/child/linkage/cells.ts'
import { type Evaluation, evaluate, type TrueRow } from '../subgraphs/child/linkage/evaluate.ts'
import { Mistake } from './say.ts'

const USAGE =
  'kindlijn link evaluate FILE --truth COLUMN [--truth-pattern REGEX] --map field=column,… [--delimiter ;]'

export async function evaluateList(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      truth: { type: 'string' },
      // Where the truth is a part of a column: its first group.
      'truth-pattern': { type: 'string' },
      map: { type: 'string' },
      delimiter: { type: 'string', default: ',' },
    },
  })
  const [file] = positionals
  const { truth, map, delimiter } = values
  if (!file || !truth || !map) throw new Mistake(USAGE)
  const toEntity = openTruth(values['truth-pattern'])
  const rows = await readRows(file, { truth, toEntity, map: toMap(map), delimiter })
  const { model, ...evaluation } = evaluate(rows, 'evaluate')
  console.error(toTable(evaluation))
  console.log(JSON.stringify({ ...evaluation, model }))
}

interface Reading {
  readonly truth: string
  readonly toEntity: (cell: string) => string | undefined
  readonly map: CellMap
  readonly delimiter: string
}

async function readRows(file: string, reading: Reading): Promise<readonly TrueRow[]> {
  const { truth, toEntity, map, delimiter } = reading
  const rows: TrueRow[] = []
  const stream = createReadStream(file)
  const parser = parse({ columns: true, bom: true, trim: true, skip_empty_lines: true, delimiter })
  stream.on('error', (error) => parser.destroy(error))
  try {
    for await (const cells of stream.pipe(parser) as AsyncIterable<Record<string, string>>) {
      if (rows.length === 0) checkColumns(cells, [truth, ...Object.values(map)])
      const entity = toEntity(cells[truth] ?? '')
      if (!entity) throw new Mistake(`Row ${rows.length + 1} does not say of whom it is.`)
      rows.push({ person: toLinkable(cells, map), entity })
    }
  } catch (error) {
    throw explain(error)
  } finally {
    stream.destroy()
  }
  return rows
}

/** The parser's own words quote what it read. */
function explain(error: unknown): unknown {
  if (error instanceof CsvError) return new Mistake(`Line ${error.lines} cannot be read as CSV.`)
  const { code } = error as { readonly code?: unknown }
  return code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR'
    ? new Mistake('The file cannot be opened.')
    : error
}

function checkColumns(cells: Readonly<Record<string, string>>, columns: readonly string[]): void {
  const missing = columns.filter((column) => !Object.hasOwn(cells, column))
  if (missing.length > 0) throw new Mistake(`The list has no column ${missing.join(', ')}.`)
}

function openTruth(pattern: string | undefined): Reading['toEntity'] {
  if (pattern === undefined) return (cell) => cell
  try {
    const expression = new RegExp(pattern)
    return (cell) => expression.exec(cell)?.[1]
  } catch {
    throw new Mistake('--truth-pattern is no regular expression.')
  }
}

function toMap(text: string): CellMap {
  const entries = text.split(',').map((pair) => {
    const [field = '', column = ''] = pair.split('=').map((part) => part.trim())
    if (!isField(field) || column === '') {
      throw new Mistake(`--map takes field=column, with these fields: ${CELL_FIELDS.join(', ')}.`)
    }
    return [field, column]
  })
  return Object.fromEntries(entries)
}

function isField(name: string): name is CellField {
  return (CELL_FIELDS as readonly string[]).includes(name)
}

function toTable(evaluation: Omit<Evaluation, 'model'>): string {
  const { rows, entities, truePairs, comparedPairs, reachable, at } = evaluation
  const lines = at.map(({ threshold, pairs, precision, recall, f1 }) =>
    [String(threshold), String(pairs), ...[precision, recall, f1].map((value) => value.toFixed(4))]
      .map((cell) => cell.padStart(10))
      .join(''),
  )
  return [
    `${rows} rows of ${entities} entities: ${truePairs} true pairs; ${comparedPairs} compared, with ${(reachable * 100).toFixed(2)} % of the true ones.`,
    ['threshold', 'pairs', 'precision', 'recall', 'F1'].map((name) => name.padStart(10)).join(''),
    ...lines,
  ].join('\n')
}
