import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from '../sandbox/generate.ts'
import type { Family } from '../sandbox/population.ts'
import { type Graph, openGraph } from './graph.ts'

const FAMILIES = [...generate({ seed: SEED, children: 60 })]

const FIND = `query Find(
  $motherFamilyName: String!, $motherBirthDate: LocalDate!, $motherGivenName: String
) {
  findPregnancies(
    motherFamilyName: $motherFamilyName
    motherBirthDate: $motherBirthDate
    motherGivenName: $motherGivenName
  ) {
    id dueDate outcome
    children { id phase rank dueDate pregnancy { id } name { given } }
  }
}`

const BY_ID = `query ById($id: ID!) {
  child(id: $id) {
    id phase rank dueDate birthDate
    pregnancy { id outcome children { id } }
    birthCare { pregnancy { dueDate outcome visits { date } } birth { date } }
    jgz { contacts { date } }
    siblings { id }
    timeline { entries { at item { __typename } } }
  }
}`

let graph: Graph

beforeAll(async () => {
  graph = await openGraph()
})
afterAll(() => graph.close())

function familyOf(name: string): Family {
  const found = FAMILIES.find(({ pregnancies }) =>
    pregnancies.some(({ children }) => children.some(({ planted }) => planted === name)),
  )
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

function motherOf({ mother }: Family) {
  const { given, family } = mother.name
  return {
    motherFamilyName: family,
    motherBirthDate: mother.birthDate,
    motherGivenName: given,
  }
}

async function find(persona: string, family: Family) {
  return graph.ask(persona, FIND, motherOf(family))
}

/** The ids of the pregnancies that anybody could know of. */
async function lostPregnancy(outcome: string): Promise<string> {
  const rows = await graph.admin('select id from child_index.pregnancy where outcome = $1', outcome)
  return String(rows[0]?.id)
}

describe('a child that is not born yet', () => {
  test('is found by way of its mother, with an id, and is nobody by name', async () => {
    const { data, errors } = await find('midwife', familyOf('quinn'))

    expect(errors).toEqual([])
    expect(data.findPregnancies).toMatchObject([
      {
        dueDate: '2026-11-27',
        outcome: 'ONGOING',
        children: [{ phase: 'UNBORN', rank: 1, dueDate: '2026-11-27', name: null }],
      },
    ])
    const [{ id, children }] = data.findPregnancies
    expect(children[0].pregnancy.id).toBe(id)
  })

  test('has its pregnancy at birth care, and nothing anywhere else', async () => {
    const found = await find('youth-nurse', familyOf('quinn'))
    const { id } = found.data.findPregnancies[0].children[0]
    graph.requests('birth-care')
    const { data, errors, processings } = await graph.ask('youth-nurse', BY_ID, { id })

    expect(errors).toEqual([])
    expect(data.child).toMatchObject({ id, phase: 'UNBORN', birthDate: null, jgz: null })
    expect(data.child.birthCare).toMatchObject({
      pregnancy: { dueDate: '2026-11-27', outcome: 'ONGOING' },
      birth: null,
    })
    expect(data.child.birthCare.pregnancy.visits.length).toBeGreaterThan(2)
    expect(data.child.timeline.entries.length).toBeGreaterThan(2)
    expect(graph.requests('birth-care')).toBe(1)
    const registries = new Set(processings.map(({ registry }) => registry))
    expect([...registries].sort()).toEqual(['birth-care-waterdam', 'brp-waterdam'])
  })

  test('twins have an id each, and one pregnancy', async () => {
    const { data } = await find('midwife', familyOf('coen'))
    const [{ children }] = data.findPregnancies

    expect(children.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2])
    expect(new Set(children.map(({ id }: { id: string }) => id)).size).toBe(2)
    expect(new Set(children.map((one: { pregnancy: object }) => one.pregnancy)).size).toBe(2)
  })

  test('MUST be written down: who looked for a woman, and whose pregnancy was read', async () => {
    const { processings, data } = await find('midwife', familyOf('quinn'))

    expect(processings.length).toBeGreaterThan(0)
    expect(new Set(processings.map(({ registry }) => registry))).toContain('brp-waterdam')
    const text = JSON.stringify(processings)
    expect(text).not.toContain(data.findPregnancies[0].id)
    expect(text).not.toMatch(/(?<![0-9a-f])9999\d{5}(?![0-9a-f])|Hendriks/)
  })

  test.each(['childcare-mentor', 'neighbourhood-team-worker'])(
    'is nobody for a %s',
    async (who) => {
      const found = await find('midwife', familyOf('quinn'))
      const [{ id: pregnancy, children }] = found.data.findPregnancies
      const child = await graph.ask(who, '{ child(id: "ID") { id } }'.replace('ID', children[0].id))
      const asked = await graph.ask(who, `{ pregnancy(id: "${pregnancy}") { id } }`)

      expect(child.codes).toEqual(['CHILD_UNKNOWN'])
      expect(asked.codes).toEqual(['FIELD_FORBIDDEN'])
      expect((await find(who, familyOf('quinn'))).codes).toEqual(['FIELD_FORBIDDEN'])
    },
  )
})

describe('a search for pregnancies', () => {
  test('MUST answer the same for a woman whom nobody knows and for one without a pregnancy', async () => {
    const nobody = await graph.ask('midwife', FIND, {
      motherFamilyName: 'Nergens',
      motherBirthDate: '1990-01-01',
      motherGivenName: 'Niemand',
    })
    // Jip was born elsewhere, before the family came: birth care here never met his mother.
    const without = await find('midwife', familyOf('jip'))

    expect(nobody.data).toEqual({ findPregnancies: [] })
    expect(without.text).toBe(nobody.text)
    expect(without.processings.length).toBe(nobody.processings.length)
  })

  test('takes a name as the register has it, and no star', async () => {
    const { codes } = await graph.ask('midwife', FIND, {
      motherFamilyName: 'Hend*',
      motherBirthDate: '1992-05-20',
    })
    expect(codes).toEqual(['ARGUMENT_INVALID'])
  })

  test('MUST NOT tell of one of two women who are called so', async () => {
    const { motherGivenName: _, ...woman } = motherOf(familyOf('veerle'))
    const names = FAMILIES.filter(({ mother }) => mother.birthDate === woman.motherBirthDate).map(
      ({ mother }) => mother.name.family,
    )
    const [twice = ''] = names.filter((name, i) => names.indexOf(name) !== i)
    const { codes, data } = await graph.ask('midwife', FIND, { ...woman, motherFamilyName: twice })

    expect(codes).toEqual(['TOO_MANY_FOUND'])
    expect(data).toEqual({ findPregnancies: null })
  })

  test('finds nobody in another municipality', async () => {
    const { data } = await find('midwife', familyOf('isa'))
    expect(data.findPregnancies).toEqual([])
  })
})

describe('a child that was born', () => {
  test('has its pregnancy, a phase by days, and who was born with it', async () => {
    const id = await graph.idOf('anna')
    const { data, errors } = await graph.ask('youth-nurse', BY_ID, { id })

    expect(errors).toEqual([])
    expect(data.child).toMatchObject({ id, phase: 'PRESCHOOLER', rank: 1 })
    expect(data.child.pregnancy).toMatchObject({ outcome: 'LIVE_BIRTH', children: [{ id }] })
    expect(data.child.dueDate).toBe(data.child.birthCare.pregnancy.dueDate)
  })

  test('without a known pregnancy has none, and says nothing else', async () => {
    const id = await graph.idOf('jip')
    const { data, errors } = await graph.ask('youth-nurse', BY_ID, { id })

    expect(errors).toEqual([])
    expect(data.child).toMatchObject({ pregnancy: null, dueDate: null, rank: null })
    expect(data.child.phase).not.toBeNull()
  })

  test('and was adopted has no pregnancy, and is in that of nobody', async () => {
    const id = await graph.idOf('finn')
    const { data, errors } = await graph.ask('youth-nurse', BY_ID, { id })
    const found = await find('midwife', familyOf('finn'))

    expect(errors).toEqual([])
    expect(data.child.pregnancy).toBeNull()
    expect(found.text).not.toContain(id)
    expect(found.data.findPregnancies).toMatchObject([{ outcome: 'LIVE_BIRTH', children: [] }])
  })

  test('of a surrogate mother is in that of nobody', async () => {
    const found = await find('midwife', familyOf('ykje'))
    expect(found.data.findPregnancies).toMatchObject([{ children: [] }])
  })

  test('of twins of whom one was stillborn is alone in every list', async () => {
    const { data, errors } = await find('youth-nurse', familyOf('ynke'))
    const [{ outcome, children }] = data.findPregnancies
    const { data: own } = await graph.ask('youth-nurse', BY_ID, { id: children[0].id })

    expect(errors).toEqual([])
    expect(outcome).toBe('LIVE_BIRTH')
    expect(children.map(({ name }: { name: { given: string } }) => name.given)).toEqual(['Ynke'])
    expect(own.child.siblings).toEqual([])
  })

  test('and has no number yet is born all the same', async () => {
    const { data } = await find('youth-nurse', familyOf('bo'))
    const [{ children, outcome }] = data.findPregnancies
    const { data: own, errors } = await graph.ask('youth-nurse', BY_ID, { id: children[0].id })

    expect(errors).toEqual([])
    expect(outcome).toBe('LIVE_BIRTH')
    expect(own.child.birthCare.birth.date).toBe('2026-08-29')
    expect(own.child.jgz).toBeNull()
  })
})

describe('who did not live', () => {
  test.each(['STILLBIRTH', 'MISCARRIAGE'])(
    'MUST be told of to birth care alone, and as a number: %s',
    async (outcome) => {
      const id = await lostPregnancy(outcome)
      const query = 'query ($id: ID!) { pregnancy(id: $id) { outcome children { id } } }'
      const midwife = await graph.ask('midwife', query, { id })
      const nurse = await graph.ask('youth-nurse', query, { id })
      const unknown = await graph.ask('youth-nurse', query, {
        id: '00000000-0000-4000-8000-000000000000',
      })
      const lost = await graph.ask(
        'midwife',
        'query ($id: ID!) { pregnancy(id: $id) { childrenLost } }',
        { id },
      )

      expect(midwife.data.pregnancy).toEqual({ outcome, children: [] })
      expect(lost.data.pregnancy.childrenLost).toBe(1)
      expect(nurse.codes).toEqual(['PREGNANCY_UNKNOWN'])
      expect(nurse.text).toBe(unknown.text)
    },
  )

  test('MUST be in no list of anybody', async () => {
    const rows = await graph.admin(
      `select child_id from child_index.fetus where outcome in ('STILLBIRTH', 'MISCARRIAGE')`,
    )
    const ids = rows.map(({ child_id }) => String(child_id))
    for (const persona of ['midwife', 'youth-nurse']) {
      for (const family of FAMILIES.slice(0, 40)) {
        const { text } = await find(persona, family)
        for (const id of ids) expect(text).not.toContain(id)
      }
      for (const id of ids) {
        const { codes } = await graph.ask(persona, 'query ($id: ID!) { child(id: $id) { id } }', {
          id,
        })
        expect(codes).toEqual(['CHILD_UNKNOWN'])
      }
    }
  })
})
