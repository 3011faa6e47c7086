/**
 * What is written down of a question to the whole graph, and who may read that.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { type Ended, run } from './kindlijn.ts'

const GROWTH = 'query ($id: ID!) { child(id: $id) { jgz { growth { weightGrams } } } }'
const FIND = 'query ($n: String!) { findChildren(familyName: $n, birthDate: "2023-01-17") { id } }'
const LOOKS = `query ($id: ID!, $from: DateTime) {
  whoLooked(child: $id, from: $from) { at act organisation role purpose registry parts outcome traceId }
}`

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('what is asked of the graph, $name', ({ apart }) => {
  let graph: Graph
  let anna: string

  beforeAll(async () => {
    graph = await openGraph({ apart })
    anna = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  const events = (traceId: string) =>
    graph.admin(
      `select kind, registry, parts, user_id, role, organisation, purpose, access_point, parent_span_id
       from accounting.event where trace_id = $1 order by at, chain, block, place`,
      traceId,
    )

  test('MUST be found by the officer whom the parents ask: when, which organisation, why, what', async () => {
    const from = new Date()
    await graph.ask('youth-nurse', GROWTH, { id: anna })
    const { data, codes } = await graph.ask('privacy-officer', LOOKS, { id: anna, from })

    expect(codes).toEqual([])
    const looks: Record<string, unknown>[] = data.whoLooked
    const jgz = looks.find(({ registry }) => registry === 'jgz-waterdam')
    expect(jgz).toEqual({
      at: expect.stringMatching(/^\d{4}-/),
      act: 'read',
      organisation: 'ura:99990001',
      role: 'youth-nurse',
      purpose: 'youth-health-care',
      registry: 'jgz-waterdam',
      parts: ['growth'],
      outcome: 'read',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    // The officer's own question is in it, before it is answered.
    expect(looks.map(({ act, registry }) => `${act} ${registry}`)).toContain('account accounting')
    expect(JSON.stringify(looks)).not.toMatch(/persona-|9999\d{5}(?!\d)/)
    expect([...looks].map(({ at }) => at)).toEqual(
      looks
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
  })

  test('MUST be told to nobody else, nor of a child that the officer may not see', async () => {
    const nurse = await graph.ask('youth-nurse', LOOKS, { id: anna })
    const unknown = await graph.ask('privacy-officer', LOOKS, { id: 'nobody' })

    expect([nurse.data, nurse.codes]).toEqual([{ whoLooked: null }, ['FIELD_FORBIDDEN']])
    expect([unknown.data, unknown.codes]).toEqual([{ whoLooked: null }, ['CHILD_UNKNOWN']])
  })

  test('MUST be written down as a search, whether or not somebody is found', async () => {
    for (const [n, outcome, reads] of [
      ['Vries', 'read', 1],
      ['Niemandsland', 'unlinked', 0],
    ] as const) {
      const traceId = randomBytes(16).toString('hex')
      await post(graph, 'youth-nurse', { query: FIND, variables: { n } }, traceId)
      const [search, ...others] = await events(traceId)

      expect(search).toMatchObject({
        kind: 'search',
        registry: 'brp-waterdam',
        parts: ['familyName', 'birthDate'],
        user_id: 'persona-youth-nurse',
        access_point: expect.stringContaining('127.0.0.1'),
        parent_span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      })
      expect(others.map(({ kind }) => kind)).toEqual(Array(reads).fill('read'))
      expect(
        await graph.admin(
          `select outcome from accounting.outcome join accounting.event using (span_id) where trace_id = $1`,
          traceId,
        ),
      ).toEqual([{ outcome }])
    }
  })

  test('MUST be written down when it is refused, in part or as a whole', async () => {
    const traceId = randomBytes(16).toString('hex')
    await post(graph, 'midwife', { query: GROWTH, variables: { id: anna } }, traceId)

    expect((await events(traceId)).at(-1)).toMatchObject({
      kind: 'refused',
      registry: 'gateway',
      parts: ['FIELD_FORBIDDEN'],
      user_id: 'persona-midwife',
      purpose: 'birth-care',
    })
  })

  test('MUST be written down when nobody is let in', async () => {
    const traceId = randomBytes(16).toString('hex')
    const answer = await post(graph, undefined, { query: '{ __typename }' }, traceId)

    expect(answer.status).toBe(401)
    expect(await events(traceId)).toMatchObject([
      { kind: 'login-refused', parts: ['UNAUTHENTICATED'], user_id: null },
    ])
  })
})

describe('an auditor', () => {
  let graph: Graph
  let anna: string
  let folder: string

  beforeAll(async () => {
    graph = await openGraph()
    anna = await graph.idOf('anna')
    folder = await mkdtemp(join(tmpdir(), 'kindlijn-audit-'))
  })
  afterAll(async () => {
    await graph.close()
    await rm(folder, { recursive: true })
  })

  const audit = (...args: string[]): Promise<Ended> =>
    run(['audit', ...args], {
      env: { KINDLIJN_HOME: inject('home'), KINDLIJN_POSTGRES_URL: inject('postgresUrl') },
    })

  test('prints the account of a child, and the printing is in the next one', async () => {
    const from = new Date().toISOString()
    await graph.ask('youth-nurse', GROWTH, { id: anna })
    const first = await audit('subject', anna, '--from', from)
    const second = await audit('subject', anna, '--from', from, '--json')

    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(first.stdout).toMatch(
      /ura:99990001 for youth-health-care {2}read jgz-waterdam: growth \(read\) {2}[0-9a-f]{32}/,
    )
    expect(first.stdout + second.stdout).not.toMatch(/persona-|9999\d{5}(?!\d)/)
    const looks = second.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(looks.filter(({ act }) => act === 'account').length).toBeGreaterThanOrEqual(2)
  })

  test('finds that all is whole, also by the heads that were kept before', async () => {
    const kept = join(folder, 'heads.ndjson')
    await writeFile(kept, (await audit('heads')).stdout)
    await graph.ask('youth-nurse', GROWTH, { id: anna })
    const { code, stdout } = await audit('verify', '--heads', kept)

    expect([code, stdout]).toEqual([0, expect.stringMatching(/\nwhole\n$/)])
    expect(stdout).toMatch(/\d+ records in \d+ blocks of \d+ chains; [1-9]\d* heads kept elsewhere/)
  })

  test('finds a head that is not there any more, and one that was made up', async () => {
    const [line = ''] = (await audit('heads')).stdout.split('\n')
    const forged = join(folder, 'forged.ndjson')
    await writeFile(forged, JSON.stringify({ ...JSON.parse(line), number: 9_999 }))
    const { code, stdout } = await audit('verify', '--heads', forged)

    expect([code, stdout]).toEqual([1, expect.stringContaining('not signed by us')])
  })

  test('exports the log of processings as spans, and all of it as lines', async () => {
    const from = new Date().toISOString()
    const { processings } = await graph.ask('youth-nurse', GROWTH, { id: anna })
    const otlp = await audit('export', '--format', 'otlp', '--from', from)
    const ndjson = await audit('export', '--from', from)

    const spans = otlp.stdout
      .trim()
      .split('\n')
      .flatMap((line) => JSON.parse(line).resourceSpans[0].scopeSpans[0].spans)
    const [, own] = processings
    const span = spans.find(({ spanId }) => spanId === own?.span_id)
    expect(span).toMatchObject({
      traceId: own?.trace_id,
      name: 'read jgz-waterdam',
      kind: 1,
      startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
      endTimeUnixNano: expect.stringMatching(/^\d{19}$/),
      status: { code: 1 },
    })
    expect(span.attributes).toContainEqual({
      key: 'dpl.core.processing_activity_id',
      value: { stringValue: 'youth-health-care' },
    })
    expect(span.attributes).toContainEqual({
      key: 'dpl.core.data_subject_id',
      value: { stringValue: own?.data_subject },
    })
    expect(otlp.stdout).not.toMatch(/persona-/)

    const lines = ndjson.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const ofTrace = lines.filter(({ trace_id, traceId }) => (trace_id ?? traceId) === own?.trace_id)
    expect(ofTrace.map(({ log }) => log).sort()).toEqual([
      'logboek-dataverwerkingen',
      'logboek-dataverwerkingen',
      'nen-7513',
      'nen-7513',
    ])
    expect(ofTrace.find(({ log }) => log === 'nen-7513')).toMatchObject({
      EventID: 'read',
      EventActionCode: 'R',
      EventOutcomeIndicator: 0,
      UserID: 'persona-youth-nurse',
      RoleIDCode: 'youth-nurse',
      purposeOfUse: 'youth-health-care',
      organisation: 'ura:99990001',
      behandelrelatieProtocol: 'own-registry or responsible-region, in municipality 9999',
      toestemmingsProfiel: 'unless-objected',
    })
    expect(lines.some(({ EventID }) => EventID === 'export')).toBe(true)
  })

  test.each([
    [[]],
    [['nonsense']],
    [['subject']],
    [['export', '--format', 'pdf']],
    [['verify', '--heads', '/nowhere']],
    [['subject', 'x', '--from', 'yesterday']],
  ])('is told in a sentence how it goes: %j', async (args) => {
    const { code, stderr } = await audit(...args)
    expect(code).toBe(1)
    expect(stderr).not.toMatch(/ at .*\.ts/)
  })
})

async function post(
  graph: Graph,
  persona: string | undefined,
  body: object,
  traceId: string,
): Promise<Response> {
  return fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-00000000000000ff-01`,
      ...(persona && { authorization: `Bearer ${await graph.tokenFor(persona)}` }),
    },
    body: JSON.stringify(body),
  })
}
