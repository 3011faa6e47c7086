/**
 * A dossier of youth health care without a BSN: found by nobody, then linked from the extract itself, then read by its own
 * number, and lost again to who broke the link.
 */

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyOnce } from '../cli/link-once.ts'
import { linkerNamed, readingOf } from '../cli/linking.ts'
import { type Registry, readLinks } from '../connectors/registry.ts'
import { Bsn } from '../privacy/bsn.ts'
import { openKeyring } from '../privacy/sealed-reference.ts'
import { generate } from '../sandbox/generate.ts'
import { livingChildren } from '../sandbox/household.ts'
import { loadJgz } from '../sandbox/jgz-database.ts'
import { compiled } from '../schema/compiled.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { type ChildIndex, openChildIndex } from '../subgraphs/child/child-index.ts'
import { type Linker, openLinker } from '../subgraphs/child/linker.ts'
import { openChild } from '../subgraphs/child/subgraph.ts'
import { openJgz } from '../subgraphs/jgz/subgraph.ts'
import { accountsInto, type ProcessingRecord } from './accounts.ts'
import { makeDatabase, type TestDatabase } from './database.ts'
import { type Population, servePopulation } from './population.ts'

const KEY = new Uint8Array(64).fill(9)
const FAMILIES = [...generate({ seed: 20_200_921, children: 60 })]
const READER = `jgz_${randomBytes(4).toString('hex')}`

let database: TestDatabase
let population: Population
let child: OpenSubgraph
let jgz: OpenSubgraph
let index: ChildIndex
let linker: Linker
let link: () => Promise<unknown>
const told: ProcessingRecord[] = []

beforeAll(async () => {
  database = await makeDatabase()
  population = await servePopulation(FAMILIES)
  const password = 'read-only'
  await loadJgz({
    databaseUrl: database.url,
    readerRole: READER,
    readerPassword: password,
    families: FAMILIES,
  })
  const extract = Object.assign(new URL(database.url), { username: READER })
  const links = await readLinks('registries')
  const named = (name: string, url: string): Registry => {
    const found = links.find((one) => one.name === name)
    if (!found) throw new Error(`Nothing is called ${name}.`)
    return { ...found, url, password: undefined, network: 'this-machine' }
  }
  const brp = named('brp-waterdam', population.url)
  const dossiers = { ...named('jgz-waterdam', extract.href), password }
  const keyring = openKeyring(new Uint8Array(64).fill(3))
  child = await openChild({
    registry: brp,
    links,
    databaseUrl: database.url,
    indexKey: KEY,
    keyrings: { 'birth-care': keyring, jgz: keyring, childcare: keyring, 'social-domain': keyring },
    birthCareStoreKey: KEY,
  })
  jgz = await openJgz({ registries: [dossiers], keyring, storeKey: KEY })
  index = await openChildIndex({ databaseUrl: database.url, key: KEY })
  linker = openLinker({ population: brp, index, perSecond: 10_000 })
  link = () =>
    applyOnce({
      linker,
      registry: dossiers,
      subgraph: jgz,
      reading: readingOf({
        viewer: linkerNamed('bram'),
        accounting: accountsInto([]),
        links,
        signal: AbortSignal.timeout(60_000),
      }),
    })
}, 60_000)
afterAll(async () => {
  await linker?.close()
  await index?.close()
  await jgz?.close()
  await child?.close()
  await population?.close()
  await database?.ask(`drop owned by ${READER}; drop role ${READER}`)
  await database?.drop()
})

async function idOf(planted: string): Promise<string> {
  const all = FAMILIES.flatMap(livingChildren)
  const bsn = Bsn.parse(all.find((one) => one.child.planted === planted)?.person.bsn ?? '')
  if (!bsn) throw new Error(`${planted} has a BSN in the population register.`)
  return (await index.idsOf([bsn]))[0] ?? ''
}

interface Entity {
  readonly jgzRef?: string | null
  readonly jgz?: { readonly newborn: { readonly weightGrams: number } | null } | null
}

async function entity(subgraph: OpenSubgraph, fields: string, of: object) {
  told.length = 0
  const context = subgraph.contextOf({
    viewer: {
      id: 'n-1',
      organisation: 'ura:99990001',
      role: 'youth-nurse',
      purpose: 'youth-health-care',
      municipalities: ['9999'],
    },
    agreements: () => true,
    accounting: accountsInto(told),
    traceId: 'a'.repeat(32),
    signal: AbortSignal.timeout(10_000),
  })
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${fields} } } }`
  const variables = { of: [{ __typename: 'Child', ...of }] }
  const { data, errors } = await compiled(subgraph.schema)({ query, variables }, context)
  expect(errors ?? []).toEqual([])
  const [one] = (data?._entities ?? []) as readonly Entity[]
  if (!one) throw new Error('It is there.')
  return one
}

/** As the gateway would: the reference from the one, to the other. */
async function newbornOf(id: string) {
  const { jgzRef } = await entity(child, 'jgzRef', { id })
  const { jgz: dossier } = await entity(jgz, 'jgz { newborn { weightGrams } }', { id, jgzRef })
  return { newborn: dossier?.newborn ?? null, told: told.map(({ outcome }) => outcome) }
}

test('MUST be found by nobody, until it is linked from what the extract offers; then by its own number', async () => {
  const tammo = await idOf('tammo')
  expect(await newbornOf(tammo)).toEqual({ newborn: null, told: ['unlinked'] })

  await link()
  expect(await newbornOf(tammo)).toEqual({
    newborn: { weightGrams: expect.any(Number) },
    told: ['read'],
  })
  const anna = await newbornOf(await idOf('anna'))
  expect(anna.newborn).toMatchObject({ weightGrams: expect.any(Number) })
}, 60_000)

test('MUST NOT be read once its link is broken, nor asked for', async () => {
  const tammo = await idOf('tammo')
  const [known] = await index.look([tammo])
  const made = known?.links.find(({ isActive, record }) => isActive && record !== null)
  if (!made) throw new Error('tammo was linked.')
  await index.breakLink({ linkId: made.id, reason: 'another child', userId: 'l-1' })

  expect((await newbornOf(tammo)).newborn).toBeNull()
}, 60_000)
