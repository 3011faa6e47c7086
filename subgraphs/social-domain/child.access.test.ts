import { describe, expect, test } from 'vitest'
import {
  GRANTS,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
} from '../../privacy/policy.ts'
import { openReader, type ReadingContext, type Source, type Subject } from '../../privacy/read.ts'
import {
  type BoundTo,
  openKeyring,
  openReference,
  sealReference,
} from '../../privacy/sealed-reference.ts'
import { compiled } from '../../schema/compiled.ts'
import { accountsInto } from '../../test/accounts.ts'
import type { SocialDomainContext } from './child.ts'
import type { AllocationRecord, CaseRecord } from './source.ts'
import { socialDomain } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const BSN = '999911004'
const PURPOSE_NAMES = Object.keys(PURPOSES) as Purpose[]
const run = compiled(socialDomain.schema)

/** Every field of `SocialDomain`, with the scope that it needs beside `social-domain:read`. */
const FIELDS = {
  allocations: ['social-domain:allocations', 'allocations { productCode state }'],
  requests: ['social-domain:allocations', 'requests { kind answer referrerTypeCode }'],
  cases: ['social-domain:cases', 'cases { team lead }'],
} as const satisfies Record<string, readonly [Scope, string]>
const TOLD: Readonly<Record<keyof typeof FIELDS, object>> = {
  allocations: [{ productCode: '45A03', state: 'STARTED' }],
  requests: [{ kind: 'ALLOCATION', answer: 'REJECTED', referrerTypeCode: '03' }],
  cases: [{ team: 'Team Haven', lead: 'FAMILY' }],
}
/** Of what the timeline hears. */
const EVENT_KINDS = { allocations: 'SUPPORT', cases: 'CASE' } as const

const ALLOCATIONS: AllocationRecord = {
  allocations: [
    {
      id: 'a',
      productCategoryCode: '45',
      productCategoryLabel: 'Outpatient youth help',
      productCode: '45A03',
      provider: '98990001',
      allocatedAt: '2026-03-02T09:15:00.000Z',
      from: '2026-03-09',
      to: null,
      retroactive: false,
      changeReasonCode: null,
      changeReasonLabel: null,
      volume: null,
      budget: null,
      start: '2026-03-12',
      stop: null,
      stopReasonCode: null,
      stopReasonLabel: null,
      cbsHulpvormCode: null,
      cbsHulpvormLabel: null,
      cbsEndReasonCode: null,
      cbsEndReasonLabel: null,
      cbsReferrerCode: null,
      cbsReferrerLabel: null,
      recordedAt: '2026-03-20T00:00:00.000Z',
      municipality: '9999',
      startRecordedAt: '2026-03-20T00:00:00.000Z',
      stopRecordedAt: null,
    },
  ],
  requests: [
    {
      id: 'q',
      kind: 'ALLOCATION',
      requestedOn: '2026-02-20',
      provider: '98990001',
      allocationId: null,
      productCategoryCode: '45',
      productCategoryLabel: 'Outpatient youth help',
      productCode: '45A03',
      from: '2026-03-09',
      to: null,
      volume: null,
      budget: null,
      referrerTypeCode: '03',
      referrerTypeLabel: 'Youth health physician',
      reasonCode: null,
      reasonLabel: null,
      nationalContract: null,
      decisionFrom: null,
      custodianKnown: null,
      answer: 'REJECTED',
      answeredOn: '2026-02-27',
      rejectionReasonCode: '3',
      rejectionReasonLabel: 'No contract',
      responsibleMunicipality: null,
    },
  ],
}
const CASES: CaseRecord = {
  cases: [
    {
      id: 'c',
      openedOn: '2026-06-01',
      closedOn: null,
      reportedBy: 'JGZ',
      lead: 'FAMILY',
      team: 'Team Haven',
      kindOfHelpCode: '01',
      kindOfHelpLabel: 'Youth help by a neighbourhood team',
      recordedAt: '2026-06-02T00:00:00.000Z',
      openedRecordedAt: '2026-06-02T00:00:00.000Z',
      closedRecordedAt: null,
    },
  ],
}

interface Asked {
  readonly role: Role
  readonly purpose: Purpose
  readonly reference?: string | null
}

interface Entity {
  readonly socialDomain?: Readonly<Record<string, unknown>> | null
  readonly socialDomainEvents?: readonly { readonly kind: string }[] | null
}

function seal(boundTo: Partial<BoundTo>, keyring = KEYRING): string {
  const own = {
    domain: 'social-domain',
    purpose: 'youth-support',
    organisation: 'ura:00009999',
    child: 'c-1',
    ...boundTo,
  } as const
  return sealReference(keyring, own, { registries: { r: { bsn: BSN } } })
}

/** Asks for one child, of sources that tell the same of every child. */
async function ask(fields: string, { role, purpose, reference }: Asked) {
  const parts: string[] = []
  const viewer = { id: 'v', organisation: 'ura:00009999', role, purpose, municipalities: ['9999'] }
  const request: ReadingContext = {
    viewer,
    agreements: () => true,
    accounting: accountsInto([]),
    traceId: 'trace',
    signal: new AbortController().signal,
  }
  const telling =
    <R>(record: R): Source<unknown, R> =>
    async (asked) => {
      parts.push(...asked.parts)
      return asked.keys.map(() => record)
    }
  const open = ({ id, reference: sealed }: Subject) =>
    openReference(
      KEYRING,
      { domain: 'social-domain', purpose, organisation: viewer.organisation, child: id },
      sealed,
    )
  const of = { registry: 'r', open, context: request }
  const context: SocialDomainContext = {
    viewer,
    readAllocations: openReader({ ...of, source: telling(ALLOCATIONS) }),
    offers: async () => null,
    offersTold: async () => [],
    presence: async () => [],
    health: async () => null,
    readCases: openReader({ ...of, source: telling(CASES) }),
    today: '2026-09-01',
  }
  const own = seal({ purpose })
  const socialDomainRef = reference === undefined ? own : reference
  const { data, errors = [] } = await run(
    {
      query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${fields} } } }`,
      variables: { of: [{ __typename: 'Child', id: 'c-1', socialDomainRef }] },
    },
    context,
  )
  const [entity] = (data?._entities ?? []) as readonly (Entity | null)[]
  return {
    told: entity?.socialDomain ?? null,
    events: entity?.socialDomainEvents ?? null,
    codes: errors.map(({ extensions }) => extensions.code),
    parts: parts.sort(),
  }
}

/** Read off the table itself, and not by the function that the code under test uses. */
function isGranted(role: Role, purpose: Purpose, scope: Scope): boolean {
  return GRANTS.some((g) => g.role === role && g.purpose === purpose && g.scopes.includes(scope))
}

describe.each(ROLES)('%s', (role) => {
  describe.each(PURPOSE_NAMES)('for %s', (purpose) => {
    test.each(Object.entries(FIELDS))(
      'MUST see %s, or not, as the policy says',
      async (name, [scope, selection]) => {
        const { told, codes, parts } = await ask(`socialDomain { ${selection} }`, { role, purpose })
        if (isGranted(role, purpose, 'social-domain:read') && isGranted(role, purpose, scope)) {
          expect(codes).toEqual([])
          expect(told).toEqual({ [name]: TOLD[name as keyof typeof TOLD] })
          expect(parts).toEqual([name])
        } else {
          expect(codes).toEqual(['FIELD_FORBIDDEN'])
          expect(told?.[name] ?? null).toBeNull()
          expect(parts).toEqual([])
        }
      },
    )

    test('MUST hear of events as the policy says, and nothing else is read', async () => {
      const { events, codes, parts } = await ask('socialDomainEvents { kind }', { role, purpose })
      const granted = (['allocations', 'cases'] as const).filter((name) =>
        isGranted(role, purpose, FIELDS[name][0]),
      )
      expect(codes).toEqual([])
      expect(parts).toEqual(granted)
      expect(events?.map(({ kind }) => kind) ?? null).toEqual(
        granted.length > 0 ? granted.map((name) => EVENT_KINDS[name]) : null,
      )
    })
  })
})

describe('the fields of the social domain', () => {
  test('MUST all be in this test', () => {
    const fields = socialDomain.schema.getType('SocialDomain') as unknown as { getFields(): object }
    expect(Object.keys(fields.getFields())).toEqual(Object.keys(FIELDS))
    const scopes = Object.keys(SCOPES).filter((scope) => scope.startsWith('social-domain:'))
    const used = new Set(Object.values(FIELDS).map(([scope]) => scope))
    expect(scopes).toEqual(['social-domain:read', ...used, 'social-domain:offers'])
  })

  test('MUST be guarded in the SDL too', () => {
    const bare = socialDomain.sdl
      .replace(/"""[\s\S]*?"""/g, '')
      .replace(/^\s*"(?:[^"\\]|\\.)*"$/gm, '')
    const [, body = ''] = /\ntype SocialDomain \{([^}]*)\}/.exec(bare) ?? []
    const lines = body.split('\n').filter((line) => line.trim() !== '')
    expect(lines).toHaveLength(Object.keys(FIELDS).length)
    for (const [name, [scope]] of Object.entries(FIELDS)) {
      const line = lines.find((one) => one.trim().startsWith(`${name}: `))
      expect(line).toContain('@requiresScopes(')
      expect(line).toContain(`"${scope}"`)
    }
    expect(bare).toMatch(/socialDomain: SocialDomain .*@requiresScopes\(.*"social-domain:read"/)
    expect(bare).toMatch(/socialDomainEvents: .*@inaccessible/)
  })
})

describe('a reference', () => {
  const worker = { role: 'neighbourhood-team-worker', purpose: 'youth-support' } as const
  const whole = seal({})
  const everything =
    'socialDomain { allocations { id } requests { id } cases { id } } socialDomainEvents { id }'

  test.each([
    ['of another domain', seal({ domain: 'jgz' })],
    ['for another purpose', seal({ purpose: 'youth-health-care' })],
    ['for another organisation', seal({ organisation: 'ura:00009998' })],
    ['to another child', seal({ child: 'c-2' })],
    ['under another key', seal({}, openKeyring(new Uint8Array(64).fill(8)))],
    ['cut short', whole.slice(0, -2)],
    ['that is the BSN itself', BSN],
  ])('MUST NOT open anything when it is %s', async (_what, reference) => {
    const answer = await ask(everything, { ...worker, reference })
    expect(new Set(answer.codes)).toEqual(new Set(['REFERENCE_REFUSED']))
    expect(answer).toMatchObject({
      told: { allocations: null, requests: null, cases: null },
      events: null,
      parts: [],
    })
    expect(JSON.stringify(answer)).not.toContain(BSN)
  })

  test('that is not there means that there is nothing to ask', async () => {
    const answer = await ask(everything, { ...worker, reference: null })
    expect(answer).toEqual({ told: null, events: null, codes: [], parts: [] })
  })
})
