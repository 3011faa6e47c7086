import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from '../sandbox/generate.ts'
import { type Graph, openGraph } from './graph.ts'

const FAMILY = `query Family($id: ID!) {
  child(id: $id) {
    id
    name { given }
    registration { state }
    legalAuthority { type byParents byGuardian }
    residence { municipality { code } street since }
    residences { kind municipality { code } from until change }
    responsibleMunicipality { municipality { code name } basis since }
    jgzRegion { code name }
    parents { id position sex birthYear since parentage registered }
    siblings { id name { given } jgz { contacts { date } } }
    siblingsOfSameBirth { id name { given } birthCare { birth { rank } } }
    siblingTies { kinship sameBirth child { id timeline { speaksFor } } }
    pregnancy { id children { id } }
    birthCare { pregnancy { dueDate } birth { date } }
    jgz { contacts { date } }
  }
}`

let graph: Graph

beforeAll(async () => {
  graph = await openGraph()
})
afterAll(() => graph.close())

function motherOf(planted: string) {
  for (const { mother, pregnancies } of generate({ seed: SEED, children: 60 })) {
    const children = pregnancies.flatMap(({ children }) => children)
    if (children.some((child) => child.planted === planted)) return mother
  }
  throw new Error(`nobody is called ${planted}`)
}

async function familyOf(id: string, persona = 'youth-nurse') {
  const { data, errors } = await graph.ask(persona, FAMILY, { id })
  expect(errors).toEqual([])
  return data.child
}

describe('twins', () => {
  test('cato and eva find each other as born of one birth, each with all domains below', async () => {
    const [cato, eva] = [await graph.idOf('cato'), await graph.idOf('eva')]
    const catos = await familyOf(cato)
    const evas = await familyOf(eva)

    expect(catos.siblingsOfSameBirth).toEqual([
      { id: eva, name: { given: 'Eva' }, birthCare: { birth: { rank: 2 } } },
    ])
    expect(evas.siblingsOfSameBirth).toEqual([
      { id: cato, name: { given: 'Cato' }, birthCare: { birth: { rank: 1 } } },
    ])
    expect(catos.siblings).toEqual([{ id: eva, name: { given: 'Eva' }, jgz: evas.jgz }])
    expect(catos.siblingTies).toMatchObject([
      { kinship: 'FULL', sameBirth: true, child: { id: eva } },
    ])
    expect(catos.siblingTies[0].child.timeline.speaksFor).toContain('JGZ')
  })

  test('MUST cost the register three questions, however much is asked of them', async () => {
    const id = await graph.idOf('cato')
    graph.requests('brp')
    const siblings = 'siblings { id name { given } birthDate jgz { contacts { date } } }'
    await graph.ask('youth-nurse', `query ($id: ID!) { child(id: $id) { ${siblings} } }`, { id })

    // The child, its parents, their children; and of these once more, for the references of the next wave.
    expect(graph.requests('brp')).toBeLessThanOrEqual(4)
  })
})

describe('adoption', () => {
  test('MUST cut the birth mother: finn has those who adopted him, no birth, and no brothers or sisters by her', async () => {
    const finn = await familyOf(await graph.idOf('finn'))

    expect(finn.parents).toHaveLength(2)
    for (const parent of finn.parents)
      expect(parent).toMatchObject({ since: '2023-03-15', parentage: 'LATER', registered: true })
    expect(finn.birthCare).toBeNull()
    expect(finn.pregnancy).toBeNull()
    expect(finn.siblings).toEqual([])
    expect(finn.siblingsOfSameBirth).toEqual([])
    expect(finn.legalAuthority).toMatchObject({ type: 'JOINT_PARENTAL', byParents: true })
    expect(finn.jgz.contacts.length).toBeGreaterThan(0)
  })
})

describe('the birth mother of a child that was adopted', () => {
  test('MUST NOT lead to the child, by her pregnancies', async () => {
    const finn = await graph.idOf('finn')
    const mother = motherOf('finn')
    const { data, errors } = await graph.ask(
      'midwife',
      `query ($name: String!, $born: LocalDate!) {
        findPregnancies(motherFamilyName: $name, motherBirthDate: $born) { id children { id } }
      }`,
      { name: mother.name.family, born: mother.birthDate },
    )

    expect(errors).toEqual([])
    expect(JSON.stringify(data)).not.toContain(finn)
  })
})

describe('foster care', () => {
  test('keeps the legal parents, and says where guus lives', async () => {
    const guus = await familyOf(await graph.idOf('guus'))

    expect(guus.parents.length).toBeGreaterThan(0)
    for (const parent of guus.parents)
      expect(parent).toMatchObject({ since: '2023-04-28', parentage: 'FROM_BIRTH' })
    expect(guus.residence).toMatchObject({ municipality: { code: '9999' }, since: '2024-10-07' })
    expect(guus.birthCare.birth.date).toBe('2023-04-28')
    expect(guus.residences).toMatchObject([
      { from: '2023-04-28', until: '2024-10-07', change: null },
      { from: '2024-10-07', until: null, change: 'MOVED_WITHIN' },
    ])
    // By the allocation of foster care, and not by where the foster parents live.
    expect(guus.responsibleMunicipality).toMatchObject({
      municipality: { code: '9999' },
      basis: 'YOUTH_HELP',
    })
  })
})

describe('a father without a BSN', () => {
  test('is a parent of kees like the other', async () => {
    const { parents } = await familyOf(await graph.idOf('kees'))

    expect(parents.map(({ position }: { position: number }) => position)).toEqual([1, 2])
    expect(new Set(parents.map(({ id }: { id: string }) => id)).size).toBe(2)
    const father = parents.find(({ sex }: { sex: string }) => sex === 'MALE')
    expect(father).toMatchObject({ registered: false, parentage: 'FROM_BIRTH' })
    expect(father.birthYear).toBeGreaterThan(1950)
  })
})

describe('who moved', () => {
  test('jip is told with where he lived before, and only the municipality of it', async () => {
    const jip = await familyOf(await graph.idOf('jip'))

    const [before, here] = jip.residences
    expect(jip.residences).toHaveLength(2)
    expect(before).toMatchObject({ from: '2023-12-08', until: '2025-05-15', change: null })
    expect(before.municipality.code).toMatch(/^999[1-3]$/)
    expect(here).toMatchObject({
      municipality: { code: '9999' },
      from: '2025-05-15',
      until: null,
      change: 'MOVED_BETWEEN',
    })
    expect(jip).toMatchObject({
      jgzRegion: { code: 'GG9999', name: 'GGD Waterdam' },
      responsibleMunicipality: { basis: 'RESIDENCE', since: '2025-05-15' },
      birthCare: { birth: null },
    })
  })

  test('a part of the past is told as it is asked, and a past that ends before it begins is refused', async () => {
    const id = await graph.idOf('jip')
    const ask = (args: string) =>
      graph.ask(
        'youth-nurse',
        `query ($id: ID!) { child(id: $id) { residences(${args}) { from } } }`,
        { id },
      )

    const { data } = await ask('from: "2024-01-01", to: "2025-05-14"')
    expect(data.child.residences).toEqual([{ from: '2023-12-08' }])
    expect((await ask('from: "2024-01-01", to: "2023-01-01"')).codes).toEqual(['ARGUMENT_INVALID'])
  })

  test('MUST NOT be reachable once elsewhere: isa moved away, pien emigrated', async () => {
    for (const name of ['isa', 'pien']) {
      const id = await graph.issueIdFor(name)
      const { data, codes } = await graph.ask('youth-nurse', FAMILY, { id })
      expect(data).toEqual({ child: null })
      expect(codes).toEqual(['CHILD_UNKNOWN'])
    }
  })

  test('lot, born abroad, has a year for a birth date, parents, and no claim about the birth', async () => {
    const lot = await familyOf(await graph.issueIdFor('lot'))

    expect(lot.birthCare).toBeNull()
    expect(lot.parents.length).toBeGreaterThan(0)
    for (const parent of lot.parents)
      expect(parent).toMatchObject({ since: '2022', parentage: 'UNKNOWN' })
    expect(lot.siblingsOfSameBirth).toEqual([])
    expect(lot.residences.map(({ from }: { from: string }) => from)).toEqual(['2022', '2024-04-10'])
  })
})

describe('who died', () => {
  test('mees keeps parents and residence, and nobody has authority over him', async () => {
    const mees = await familyOf(await graph.issueIdFor('mees'))

    expect(mees.registration).toEqual({ state: 'DECEASED' })
    expect(mees.legalAuthority).toBeNull()
    expect(mees.parents.length).toBeGreaterThan(0)
    expect(mees.residences).toMatchObject([{ from: '2025-10-06', until: null }])
  })
})

describe('who may see a family', () => {
  test('MUST be as the policy says: a worker of a neighbourhood team sees parents, and no brothers or sisters', async () => {
    const id = await graph.idOf('anna')
    const { data, codes } = await graph.ask('neighbourhood-team-worker', FAMILY, { id })

    expect(data.child.parents).toHaveLength(2)
    expect(data.child).toMatchObject({ siblings: null, siblingsOfSameBirth: null })
    expect(data.child.siblingTies).toBeNull()
    expect(codes).toEqual(['FIELD_FORBIDDEN'])
  })

  test('MUST NOT tell a name of a parent, nor a BSN, to anybody', async () => {
    const { text } = await graph.ask('youth-nurse', FAMILY, { id: await graph.idOf('kees') })
    expect(text).not.toMatch(/(?<!\d)9999\d{5}(?!\d)/)
    expect(text).not.toContain('Groot')
  })
})
