import type { GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import {
  GRANTS,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
  type Scope,
} from '../../privacy/policy.ts'
import { DOMAINS, openKeyring, openReference } from '../../privacy/sealed-reference.ts'
import { childWith, familyOf, MOTHER } from '../../sandbox/fixture-family.ts'
import { compiled, type Run } from '../../schema/compiled.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { linkOf } from '../../test/links.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import type { OpenSubgraph } from '../build.ts'
import { openChildIndex } from './child-index.ts'
import { phaseOn } from './child-phase.ts'
import { breakGlass } from './glass-rows.ts'
import { addLinkEvents } from './link-rows.ts'
import { child, openChild } from './subgraph.ts'
import { PRESENCE_FIELDS } from './views.ts'

const CHILD = '999990019'
const INDEX_KEY = new Uint8Array(64).fill(7)
const KEYRINGS = {
  'birth-care': openKeyring(new Uint8Array(64).fill(1)),
  jgz: openKeyring(new Uint8Array(64).fill(2)),
  childcare: openKeyring(new Uint8Array(64).fill(3)),
  'social-domain': openKeyring(new Uint8Array(64).fill(4)),
}
const LINKS = [
  linkOf('midwives', 'birth-care'),
  linkOf('jgz-extract', 'jgz'),
  linkOf('jgz-dossiers', 'jgz'),
  linkOf('nursery', 'childcare'),
  linkOf('lrk', 'childcare', 'lrk'),
  linkOf('youth-help', 'social-domain'),
]
const TODAY = new Date().toISOString().slice(0, 10)
/** By way of the parents, of whom there is one. */
const SIBLINGS = 'children kinship presence'
/** Every field of `Child` with its scope, the parts of the records that it reads, and what it shows. */
const FIELDS = {
  name: ['child:identity', 'identity', 'name { given prefix family }', { given: 'Zoë' }],
  sex: ['child:identity', 'identity', 'sex', 'FEMALE'],
  birthDate: ['child:identity', 'identity', 'birthDate', '2023-03-14'],
  deathDate: ['child:identity', 'identity', 'deathDate', '2023-03-20'],
  residence: ['child:residence', 'residence', 'residence { postcode }', { postcode: '9999XA' }],
  registration: [
    'child:identity',
    'registration',
    'registration { state since }',
    { state: 'DECEASED', since: '2023-03-20' },
  ],
  // Of who died, the register tells nobody.
  legalAuthority: ['child:family', 'legalAuthority', 'legalAuthority { type }', null],
  parents: [
    'child:family',
    'parents',
    'parents { position sex }',
    [{ position: 1, sex: 'FEMALE' }],
  ],
  identities: [
    'child:identities',
    'presence',
    'identities { registry link { certainty } }',
    ['midwives', 'nursery', 'youth-help', 'jgz-extract', 'jgz-dossiers'].map((registry) => ({
      registry,
      link: { certainty: 'EXACT' },
    })),
  ],
  residences: [
    'child:residences',
    'presence stays',
    'residences { municipality { code } from }',
    [{ municipality: { code: '9999' }, from: '2023-03-14' }],
  ],
  jgzRegion: ['child:residence', 'residence', 'jgzRegion { code }', { code: 'GG9999' }],
  // Birth care told of none.
  pregnancy: ['birth-care:expected', '', 'pregnancy { id }', null],
  dueDate: ['birth-care:expected', '', 'dueDate', null],
  rank: ['birth-care:expected', '', 'rank', null],
  phase: ['child:identity', 'identity', 'phase', phaseOn(TODAY, '2023-03-14')],
  objections: ['child:objections', 'objections presence', 'objections { kind }', []],
  siblings: ['child:siblings', SIBLINGS, 'siblings { id }', []],
  siblingsOfSameBirth: ['child:siblings', SIBLINGS, 'siblingsOfSameBirth { id }', []],
  siblingTies: ['child:siblings', SIBLINGS, 'siblingTies { kinship }', []],
} as const satisfies Record<string, readonly [Scope, string, string, unknown]>
/** They need what another subgraph tells, and its scope with it. */
const OF_TWO_SCOPES = {
  responsibleMunicipality: ['child:residence', 'social-domain:allocations'],
} as const satisfies Record<string, readonly Scope[]>
const REFERENCES = {
  birthCareRef: 'birth-care',
  jgzRef: 'jgz',
  childcareRef: 'childcare',
  socialDomainRef: 'social-domain',
} as const
const REGISTRIES = {
  'birth-care': ['midwives'],
  jgz: ['jgz-extract', 'jgz-dossiers'],
  childcare: ['nursery'],
  'social-domain': ['youth-help'],
} as const
/** By a record there, who works there has to do with the child. */
const RECORDED_IN: readonly string[] = ['midwives', 'nursery', 'youth-help']
const CELLS = ROLES.flatMap((role) =>
  (Object.keys(PURPOSES) as Purpose[]).map((purpose) => ({ role, purpose })),
)

const toList = (parts: string) => parts.split(' ').filter(Boolean)

interface Who {
  readonly role: Role
  readonly purpose: Purpose
}

let database: TestDatabase
let register: Population
let open: OpenSubgraph
let run: Run
let id: string
const told: ProcessingRecord[] = []

beforeAll(async () => {
  database = await makeDatabase()
  register = await servePopulation([familyOf([childWith({ person: { deathDate: '2023-03-20' } })])])
  open = await openChild({
    registry: {
      name: 'brp',
      url: register.url,
      timeout: 5_000,
      freshness: { promised: 24 },
    } as Registry,
    history: {
      name: 'brp-history',
      url: register.historyUrl,
      timeout: 5_000,
      freshness: { promised: 24 },
    } as Registry,
    links: LINKS,
    databaseUrl: database.url,
    indexKey: INDEX_KEY,
    keyrings: KEYRINGS,
    birthCareStoreKey: new Uint8Array(64).fill(9),
  })
  run = compiled(open.schema)
  const index = await openChildIndex({ databaseUrl: database.url, key: INDEX_KEY })
  id = (await index.idsOf([Bsn.parse(CHILD)].filter((bsn) => bsn !== undefined)))[0] ?? ''
  const by = { userId: 'u1', organisation: 'ura:00009999', role: 'midwife' }
  const glass = { childId: id, municipalities: ['9999'], reason: 'a test', minutes: 60, ...by }
  await breakGlass(index.database, glass)
  // Of youth health care there is no dossier: a nurse sees the child by its region.
  for (const registry of RECORDED_IN) {
    const evidence = [{ of: 'bsn', level: 'equal', weight: 1 }] as const
    const made = { kind: 'MADE', decidedBy: 'RULE', certainty: 'EXACT', evidence } as const
    await addLinkEvents(index.database, [{ childId: id, registry, record: 'r-1', ...made }])
  }
  await index.close()
})
afterAll(async () => {
  await open?.close()
  await register?.close()
  await database?.drop()
})
beforeEach(() => {
  told.splice(0)
  register.questions.splice(0)
})

async function ask(who: Who, query: string, variables: Record<string, unknown> = { id }) {
  const context = open.contextOf({
    viewer: { id: 'u1', organisation: 'ura:00009999', ...who, municipalities: ['9999'] },
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements: () => true,
    accounting: accountsInto(told),
  })
  const { data, errors = [] } = await run({ query, variables }, context)
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    codes: errors.map(({ extensions }) => extensions.code),
    read: [...new Set(told.flatMap(({ parts }) => parts))].sort(),
  }
}

function isGranted({ role, purpose }: Who, scope: Scope): boolean {
  return GRANTS.some(
    (grant) => grant.role === role && grant.purpose === purpose && grant.scopes.includes(scope),
  )
}

function entity(selection: string): string {
  return `query ($id: ID!) { _entities(representations: [{ __typename: "Child", id: $id }]) { ... on Child { ${selection} } } }`
}

describe.each(CELLS)('$role for $purpose', (who) => {
  test.each(Object.entries(FIELDS))('MUST see %s, or not, as the policy says', async (...row) => {
    const [name, [scope, parts, selection, shown]] = row
    const { data, codes, read } = await ask(who, entity(selection))
    const [seen] = data._entities

    if (isGranted(who, scope)) {
      expect(codes).toEqual([])
      if (shown !== null && typeof shown === 'object') expect(seen[name]).toMatchObject(shown)
      else expect(seen[name]).toBe(shown)
      expect(read).toEqual(toList(parts))
    } else {
      expect(codes).toEqual(['FIELD_FORBIDDEN'])
      expect(seen[name]).toBeNull()
      expect([read, register.questions]).toEqual([[], []])
    }
  })

  test.each(Object.entries(REFERENCES))(
    'MUST get a %s only into a domain that may be entered',
    async (name, domain) => {
      const { data, codes, read } = await ask(who, entity(name))
      const reference = data._entities[0][name]
      expect(codes).toEqual([])

      if (isGranted(who, `${domain}:read`)) {
        const boundTo = {
          ...{ domain, purpose: who.purpose, child: id },
          organisation: 'ura:00009999',
        }
        const { registries, ...more } = openReference(KEYRINGS[domain], boundTo, reference)
        // Each registry of the domain by its name, and of no other; the public register knows nobody.
        expect(registries).toEqual(
          Object.fromEntries(
            REGISTRIES[domain].map((name) => [
              name,
              { bsn: CHILD, ...(RECORDED_IN.includes(name) && { records: ['r-1'] }) },
            ]),
          ),
        )
        expect(more).toEqual(
          domain === 'birth-care' ? { mothers: [MOTHER.bsn], birthDate: '2023-03-14' } : {},
        )
        // The parents are nobody's business but of who looks for a birth.
        expect(read).toEqual(domain === 'birth-care' ? ['kinship', 'presence'] : ['presence'])
        for (const other of DOMAINS.filter((one) => one !== domain)) {
          expect(() =>
            openReference(KEYRINGS[other], { ...boundTo, domain: other }, reference),
          ).toThrow()
        }
        for (const other of Object.keys(PURPOSES).filter((one) => one !== who.purpose)) {
          const elsewhere = { ...boundTo, purpose: other as Purpose }
          expect(() => openReference(KEYRINGS[domain], elsewhere, reference)).toThrow()
        }
        for (const another of [{ child: 'another' }, { organisation: 'ura:00009998' }]) {
          const bound = { ...boundTo, ...another }
          expect(() => openReference(KEYRINGS[domain], bound, reference)).toThrow()
        }
      } else {
        expect(reference).toBeNull()
        expect([read, register.questions]).toEqual([[], []])
      }
    },
  )

  test.each(Object.entries(OF_TWO_SCOPES))(
    'MUST see %s with both scopes only',
    async (name, scopes) => {
      const told = '{ municipality: null, since: null, staySince: null }'
      const query = `query ($id: ID!) { _entities(representations: [{ __typename: "Child", id: $id, youthHelpTold: ${told} }]) { ... on Child { ${name} { basis municipality { code } } } } }`
      const { data, codes } = await ask(who, query)
      const mayRead = scopes.every((scope) => isGranted(who, scope))

      expect(codes).toEqual(mayRead ? [] : ['FIELD_FORBIDDEN'])
      const shown = { basis: 'RESIDENCE', municipality: { code: '9999' } }
      expect(data._entities[0][name]).toEqual(mayRead ? shown : null)
      if (!mayRead) expect(register.questions).toEqual([])
    },
  )

  test('MUST find and open a child, or not, as the policy says', async () => {
    const opened = await ask(who, 'query ($id: ID!) { child(id: $id) { id } }')
    const mayOpen = isGranted(who, 'child:read')
    expect(opened).toMatchObject({
      data: { child: mayOpen ? { id } : null },
      codes: mayOpen ? [] : ['FIELD_FORBIDDEN'],
      read: mayOpen ? ['presence'] : [],
    })

    told.splice(0)
    register.questions.splice(0)
    const mayFind = isGranted(who, 'child:find')
    // The dead are not found by name.
    const found = await ask(
      who,
      '{ findChildren(familyName: "Berg", birthDate: "2023-03-14") { id } }',
    )
    expect(found).toMatchObject({
      data: { findChildren: mayFind ? [] : null },
      codes: mayFind ? [] : ['FIELD_FORBIDDEN'],
    })
    expect(register.questions).toHaveLength(mayFind ? 1 : 0)
  })

  test('MUST have nothing read for a field that is forbidden, also together with others', async () => {
    const all = Object.values(FIELDS).map(([, , selection]) => selection)
    const selection = [...all, ...Object.keys(REFERENCES)].join(' ')
    const { read } = await ask(who, `query ($id: ID!) { child(id: $id) { ${selection} } }`)
    const parts = Object.values(FIELDS)
      .filter(([scope]) => isGranted(who, scope))
      .flatMap(([, parts]) => toList(parts))
    const kinship = isGranted(who, 'birth-care:read') ? ['kinship'] : []
    const expected = isGranted(who, 'child:read') ? ['presence', ...kinship, ...parts] : []

    expect(read).toEqual([...new Set(expected)].sort())
    // One for the child, one for the parent by whom brothers and sisters are found, one for the history.
    const more = ['children', 'stays'].filter((part) => expected.includes(part)).length
    const questions = expected.length > 0 ? 1 + more : 0
    expect(register.questions).toHaveLength(questions)
  })
})

describe('the fields of Child', () => {
  const lines = sdlOf('Child')

  test('MUST all be in this test', () => {
    const fields = Object.keys((child.schema.getType('Child') as GraphQLObjectType).getFields())
    const told = [...Object.keys(FIELDS), ...Object.keys(REFERENCES), ...Object.keys(OF_TWO_SCOPES)]
    // What other subgraphs tell, and what is made of it: in test/views.test.ts.
    const required = ['youthHelpTold', ...Object.values(PRESENCE_FIELDS), 'views']
    // What `journey` needs of it, and no client sees.
    required.push('course', 'standings')
    expect(fields.sort()).toEqual(['id', ...required, ...told].sort())
  })

  test.each(Object.entries(FIELDS))('MUST be guarded in the SDL: %s', (name, [scope]) => {
    const [line] = lines.filter((one) => new RegExp(`^${name}\\b`).test(one))
    expect(line).toContain(`@requiresScopes(scopes: [["${scope}"]])`)
    expect(line).toMatch(/^\w+(?:\(.*\))?: (?:\w+|\[\w+!\]) @/)
  })

  test.each(Object.entries(OF_TWO_SCOPES))(
    'MUST be guarded by both in the SDL: %s',
    (name, scopes) => {
      const [line] = lines.filter((one) => new RegExp(`^${name}\\b`).test(one))
      expect(line).toContain(`@requiresScopes(scopes: [["${scopes.join('", "')}"]])`)
    },
  )

  test.each(Object.keys(REFERENCES))('MUST be hidden from clients in the SDL: %s', (name) => {
    expect(lines).toContain(`${name}: ID @inaccessible`)
  })
})

/** Its fields, one a line, without descriptions. */
function sdlOf(type: string): string[] {
  const bare = child.sdl.replace(/"""[\s\S]*?"""/g, '').replace(/"(?:[^"\\\n]|\\.)*"\s*\n/g, '\n')
  const [, body = ''] = new RegExp(`\\ntype ${type}[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(bare) ?? []
  return body
    .replaceAll(/\(\n[\s\S]*?\n\s*\):/g, '():') // what arguments a field takes
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
