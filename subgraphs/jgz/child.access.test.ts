import { readFile } from 'node:fs/promises'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import {
  GRANTS,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
} from '../../privacy/policy.ts'
import {
  type BoundTo,
  openKeyring,
  type RegistryKeys,
  sealReference,
} from '../../privacy/sealed-reference.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import type { OpenSubgraph } from '../build.ts'
import { ANNA, TOWN } from './source.contract.ts'
import { jgz, openJgz } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const PURPOSE_NAMES = Object.keys(PURPOSES) as Purpose[]
/** Every field of `Jgz`, with the scope that it needs beside `jgz:read`. */
const FIELDS = {
  contacts: ['jgz:contacts', 'contacts { id form status initiative activityLabel recordedAt }'],
  growth: ['jgz:growth', 'growth { measuredOn weightGrams }'],
  vaccinations: ['jgz:vaccinations', 'vaccinations { id given refusalLabel }'],
  development: ['jgz:development', 'development { element area result }'],
  referrals: ['jgz:referrals', 'referrals { id vve }'],
  vve: ['jgz:vve', 'vve { takesPart reasonNotLabel }'],
  newborn: ['jgz:newborn', 'newborn { weightGrams apgar5 }'],
  heelPricks: ['jgz:heel-pricks', 'heelPricks { date taken resultLabel }'],
  care: ['jgz:care', 'care { statusLabel }'],
  consents: ['jgz:consents', 'consents { about allowed }'],
  observations: ['jgz:observations', 'observations { number name value unit code }'],
} as const satisfies Record<string, readonly [Scope, string]>
const EVENT_SCOPES = {
  CONTACT: 'jgz:contacts',
  VACCINATION: 'jgz:vaccinations',
  REFERRAL: 'jgz:referrals',
} as const satisfies Record<string, Scope>

let database: TestDatabase
let registry: Registry
let open: OpenSubgraph

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(await readFile(new URL('./fixtures/jgz-extract.sql', import.meta.url), 'utf8'))
  registry = toRegistry(database.url)
  open = await openJgz({ registries: [registry], keyring: KEYRING, storeKey: KEY })
})
afterAll(async () => {
  await open?.close()
  await database?.drop()
})

describe.each(ROLES)('%s', (role) => {
  describe.each(PURPOSE_NAMES)('for %s', (purpose) => {
    test.each(Object.entries(FIELDS))(
      `MUST see %s, or not, as the policy says`,
      async (...field) => {
        const [name, [scope, selection]] = field
        const { jgz, codes, read } = await ask({ role, purpose }, `jgz { ${selection} }`)

        if (isGranted(role, purpose, 'jgz:read') && isGranted(role, purpose, scope)) {
          expect(codes).toEqual([])
          expect(jgz?.[name] ?? []).toMatchObject(expected(name))
          expect(read).toEqual([name])
        } else {
          expect(codes).toEqual(['FIELD_FORBIDDEN'])
          expect(jgz?.[name] ?? null).toBeNull()
          expect(read).toEqual([])
        }
      },
    )

    test('MUST hear of events as the policy says, and nothing else is read', async () => {
      const { events, codes, read } = await ask({ role, purpose }, 'jgzEvents { kind }')
      const kinds = Object.entries(EVENT_SCOPES).flatMap(([kind, scope]) =>
        isGranted(role, purpose, scope) ? [kind] : [],
      )

      expect(codes).toEqual([])
      expect(events === null ? [] : [...new Set(events.map(({ kind }) => kind))]).toEqual(kinds)
      expect(events === null).toBe(kinds.length === 0)
      expect(read).toEqual(
        ['care', 'contacts', 'referrals', 'vaccinations', 'vve'].filter(
          (part) =>
            isGranted(role, purpose, `jgz:${part}` as Scope) &&
            (part !== 'vve' || isGranted(role, purpose, 'jgz:referrals')),
        ),
      )
    })
  })
})

describe('the fields of JGZ', () => {
  test('MUST all be in this test', () => {
    const fields = jgz.schema.getType('Jgz')
    expect(Object.keys((fields as unknown as Fields).getFields())).toEqual(Object.keys(FIELDS))
    const scopes = Object.keys(SCOPES).filter((scope) => scope.startsWith('jgz:'))
    expect(scopes).toEqual(['jgz:read', ...Object.values(FIELDS).map(([scope]) => scope)])
  })

  test('MUST be guarded in the SDL too', () => {
    const [, body = ''] = /\ntype Jgz \{([^}]*)\}/.exec(withoutDescriptions(jgz.sdl)) ?? []
    const lines = body.split('\n').filter((line) => line.trim() !== '')
    expect(lines).toHaveLength(Object.keys(FIELDS).length)
    for (const line of lines) {
      const [, field = ''] = /^\s+(\w+): /.exec(line) ?? []
      const scope = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      expect(line).toContain(`"jgz:${scope}"`)
      expect(line).toContain('@requiresScopes(')
    }
  })
})

describe('a reference', () => {
  const nurse = { role: 'youth-nurse', purpose: 'youth-health-care' } as const
  const whole = seal({})

  test.each([
    ['of another domain', seal({ domain: 'childcare' })],
    ['for another purpose', seal({ purpose: 'birth-care' })],
    ['for another organisation', seal({ organisation: 'ura:00009998' })],
    ['to another child', seal({ child: 'c-2' })],
    ['under another key', seal({}, { keyring: openKeyring(new Uint8Array(64).fill(8)) })],
    ['with a BSN that is none', seal({}, { keys: { bsn: '999911005' } })],
    ['with two of them', seal({}, { keys: { bsn: [TOWN.anna] } as unknown as RegistryKeys })],
    ['cut short', whole.slice(0, -2)],
    ['that is the BSN itself', TOWN.anna],
  ])('MUST NOT open anything when it is %s', async (_what, reference) => {
    const answer = await ask(nurse, 'jgz { growth { measuredOn } } jgzEvents { id }', { reference })
    expect(new Set(answer.codes)).toEqual(new Set(['REFERENCE_REFUSED']))
    expect(answer.jgz).toEqual({ growth: null })
    expect(answer.read).toEqual([])
    expect(JSON.stringify(answer)).not.toContain(TOWN.anna)
  })

  test.each([
    ['does not name the registry', seal({}, { registry: 'another' })],
    ['names it without a key', seal({}, { keys: {} })],
  ])('that %s MUST have nothing read, and nothing written down', async (_what, reference) => {
    const answer = await ask(nurse, 'jgz { growth { measuredOn } } jgzEvents { id }', { reference })
    expect(answer).toEqual({ jgz: { growth: null }, events: null, codes: [], read: [] })
  })

  test('that is not there means that there is nothing to ask', async () => {
    const selection = 'jgz { growth { measuredOn } } jgzEvents { id }'
    const answer = await ask(nurse, selection, { reference: null })
    expect(answer).toEqual({ jgz: null, events: null, codes: [], read: [] })
  })
})

interface Sealing {
  readonly keyring?: typeof KEYRING
  readonly registry?: string
  readonly keys?: RegistryKeys
}

function seal(boundTo: Partial<BoundTo>, sealing: Sealing = {}): string {
  const { keyring = KEYRING, registry = 'jgz-waterdam', keys = { bsn: TOWN.anna } } = sealing
  const own = {
    domain: 'jgz',
    purpose: 'youth-health-care',
    organisation: 'ura:00009999',
    child: 'c-1',
    ...boundTo,
  } as const
  return sealReference(keyring, own, { registries: { [registry]: keys } })
}

interface Fields {
  getFields(): object
}

interface Entity {
  readonly jgz?: Readonly<Record<string, unknown>> | null
  readonly jgzEvents?: readonly { readonly kind: string }[] | null
}

async function ask(
  { role, purpose }: { readonly role: Role; readonly purpose: Purpose },
  selection: string,
  given: { readonly reference?: string | null } = {},
) {
  const { reference = seal({ purpose }) } = given
  const processings: ProcessingRecord[] = []
  const viewer = {
    id: 'p-1',
    organisation: 'ura:00009999',
    role,
    purpose,
    municipalities: ['9999'],
  }
  const { data, errors = [] } = await graphql({
    schema: open.schema,
    source: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${selection} } } }`,
    variableValues: { of: [{ __typename: 'Child', id: 'c-1', jgzRef: reference }] },
    contextValue: open.contextOf({
      viewer,
      agreements: () => true,
      accounting: accountsInto(processings),
      traceId: 't-1',
      signal: AbortSignal.timeout(10_000),
    }),
  })
  const [entity] = (data?._entities ?? []) as readonly (Entity | null)[]
  return {
    jgz: entity?.jgz ?? null,
    events: entity?.jgzEvents ?? null,
    codes: errors.map(({ extensions }) => extensions.code),
    read: processings.flatMap(({ parts }) => parts),
  }
}

/** Read off the table itself, and not by the function that the code under test uses. */
function isGranted(role: Role, purpose: Purpose, scope: Scope): boolean {
  return GRANTS.some((g) => g.role === role && g.purpose === purpose && g.scopes.includes(scope))
}

function expected(name: keyof typeof FIELDS | string): object {
  return {
    contacts: [{ id: 'A-1' }, { id: 'A-2' }, { id: 'A-3' }, { id: 'A-4', status: 'PLANNED' }],
    growth: ANNA.growth.map(({ weightGrams }) => ({ weightGrams })),
    vaccinations: [{ given: true }, { given: false, refusalLabel: 'Declined' }],
    development: ANNA.development.map(({ element, result }) => ({ element, result })),
    referrals: [{ vve: true }, { vve: false }],
    vve: { takesPart: false, reasonNotLabel: 'Waiting list' },
    newborn: { weightGrams: 3420, apgar5: 10 },
    heelPricks: [{ date: '2024-03-09', taken: true, resultLabel: 'Negative' }],
    care: { statusLabel: 'Vaccinations only' },
    // An extract does not tell of them.
    consents: [],
    observations: [
      { number: 149, value: '4', unit: 'd' },
      { number: 514, code: '02' },
    ],
  }[name as keyof typeof FIELDS]
}

function withoutDescriptions(sdl: string): string {
  return sdl.replace(/"""[\s\S]*?"""/g, '').replace(/^\s*"(?:[^"\\]|\\.)*"$/gm, '')
}

function toRegistry(url: string): Registry {
  return {
    name: 'jgz-waterdam',
    title: 'JGZ Waterdam',
    domain: 'jgz',
    kind: 'postgres',
    format: 'jgz-extract',
    address: { from: 'JGZ_URL' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 24 },
    agreement: {
      party: 'JGZ Waterdam',
      purposes: ['youth-health-care'],
      fields: [],
      from: '2026-01-01',
    },
    url,
    password: undefined,
  }
}
