/**
 * A large iJw file: how long it takes to take in, and in how much memory, beside what any reader of it has to do.
 *
 * @module
 */

import { execFile } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { headerOf, personOf, writeIjw } from '../subgraphs/social-domain/fixtures/write-ijw.ts'
import { buildInto } from '../test/built.ts'
import { type Figure, quantile, seconds } from './figure.ts'

const PRODUCTS = 50_000
/** Of each step; the middle counts. */
const RUNS = 7
const SCHEMA = resolve('../shared/real/ijw-3.2/xsd/JW301.xsd')
const run = promisify(execFile)

interface Measured {
  readonly ms: number
  readonly count: number
  readonly megabytes: number
}

export async function ijwFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'ijw')
  await mkdir(home, { recursive: true })
  await Promise.all([folder, home].map((one) => chmod(one, 0o711)))
  const built = dirname(dirname(await buildInto(join(folder, 'built'))))
  const postgres = await startPostgres({ directory: join(home, 'postgres'), password: 'bench' })
  try {
    const measure = async (step: string, file = '', url = ''): Promise<Measured> => {
      const script = fileURLToPath(new URL('./ijw-step.ts', import.meta.url))
      const args = ['--expose-gc', '--import', 'tsx', script, step, built, file, SCHEMA, url]
      return JSON.parse((await run(process.execPath, args)).stdout) as Measured
    }
    const validated: Measured[] = []
    const bare: Measured[] = []
    const read: Measured[] = []
    const taken: Measured[] = []
    const file = join(home, 'JW301.xml')
    for (let i = 0; i < RUNS; i += 1) {
      await writeMessage(file)
      if (existsSync(SCHEMA)) validated.push(await measure('validate', file))
      bare.push(await measure('bare', file))
      read.push(await measure('read', file))
      // It moves the file away.
      taken.push(await measure('take-in', file, await newDatabase(postgres.url, i)))
    }
    const messages = await measure('messages')
    await writeMessage(file)
    const size = ((await stat(file)).size / 1e6).toFixed(1)

    const ms = (of: readonly Measured[]) =>
      quantile(
        of.map((one) => one.ms),
        0.5,
      )
    const over = (of: readonly Measured[]) =>
      `${Math.max(...of.map(({ megabytes }) => megabytes)).toFixed(0)} MB`
    const row = (name: string, of: readonly Measured[]) => [name, seconds(ms(of)), over(of), '']
    // Round by round: a machine that is slower for a while is so for all of them.
    const ratios = taken.map(
      (one, i) => one.ms / ((validated[i]?.ms ?? 0) + (bare[i]?.ms ?? Number.NaN)),
    )
    return {
      title: 'A large iJw file',
      command: 'npm run bench -- ijw',
      about: [
        `A JW301 of ${size} MB with ${PRODUCTS.toLocaleString('en')} allocated products.`,
        'No message of iJw that is read here holds more than one client (its XSDs refuse a second), so that as many clients are as many messages: the last row.',
        `Each step in a process of its own, ${RUNS} times; of times and of the ratio the middle, of memory the most, over that of the process before it begins.`,
        'Taking in is reading, checking, and storing in a PostgreSQL on the same machine, which is not in the memory.',
      ].join(' '),
      head: ['', 'Time', 'Memory over idle', 'At most'],
      rows: [
        ...(validated.length > 0 ? [row('validating against the XSD (libxml2)', validated)] : []),
        row('a bare streaming read (saxes)', bare),
        row('reading and checking, stored nowhere', read),
        ['taking in', seconds(ms(taken)), over(taken), '150 MB'],
        ...(validated.length > 0
          ? [['taking in, by the first two together', quantile(ratios, 0.5).toFixed(2), '', '1.50']]
          : []),
        [
          `reading ${PRODUCTS.toLocaleString('en')} messages of one client each`,
          seconds(messages.ms),
          over([messages]),
          '',
        ],
      ],
    }
  } finally {
    await postgres.stop()
  }
}

async function newDatabase(url: string, nth: number): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ijw_${nth}`)
  await client.end()
  return Object.assign(new URL(url), { pathname: `/ijw_${nth}` }).href
}

/** Piece by piece: it is the size that matters here, and not who makes it. */
async function writeMessage(file: string): Promise<void> {
  const product = {
    ToewijzingNummer: '#',
    Product: { Categorie: '45', Code: '45A03' },
    Toewijzingsdatum: '2026-03-02',
    Toewijzingstijd: '10:15:00',
    Ingangsdatum: '2026-03-09',
    Einddatum: '2026-12-31',
  }
  const { Naam, ...person } = personOf('999911004')
  const message = writeIjw(
    'JW301',
    {
      Header: headerOf('JW301'),
      Client: {
        ...person,
        Naam: { ...Object(Naam), NaamGebruik: '1' },
        Contactgegevens: { Contact: { Soort: '01' } },
        ToegewezenProducten: { ToegewezenProduct: product },
      },
    },
    { indent: false, prefixes: ['m', 'b'] },
  )
  const [before = '', one = '', after = ''] = message.split(
    /(<m:ToegewezenProduct>.*Product>)(?=<\/m:ToegewezenProducten>)/,
  )
  await pipeline(function* () {
    yield before
    for (let i = 1; i <= PRODUCTS; i += 1) yield one.replace('#', String(i))
    yield after
  }, createWriteStream(file))
}
