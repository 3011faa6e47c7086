/**
 * How well, and how fast, the records of a registry are linked to a hundred thousand children. Writes
 * docs/linkage.md.
 *
 * @module
 */

import { writeFile } from 'node:fs/promises'
import {
  degrade,
  RATES,
  type Rates,
  type Written,
  type WrittenChild,
  writtenChildren,
} from '../sandbox/degrade.ts'
import { generate } from '../sandbox/generate.ts'
import type { Linked } from '../subgraphs/child/linkage/decision.ts'
import { estimateModel } from '../subgraphs/child/linkage/estimate.ts'
import { linkAll } from '../subgraphs/child/linkage/link.ts'
import type { LinkModel } from '../subgraphs/child/linkage/model.ts'
import { openPairs } from '../subgraphs/child/linkage/pairs.ts'
import type { Linkable, Person, RegistryRecord } from '../subgraphs/child/linkage/person.ts'
import { type Figure, seconds } from './figure.ts'
import { linkagePage } from './linkage-page.ts'

const CHILDREN = 100_000
const SEED = 20_260_901
/** One in so many records is of a child whom the population register does not know. */
const STRANGERS = 20
const VERSION = 'bench-1'
const PAGE = 'docs/linkage.md'

export async function linkageFigure(): Promise<Figure> {
  const children = [...writtenChildren(generate({ seed: SEED, children: CHILDREN }))]
  const usual = measure(children, RATES)
  const without = measure(children, { ...RATES, missingBsn: 1 })
  const figure: Figure = {
    title: 'Linking a hundred thousand children',
    command: 'npm run bench -- linkage',
    about: about(children.length, usual, without),
    head: ['', 'records', 'linked', 'precision', 'recall', 'for a person', 'wrong', 'wrong twin'],
    rows: [...rows(GROUPS, usual), ...rows(WITHOUT_BSN, without)],
  }
  await writeFile(PAGE, `${linkagePage(figure)}\n`)
  return figure
}

interface Measured {
  readonly truth: readonly WrittenChild[]
  readonly records: readonly RegistryRecord[]
  readonly linked: Linked
  readonly model: LinkModel
  readonly estimateMs: number
  readonly linkMs: number
  readonly megabytes: number
}

function measure(truth: readonly WrittenChild[], rates: Rates): Measured {
  const persons = truth
    .filter(({ number }) => number % STRANGERS !== 0)
    .map(({ number, written }): Person => ({ id: String(number), ...toLinkable(written) }))
  const records = truth.map((child): RegistryRecord => {
    const { number, written } = degrade(child, SEED, rates)
    return { registry: 'bench', key: String(number), ...toLinkable(written) }
  })
  const start = processorMs()
  const model = estimateModel(openPairs(persons, records), { version: VERSION })
  const estimated = processorMs()
  const linked = linkAll({ persons, records, model })
  const done = processorMs()
  return {
    truth,
    records,
    linked,
    model,
    estimateMs: estimated - start,
    linkMs: done - estimated,
    megabytes: process.resourceUsage().maxRSS / 1_024,
  }
}

function toLinkable({ given, prefix, family, mother, ...rest }: Written): Linkable {
  return {
    ...rest,
    givenNames: given,
    prefix,
    familyName: family,
    mother: mother && { ...mother, familyName: mother.family },
  }
}

/** Of all threads: so it is the same on a machine that does other things as well. */
function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** Which records are counted in a row. */
interface Group {
  readonly name: string
  has(truth: WrittenChild, record: RegistryRecord): boolean
}

const GROUPS: readonly Group[] = [
  { name: 'all', has: () => true },
  { name: 'with BSN', has: (_, { bsn }) => bsn !== null },
  { name: 'without BSN', has: (_, { bsn }) => bsn === null },
  { name: 'of a multiple birth', has: ({ written }) => (written.bornTogether ?? 1) > 1 },
  {
    name: 'of a multiple birth, without BSN',
    has: ({ written }, { bsn }) => bsn === null && (written.bornTogether ?? 1) > 1,
  },
  {
    name: 'a name is written otherwise',
    has: ({ written }, { givenNames, familyName }) =>
      written.given !== givenNames || written.family !== familyName,
  },
  {
    name: 'the birth date is written otherwise',
    has: ({ written }, { birthDate }) => written.birthDate !== birthDate,
  },
  {
    name: 'an address that was left',
    has: ({ former }, { postcode }) => former?.postcode === postcode,
  },
  { name: 'the mother is not known', has: (_, { mother }) => mother === null },
]

/** The same of a registry that has no BSN at all. */
const WITHOUT_BSN = GROUPS.filter(({ name }) => !name.includes('BSN')).map((group) => ({
  ...group,
  name: `nobody has a BSN: ${group.name}`,
}))

function rows(groups: readonly Group[], { truth, records, linked }: Measured): string[][] {
  const personOf = new Map(linked.links.map(({ record, person }) => [record, person]))
  const asked = new Set(linked.possible.map(({ record }) => record))
  for (const { record } of linked.contradictions) asked.add(record)
  return groups.flatMap(({ name, has }) => {
    const own = truth.flatMap((child, i) => {
      const record = records[i]
      return record && has(child, record) ? [{ child, record }] : []
    })
    if (own.length === 0) return []
    const pairs = own.map(({ child, record }) => ({ child, person: personOf.get(record.key) }))
    const made = pairs.filter(({ person }) => person !== undefined)
    const right = made.filter(({ child, person }) => person === String(child.number))
    const known = own.filter(({ child }) => child.number % STRANGERS !== 0)
    const wrong = made.filter(({ child, person }) => person !== String(child.number))
    const twins = wrong.filter(({ child, person }) => areTwins(child, truth[Number(person)]))
    return [
      [
        name,
        count(own.length),
        count(made.length),
        part(right.length, made.length),
        part(right.length, known.length),
        count(own.filter(({ record }) => asked.has(record.key)).length),
        count(wrong.length),
        count(twins.length),
      ],
    ]
  })
}

function areTwins({ written }: WrittenChild, other: WrittenChild | undefined): boolean {
  const { mother, birthDate } = written
  return other?.written.birthDate === birthDate && !!mother && isSame(mother, other.written.mother)
}

function isSame(mother: NonNullable<Written['mother']>, other: Written['mother']): boolean {
  return mother.birthDate === other?.birthDate && mother.family === other.family
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function part(some: number, all: number): string {
  return all === 0 ? '–' : (some / all).toFixed(5)
}

function about(children: number, usual: Measured, without: Measured): string {
  const [took, tookWithout] = [usual, without].map(
    ({ estimateMs, linkMs, linked }) =>
      `${seconds(estimateMs + linkMs)} for ${count(linked.compared)} pairs, of which ${seconds(estimateMs)} to estimate`,
  )
  const megabytes = count(Math.round(Math.max(usual.megabytes, without.megabytes)))
  return [
    `${count(children)} children of the sandbox, and a registry that wrote them down with 10 % typos, 5 % without BSN and 3 % with parts in each other's place.`,
    'Half of who moved is at a former address; of 30 % the mother is not known, and of 80 % the order of birth.',
    `One record in ${STRANGERS} is of a child whom the population register does not know, often a sibling or a twin of one whom it does; recall is of the others.`,
    `It took ${took} (at most 60 s); and ${tookWithout}, when no record has a BSN. That is time of the processor, of which it uses little more than one core.`,
    `At most ${megabytes} MB were resident (at most 1,500 MB), with both registries and their making.`,
    'Asked for were a precision of 0.999, a recall of 0.97 and no wrong twin.',
  ].join(' ')
}
