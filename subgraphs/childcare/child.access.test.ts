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
import { openReference, sealReference } from '../../privacy/sealed-reference.ts'
import { compiled } from '../../schema/compiled.ts'
import type { ChildcareContext } from './child.ts'
import type { ChildcareRecord } from './source.ts'
import { childcare } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
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
      lrkId: '999000001',
      fromRecordedAt: '2025-03-02T00:00:00.000Z',
      toRecordedAt: '2026-02-01T00:00:00.000Z',
    },
  ],
  attendance: [{ month: '2025-03', plannedHours: 71.5, attendedHours: 64.2 }],
}

interface Asked {
  readonly role: Role
  readonly purpose: Purpose
  readonly reference?: string
}

/** Asks for one child, of a source that tells the same of every child. */
async function ask(fields: string, { role, purpose, reference }: Asked) {
  const parts = new Set<string>()
  const viewer = { id: 'v', organisation: 'ura:00009999', role, purpose, municipalities: ['9999'] }
  const request: ReadingContext = {
    viewer,
    agreements: () => true,
    accounting: { record: async () => undefined },
    traceId: 'trace',
    signal: new AbortController().signal,
  }
  const context: ChildcareContext = {
    viewer,
    read: openReader<unknown, ChildcareRecord>({
      registry: 'childcare-waterdam',
      source: async (asked) => {
        for (const part of asked.parts) parts.add(part)
        return asked.keys.map(() => RECORD)
      },
      open: (sealed) => openReference(KEY, 'childcare', purpose, sealed),
      context: request,
    }),
    locate: async () => null,
    today: '2026-01-01',
  }
  const own = sealReference(KEY, 'childcare', purpose, { bsn: '999990019' })
  const representation = { __typename: 'Child', id: 'anna', childcareRef: reference ?? own }
  const { data, errors } = await run(
    {
      query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${fields} } } }`,
      variables: { of: [representation] },
    },
    context,
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

    const tells = scopes.has('childcare:enrolments')
    test(`a ${viewer.role} ${tells ? 'is' : 'MUST NOT be'} told events`, async () => {
      const { child, codes, parts } = await ask('childcareEvents { id at }', viewer)

      expect(codes).toEqual([])
      expect(parts).toEqual(tells ? ['enrolments'] : [])
      expect(child).toEqual({
        childcareEvents: tells
          ? [
              { id: 'enrolment:contract:begin', at: '2025-03-01' },
              { id: 'enrolment:contract:end', at: '2026-01-31' },
            ]
          : null,
      })
    })
  }
})

describe('a reference', () => {
  const nurse = { role: 'youth-nurse', purpose: 'youth-health-care' } as const
  const keys = { bsn: '999990019' }

  test.each([
    ['of another domain', sealReference(KEY, 'jgz', nurse.purpose, keys)],
    ['for another purpose', sealReference(KEY, 'childcare', 'childcare-placement', keys)],
    ['under another key', sealReference(new Uint8Array(64), 'childcare', nurse.purpose, keys)],
    ['that was invented', 'anna'],
  ])('%s opens nothing', async (_what, reference) => {
    const fields = 'childcare { enrolments { id } attendance { month } }'
    const { child, codes, parts } = await ask(fields, { ...nurse, reference })

    expect(child).toEqual({ childcare: { enrolments: null, attendance: null } })
    expect(codes).toEqual(['REFERENCE_REFUSED', 'REFERENCE_REFUSED'])
    expect(parts).toEqual([])
  })
})
