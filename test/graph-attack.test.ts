/**
 * Somebody who counts, as a client of the whole graph: what could be told beside the numbers themselves.
 *
 * @module
 */

import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from '../sandbox/generate.ts'
import { shuffled } from './disclosure-attacker.ts'
import { seeded } from './disclosure-world.ts'
import { type Answer, type Graph, openGraph } from './graph.ts'
import { CHILDREN } from './planted.ts'
import { cases } from './scale.ts'

const K = 10
const QUESTIONS = cases(24, 400)
/** No number of another test is asked for in its name. */
const WHO = 'dashboard'

let graph: Graph
beforeAll(async () => {
  graph = await openGraph({ deadlineMs: 30_000 })
}, 120_000)
afterAll(() => graph?.close())

interface Count {
  readonly value: number | null
  readonly shown: string
  readonly suppressed: boolean
  readonly rule: string | null
}

/** Every number that was judged, wherever it is in an answer. */
function* countsIn(data: unknown): Generator<Count> {
  if (typeof data !== 'object' || data === null) return
  if ('shown' in data) yield data as Count
  else for (const below of Object.values(data)) yield* countsIn(below)
}

const COUNT = '{ value shown suppressed rule }'
const COHORT = `query ($is: CohortInput!, $rows: [Dimension!]!, $columns: [Dimension!]!, $domains: [Domain!]!) {
  cohort(is: $is) {
    size ${COUNT} attrition { size ${COUNT} } overlap(domains: $domains) { size ${COUNT} }
    table(rows: $rows, columns: $columns) { rows { at sizes ${COUNT} } receipt { id answerHash } }
    receipt(overlap: $domains) { id answerHash }
  } }`
const SERIES = `query ($id: ID!, $from: String!, $to: String!, $per: PeriodUnit!, $by: [Dimension!]!, $is: CohortInput) {
  indicatorSeries(id: $id, from: $from, to: $to, per: $per, by: $by, within: $is) {
    points { count ${COUNT} denominator ${COUNT} value lower upper ifNoUnlinkedSeen ifAllUnlinkedSeen nowcast { value } }
    receipt { id }
  } }`

const PART =
  '{ count denominator value lower upper ifNoUnlinkedSeen ifAllUnlinkedSeen expected ratio }'
const AROUND = `query ($id: ID!, $per: PeriodUnit!, $by: [Dimension!]!, $is: CohortInput) {
  compareAround(indicator: $id, event: "lockdown-1", per: $per, by: $by, within: $is) {
    groups { by { value } before ${PART} during ${PART} after ${PART} hidden alarm { at ratio } }
    receipt { id }
  } }`
const NEEDED = `query ($area: String!) {
  offerGaps(municipality: "9999", areas: [$area]) { need neededBy { count ${COUNT} receipt { id } } } }`

const ALLOWED: ReadonlySet<string> = new Set(['ARGUMENT_INVALID', 'TABLE_TOO_LARGE'])

function expectJudged({ data, codes, text }: Answer): void {
  expect(codes.filter((code) => !ALLOWED.has(code))).toEqual([])
  expect(text).not.toMatch(/stack|select |disclosure\./i)
  for (const { value, shown, suppressed } of countsIn(data)) {
    expect([suppressed, value === null]).toEqual([suppressed, suppressed])
    expect(suppressed ? ['<10', '·'] : [String(value)]).toContain(shown)
    if (value !== null) expect(value).toBeGreaterThanOrEqual(K)
  }
  for (const { count, denominator, ...numbers } of data?.indicatorSeries?.points ?? []) {
    if (!count.suppressed && !denominator?.suppressed) continue
    expect(Object.values(numbers).filter((number) => number !== null)).toEqual([])
  }
  for (const { before, during, after } of data?.compareAround?.groups ?? []) {
    for (const part of [before, during, after].filter((part) => part !== null)) {
      expect(Math.min(part.count, part.denominator)).toBeGreaterThanOrEqual(K)
    }
  }
}

describe('numbers through the graph', { timeout: cases(120_000, 1_800_000) }, () => {
  test('MUST all be judged, whatever is asked and in whichever order, and no error says more', async () => {
    const chance = seeded(11)
    const of = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T
    const DIMENSIONS = ['SEX', 'AGE_BAND', 'AREA', 'KNOWN_TO_JGZ', 'KNOWN_TO_CHILDCARE']
    let told = 0
    for (let i = 0; i < QUESTIONS; i++) {
      const is = of([
        ...[{}, {}, { sex: ['FEMALE'] }, { sex: ['MALE'], area: ['1003'] }, { area: ['1003'] }],
        ...[{ definition: 'window-18-48' }, { ageBand: ['24-35'] }, { area: ['9999ZZ'] }],
      ])
      const year = 2021 + Math.floor(chance() * 5)
      const id = of(['R03', 'R01', 'D01', 'Q01', 'S02', 'H06', 'nothing'])
      const by = of([[], ['SEX'], ['SEX', 'AGE_BAND'], ['AREA', 'AGE_BAND', 'SEX']])
      const [row = '', ...columns] = shuffled(DIMENSIONS, chance)
      const domains = shuffled(['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'], chance)
      const table = { rows: [row], columns: columns.slice(0, of([0, 0, 1, 2])) }
      const window = {
        from: `${year}-01`,
        to: `${year}-12`,
        per: of(['DAY', 'WEEK', 'MONTH', 'YEAR']),
      }
      const [query, variables] = of<readonly [string, object]>([
        [COHORT, { is, ...table, domains: domains.slice(0, 1) }],
        [COHORT, { is, ...table, domains }],
        [SERIES, { is, id, by, ...window }],
        [AROUND, { is, id, by: by.slice(0, 2), per: of(['WEEK', 'MONTH']) }],
        [NEEDED, { area: of(['1001', '1003', '9999']) }],
      ])
      const answer = await graph.ask(WHO, query, variables)
      expectJudged(answer)
      told += [...countsIn(answer.data)].filter(({ suppressed }) => !suppressed).length
    }
    expect(told).toBeGreaterThan(QUESTIONS / 8)
  })

  test('MUST answer alike of a cohort of few and of nobody: the body, its length, the headers, the cost', async () => {
    const of = async (sex: string, ageBand: string) => {
      const variables = { is: { sex: [sex], ageBand: [ageBand] } }
      const answers = []
      for (const body of [
        { query: COHORT, variables: { ...variables, ...BY_THREE } },
        ...BEFORE_AND_AFTER.map((asked) => ({
          query: AROUND,
          variables: { ...variables, ...asked },
        })),
        ...OVER_TIME.map((id) => ({ query: SERIES, variables: { ...variables, ...LATELY, id } })),
      ]) {
        const response = await post(body)
        const text = (await response.text()).replaceAll(/"(r-)?[0-9a-f]{16,64}"/g, '"#"')
        const headers = [...response.headers].filter(([name]) => !CHANGING.has(name))
        answers.push({ text, headers })
      }
      return answers
    }
    await of('MALE', '48+')
    const nobody = await of('UNKNOWN', 'UNBORN')
    for (const [sex, ageBand] of FEW) expect(await of(sex, ageBand)).toEqual(nobody)
    for (const { text } of nobody) expect(text).toMatch(/<10|"before":null/)
    expect(bornBetween(6, 24)).toBeGreaterThan(4)
  })

  test('MUST tell in a table what is in JSON, and no more, and make no answer public', async () => {
    const { data } = await graph.ask(WHO, COHORT, { is: {}, ...BY_DOMAIN })
    const size = data.cohort.size.shown
    const query =
      '{ indicatorSeries(id: "R03", from: "2024-01", to: "2025-12", per: QUARTER, by: [SEX]) { points { period count { shown } denominator { shown } } } }'
    const fetched = async (accept: string) => (await post({ query }, accept)).text()
    const counts = [...countsIn((await graph.ask(WHO, query)).data)].map(({ shown }) => shown)
    const rows = parseCsv(await fetched('text/csv'), { columns: true }) as Record<string, string>[]
    const lines = (await fetched('application/x-ndjson')).trimEnd().split('\n')
    for (const table of [rows, lines.map((line): Record<string, string> => JSON.parse(line))]) {
      const cells = table.flatMap((row) => Object.entries<string>(row))
      const shown = cells.flatMap(([name, value]) => (name.endsWith('shown') ? [value] : []))
      expect(shown.filter((value) => !counts.includes(value))).toEqual([])
      expect(shown.length).toBeGreaterThanOrEqual(counts.length)
    }

    for (const name of ['30-an-indicator', '32-how-many-need-it']) {
      const { data: told } = JSON.parse(await tableOf(name, 'application/json'))
      const all = new Set([...countsIn(told)].map(({ shown }) => shown))
      const asTable = parseCsv(await tableOf(name, 'text/csv'), { columns: true })
      const cells = (asTable as Record<string, string>[]).flatMap((row) => Object.entries(row))
      const shown = cells.flatMap(([name, value]) => (name.endsWith('shown') ? [value] : []))
      expect(shown.length).toBeGreaterThan(0)
      expect(shown.filter((value) => value !== '' && !all.has(value))).toEqual([])
    }

    const { data: told } = await graph.ask(
      'analyst',
      '{ publicQueries(first: 500) { id arguments definitions field } }',
    )
    expect(told.publicQueries.length).toBeGreaterThan(2)
    for (const { id } of told.publicQueries) expect(id).toMatch(/^q-/)
    expect(JSON.stringify(told)).not.toContain(data.cohort.receipt.answerHash)
    expect(JSON.stringify(told)).not.toContain(data.cohort.receipt.id)
    expect(Number(size)).toBeGreaterThanOrEqual(K)
  })

  test('MUST tell of no few records how well they are linked', async () => {
    const QUALITY =
      '{ linkageQuality(by: [SEX, BIRTH_YEAR, POSTCODE4, HAS_BSN]) { records linked possible unlinked } }'
    const { linkageQuality } = (await graph.ask(WHO, QUALITY)).data
    expect(linkageQuality.length).toBeGreaterThan(3)
    const counts = linkageQuality.flatMap((one: object) => Object.values(one))
    expect(counts.filter((count: number) => count % K !== 0)).toEqual([])
  })
})

const BY_DOMAIN = { rows: ['KNOWN_TO_JGZ'], columns: [], domains: ['JGZ'] }

const BY_THREE = {
  ...{ rows: ['KNOWN_TO_JGZ'], columns: ['KNOWN_TO_CHILDCARE', 'AREA'] },
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
}
const BEFORE_AND_AFTER = [
  { id: 'H06', per: 'MONTH', by: [] },
  { id: 'C01', per: 'WEEK', by: ['AREA'] },
]

/** A share, a rate, amounts. */
const OVER_TIME = ['C01', 'R03', 'H06', 'C07']
const LATELY = { from: '2025-06', to: '2025-07', per: 'MONTH', by: ['SEX'] }

const FEW = [
  ['MALE', '12-17'],
  ['FEMALE', '12-17'],
  ['MALE', '18-23'],
  ['FEMALE', '18-23'],
  ['FEMALE', '6-11'],
] as const

/** So many children of the sandbox are so old now, in months. */
function bornBetween(youngest: number, oldest: number): number {
  const people = [...generate({ seed: SEED, children: CHILDREN })].flatMap(({ pregnancies }) =>
    pregnancies.flatMap(({ children }) => children.flatMap(({ person }) => person ?? [])),
  )
  return people.filter(({ birthDate }) => {
    const months = (Date.now() - Date.parse(birthDate)) / (30.44 * 86_400_000)
    return months >= youngest && months < oldest
  }).length
}

/** What is of the moment, in every answer. */
const CHANGING: ReadonlySet<string> = new Set([
  'date',
  'traceparent',
  'x-trace-id',
  'server-timing',
])

/** A saved question by its address. */
async function tableOf(name: string, accept: string): Promise<string> {
  const authorization = `Bearer ${await graph.tokenFor(WHO)}`
  const headers = { accept, authorization }
  return (await fetch(`${graph.url}/tables/${name}`, { headers })).text()
}

async function post(body: object, accept = 'application/json'): Promise<Response> {
  for (;;) {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: {
        accept,
        'content-type': 'application/json',
        authorization: `Bearer ${await graph.tokenFor(WHO)}`,
      },
      body: JSON.stringify(body),
    })
    if (response.status !== 429) return response
  }
}
