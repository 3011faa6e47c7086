/**
 * A municipality of which registries deliver day by day, linked and broken meanwhile: what was answered each day is answered
 * again, whatever came since.
 */

import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DATABASE, SCHEMAS, urlFor } from '../cli/database.ts'
import { DELIVERED_FORMATS } from '../cli/delivered-formats.ts'
import { openHome } from '../cli/home.ts'
import { makeSandbox, SEED } from '../cli/sandbox-parts.ts'
import { secretsOf } from '../cli/secrets.ts'
import { takeIn } from '../connectors/delivery-file.ts'
import { openDeliveryStore } from '../connectors/delivery-store.ts'
import { readLinks } from '../connectors/registry.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { USUAL } from '../sandbox/scenario.ts'
import { type Answer, type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'
import { cases } from './scale.ts'

const CHILDREN = cases(30, 1_000)
const DAYS = cases(3, 30)
/** As many as a query may cost. */
const PAGE = 80
const PATIENCE = cases(600_000, 7_200_000)
const never = new AbortController().signal

/** What delivers; the folder of each. */
const FOLDERS = {
  'childcare-waterdam': 'childcare-provider',
  'youth-help-waterdam': 'social-domain',
  'wijkteam-waterdam': 'wijkteam',
  'social-map-waterdam': 'social-map',
} as const
type Delivering = keyof typeof FOLDERS

/** Of a file, on which day it comes: some long after they were written. */
const dayOf = (name: string) =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7) % DAYS

const OF_NURSE = `query Day($ids: [ID!]!, $asOf: AsOfInput) {
  children(ids: $ids, asOf: $asOf) {
    id
    childcare {
      enrolments { id from to endReason hoursPerWeek vveGroup recordedAt }
      attendance { month plannedHours attendedHours }
      waiting { since until }
    }
    socialDomain {
      allocations { id from to start stop state recordedAt }
      requests { id }
      cases { id openedOn closedOn recordedAt }
    }
    timeline(domains: [CHILDCARE, SOCIAL_DOMAIN]) { entries { id at recordedAt item { __typename } } }
  }
  offerGaps(municipality: "9999", asOf: $asOf) { id verdict offers medianWaitWeeks }
}`
const OF_LINKER = `query Links($ids: [ID!]!, $asOf: AsOfInput) {
  children(ids: $ids, asOf: $asOf) {
    id
    identities { registry pseudonym link { certainty decidedBy } }
  }
}`
const LINKS = `query ($ids: [ID!]!) { children(ids: $ids) { identities { registry link { id certainty } } } }`
const BREAK = `mutation ($link: ID!) { breakLink(link: $link, reason: "It is of another child.") { id } }`

const BSNS = [...generate({ seed: SEED, children: CHILDREN })]
  .flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
  .flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])

/** Who moved away is nobody's; and of the timeline youth health care, which knows of now alone, tells only now. */
const EXPECTED: ReadonlySet<string> = new Set(['CHILD_UNKNOWN', 'AS_OF_OUT_OF_REACH'])

let town: Awaited<ReturnType<typeof openOwnTown>>
let graph: Graph
let deliver: (day: number) => Promise<number>

beforeAll(async () => {
  town = await openOwnTown(CHILDREN)
  const home = await openHome({ KINDLIJN_HOME: town.folder, KINDLIJN_SECRETS: undefined })
  await makeSandbox(home, town.adminUrl, { children: CHILDREN, scenario: USUAL })
  const aside = join(town.folder, 'deliveries', 'aside')
  for (const folder of Object.values(FOLDERS)) {
    await mkdir(join(aside, folder), { recursive: true })
    const own = join(town.folder, 'deliveries', folder)
    for (const name of await readdir(own)) await rename(join(own, name), join(aside, folder, name))
  }
  graph = await openGraph({
    town,
    deadlineMs: 60_000,
    linked: (registry) => ({ ...registry, timeout: 30_000 }),
  })
  const { storeKey, rolePassword } = secretsOf(home)
  const links = await readLinks('registries')

  deliver = async (day) => {
    let files = 0
    for (const registry of Object.keys(FOLDERS) as Delivering[]) {
      const { domain, format } = links.find(({ name }) => name === registry) ?? {}
      const reader = await DELIVERED_FORMATS[format ?? '']?.load()
      if (!format || !reader || (domain !== 'childcare' && domain !== 'social-domain')) continue
      const url = urlFor(town.adminUrl, DATABASE, domain, await rolePassword(domain))
      const store = await openDeliveryStore({ url, schema: SCHEMAS[domain] })
      const read = reader.open({ registry, storeKey: await storeKey(domain) })
      const of = { registry, format, read, restates: reader.restates ?? false, store }
      const folder = join(aside, FOLDERS[registry])
      const names = (await readdir(folder)).filter((name) => name.includes('.'))
      for (const name of names.filter((name) => dayOf(name) === day).sort()) {
        const { status } = await takeIn({ ...of, file: join(folder, name) }, never)
        expect(status).toBe('accepted')
        files += 1
      }
      await store.close()
    }
    return files
  }
}, 240_000)
afterAll(async () => {
  await graph?.close()
  await town?.close()
})

async function askAll(ids: readonly string[], knownAt?: string): Promise<readonly string[]> {
  const texts: string[] = []
  for (let i = 0; i < ids.length; i += PAGE) {
    const asked = { ids: ids.slice(i, i + PAGE), ...(knownAt && { asOf: { knownAt } }) }
    for (const [persona, query] of [
      ['youth-nurse', OF_NURSE],
      ['linker', OF_LINKER],
    ] as const) {
      const { data, codes }: Answer = await graph.ask(persona, query, asked)
      expect(codes.filter((code) => !EXPECTED.has(code))).toEqual([])
      texts.push(JSON.stringify(data))
    }
  }
  return texts
}

/** A person finds that a record of childcare is of another child. */
async function breakSome(ids: readonly string[], day: number): Promise<void> {
  const { data } = await graph.ask('linker', LINKS, { ids: ids.slice(0, 200) })
  const links = data.children.flatMap((child: Linked | null) =>
    (child?.identities ?? []).filter(
      ({ registry, link }) => registry === 'childcare-waterdam' && link.certainty !== 'NONE',
    ),
  )
  const link = links[day % links.length]?.link.id
  if (link) expect((await graph.ask('linker', BREAK, { link })).codes).toEqual([])
}

interface Linked {
  readonly identities: readonly { registry: string; link: { id: string; certainty: string } }[]
}

test(
  'MUST answer of each day as it did on that day, whatever was told, linked or broken since',
  async () => {
    const ids = await graph.withIndex((index) => index.idsOf(BSNS))
    const days: { knownAt: string; answers: readonly string[] }[] = []
    let files = 0
    for (let day = 0; day < DAYS; day += 1) {
      files += await deliver(day)
      if (day % 2 === 1) await graph.link(['childcare', 'social-domain'])
      if (day % 2 === 0 && day > 0) await breakSome(ids, day)
      await pause(5)
      const knownAt = new Date().toISOString()
      days.push({ knownAt, answers: await askAll(ids) })
      await pause(5)
    }

    expect(files).toBeGreaterThan(DAYS * 10)
    expect(new Set(days.map(({ answers }) => answers.join())).size).toBe(DAYS)
    for (const { knownAt, answers } of days.toReversed()) {
      expect(await askAll(ids, knownAt)).toEqual(answers)
    }
  },
  PATIENCE,
)
