/**
 * One step of the figure of iJw files, in a process of its own: `tsx ijw-step.ts STEP BUILT FILE SCHEMA DATABASE`, with
 * the readers as they were built. Tells how
 * long it took, and how much memory at most over that of the process before it.
 *
 * @module
 */

import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { SaxesParser } from 'saxes'
import { headerOf, personOf, writeIjw } from '../subgraphs/social-domain/fixtures/write-ijw.ts'

const [step = '', built = '', file = '', schema = '', databaseUrl = ''] = process.argv.slice(2)

const load = (module: string) => import(pathToFileURL(join(built, module)).href)
const { readIjw }: typeof import('../subgraphs/social-domain/ijw.ts') = await load(
  'subgraphs/social-domain/ijw.js',
)
const { takeIn }: typeof import('../connectors/delivery-file.ts') = await load(
  'connectors/delivery-file.js',
)
const { openDeliveryStore }: typeof import('../connectors/delivery-store.ts') = await load(
  'connectors/delivery-store.js',
)

const indexed = { registry: 'bench', storeKey: new Uint8Array(64).fill(7) }
const read = readIjw(indexed)
const { signal } = new AbortController()
const MEGABYTE = 1024 * 1024

/** Each gets ready, and returns what is measured. */
const STEPS: Readonly<Record<string, () => Promise<() => Promise<number>>>> = {
  async validate() {
    xmlRegisterFsInputProviders()
    const validator = XsdValidator.fromDoc(
      XmlDocument.fromBuffer(await readFile(schema), { url: schema }),
    )
    return async () => {
      using document = XmlDocument.fromBuffer(await readFile(file))
      validator.validate(document)
      return 1
    }
  },

  async bare() {
    return async () => {
      const parser = new SaxesParser({ xmlns: true })
      let count = 0
      const seen = () => {
        count += 1
      }
      parser.on('opentag', seen)
      parser.on('text', seen)
      parser.on('closetag', seen)
      for await (const chunk of createReadStream(file, 'utf8')) parser.write(String(chunk))
      parser.close()
      return count
    }
  },

  async read() {
    return () => countOf(createReadStream(file))
  },

  async 'take-in'() {
    const store = await openDeliveryStore({ url: databaseUrl, schema: 'bench' })
    return async () => {
      const taken = await takeIn({ file, store, registry: 'bench', format: 'ijw', read }, signal)
      await store.close()
      if (taken.status !== 'accepted') throw new Error(`The file was ${taken.status}.`)
      return taken.records
    }
  },

  async messages() {
    const Header = headerOf('JW305')
    const StartProduct = {
      ToewijzingNummer: '4001',
      Begindatum: '2026-03-12',
      StatusAanlevering: '1',
    }
    const Client = { ...personOf('999911004'), StartProducten: { StartProduct } }
    const message = Buffer.from(writeIjw('JW305', { Header, Client }, { indent: false }))
    const one = async function* () {
      yield message
    }
    return async () => {
      let count = 0
      for (let i = 0; i < 50_000; i += 1) count += await countOf(one())
      return count
    }
  },
}

async function countOf(bytes: AsyncIterable<Buffer>): Promise<number> {
  let count = 0
  const never = () => {
    throw new Error('A reader refuses by itself.')
  }
  for await (const _ of read(bytes, never)) count += 1
  return count
}

const run = await STEPS[step]?.()
if (!run) throw new Error('There is no such step.')
globalThis.gc?.()
const idle = process.memoryUsage.rss()
let most = idle
const look = () => {
  most = Math.max(most, process.memoryUsage.rss())
}
const looking = setInterval(look, 10)
const started = performance.now()
const count = await run()
const ms = performance.now() - started
clearInterval(looking)
// What was at its highest between two looks is in the process's own mark, where that is of this run.
look()
const mark = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ ms, count, megabytes: (Math.max(most, mark) - idle) / MEGABYTE }))
process.exit(0)
