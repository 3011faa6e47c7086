/**
 * Ways round a guard that other gateways and servers had, one test each: where it was seen stands in its title.
 */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authoriser } from '../gateway/authorise.ts'
import { composeSupergraph } from '../schema/compose.ts'
import { type Graph, openGraph } from './graph.ts'

let graph: Graph
let anna: string

beforeAll(async () => {
  graph = await openGraph()
  anna = await graph.idOf('anna')
})
afterAll(() => graph.close())
beforeEach(() => {
  graph.requests('birth-care')
  graph.requests('brp')
})

/** A midwife may read birth care, and nothing of JGZ, childcare or the social domain. */
const asMidwife = (query: string, variables: object = { id: anna }) =>
  graph.ask('midwife', query, variables)

const registriesOf = ({ processings }: Awaited<ReturnType<typeof asMidwife>>) =>
  [...new Set(processings.map(({ registry }) => registry))].sort()

describe('a field that is not granted stays closed', () => {
  test.each([
    [
      'by an alias',
      'query($id: ID!) { child(id: $id) { id: sex sex: jgz { growth { weightGrams } } } }',
    ],
    [
      'by many aliases',
      `query($id: ID!) { child(id: $id) { ${'abcdefgh'
        .split('')
        .map((a) => `${a}: jgz { growth { weightGrams } }`)
        .join(' ')} } }`,
    ],
    [
      'by a fragment',
      'query($id: ID!) { child(id: $id) { ...F } } fragment F on Child { jgz { ...G } } fragment G on Jgz { growth { weightGrams } }',
    ],
    [
      'by an inline fragment',
      'query($id: ID!) { child(id: $id) { ... on Child { ... { jgz { growth { weightGrams } } } } } }',
    ],
    [
      'by a condition',
      'query($id: ID!, $yes: Boolean! = true) { child(id: $id) { jgz @include(if: $yes) { growth { weightGrams } } } }',
    ],
    [
      'by a condition that is false for another field',
      'query($id: ID!) { child(id: $id) { sex @skip(if: true) jgz @skip(if: false) { growth { weightGrams } } } }',
    ],
    [
      'in a list',
      '{ findChildren(familyName: "Vries", birthDate: "2023-01-17") { jgz { growth { weightGrams } } } }',
    ],
    [
      'beside introspection',
      'query($id: ID!) { __schema { queryType { name } } child(id: $id) { jgz { growth { weightGrams } } } }',
    ],
    [
      'beside the same field of another',
      'query($id: ID!) { a: child(id: $id) { jgz { growth { weightGrams } } } b: child(id: $id) { birthCare { birth { weightGrams } } } }',
    ],
  ])('%s', async (_, query) => {
    const answer = await asMidwife(query, query.includes('$id') ? { id: anna } : {})

    expect(answer.codes).toContain('FIELD_FORBIDDEN')
    expect(answer.text).not.toMatch(/"growth"/)
    expect(registriesOf(answer).filter((name) => !/^(brp|birth-care)/.test(name))).toEqual([])
  })

  test('and no source is called for it: authorisation comes before the calls (cosmo#2125)', async () => {
    const { data, codes, processings } = await graph.ask(
      'neighbourhood-team-worker',
      'query($id: ID!) { child(id: $id) { birthCare { birth { weightGrams } } } }',
      { id: anna },
    )
    expect(data.child.birthCare).toBeNull()
    expect(codes).toEqual(['FIELD_FORBIDDEN'])
    expect(graph.requests('birth-care')).toBe(0)
    expect(processings.filter(({ registry }) => registry !== 'brp-waterdam')).toEqual([])
  })

  test('what @requires fetches for somebody is what that one may read (federation#3321)', async () => {
    const timeline =
      'query($id: ID!) { child(id: $id) { timeline { speaksFor entries { domain } } } }'
    const midwife = await asMidwife(timeline)
    const nurse = await graph.ask('youth-nurse', timeline, { id: anna })

    expect(nurse.data.child.timeline.speaksFor).toContain('JGZ')
    expect(midwife.data.child.timeline.speaksFor).toEqual(['BIRTH_CARE'])
    expect(JSON.stringify(midwife.data)).not.toMatch(/JGZ|CHILDCARE|SOCIAL/)
    expect(registriesOf(midwife).filter((name) => !/^(brp|birth-care)/.test(name))).toEqual([])
  })

  test('a member of a union has no field that its reader may not see (GHSA-x33c-7c2v-mrj9)', async () => {
    const query = `query($id: ID!) { child(id: $id) { timeline { entries { item {
      ... on VaccinationItem { label } ... on EnrolmentItem { label } ... on BirthItem { label } } } } } }`
    const midwife = await asMidwife(query)
    const labels = midwife.data.child.timeline.entries.filter(
      ({ item }: { item: object }) => 'label' in item,
    )
    const nurse = await graph.ask('youth-nurse', query, { id: anna })

    expect(labels).toHaveLength(1)
    expect(nurse.data.child.timeline.entries.length).toBeGreaterThan(10)
  })

  test('a reference of the graph’s own cannot be asked for, nor given', async () => {
    for (const query of [
      'query($id: ID!) { child(id: $id) { jgzRef } }',
      'query($id: ID!) { child(id: $id) { jgzEvents { id } } }',
      '{ _entities(representations: []) { __typename } }',
      '{ _entities(representations: [{ __typename: "Child", id: "x", jgzRef: "y" }]) { ... on Child { id } } }',
      '{ _service { sdl } }',
    ]) {
      const { data, codes } = await graph.ask('youth-nurse', query, { id: anna })
      expect(data).toBeNull()
      expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    }
  })

  test('a message suggests nothing that its reader may not see', async () => {
    const { errors } = await graph.ask('analyst', '{ childs(id: "x") { id } }')
    expect(errors[0]?.message).not.toMatch(/"child"|findChildren|children/)
  })
})

describe('who asks is who the token says', () => {
  const query = '{ registries { name } child(id: "00000000-0000-4000-8000-000000000000") { id } }'

  test.each([
    ['x-user', 'youth-nurse'],
    ['x-role', 'youth-nurse'],
    ['x-kindlijn-viewer', '{"role":"youth-nurse"}'],
    ['kindlijn-role', 'youth-nurse'],
    ['x-forwarded-user', 'persona-youth-nurse'],
    ['x-hasura-role', 'admin'],
    ['x-apollo-operation-name', 'x'],
  ])('and not a header: %s', async (name, value) => {
    const none = await post({ [name]: value }, { query })
    expect(none.status).toBe(401)
    const analyst = `Bearer ${await graph.tokenFor('analyst')}`
    const answer = await post({ authorization: analyst, [name]: value }, { query })
    expect(JSON.stringify(answer.body)).toMatch(/Cannot query field/)
  })

  test('and for what purpose, among those of the token', async () => {
    const authorization = `Bearer ${await graph.tokenFor('analyst')}`
    const body = { query: '{ registries { name } }' }
    const asked = (purpose: string) => post({ authorization, 'kindlijn-purpose': purpose }, body)

    expect((await asked('research')).status).toBe(200)
    for (const purpose of ['youth-health-care', 'coordinated-approach', 'admin', '']) {
      const { status, body: answer } = await asked(purpose)
      expect([status, answer.errors[0].extensions.code]).toEqual([403, 'PURPOSE_UNKNOWN'])
    }
  })

  test('one token at a time, and as a bearer', async () => {
    const nurse = await graph.tokenFor('youth-nurse')
    const analyst = await graph.tokenFor('analyst')
    for (const authorization of [
      `Bearer ${analyst}, Bearer ${nurse}`,
      nurse,
      `bearer${nurse}`,
      `Basic ${nurse}`,
    ]) {
      expect((await post({ authorization }, { query })).status).toBe(401)
    }
    const inBody = await post({}, { query, extensions: { authorization: `Bearer ${nurse}` } })
    expect(inBody.status).toBe(401)
    const inAddress = await fetch(`${graph.url}/graphql?access_token=${nurse}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    expect(inAddress.status).toBe(401)
  })
})

describe('the way in', () => {
  test('is POST: nothing is asked, nor changed, by GET', async () => {
    const authorization = `Bearer ${await graph.tokenFor('youth-nurse')}`
    for (const query of ['{ registries { name } }', 'mutation { __typename }']) {
      const response = await fetch(`${graph.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { authorization, 'apollo-require-preflight': '1' },
      })
      expect(response.status).toBe(405)
    }
  })

  test('is JSON, so that no form of another site can ask', async () => {
    const authorization = `Bearer ${await graph.tokenFor('youth-nurse')}`
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await fetch(`${graph.url}/graphql`, {
        method: 'POST',
        headers: { authorization, 'content-type': type },
        body: JSON.stringify({ query: '{ registries { name } }' }),
      })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(await response.text()).not.toContain('waterdam')
    }
  })

  test('is one operation at a time', async () => {
    const authorization = `Bearer ${await graph.tokenFor('youth-nurse')}`
    const one = { query: '{ registries { name } }' }
    const { status, body } = await post({ authorization }, [one, one])
    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toContain('waterdam')
  })
})

describe('a protecting directive', () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", ALIAS])'
  const sdl = (alias: string, name: string) =>
    `${link.replace('ALIAS', alias)} type Query { open: Int closed: Int @${name}(scopes: [["jgz:growth"]]) }`

  test('is found under its own name', () => {
    const supergraph = composeSupergraph([
      { name: 'one', sdl: sdl('"@requiresScopes"', 'requiresScopes') },
    ])
    expect([...authoriser(supergraph)({ role: 'analyst', purpose: 'research' })]).toEqual([
      'Query.closed',
    ])
  })

  test('MUST NOT get lost under another (GHSA-g8jh-vg5j-4h3f): it is found, or nothing is served', () => {
    const alias = '{ name: "@requiresScopes", as: "@guarded" }'
    const supergraph = composeSupergraph([{ name: 'one', sdl: sdl(alias, 'guarded') }])
    let withheld: readonly string[] = ['Query.closed']
    try {
      withheld = [...authoriser(supergraph)({ role: 'analyst', purpose: 'research' })]
    } catch (error) {
      expect(String(error)).toMatch(/renames a protecting directive/)
    }
    expect(withheld).toEqual(['Query.closed'])
  })

  test('MUST NOT get lost in a supergraph that renames it by itself', () => {
    const committed = readFileSync('schema/generated/supergraph.graphql', 'utf8')
    const url = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY'
    expect(committed).toContain(url)
    for (const renamed of [
      `${url}, as: "rs"`,
      `${url}, import: [{ name: "@requiresScopes", as: "@rs" }]`,
    ]) {
      expect(() => authoriser(committed.replace(url, renamed))).toThrow(
        /renames a protecting directive/,
      )
    }
  })
})

async function post(headers: Record<string, string>, body: unknown) {
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  return { status: response.status, body: (await response.json()) as any }
}
