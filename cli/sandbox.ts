/**
 * `kindlijn sandbox make|serve|children`: the invented municipality, apart from the graph.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { PLANTED } from '../sandbox/planted.ts'
import { openHome, openPartHome } from './home.ts'
import { waitForDatabase } from './patience.ts'
import { findSandbox, makeSandbox, serveSandbox } from './sandbox-parts.ts'
import { Mistake, part } from './say.ts'
import { secretsOf } from './secrets.ts'
import { nameOf, TOWN_OPTIONS, type Town, toTown } from './town.ts'

const PORTS = { brp: 8081, birthCare: 8082, identity: 8083 } as const

export async function sandbox(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: TOWN_OPTIONS,
  })
  const town = toTown(values)
  switch (positionals[0]) {
    case 'make':
      return make(town)
    case 'serve':
      return serve(town)
    case 'children':
      return list()
    default:
      throw new Mistake(
        'Say what to do: kindlijn sandbox make [--children N] [--event lockdown] [--degrade names] [--delay jgz=30d] | serve | children.',
      )
  }
}

/** The planted children: how to find each, and what is peculiar about it. */
async function list(): Promise<void> {
  for (const { name, prefix, familyName, birthDate, description } of PLANTED) {
    const family = [prefix, familyName].filter(Boolean).join(' ')
    console.log(
      `${name.padEnd(8)}${family.padEnd(16)}${(birthDate ?? '').padEnd(12)}${description}`,
    )
  }
}

async function make(town: Town): Promise<void> {
  const { home, adminUrl } = await open()
  await makeSandbox(home, adminUrl, town)
  part('sandbox', nameOf(town))
}

async function serve(town: Town): Promise<void> {
  const { home, adminUrl, host } = await open()
  if (!(await findSandbox(home))) await makeSandbox(home, adminUrl, town)
  const running = await serveSandbox(home, adminUrl, { host, ports: PORTS })
  for (const { name, url } of running.parts) part(name, url)
  console.log('ready')
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await running.close()
}

async function open() {
  const config = readConfig(process.env)
  if (!config.KINDLIJN_POSTGRES_URL) {
    throw new Mistake('Set KINDLIJN_POSTGRES_URL: the sandbox apart keeps its registries there.')
  }
  const url = new URL(config.KINDLIJN_POSTGRES_URL)
  // Secrets that have a folder of their own are given, and none is made.
  const home = config.KINDLIJN_SECRETS ? openPartHome(config) : await openHome(config)
  url.password ||= await secretsOf(home).postgres()
  await waitForDatabase('PostgreSQL', url.href)
  return {
    home,
    adminUrl: url.href,
    host: config.KINDLIJN_HOST,
  }
}
