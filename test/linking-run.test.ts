import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyOnce, planOnce } from '../cli/link-once.ts'
import { linkerNamed, readingOf } from '../cli/linking.ts'
import { type Registry, readLinks } from '../connectors/registry.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { livingChildren } from '../sandbox/household.ts'
import { toJgzRows } from '../sandbox/jgz.ts'
import type { JgzRows } from '../sandbox/jgz-dossier.ts'
import { JGZ_SLIPS, type JgzSlips } from '../sandbox/jgz-slips.ts'
import type { Family } from '../sandbox/population.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { type Linker, openLinker } from '../subgraphs/child/linker.ts'
import type { LinkableRecord } from '../subgraphs/linkable.ts'
import { accountsInto } from './accounts.ts'
import { makeDatabase, type TestDatabase } from './database.ts'
import { type Population, servePopulation } from './population.ts'

const KEY = new Uint8Array(64).fill(9)
const JGZ = 'jgz-waterdam'

/** A town, its index, and its youth health care as it is at this moment. */
interface Town {
  readonly linker: Linker
  /** The dossier of each child, and whose it is in truth. */
  readonly truth: ReadonlyMap<string, Bsn | undefined>
  dossierOf(planted: string): string
  records: readonly LinkableRecord[]
  apply(allowBreaks?: boolean): ReturnType<typeof applyOnce>
  plan(): ReturnType<typeof planOnce>
  /** To whom a dossier is linked now. */
  ownerOf(dossier: string): Promise<readonly string[]>
  close(): Promise<void>
}

async function openTown(children: number, slips: JgzSlips): Promise<Town> {
  const families = [...generate({ seed: 20_200_921, children })]
  const database: TestDatabase = await makeDatabase()
  const population: Population = await servePopulation(families)
  const links = await readLinks('registries')
  const named = (name: string): Registry => {
    const link = links.find((one) => one.name === name)
    if (!link) throw new Error(`nothing is called ${name}`)
    return { ...link, url: population.url, password: undefined }
  }
  const index = await openChildIndex({ databaseUrl: database.url, key: KEY })
  const linker = openLinker({ population: named('brp-waterdam'), index, perSecond: 10_000 })
  const town = { records: families.flatMap((family) => feedOf(family, slips)) }
  const subgraph: Pick<OpenSubgraph, 'linkables'> = {
    async *linkables() {
      yield* town.records
    },
  }
  const once = () => ({
    linker,
    registry: named(JGZ),
    subgraph: subgraph as OpenSubgraph,
    reading: readingOf({
      viewer: linkerNamed('bram'),
      accounting: accountsInto([]),
      links,
      signal: AbortSignal.timeout(60_000),
    }),
  })
  return Object.assign(town, {
    linker,
    truth: truthOf(families),
    dossierOf(planted: string) {
      const all = families.flatMap(livingChildren).map(({ child }) => child)
      return all.find((child) => child.planted === planted)?.jgz?.dossier ?? ''
    },
    apply: (allowBreaks = false) => applyOnce(once(), allowBreaks),
    plan: () => planOnce(once()),
    async ownerOf(dossier: string) {
      const { sealer } = linker.index.database
      const rows = await database.ask(
        'select distinct child_id from child_index.link_event where sealed_record = $1',
        [sealer.sealRecord(JGZ, dossier)],
      )
      const known = await linker.index.look(rows.map(({ child_id }) => String(child_id)))
      return known
        .filter((one) => one?.links.some((link) => link.isActive && link.record === dossier))
        .flatMap((one) => one?.id ?? [])
    },
    async close() {
      await linker.close()
      await index.close()
      await population.close()
      await database.drop()
    },
  })
}

/** As a feed of youth health care would have it: what is in the extract, and nothing else. */
function feedOf(family: Family, slips: JgzSlips): readonly LinkableRecord[] {
  const { client, ouder, geboorte } = toJgzRows(family, slips)
  return client.map((row): LinkableRecord => {
    const key = String(row.client_id)
    const mother = ouder.find((one) => one.client_id === key && one.bds_0062 === '02')
    return {
      ...{ registry: JGZ, key, bsn: text(row.bds_0007) },
      ...{ familyName: text(row.bds_0002), prefix: text(row.bds_0001) },
      ...{ givenNames: text(row.bds_0006), birthDate: text(row.bds_0020) },
      sex: row.bds_0019 === '1' ? 'male' : 'female',
      ...{ postcode: text(row.bds_0016), houseNumber: text(row.bds_0012) },
      mother: mother
        ? {
            ...{ bsn: text(mother.bds_0655), familyName: null, prefix: null },
            birthDate: text(mother.bds_0063),
          }
        : null,
      ...birthOf(geboorte.find((one) => one.client_id === key)),
    }
  })
}

function birthOf(row: JgzRows['geboorte'][number] | undefined) {
  const together = ['eenling', 'tweeling', 'drieling'].indexOf(String(row?.bds_0108)) + 1
  return {
    rank: row?.bds_0109 == null ? null : Number(row.bds_0109),
    bornTogether: together || null,
  }
}

function text(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}

function truthOf(families: readonly Family[]): ReadonlyMap<string, Bsn | undefined> {
  return new Map(
    families.flatMap(livingChildren).flatMap(({ child, person }) => {
      const bsn = person.bsn === null ? undefined : Bsn.parse(person.bsn)
      return child.jgz ? [[child.jgz.dossier, bsn] as const] : []
    }),
  )
}

/** The id of who a dossier is of in truth. */
async function idOf({ linker, truth }: Town, dossier: string): Promise<readonly string[]> {
  const bsn = truth.get(dossier)
  return bsn ? linker.index.idsOf([bsn]) : []
}

describe('the planted children, in a dossier of youth health care that is not as it should be', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown(60, JGZ_SLIPS)
    await town.apply()
  }, 60_000)
  afterAll(() => town.close())

  test.each([
    ['rikkert', 'has no BSN there, and a name that was misspelt'],
    ['tammo', 'is three days old, without a BSN or a name there'],
    ['ulla', 'has no BSN there, and the address that was left'],
    ['cato', 'is a twin'],
    ['eva', 'is the other one'],
    ['finn', 'was adopted'],
    ['anna', 'is as she should be'],
  ])('%s, who %s, is linked and is who it is', async (name) => {
    const dossier = town.dossierOf(name)
    expect(dossier).not.toBe('')
    expect(await town.ownerOf(dossier)).toEqual(await idOf(town, dossier))
  })

  test('MUST leave sientje unlinked, whom no register knows', async () => {
    expect(await town.ownerOf(town.dossierOf('sientje'))).toEqual([])
    const cases = await town.linker.index.cases({ first: 100 })
    expect(cases.map(({ record }) => record)).not.toContain(town.dossierOf('sientje'))
  })

  test('the same again changes nothing, and a dry run issues no id', async () => {
    const count = async () =>
      (
        await town.linker.index.database.rows('', 'select count(*) as n from child_index.child', [])
      )[0]
    const before = await count()
    const { changes } = await town.plan()
    expect(changes).toMatchObject({ made: [], broken: [], rescored: [], opened: [], withdrawn: [] })
    expect(await count()).toEqual(before)
    expect((await town.apply()).changes).toMatchObject({ made: [], broken: [], rescored: [] })
  })

  test('MUST keep the id of tammo when his BSN comes, and when it is his mother’s for a while', async () => {
    const dossier = town.dossierOf('tammo')
    const [id] = await town.ownerOf(dossier)
    const bsn = town.truth.get(dossier)?.reveal() ?? null
    const before = town.records
    const withBsn = (own: string | null) =>
      before.map((record) => (record.key === dossier ? { ...record, bsn: own } : record))
    const mother = before.find(({ key }) => key === dossier)?.mother?.bsn ?? null
    for (const own of [mother, bsn, null]) {
      town.records = withBsn(own)
      const { changes } = await town.apply()
      expect(changes).toMatchObject({ made: [], broken: [] })
      expect(await town.ownerOf(dossier)).toEqual([id])
    }
    town.records = before
  })

  test('MUST NOT break the links of a registry that is suddenly half empty', async () => {
    const before = town.records
    town.records = before.slice(0, before.length / 2)
    await expect(town.apply()).rejects.toThrow(/^This would break \d+ of \d+ links/)
    town.records = before
    expect((await town.plan()).changes).toMatchObject({ made: [], broken: [] })
  })

  test('what a person decided stands, whatever is linked afterwards', async () => {
    const [dossier, id] = [
      town.dossierOf('rikkert'),
      (await town.ownerOf(town.dossierOf('rikkert')))[0],
    ]
    const [known] = await town.linker.index.look([id ?? ''])
    const link = known?.links.find(({ record }) => record === dossier)
    const signed = { linkId: link?.id ?? '', reason: 'not his dossier', userId: 'bram' }
    await town.linker.index.breakLink(signed)
    await town.apply()
    expect(await town.ownerOf(dossier)).toEqual([])
    await town.linker.index.restoreLink({ ...signed, reason: 'it was' })
    await town.apply()
    expect(await town.ownerOf(dossier)).toEqual([id])
  })
})

describe('a registry that wrote three in ten down badly', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown(500, { withoutBsn: 0.3, misspelt: 0.3, formerAddress: 1 })
  }, 60_000)
  afterAll(() => town.close())

  test('MUST link nobody to another, and most of them', async () => {
    const { linked, run } = await town.apply()
    const wrong = linked.linked.links.filter(
      ({ record, person }) => town.truth.get(record)?.reveal() !== person,
    )
    expect(wrong).toEqual([])
    expect(run.summary.linked / run.summary.records).toBeGreaterThan(0.95)
    expect(JSON.stringify(run.linked)).not.toMatch(/"9999\d{5}"/)
  }, 60_000)
})
