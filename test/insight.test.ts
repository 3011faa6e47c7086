/** Numbers about many children, through the whole graph, on the sandbox's town. */

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Graph, openGraph } from './graph.ts'

let graph: Graph

beforeAll(async () => {
  graph = await openGraph({ deadlineMs: 30_000 })
}, 120_000)
afterAll(() => graph?.close())

async function saved(name: string, persona = 'analyst'): Promise<Answer> {
  return graph.ask(persona, await readFile(`docs/questions/${name}.graphql`, 'utf8'))
}

interface Needed {
  readonly need: string
  readonly neededBy: { readonly count: { readonly shown: string } } | null
}

interface Unrecorded {
  readonly id: string
  readonly notRecorded: readonly { readonly value: string; readonly because: string }[]
}

function codesOf(errors: Answer['errors']) {
  return errors.map(({ extensions }) => (extensions as { code?: string }).code)
}

describe('numbers', () => {
  test('tell what is counted, and why something is not', async () => {
    const { data, errors } = await saved('23-what-is-counted')

    expect(errors).toEqual([])
    expect(data.indicators.length).toBeGreaterThan(5)
    for (const { isFed, notFedBecause } of data.indicators)
      expect(notFedBecause === null).toBe(isFed)
  })

  test('say of what the reports ask and no registry has why that is so', async () => {
    const { data, errors } = await saved('29-what-nobody-can-tell')
    const nobody = (data.indicators as { id: string; notFedBecause: string | null }[]).flatMap(
      ({ id, notFedBecause }) => (notFedBecause === null ? [] : [id]),
    )

    expect(errors).toEqual([])
    expect(nobody).toEqual(expect.arrayContaining(['B04', 'B05', 'G01', 'R08', 'Q04']))
    expect(nobody).not.toContain('R03')
  })

  test('of contacts by form are of the town, and the same again', async () => {
    const [first, again] = [await saved('24-contacts-by-form'), await saved('24-contacts-by-form')]
    const { points, sources } = first.data.indicatorSeries
    const shown = points.filter(({ value }: { value: number | null }) => value !== null)

    expect(first.errors).toEqual([])
    expect(shown.length).toBeGreaterThan(0)
    expect(sources.map(({ domain }: { domain: string }) => domain)).toContain('JGZ')
    expect(again.data.indicatorSeries.points).toEqual(points)
  })

  test('of a cohort are its children, step by step', async () => {
    const { data, errors } = await saved('25-a-cohort')
    const [all, cohort] = data.cohort.attrition

    expect(errors).toEqual([])
    expect(Number(all.size.shown)).toBeGreaterThan(Number(cohort.size.shown))
    expect(data.cohort.size).toEqual(cohort.size)
    expect(data.cohort.overlap).toHaveLength(8)
  })

  test('around an event are answered, and say what is hidden', async () => {
    const { data, errors } = await saved('26-around-the-lockdown')

    expect(errors).toEqual([])
    expect(data.compareAround.event.from).toBe('2020-03-15')
    expect(data.compareAround.groups).toHaveLength(1)
  })

  test('of any indicator are a table by its address', async () => {
    const by = encodeURIComponent('["SEX"]')
    const address = `${graph.url}/tables/30-an-indicator.csv?id=R07&from=2024-01&to=2025-12&by=${by}`
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${await graph.tokenFor('analyst')}` },
    })
    const [head, ...rows] = (await answer.text()).trim().split('\r\n')

    expect(answer.status).toBe(200)
    expect(head).toMatch(/^points.period,points.by.value,points.value,/)
    expect(rows.map((row) => row.split(',').slice(0, 2).join(' '))).toEqual(
      ['2024', '2025'].flatMap((year) =>
        ['MALE', 'FEMALE', 'UNKNOWN'].map((sex) => `${year} ${sex}`),
      ),
    )
  })

  test('that would be a table too large are refused, with how large it would be', async () => {
    const { errors } = await graph.ask(
      'analyst',
      '{ indicatorSeries(id: "H06", from: "2021-01", to: "2025-12", per: WEEK, by: [AREA, AGE_BAND]) { points { value } } }',
    )

    expect(errors[0]?.extensions).toMatchObject({
      code: 'TABLE_TOO_LARGE',
      cost: { budget: 4_000, estimated: expect.any(Number) },
    })
  })

  test('say which situations, barriers and reasons nobody records, and count none of them', async () => {
    const { data, errors } = await saved('31-what-no-registry-has')
    const nobody = (data.indicators as Unrecorded[]).flatMap(({ id, notRecorded }) =>
      notRecorded.map(({ value }) => `${id} ${value}`),
    )
    const situations = new Set<string>(
      data.indicatorSeries.points.map(({ by }: { by: { value: string }[] }) => by[0]?.value),
    )

    expect(errors).toEqual([])
    expect(nobody).toEqual(
      expect.arrayContaining([
        ...['V01 DOMESTIC_VIOLENCE', 'V01 CHILD_ABUSE', 'V01 WORKS_FROM_HOME'],
        ...['R02 FEAR_OF_VIRUS', 'R02 MIGRATION_BACKGROUND', 'C03 FEAR_OF_VIRUS'],
      ]),
    )
    expect(situations).toContain('NEIGHBOURHOOD_TEAM')
    for (const one of nobody) expect(situations).not.toContain(one.replace('V01 ', ''))
  })

  test('of who needs what there is not are beside the map, and never small; of who nobody signals there are none', async () => {
    const { data, errors } = await saved('32-how-many-need-it', 'dashboard')
    const gaps: readonly Needed[] = data.offerGaps
    const of = (name: string) => gaps.filter(({ need }) => need === name)

    expect(errors).toEqual([])
    expect(of('HOUSING').length).toBeGreaterThan(0)
    expect(of('HOUSING').every(({ neededBy }) => neededBy === null)).toBe(true)
    for (const { neededBy } of of('LANGUAGE_DELAY'))
      expect(neededBy?.count.shown).toMatch(/^(<10|·|\d{2,})$/)
    expect(of('LANGUAGE_DELAY').length).toBeGreaterThan(0)
  })

  test('MUST say what is not in them: nobody linked youth health care of this town', async () => {
    const { data, errors } = await saved('34-what-is-not-in-the-numbers')
    const { sources, incomplete, points } = data.indicatorSeries

    expect(errors).toEqual([])
    expect(sources).toMatchObject([{ domain: 'CHILDCARE', complete: false }])
    expect(incomplete).toContainEqual({ domain: 'JGZ', because: 'NEVER_LINKED' })
    expect(points).toMatchObject([{ coverage: null, provisional: true }])
  })

  test('MUST be for who counts, and for nobody who sees children', async () => {
    const { data, errors } = await saved('25-a-cohort', 'youth-nurse')

    expect(data?.cohort ?? null).toBeNull()
    expect(codesOf(errors)).toEqual(['GRAPHQL_VALIDATION_FAILED']) // it is not in a nurse's schema
  })

  test('MUST not be of another municipality', async () => {
    const { errors } = await graph.ask(
      'analyst',
      '{ cohort(is: { municipality: ["0363"] }) { size { value } } }',
    )

    expect(codesOf(errors)).toEqual(['ARGUMENT_INVALID'])
  })
})
