/**
 * `kindlijn ask --persona NAME --query FILE [--variables JSON] [--format csv [--decimal ,]]`: asks the running graph, and
 * prints its answer as JSON, or as CSV where that is one table.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { openHome } from './home.ts'
import { Mistake } from './say.ts'
import { tokenFor } from './token.ts'

export async function ask(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      persona: { type: 'string' },
      query: { type: 'string' },
      variables: { type: 'string' },
      operation: { type: 'string' },
      format: { type: 'string', default: 'json' },
      decimal: { type: 'string' },
    },
  })
  const config = readConfig(process.env)
  const variables = readVariables(values.variables)
  const accept = readFormat(values.format, values.decimal)
  const token = await tokenFor(config, values.persona)
  const query = await readQuery(values.query)
  const url = await addressOf(config)

  const response = await fetch(url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables, operationName: values.operation }),
  }).catch(() => {
    throw new Mistake(`No gateway answers at ${url}. Start one with: npm start`)
  })
  if (/^text\/csv\b/.test(response.headers.get('content-type') ?? '')) {
    // As bytes: a byte order mark belongs to it.
    process.stdout.write(await response.bytes())
    return
  }
  const answer: unknown = await response.json().catch(() => {
    throw new Mistake(`What answers at ${url} is no gateway of Kindlijn.`)
  })
  if (accept === JSON_ONLY) return console.log(JSON.stringify(answer, null, 2))
  const { errors = [] } = answer as { errors?: { message?: unknown }[] }
  const said = [...new Set(errors.map(({ message }) => String(message)))]
  throw new Mistake(['The answer is no CSV.', ...said].join(' '))
}

const JSON_ONLY = 'application/json'

function readFormat(format: string, decimal = '.'): string {
  const isCsv = format === 'csv'
  if (!isCsv && format !== 'json') throw new Mistake('--format is json or csv.')
  if (!['.', ','].includes(decimal)) throw new Mistake('--decimal is . or , in a CSV.')
  if (!isCsv) return JSON_ONLY
  return decimal === ',' ? 'text/csv; decimal=comma' : 'text/csv'
}

async function readQuery(file: string | undefined): Promise<string> {
  if (file === undefined)
    throw new Mistake('Name a file with a query: --query FILE, or - for standard input.')
  if (file === '-') return text(process.stdin)
  return readFile(file, 'utf8').catch(() => {
    throw new Mistake(`The file ${file} cannot be read.`)
  })
}

function readVariables(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json)
  } catch {
    throw new Mistake('--variables takes JSON: --variables \'{"id": "…"}\'.')
  }
}

/** Where the gateway of this home last said that it was ready; else where it would listen. */
export async function addressOf(config: Config): Promise<string> {
  const home = await openHome(config)
  const running = (await home.read('running.json')) as { url?: unknown } | undefined
  return typeof running?.url === 'string'
    ? running.url
    : `http://${config.KINDLIJN_HOST}:${config.PORT}/graphql`
}
