/** The saved questions about the view across domains, as they are on the shelf, on the children of the stories. */

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { stepsOf } from '../sandbox/meldcode.ts'
import { plantedOffers } from '../sandbox/offers.ts'
import { REFERENCE_DATE } from '../sandbox/population.ts'
import { type Answer, type Graph, openGraph } from './graph.ts'
import { CHILDREN } from './planted.ts'

let graph: Graph

beforeAll(async () => {
  graph = await openGraph({ deadlineMs: 30_000 })
})
afterAll(() => graph?.close())

async function saved(name: string, persona = 'youth-nurse'): Promise<Answer> {
  return graph.ask(persona, await readFile(`docs/questions/${name}.graphql`, 'utf8'))
}

/** Who stands on the first page of a work list, once it is there. */
async function onList(name: string, field: string): Promise<readonly string[]> {
  await expect
    .poll(async () => (await saved(name)).codes, { timeout: 30_000, interval: 500 })
    .toEqual([])
  const { data } = await saved(name)
  return data[field].rows.map(({ child }: { child: { id: string } }) => child.id)
}

describe('the saved questions', () => {
  test('otis: seen by nobody since March 2025, with the gap and what explains it', async () => {
    const { data, errors } = await saved('5-who-is-seen-by-nobody')
    expect(errors).toEqual([])
    const [otis] = data.findChildren

    expect(errors).toEqual([])
    expect(otis.gaps.at(-1)).toMatchObject({
      isOpen: true,
      explained: [{ cause: 'NO_CONTACT_RECORDED', domain: null }],
    })
    expect(otis.gaps.at(-1).from < '2025-03-20').toBe(true)
  })

  test('otis: out of sight of all four domains, by which schedules', async () => {
    const { data, errors } = await saved('10-in-sight')

    expect(errors).toEqual([])
    expect(data.findChildren).toMatchObject([
      {
        sight: {
          state: 'OUT_OF_SIGHT',
          expected: '2 years',
          speaksFor: ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
          lastContact: { domain: 'JGZ' },
          schedules: ['jgz-contacts 2015', 'sight 2026'],
        },
      },
    ])
  })

  test('bram: every vaccination refused, and none overdue', async () => {
    const { data, errors } = await saved('11-vaccinations-by-disease')
    const [{ vaccinationStatus }] = data.findChildren
    const states = vaccinationStatus.diseases.map(({ state }: { state: string }) => state)

    expect(errors).toEqual([])
    expect(vaccinationStatus).toMatchObject({ schemeBecause: 'RECORDED', schedule: 'rvp 2025' })
    expect(new Set(states)).toEqual(new Set(['REFUSED']))
    expect(states).toHaveLength(12)
  })

  test('anna: handed over after birth, and to childcare, and followed', async () => {
    const { data, errors } = await saved('12-handovers')
    const lines = data.findChildren[0].handovers

    expect(errors).toEqual([])
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ route: 'BIRTH_CARE_TO_JGZ', state: 'FOLLOWED_UP' }),
        expect.objectContaining({ route: 'JGZ_TO_CHILDCARE', state: 'FOLLOWED_UP' }),
      ]),
    )
  })

  test('otis: nobody reached his family in the last year', async () => {
    const { data, errors } = await saved('13-reach')

    expect(errors).toEqual([])
    expect(data.findChildren[0].reach.state).toMatch(/^(UNKNOWN|NOT_REACHED)$/)
    expect(data.findChildren[0].reach.formsThatWorked).toEqual([])
  })

  test('anna: what she is in, who saw it first, and that a referral had its end', async () => {
    const { data, errors } = await saved('14-what-changed')
    const [{ situations, referrals }] = data.findChildren

    expect(errors).toEqual([])
    expect(situations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'YOUTH_HELP', firstSeenBy: 'SOCIAL_DOMAIN' }),
        expect.objectContaining({ kind: 'LANGUAGE_DELAY', firstSeenBy: 'JGZ' }),
      ]),
    )
    expect(referrals).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ to: 'CHILDCARE', state: 'STARTED' }),
        expect.objectContaining({ to: null, state: 'CANNOT_TELL', waitDays: null }),
      ]),
    )
  })

  test('anna: the way from her referral to a place for VVE, and the hours that she came', async () => {
    const { data, errors } = await saved('19-place-for-vve')
    const [{ vvePlacement, vveProgress }] = data.findChildren

    expect(errors).toEqual([])
    expect(vvePlacement).toMatchObject({ state: 'PLACED', indicatedIn: 'JGZ', overdueDays: null })
    expect(vvePlacement.indicatedOn < vvePlacement.placedOn).toBe(true)
    expect(vveProgress.target).toBe(960)
  })

  test('anna: the way to childcare, step by step', async () => {
    const { data, errors } = await saved('20-way-to-childcare')
    const [{ childcareAccess, childcare }] = data.findChildren
    const days = childcareAccess.steps.flatMap(({ on }: { on: string | null }) => on ?? [])

    expect(errors).toEqual([])
    expect(childcareAccess).toMatchObject({
      standsAt: 'ATTENDING',
      speaksFor: ['JGZ', 'CHILDCARE'],
      exits: expect.arrayContaining([expect.objectContaining({ vve: false, goesOn: true })]),
    })
    expect(days).toHaveLength(5)
    expect(childcare.enrolments.length).toBe(2)
  })

  test('Waterdam: otis is on the list of who is out of sight, and anna is not', async () => {
    const on = await onList('15-out-of-sight-list', 'outOfSight')

    expect(on).toContain(await graph.issueIdFor('otis'))
    expect(on).not.toContain(await graph.issueIdFor('anna'))
  })

  test('Waterdam: of ulla, whose dossier has another address, nobody knows that anybody took over', async () => {
    const on = await onList('16-open-handovers', 'openHandovers')

    expect(on).toContain(await graph.issueIdFor('ulla'))
    expect(on).not.toContain(await graph.issueIdFor('anna'))
  })

  test('Waterdam: against measles, who was given nothing, and not bram, whose parents refused', async () => {
    const on = await onList('17-overdue-vaccinations', 'overdueVaccinations')

    expect(on).toContain(await graph.issueIdFor('ulla'))
    expect(on).not.toContain(await graph.issueIdFor('bram'))
  })

  test('Waterdam: who was meant for VVE and never came, and not anna, who has a place', async () => {
    const on = await onList('18-unplaced-vve', 'unplacedVve')
    const placed = [...generate({ seed: SEED, children: CHILDREN })]
      .flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
      .filter(({ childcare }) => childcare.enrolments.some(({ vveGroup }) => vveGroup))
      .flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
    const withPlace = await graph.withIndex((index) => index.idsOf(placed))

    expect(on.length).toBeGreaterThan(0)
    expect(on.filter((id) => withPlace.includes(id))).toEqual([])
    expect(withPlace).toContain(await graph.issueIdFor('anna'))
  })

  test('daan: born at thirty weeks, in care before that; anna: measured, examined, and in sight', async () => {
    const born = await saved('28-before-birth')
    const grown = await saved('27-how-it-develops')
    const [{ birthCare }] = born.data.findChildren
    const [{ jgz, sight }] = grown.data.findChildren

    expect([...born.errors, ...grown.errors]).toEqual([])
    expect(birthCare.birth).toMatchObject({ preterm: true, gestationalAgeDays: 210 })
    expect(birthCare.pregnancy.firstVisitGestationalAgeDays).toBeLessThan(120)
    expect(jgz.development.length).toBeGreaterThan(3)
    expect(jgz.growth.length).toBeGreaterThan(3)
    expect(sight.state).toBe('IN_SIGHT')
  })

  test('siebe: the steps under the meldcode as they were taken, for the mentor and nobody else', async () => {
    const { data, errors } = await saved('33-steps-under-the-meldcode', 'childcare-mentor')
    const [steps] = [...generate({ seed: SEED, children: CHILDREN })].flatMap((family) =>
      family.pregnancies
        .flatMap(({ children }) => children)
        .filter(({ person }) => person?.name.given === 'Siebe')
        .map((child) => stepsOf(family, child)),
    )
    const [{ childcare }] = data.findChildren

    expect(errors).toEqual([])
    expect(steps).toHaveLength(5)
    expect(Object.values(childcare.meldcode[0])).toEqual(steps)
    const elsewhere = await saved('33-steps-under-the-meldcode')
    expect(elsewhere.codes).toEqual(['FIELD_FORBIDDEN'])
    expect(elsewhere.data.findChildren[0].childcare.meldcode).toBeNull()
  })

  test('Waterdam: where there is no help, told to who counts, and what there is', async () => {
    const gaps = await saved('21-where-is-no-help', 'dashboard')
    const { data, errors } = await saved('22-what-help-is-there', 'dashboard')
    const planted = plantedOffers(SEED)
    const withoutHelp = planted.filter(({ need, how }) => need === 'wonen' && how === 'desert')
    const areas = gaps.data.offerGaps
      .filter(({ need, verdict, ageMonthsFrom }: Gap) => {
        return need === 'HOUSING' && verdict === 'NONE' && ageMonthsFrom === 30
      })
      .map(({ area }: Gap) => area)

    expect([...gaps.errors, ...errors]).toEqual([])
    expect(areas).toEqual(withoutHelp.map(({ postcode4 }) => postcode4))
    expect(data.supportOffers.length).toBeGreaterThan(0)
    expect(data.supportOffers.every(({ need }: Gap) => need === 'PARENTING')).toBe(true)
  })
})

interface Gap {
  readonly area: string
  readonly need: string
  readonly verdict: string
  readonly ageMonthsFrom: number
}

const MANY = `query Many($ids: [ID!]!, $at: LocalDate) {
  children(ids: $ids) { timeline { entries { at } } sight(at: $at) { state } }
}`

test('MUST ask the registries as often for sixty children as for one', async () => {
  const ids = await graph.strangers()
  const countOf = async (some: readonly string[]) => {
    graph.requests('brp')
    graph.requests('birth-care')
    const { data } = await graph.ask('youth-nurse', MANY, { ids: some, at: REFERENCE_DATE })
    expect(data.children).toHaveLength(some.length)
    return [graph.requests('brp'), graph.requests('birth-care')]
  }

  const [one, many] = [await countOf(ids.slice(0, 1)), await countOf(ids)]
  expect(ids.length).toBeGreaterThan(20)
  expect(many[0]).toBeLessThanOrEqual((one[0] ?? 0) + 1)
  expect(many[1]).toBe(one[1])
})
