/**
 * `kindlijn ask --persona NAME --query FILE [--variables JSON]`: asks the running graph, and prints its answer as JSON.
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
    },
  })
  const config = readConfig(process.env)
  const variables = readVariables(values.variables)
  const token = await tokenFor(config, values.persona)
  const query = await readQuery(values.query)
  const url = await addressOf(config)

  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables, operationName: values.operation }),
  }).catch(() => {
    throw new Mistake(`No gateway answers at ${url}. Start one with: npm start`)
  })
  const answer = await response.json().catch(() => {
    throw new Mistake(`What answers at ${url} is no gateway of Kindlijn.`)
  })
  console.log(JSON.stringify(answer, null, 2))
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
async function addressOf(config: Config): Promise<string> {
  const home = await openHome(config)
  const running = (await home.read('running.json')) as { url?: unknown } | undefined
  return typeof running?.url === 'string'
    ? running.url
    : `http://${config.KINDLIJN_HOST}:${config.PORT}/graphql`
}
