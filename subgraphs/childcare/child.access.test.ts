import { describe, expect, test } from 'vitest'
import {
  GRANTS,
  type Purpose,
  ROLES,
  type Role,
  type Scope,
  scopesOf,
} from '../../privacy/policy.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import {
  type BoundTo,
  openKeyring,
  openReference,
  sealReference,
} from '../../privacy/sealed-reference.ts'
import { compiled } from '../../schema/compiled.ts'
import { accountsInto } from '../../test/accounts.ts'
import type { ChildcareContext } from './child.ts'
import type { ChildcareRecord } from './source.ts'
import { childcare } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const run = compiled(childcare.schema)

const RECORD: ChildcareRecord = {
  enrolments: [
    {
      id: 'contract',
      from: '2025-03-01',
      to: '2026-01-31',
      endReason: 'COST',
      hoursPerWeek: 16.5,
      vveGroup: true,
      vveHoursPerWeek: 16,
      financing: 'SMI',
      indication: { date: '2025-02-01', by: 'JGZ' },
      recordedAt: '2026-02-01T00:00:00.000Z',
      emergency: true,
      emergencyGround: 'VULNERABLE',
      lrkId: '999000001',
      fromRecordedAt: '2025-03-02T00:00:00.000Z',
      toRecordedAt: '2026-02-01T00:00:00.000Z',
    },
  ],
  attendance: [{ month: '2025-03', plannedHours: 71.5, attendedHours: 64.2 }],
  vveMonths: [{ month: '2025-03', attendedHours: 64.2, attendedDays: 12 }],
  waiting: [
    {
      since: '2024-01-10',
      wantedFrom: '2025-01-01',
      hoursPerWeek: 16,
      until: null,
      lrkId: '999000001',
    },
  ],
  meldcode: [
    {
      signalsOn: '2025-04-01',
      consultedOn: null,
      talkedOn: null,
      weighedOn: null,
      decidedOn: null,
    },
  ],
}

interface Asked {
  readonly role: Role
  readonly purpose: Purpose
  readonly reference?: string
}

/** Of a source that tells the same of every child. */
function contextOf({ role, purpose }: Asked, parts: Set<string>): ChildcareContext {
  const viewer = { id: 'v', organisation: 'ura:00009999', role, purpose, municipalities: ['9999'] }
  const request: ReadingContext = {
    viewer,
    agreements: () => true,
    accounting: accountsInto([]),
    traceId: 'trace',
    signal: new AbortController().signal,
  }
  return {
    viewer,
    presence: async () => [],
    health: async () => null,
    read: openReader<unknown, ChildcareRecord>({
      registry: 'childcare-waterdam',
      source: async (asked) => {
        for (const part of asked.parts) parts.add(part)
        return asked.keys.map(() => RECORD)
      },
      open: ({ id, reference }) => {
        const boundTo = { purpose, organisation: viewer.organisation, child: id }
        return openReference(KEYRING, { domain: 'childcare', ...boundTo }, reference)
      },
      context: request,
    }),
    locate: async () => null,
    search: async () => ({ locations: [], total: 0, hasNext: false }),
    today: '2026-01-01',
  }
}

async function askLocations(asked: Asked) {
  const query = '{ childcareLocations(municipality: "0518") { total } }'
  const { data, errors } = await run({ query }, contextOf(asked, new Set()))
  return { data, codes: errors?.map(({ extensions }) => extensions?.code) ?? [] }
}

function seal(boundTo: Partial<BoundTo>, keyring = KEYRING): string {
  const own = {
    domain: 'childcare',
    purpose: 'youth-health-care',
    organisation: 'ura:00009999',
    child: 'anna',
    ...boundTo,
  } as const
  return sealReference(keyring, own, { registries: { 'childcare-waterdam': { bsn: '999990019' } } })
}

/** Asks for one child. */
async function ask(fields: string, asked: Asked) {
  const { purpose, reference } = asked
  const parts = new Set<string>()
  const own = seal({ purpose })
  const representation = {
    __typename: 'Child',
    id: 'anna',
    childcareRef: reference ?? own,
    birthDate: '2022-09-15',
  }
  const { data, errors } = await run(
    {
      query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${fields} } } }`,
      variables: { of: [representation] },
    },
    contextOf(asked, parts),
  )
  const [child] = (data?._entities ?? []) as Record<string, unknown>[]
  return {
    child,
    codes: errors?.map(({ extensions }) => extensions?.code) ?? [],
    parts: [...parts],
  }
}

/** Every field of the domain, with its scope, and the part of the record that it reads. */
const FIELDS: readonly { field: string; selection: string; scope: Scope; part: string }[] = [
  { field: 'enrolments', selection: '{ id }', scope: 'childcare:enrolments', part: 'enrolments' },
  { field: 'vve', selection: '{ takesPart }', scope: 'childcare:enrolments', part: 'enrolments' },
  {
    field: 'attendance',
    selection: '{ month }',
    scope: 'childcare:attendance',
    part: 'attendance',
  },
  {
    field: 'emergencyCare',
    selection: '{ ground }',
    scope: 'childcare:enrolments',
    part: 'enrolments',
  },
  { field: 'waiting', selection: '{ since }', scope: 'childcare:enrolments', part: 'waiting' },
  { field: 'meldcode', selection: '{ signalsOn }', scope: 'childcare:meldcode', part: 'meldcode' },
]

const VIEWERS = GRANTS.map(({ role, purpose }) => ({ role, purpose }))

describe('who may see what of childcare', () => {
  test('is asked of every role, and of every field that there is', () => {
    const fields = childcare.schema.getType('Childcare')
    const names = fields && 'getFields' in fields ? Object.keys(fields.getFields()) : []

    expect(new Set(VIEWERS.map(({ role }) => role))).toEqual(new Set(ROLES))
    expect(FIELDS.map(({ field }) => field).toSorted()).toEqual(names.toSorted())
  })

  for (const viewer of VIEWERS) {
    const scopes = scopesOf(viewer.role, viewer.purpose)
    const opens = scopes.has('childcare:read')

    for (const { field, selection, scope, part } of FIELDS) {
      const sees = opens && scopes.has(scope)
      test(`a ${viewer.role} ${sees ? 'sees' : 'MUST NOT see'} ${field}`, async () => {
        const { child, codes, parts } = await ask(`childcare { ${field} ${selection} }`, viewer)

        expect(codes).toEqual(sees ? [] : ['FIELD_FORBIDDEN'])
        expect(parts).toEqual(sees ? [part] : [])
        if (sees) expect(child).toMatchObject({ childcare: { [field]: expect.anything() } })
        else expect(child).toEqual({ childcare: opens ? { [field]: null } : null })
      })
    }

    const knowsAge = ['childcare:read', 'childcare:attendance', 'child:identity'] as const
    const counts = knowsAge.every((scope) => scopes.has(scope))
    test(`a ${viewer.role} ${counts ? 'sees' : 'MUST NOT see'} vveProgress`, async () => {
      const { child, codes, parts } = await ask('vveProgress { hours from until }', viewer)

      expect(codes).toEqual(counts ? [] : ['FIELD_FORBIDDEN'])
      expect(parts).toEqual(counts ? ['vveMonths'] : [])
      const progress = { hours: 35.21, from: '2025-03-15', until: '2026-09-15' }
      expect(child).toEqual({ vveProgress: counts ? progress : null })
    })

    const searches = scopes.has('childcare:locations')
    test(`a ${viewer.role} ${searches ? 'may' : 'MUST NOT'} search locations`, async () => {
      const { data, codes } = await askLocations(viewer)

      expect(codes).toEqual(searches ? [] : ['FIELD_FORBIDDEN'])
      expect(data).toEqual({ childcareLocations: searches ? { total: 0 } : null })
    })

    const tells = scopes.has('childcare:enrolments')
    test(`a ${viewer.role} ${tells ? 'is' : 'MUST NOT be'} told events`, async () => {
      const { child, codes, parts } = await ask('childcareEvents { id at }', viewer)

      expect(codes).toEqual([])
      const hours = scopes.has('childcare:attendance') ? ['attendance'] : []
      expect(parts).toEqual(tells ? ['enrolments', 'waiting', ...hours] : [])
      expect(child).toEqual({
        childcareEvents: tells
          ? [
              { id: 'enrolment:contract:begin', at: '2025-03-01' },
              { id: 'enrolment:contract:end', at: '2026-01-31' },
              { id: 'indication:2025-02-01', at: '2025-02-01' },
              { id: 'waiting:2024-01-10:begin', at: '2024-01-10' },
              ...hours.map(() => ({ id: 'attendance:2025-03', at: '2025-03-31' })),
            ]
          : null,
      })
    })
  }
})

describe('what is confidential', () => {
  test('MUST answer another the same, whether or not there is something', async () => {
    const nurse = { role: 'youth-nurse', purpose: 'youth-health-care' } as const
    const known = await ask('childcare { meldcode { signalsOn } }', nurse)
    const none = await ask('childcare { meldcode { signalsOn } }', { ...nurse, reference: 'none' })

    expect(known).toEqual(none)
    expect(known.parts).toEqual([])
    expect(known.codes).toEqual(['FIELD_FORBIDDEN'])
  })
})

describe('a reference', () => {
  const nurse = { role: 'youth-nurse', purpose: 'youth-health-care' } as const

  test.each([
    ['of another domain', seal({ domain: 'jgz' })],
    ['for another purpose', seal({ purpose: 'childcare-placement' })],
    ['for another organisation', seal({ organisation: 'ura:00009998' })],
    ['to another child', seal({ child: 'bram' })],
    ['under another key', seal({}, openKeyring(new Uint8Array(64)))],
    ['that was invented', 'anna'],
  ])('%s opens nothing', async (_what, reference) => {
    const fields = 'childcare { enrolments { id } attendance { month } }'
    const { child, codes, parts } = await ask(fields, { ...nurse, reference })

    expect(child).toEqual({ childcare: { enrolments: null, attendance: null } })
    expect(codes).toEqual(['REFERENCE_REFUSED', 'REFERENCE_REFUSED'])
    expect(parts).toEqual([])
  })
})
