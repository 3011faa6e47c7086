import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../privacy/accounting.ts'
import { AUDIENCE_OF, AUDIENCES, type Audience } from '../privacy/audiences.ts'
import { GRANTS, type Role } from '../privacy/policy.ts'
import type { Listening } from '../schema/http.ts'
import { accountsInto } from '../test/accounts.ts'
import { ofOurs, serveBare } from '../test/bare-gateway.ts'
import { documentIdOf, readTrustedDocuments } from './trusted-documents.ts'

const KNOWN = '{ registries { name } }'
const FOR_ANALYSTS = '{ registries { title } }'

let folder: string
let open: Listening
let strict: Listening
let calls = 0
const noted: Act[] = []

/** The viewer is who the header says: tokens have tests of their own. */
async function serve(adHoc: readonly Audience[], introspection: readonly Audience[]) {
  return serveBare({
    ...ofOurs(async () => {
      calls += 1
      return { data: { registries: [] } }
    }),
    verifyToken: async (header = '') => {
      const [role = '', id = 'u'] = header.split(' ')
      const purpose = GRANTS.find((grant) => grant.role === role)?.purpose ?? 'research'
      return { id, organisation: 'ura:1', role: role as Role, purpose, municipalities: ['9999'] }
    },
    accounting: accountsInto([], noted),
    documents: await readTrustedDocuments(folder),
    adHoc,
    introspection,
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-documents-'))
  await mkdir(join(folder, 'analyst'))
  await writeFile(join(folder, 'known.graphql'), KNOWN)
  await writeFile(join(folder, 'analyst', 'own.graphql'), FOR_ANALYSTS)
  const all = Object.keys(AUDIENCES) as Audience[]
  open = await serve(all, all)
  strict = await serve(['professional'], ['professional'])
})

afterAll(async () => {
  await Promise.all([open.close(), strict.close(), rm(folder, { recursive: true })])
})

async function ask(gateway: Listening, who: string, body: object) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { authorization: who, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  const answer: any = await response.json()
  return {
    status: response.status,
    headers: response.headers,
    answer,
    codes: (answer.errors ?? []).map((error: { extensions: object }) => error.extensions),
  }
}

describe('the slice of an audience', () => {
  test.each(Object.keys(AUDIENCES) as Audience[])(
    '%s is the one that is committed',
    async (audience) => {
      const [role] = Object.entries(AUDIENCE_OF).find(([, of]) => of === audience) ?? []
      const { answer } = await ask(open, role ?? '', {
        query: getIntrospectionQuery({ specifiedByUrl: true }),
      })
      const committed = readFileSync(`schema/generated/audience-${audience}.graphql`, 'utf8')

      expect(`${printSchema(buildClientSchema(answer.data))}\n`).toBe(committed)
    },
  )

  test.each(['analyst', 'dashboard'])('MUST have no person in it for an %s', async (role) => {
    const committed = readFileSync(`schema/generated/audience-${role}.graphql`, 'utf8')
    expect(committed).not.toMatch(/\b(Child|Residence|PersonName|BirthCare|Jgz)\b/)

    calls = 0
    const { answer, status } = await ask(open, role, { query: '{ child(id: "x") { id } }' })
    expect(status).toBe(400)
    expect(answer.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(answer.errors[0].message).not.toMatch(/did you mean.*(findChildren|children)/i)
    expect(calls).toBe(0)
  })

  test('MUST not be told to who may not ask for it, and then nothing is suggested either', async () => {
    const asked = await ask(strict, 'analyst', { query: getIntrospectionQuery() })
    expect(asked.status).toBe(400)
    expect(JSON.stringify(asked.answer)).not.toContain('registries')
    const missed = await ask(strict, 'analyst', { query: '{ registrie { name } }' })
    expect(JSON.stringify(missed.answer)).not.toContain('registries')
  })
})

describe('a document that is known', () => {
  test('is answered by its name, and by its text', async () => {
    for (const body of [{ documentId: documentIdOf(KNOWN) }, { query: KNOWN }]) {
      const { answer, status } = await ask(strict, 'dashboard', body)
      expect(status).toBe(200)
      expect(answer.data).toEqual({ registries: [] })
    }
  })

  test('is of its audience, and of no other', async () => {
    const own = { documentId: documentIdOf(FOR_ANALYSTS) }
    expect((await ask(strict, 'analyst', own)).answer.data).toEqual({ registries: [] })
    expect((await ask(strict, 'dashboard', own)).codes).toEqual([{ code: 'DOCUMENT_UNKNOWN' }])
  })

  test.each([
    { query: '{ registries { name title } }' },
    { query: `${KNOWN} ` },
    { documentId: 'sha256:00' },
    { documentId: ['sha256:00'] },
    { documentId: '../known' },
    { documentId: documentIdOf('x'), query: KNOWN },
  ])('MUST be one for who may ask nothing else: %j', async (body) => {
    calls = 0
    const { status, codes } = await ask(strict, 'dashboard', body)

    expect(codes).toEqual([{ code: 'DOCUMENT_UNKNOWN' }])
    expect(status).toBe(400)
    expect(calls).toBe(0)
  })

  test('is not needed by who may ask what he wants', async () => {
    expect((await ask(strict, 'midwife', { query: KNOWN })).status).toBe(200)
    expect((await ask(strict, 'midwife', { query: '{ registries { kind } }' })).status).toBe(200)
  })
})

describe('the cost of a query', () => {
  test('is told with the answer', async () => {
    const { answer } = await ask(open, 'dashboard', { query: KNOWN })
    expect(answer.extensions).toEqual({ cost: { estimated: 10, budget: 5_000 } })
  })

  test('MUST be within what the audience may ask at once, or nothing is called', async () => {
    calls = 0
    const field = (i: number) =>
      `p${i}: childcareLocations(municipality: "9999", first: 200) { locations { lrkId } }`
    const query = `{ ${Array.from({ length: 10 }, (_, i) => field(i)).join(' ')} }`
    const within = await ask(open, 'dashboard', { query })
    expect(within.answer.extensions.cost.estimated).toBe(10 * 205)
    const { codes } = await ask(open, 'dashboard', { query: query.replaceAll('200', '2000') })
    calls = 0
    expect(codes).toEqual([
      { code: 'QUERY_TOO_COSTLY', cost: { estimated: 10 * 2_005, budget: 5_000 } },
    ])
    expect(calls).toBe(0)
  })

  test('MUST be within what one user may ask in a minute; another is not hindered', async () => {
    const query = `{ ${Array.from({ length: 10 }, (_, i) => `p${i}: childcareLocations(municipality: "9999", first: 200) { total }`).join(' ')} }`
    const expensive = query.replaceAll('total', 'locations { lrkId }')
    const answers = []
    for (let i = 0; i < 50; i += 1)
      answers.push(await ask(open, 'analyst greedy', { query: expensive }))
    const refused = answers.filter(({ status }) => status === 429)

    expect(refused).toHaveLength(2)
    expect(refused[0]?.codes).toEqual([{ code: 'RATE_LIMITED' }])
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(open, 'analyst modest', { query: KNOWN })).status).toBe(200)
  })
})
