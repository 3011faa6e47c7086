import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { type Loopback, serveLoopback } from './loopback.ts'

const CHILD = `query($id: ID!) {
  child(id: $id) {
    name { given }
    birthCare { birth { weightGrams } pregnancy { dueDate } }
    jgz { growth { weightGrams } }
    childcare { enrolments { from } }
    socialDomain { cases { openedOn } }
    timeline { speaksFor }
  }
}`

describe('a query', () => {
  let graph: Graph
  beforeAll(async () => {
    graph = await openGraph()
  })
  afterAll(() => graph.close())

  test('without a valid token is refused with 401', async () => {
    for (const authorization of ['', 'Bearer x', 'Bearer a.b.c', 'Basic YTpi']) {
      const answer = await post({ authorization }, { query: '{ registries { name } }' })

      expect(answer.status).toBe(401)
      expect(answer.codes).toEqual(['UNAUTHENTICATED'])
      expect(answer.body.data).toBeUndefined()
    }
  })

  test('that does not validate says where, and repeats nothing that could be a person', async () => {
    const authorization = `Bearer ${await graph.tokenFor('youth-nurse')}`
    const wrong = [
      '{ findChildren(familyName: "Geheim", birthDate: 999900006) { id } }',
      '{ findChildren(familyName: "Geheim") { id } }',
      '{ child(id: "999900006") { bsn } }',
      '{ child(id: "Geheim" { id } }',
      '{ child(id: "Geheim\n") { id } }',
    ]
    for (const query of wrong) {
      const { status, codes, text } = await post({ authorization }, { query })

      expect(status).toBe(400)
      expect(codes[0]).toMatch(/^GRAPHQL_(VALIDATION|PARSE)_FAILED$/)
      expect(text).not.toMatch(/Geheim|999900006/)
    }
  })

  test('with a variable of the wrong type says so without its value', async () => {
    const { codes, text, data } = await graph.ask(
      'youth-nurse',
      'query($day: LocalDate!) { findChildren(familyName: "Vries", birthDate: $day) { id } }',
      { day: 'Geheim 999900006' },
    )

    expect(codes).toEqual(['BAD_USER_INPUT'])
    expect(data).toBeNull()
    expect(text).not.toMatch(/Geheim|999900006/)
  })

  test('with a name that is none says so', async () => {
    const { codes, text } = await graph.ask(
      'youth-nurse',
      'query($name: String!) { findChildren(familyName: $name, birthDate: "2023-01-17") { id } }',
      { name: '999900006*' },
    )

    expect(codes).toEqual(['ARGUMENT_INVALID'])
    expect(text).not.toContain('999900006')
  })

  test('that names an operation that is not there says so', async () => {
    const authorization = `Bearer ${await graph.tokenFor('dashboard')}`
    const named = { query: 'query B { __typename }', operationName: 'A' }
    const { status, codes } = await post({ authorization }, named)

    expect(status).toBe(400)
    expect(codes).toEqual(['OPERATION_RESOLUTION_FAILURE'])
  })

  test('that asks for more than the graph allows is refused before anything is read', async () => {
    const bomb = `query { ${spread(0)} } ${Array.from({ length: 12 }, (_, i) => fragment(i)).join(' ')}`
    const aliases = `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }`
    const deep = `{ registries ${'{ ... '.repeat(20)} { name } ${'}'.repeat(20)} }`

    for (const query of [bomb, aliases, deep]) {
      const { codes, data, processings } = await graph.ask('youth-nurse', query)
      expect(codes).toEqual(['QUERY_TOO_LARGE'])
      expect(data).toBeNull()
      expect(processings).toEqual([])
    }
  })

  test('reaches nothing that is between subgraphs', async () => {
    for (const query of [
      '{ _entities(representations: []) { __typename } }',
      '{ _service { sdl } }',
      '{ findChildren(familyName: "Vries", birthDate: "2023-01-17") { jgzRef } }',
      '{ findChildren(familyName: "Vries", birthDate: "2023-01-17") { jgzEvents { id } } }',
    ]) {
      expect((await graph.ask('youth-nurse', query)).codes).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    }
    const { data } = await graph.ask('youth-nurse', '{ __schema { types { name } } }')
    const types = data.__schema.types.map(({ name }: { name: string }) => name)
    expect(types).toContain('Child')
    expect(
      types.filter((name: string) => /^_|DomainEvent|join__/.test(name) && !/^__/.test(name)),
    ).toEqual([])
  })

  test('comes by POST, as one JSON object of a bearable size', async () => {
    const authorization = `Bearer ${await graph.tokenFor('dashboard')}`
    const get = await fetch(`${graph.url}/graphql?query={registries{name}}`, {
      headers: { authorization },
    })
    const batch = await post({ authorization }, [{ query: '{ __typename }' }])
    const large = await post(
      { authorization },
      { query: '{ __typename }', pad: 'x'.repeat(2_000_000) },
    )

    expect(get.status).toBe(405)
    expect(batch.status).toBe(400)
    expect(large.status).toBe(413)
  })

  async function post(headers: Record<string, string>, body: unknown) {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    const parsed = JSON.parse(text)
    const codes = (parsed.errors ?? []).map(
      (error: { extensions: { code: string } }) => error.extensions.code,
    )
    return { status: response.status, text, body: parsed, codes }
  }
})

describe('a subgraph that is reached directly', () => {
  let graph: Graph
  beforeAll(async () => {
    graph = await openGraph({ apart: true })
  })
  afterAll(() => graph.close())

  test('MUST answer nothing to who is not its gateway', async () => {
    const token = await graph.tokenFor('youth-nurse')
    for (const url of Object.values(graph.subgraphUrls)) {
      for (const authorization of ['', `Bearer ${token}`, 'Bearer a.b.c']) {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify({ query: '{ _service { sdl } }' }),
        })
        expect(response.status).toBe(401)
        expect(await response.text()).not.toContain('data')
      }
    }
    expect(Object.keys(graph.subgraphUrls)).toHaveLength(7)
  })
})

describe('a file in a drop folder', () => {
  let graph: Graph
  let id: string
  beforeAll(async () => {
    graph = await openGraph()
    id = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  test.each([
    {
      folder: 'childcare-provider',
      name: 'contracts-2026-10.csv',
      text: 'bsn;lrk_id;contract_nummer\n999923468;1;2\n',
    },
    { folder: 'wijkteam', name: 'wijkteam-2026-10-01.csv', text: 'casus;bsn\nx;999923468\n' },
    { folder: 'lrk', name: 'export_opendata_lrk_2026-10-01.csv', text: 'lrk_id;type_oko\n' },
    { folder: 'social-domain', name: 'JW301_9999_1.xml', text: '<?xml version="1.0"?><Bericht>' },
  ])(
    'that is malformed ($folder) goes to quarantine whole, and the answer stays',
    async ({ folder, name, text }) => {
      const before = await graph.ask('youth-nurse', CHILD, { id })
      await writeFile(join(graph.folder, folder, name), text)

      const problem = await eventually(
        () => readProblem(join(graph.folder, folder, 'quarantine')),
        name,
      )
      expect(problem).toMatchObject({ line: expect.any(Number), rule: expect.any(String) })
      expect(JSON.stringify(problem)).not.toContain('999923468')
      const after = await graph.ask('youth-nurse', CHILD, { id })
      expect(after.text).toBe(before.text)
    },
  )
})

describe('a registry', () => {
  let server: Loopback
  // Whoever links it asks before any test does.
  let answer: { status?: number; type?: string; body: string } = {
    body: '{"resourceType":"Bundle","type":"searchset","entry":[]}',
  }
  let graph: Graph
  let id: string
  beforeAll(async () => {
    server = await serveLoopback((_, response) => {
      const { status = 200, type = 'application/fhir+json', body } = answer
      response.writeHead(status, { 'content-type': type })
      response.end(body)
    })
    graph = await openGraph({ env: { BIRTH_CARE_FHIR_URL: server.url } })
    id = await graph.idOf('anna')
  })
  afterAll(async () => {
    await graph.close()
    await server.close()
  })

  test.each([
    [
      'speaks HTML',
      { type: 'text/html', body: '<h1>Anna de Vries 999923468</h1>' },
      'REGISTRY_MALFORMED',
    ],
    ['breaks off', { body: '{"resourceType":"Bundle","entry":[{"resour' }, 'REGISTRY_MALFORMED'],
    [
      'answers with something else',
      { body: '{"resourceType":"Patient","id":"999923468"}' },
      'REGISTRY_MALFORMED',
    ],
    [
      'fails',
      { status: 500, body: 'Anna de Vries 999923468 at /srv/fhir.js:12' },
      'REGISTRY_UNAVAILABLE',
    ],
    ['is busy', { status: 429, body: '{}' }, 'REGISTRY_BUSY'],
    ['refuses', { status: 403, body: '{"issue":"999923468"}' }, 'REGISTRY_REFUSED'],
  ])('that %s blanks its own fields with a code, and no others', async (_, bad, code) => {
    answer = bad
    const { data, errors, codes, text, processings } = await graph.ask('youth-nurse', CHILD, { id })

    expect(codes).toEqual([code])
    expect(errors.every(({ extensions }) => 'registry' in extensions)).toBe(true)
    expect(data.child.birthCare).toEqual({ birth: null, pregnancy: null })
    expect(data.child.jgz.growth.length).toBeGreaterThan(0)
    expect(data.child.childcare.enrolments.length).toBeGreaterThan(0)
    expect(data.child.socialDomain.cases).toHaveLength(1)
    expect(data.child.timeline.speaksFor).toEqual(['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'])
    expect(text).not.toMatch(/999923468|fhir\.js|<h1>/)
    expect(processings.find(({ registry }) => registry === 'birth-care-waterdam')?.outcome).toBe(
      'failed',
    )
  })
})

function spread(level: number): string {
  return `...F${level}`
}

function fragment(level: number): string {
  const below =
    level === 11 ? '__typename' : `a: __schema { ...S } ${spread(level + 1)} ${spread(level + 1)}`
  const schema = level === 0 ? ' fragment S on __Schema { types { name } }' : ''
  return `fragment F${level} on Query { ${below} }${schema}`
}

async function readProblem(folder: string): Promise<Record<string, unknown> | undefined> {
  const { readdir, readFile } = await import('node:fs/promises')
  const files = await readdir(folder).catch(() => [])
  const file = files.find((name) => name.endsWith('.problem.json'))
  return file === undefined ? undefined : JSON.parse(await readFile(join(folder, file), 'utf8'))
}

async function eventually<T>(find: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what} did not come`)
}
