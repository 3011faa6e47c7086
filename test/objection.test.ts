/**
 * What a family said of the use of their data, from the desk where it is written down to the next question.
 *
 * @module
 */

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { run } from './kindlijn.ts'

const ASK = `query ($id: ID!, $asOf: AsOfInput) {
  child(id: $id, asOf: $asOf) {
    birthCare { birth { weightGrams } } jgz { growth { weightGrams } } views { domain absence }
    timeline { speaksFor }
  }
}`
const RECORD = `mutation ($child: ID!, $domain: Domain!, $kind: ObjectionKind!, $purpose: String, $source: String!,
    $from: LocalDate, $until: LocalDate) {
  recordObjection(child: $child, domain: $domain, kind: $kind, purpose: $purpose, source: $source, from: $from,
    until: $until) { domain purpose kind source }
}`
const TOLD =
  'query ($id: ID!) { child(id: $id) { objections { domain purpose kind source from until } } }'

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('what a family said, $name', ({ apart }) => {
  let graph: Graph
  let child: string
  let other: string

  beforeAll(async () => {
    graph = await openGraph({ apart })
    // Apart, because what was written down stays, and both share a database.
    child = await graph.idOf(apart ? 'cato' : 'bram')
    other = await graph.idOf('eva')
  })
  afterAll(() => graph.close())

  async function record(
    domain: string,
    kind: string,
    more: object = {},
    persona = 'privacy-officer',
  ) {
    const variables = { child, domain, kind, source: 'desk of Waterdam', ...more }
    return graph.ask(persona, RECORD, variables)
  }

  async function see(persona = 'youth-nurse', asOf?: object) {
    graph.requests('birth-care')
    const { data, processings } = await graph.ask(persona, ASK, { id: child, asOf })
    const view = (domain: string) =>
      data.child.views.find((one: { domain: string }) => one.domain === domain)?.absence
    return {
      birthCare: data.child.birthCare,
      jgz: data.child.jgz,
      views: [view('BIRTH_CARE'), view('JGZ')],
      speaksFor: data.child.timeline.speaksFor,
      calls: graph.requests('birth-care'),
      registries: new Set(processings.map(({ registry }) => registry)),
    }
  }

  test('MUST NOT tell at which desk it was said of a child whose address is secret', async () => {
    const hanna = await graph.idOf('hanna')
    // A consent where nothing was objected to changes nothing for who else asks about her.
    const { errors } = await record('SOCIAL_DOMAIN', 'CONSENT', {
      child: hanna,
      purpose: 'youth-support',
    })
    expect(errors).toEqual([])
    for (const persona of ['privacy-officer', 'youth-nurse']) {
      const { data, text } = await graph.ask(persona, TOLD, { id: hanna })
      expect(data.child.objections.at(-1)).toMatchObject({ kind: 'CONSENT', source: null })
      expect(text).not.toContain('Waterdam')
    }
  })

  test('MUST end the reading at the next question, and be taken back, and touch no other child', async () => {
    const before = await see()
    const otherBefore = await graph.ask('youth-nurse', ASK, { id: other })
    expect(before.birthCare.birth.weightGrams).toBeGreaterThan(500)
    expect(before.views).toEqual(['NONE', 'NONE'])
    expect(before.calls).toBeGreaterThan(0)

    const { errors, data, processings } = await record('BIRTH_CARE', 'OBJECTION')
    expect(errors).toEqual([])
    expect(data.recordObjection).toMatchObject({ kind: 'OBJECTION', purpose: null })
    expect(processings.at(-1)).toMatchObject({
      registry: 'child',
      parts: ['objection', 'birth-care'],
      outcome: 'read',
    })

    const after = await see()
    expect(after.birthCare).toBeNull()
    expect(after.views).toEqual(['OBJECTION', 'NONE'])
    expect(after.speaksFor).not.toContain('BIRTH_CARE')
    expect(after.calls).toBe(0)
    expect(after.registries).not.toContain('birth-care-waterdam')
    expect(after.jgz).toEqual(before.jgz)
    expect((await graph.ask('youth-nurse', ASK, { id: other })).text).toBe(otherBefore.text)

    await record('BIRTH_CARE', 'WITHDRAWN')
    const restored = await see()
    expect(restored.birthCare).toEqual(before.birthCare)
    expect(restored.views).toEqual(['NONE', 'NONE'])
  })

  test('MUST hold for its purpose alone, or for all but those that are consented to', async () => {
    const sees = async () => [
      (await graph.ask('youth-nurse', ASK, { id: child })).data.child.birthCare !== null,
      (await graph.ask('midwife', ASK, { id: child })).data.child.birthCare !== null,
    ]
    await record('BIRTH_CARE', 'OBJECTION', { purpose: 'birth-care' })
    expect(await sees()).toEqual([true, false])
    await record('BIRTH_CARE', 'OBJECTION')
    expect(await sees()).toEqual([false, false])
    await record('BIRTH_CARE', 'CONSENT', { purpose: 'birth-care' })
    expect(await sees()).toEqual([false, true])
    // Who takes a consent back objects as before.
    await record('BIRTH_CARE', 'WITHDRAWN', { purpose: 'birth-care' })
    expect(await sees()).toEqual([false, false])
    await record('BIRTH_CARE', 'WITHDRAWN')
    expect(await sees()).toEqual([true, true])
  })

  test('has no effect before its first day, nor after its last', async () => {
    await record('JGZ', 'OBJECTION', { from: '2999-01-01' })
    await record('JGZ', 'OBJECTION', { from: '2020-01-01', until: '2020-12-31' })

    expect((await see()).views).toEqual(['NONE', 'NONE'])
  })

  test('MUST hold today whatever moment is asked about', async () => {
    const knownAt = new Date().toISOString()
    const then = await see('youth-nurse', { knownAt })
    await record('JGZ', 'OBJECTION')
    const now = await see('youth-nurse', { knownAt })
    await record('JGZ', 'WITHDRAWN')

    expect(then.views[1]).not.toBe('OBJECTION')
    expect(now.views[1]).toBe('OBJECTION')
    expect(now.jgz).toBeNull()
  })

  test('MUST be shown to who records it, and of other domains to nobody else', async () => {
    await record('SOCIAL_DOMAIN', 'OBJECTION', { purpose: 'youth-support' })
    await record('SOCIAL_DOMAIN', 'WITHDRAWN', { purpose: 'youth-support' })
    const officer = await graph.ask('privacy-officer', TOLD, { id: child })
    const midwife = await graph.ask('midwife', TOLD, { id: child })
    const anna = await graph.idOf('anna')
    const mentor = await graph.ask('childcare-mentor', TOLD, { id: anna })
    const domains = ({ data }: typeof officer) =>
      new Set(data.child.objections.map(({ domain }: { domain: string }) => domain))

    expect(domains(officer)).toContain('SOCIAL_DOMAIN')
    expect(domains(midwife)).toEqual(new Set(['BIRTH_CARE']))
    expect(mentor.data.child.objections).toBeNull()
    expect(mentor.codes).toEqual(['FIELD_FORBIDDEN'])
  })

  test('MUST be recorded by who may, of a child that he may see, and with nobody’s number', async () => {
    const midwife = await record('JGZ', 'OBJECTION', {}, 'midwife')
    const isa = await record('JGZ', 'OBJECTION', { child: await graph.issueIdFor('isa') })
    const nobody = await record('JGZ', 'OBJECTION', {
      child: '00000000-0000-4000-8000-000000000000',
    })
    const number = await record('JGZ', 'OBJECTION', { source: 'mother of 999990019' })
    const purpose = await record('JGZ', 'OBJECTION', { purpose: 'curiosity' })
    const backwards = await record('JGZ', 'OBJECTION', { from: '2024-02-01', until: '2024-01-01' })

    expect(midwife.codes).toEqual(['FIELD_FORBIDDEN'])
    expect(isa.codes).toEqual(['CHILD_UNKNOWN'])
    expect(isa.text).toBe(nobody.text)
    for (const { codes, text } of [number, purpose, backwards]) {
      expect(codes).toEqual(['ARGUMENT_INVALID'])
      expect(text).not.toMatch(/99999|curiosity/)
    }
    expect((await see()).views).toEqual(['NONE', 'NONE'])
  })

  test('can be recorded and listed at the command line, and is written down', async () => {
    const env = {
      KINDLIJN_HOME: inject('home'),
      KINDLIJN_POSTGRES_URL: inject('postgresUrl'),
    }
    const object = (kind: string) =>
      run(['objection', 'record', child, '--domain', 'jgz', '--kind', kind, '--source', 'letter'], {
        env,
      })
    expect(await object('objection')).toMatchObject({ code: 0 })
    expect((await see()).views[1]).toBe('OBJECTION')
    expect(await object('withdrawn')).toMatchObject({ code: 0 })
    expect((await see()).views[1]).toBe('NONE')

    const { stdout } = await run(['objection', 'list', child], { env })
    expect(stdout.trim().split('\n').slice(-2)).toEqual([
      expect.stringMatching(/jgz +every purpose +OBJECTION +from \d{4}-\d{2}-\d{2} +letter$/),
      expect.stringMatching(/jgz +every purpose +WITHDRAWN +from \d{4}-\d{2}-\d{2} +letter$/),
    ])
    const wrong = await run(['objection', 'record', child, '--domain', 'moon'], { env })
    expect(wrong.code).toBe(1)
    const [{ count } = {}] = await graph.admin(
      `select count(*)::int from accounting.event where kind = 'objection' and access_point like 'command of %'`,
    )
    expect(count).toBeGreaterThanOrEqual(3)
  })
})
