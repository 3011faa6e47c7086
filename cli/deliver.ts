/**
 * `kindlijn deliver REGISTRY FILE…`: takes files in, as the watcher of the registry's folder does: into `accepted/` or
 * `quarantine/` beside them, one JSON line each. Exit status 1 if one was not taken in.
 *
 * @module
 */

import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { hideKeys, takeIn } from '../connectors/delivery-file.ts'
import { type DeliveryStore, openDeliveryStore } from '../connectors/delivery-store.ts'
import { type RegistryLink, readLinks } from '../connectors/registry.ts'
import { SCHEMAS } from './database.ts'
import { DELIVERED_FORMATS, type DeliveredFormat } from './delivered-formats.ts'
import { openHome, openPartHome } from './home.ts'
import { openOwnDatabase } from './own-database.ts'
import { Mistake } from './say.ts'
import { secretsOf } from './secrets.ts'

export async function deliver(args: readonly string[]): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const [name = '', ...files] = positionals
  const config = readConfig(process.env)
  const { link, format } = await findLink(config, name)
  await checkFiles(name, files)

  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stopping.abort())
  }
  const home = config.KINDLIJN_POSTGRES_URL ? openPartHome(config) : await openHome(config)
  const storeKey = await secretsOf(home).storeKey(format.domain)
  const { open, restates = false } = await format.load()
  const database = await openOwnDatabase(config, home, format.domain)
  try {
    const store = await openDeliveryStore({
      url: database.url,
      schema: SCHEMAS[format.domain],
      timeoutMs: link.timeout,
    })
    const read = open({ registry: link.name, storeKey })
    const { signal } = stopping
    for (const file of files) {
      if (signal.aborted) break
      const of = { registry: link.name, format: link.format, restates, read }
      await deliverOne({ ...of, file, store }, signal)
    }
    await store.close()
  } finally {
    await database.close()
  }
}

/** What cannot be taken in now is told as such; the file is where it was. */
async function deliverOne(
  delivered: Parameters<typeof takeIn>[0] & { readonly store: DeliveryStore },
  signal: AbortSignal,
): Promise<void> {
  const taken = await takeIn(delivered, signal).catch(() => ({ status: 'failed' as const }))
  console.log(JSON.stringify({ file: hideKeys(basename(delivered.file)), ...taken }))
  if (taken.status === 'refused' || taken.status === 'failed') process.exitCode = 1
}

async function findLink(
  { KINDLIJN_REGISTRIES }: Config,
  name: string,
): Promise<{ readonly link: RegistryLink; readonly format: DeliveredFormat }> {
  const links = await readLinks(KINDLIJN_REGISTRIES)
  const delivering = links.filter(({ kind }) => kind === 'deliveries')
  const link = delivering.find((one) => one.name === name)
  const known = Object.hasOwn(DELIVERED_FORMATS, link?.format ?? '')
  const format = known && link ? DELIVERED_FORMATS[link.format] : undefined
  if (link && format && format.domain === link.domain) return { link, format }
  const names = delivering.map((one) => one.name).join(' | ')
  throw new Mistake(
    link
      ? `The format of registry ${name} is not one that its domain reads.`
      : `Name a registry that delivers files, and the files: kindlijn deliver ${names} FILE….`,
  )
}

async function checkFiles(name: string, files: readonly string[]): Promise<void> {
  if (files.length === 0) throw new Mistake(`Name files: kindlijn deliver ${name} FILE….`)
  for (const file of files) {
    const found = await lstat(file).catch(() => undefined)
    if (!found?.isFile()) throw new Mistake(`${hideKeys(basename(file))} is not a file.`)
  }
}
