import { graphql } from 'graphql'
import { expect, test } from 'vitest'
import { GRANTS, mayRead, type Purpose, type Role, type Scope } from '../../privacy/policy.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { BirthCareContext } from './child.ts'
import { ANNA_BIRTH, ANNA_PREGNANCY } from './source.contract.ts'
import type { BirthCareRecord } from './source.ts'
import { birthCare } from './subgraph.ts'

const FIELDS: readonly (readonly [field: string, scope: Scope, inner: string])[] = [
  ['pregnancy', 'birth-care:pregnancy', 'pregnancy { dueDate }'],
  ['birth', 'birth-care:birth', 'birth { weightGrams }'],
]

const RECORD: BirthCareRecord = { pregnancy: ANNA_PREGNANCY, birth: ANNA_BIRTH }

function viewerOf({ role, purpose }: { readonly role: Role; readonly purpose: Purpose }): Viewer {
  return { id: 'v', organisation: 'ura:00009999', role, purpose, municipalities: ['9999'] }
}

/** What one viewer gets of one child, and which parts were read for it. */
async function ask(viewer: Viewer, selection: string) {
  const parts: string[] = []
  const contextValue: BirthCareContext = {
    viewer,
    presence: async () => [],
    health: async () => null,
    read: async (_, part) => {
      parts.push(part)
      return RECORD[part]
    },
  }
  const { data, errors = [] } = await graphql({
    schema: birthCare.schema,
    source: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${selection} } } }`,
    variableValues: { of: [{ __typename: 'Child', id: 'c', birthCareRef: 'r' }] },
    contextValue,
  })
  const [child] = (data?._entities ?? []) as Record<string, unknown>[]
  return { child, parts, codes: errors.map(({ extensions }) => extensions.code) }
}

for (const grant of GRANTS) {
  const viewer = viewerOf(grant)
  const opens = mayRead(viewer, 'birth-care:read')

  for (const [field, scope, inner] of FIELDS) {
    const allowed = opens && mayRead(viewer, scope)
    test(`a ${grant.role} for ${grant.purpose} ${allowed ? 'reads' : 'is denied'} ${field}`, async () => {
      const { child, parts, codes } = await ask(viewer, `birthCare { ${inner} }`)
      expect(codes).toEqual(allowed ? [] : ['FIELD_FORBIDDEN'])
      expect(parts).toEqual(allowed ? [field] : [])
      if (!opens) expect(child).toEqual({ birthCare: null })
      else expect(child).toEqual({ birthCare: { [field]: allowed ? expect.any(Object) : null } })
    })
  }

  test(`a ${grant.role} for ${grant.purpose} is told the events of what it may read`, async () => {
    const { child, parts, codes } = await ask(viewer, 'birthCareEvents { kind }')
    const granted = FIELDS.filter(([, scope]) => mayRead(viewer, scope)).map(([field]) => field)
    expect(codes).toEqual([])
    expect(parts).toEqual(granted)
    expect(child?.birthCareEvents === null).toBe(granted.length === 0)
  })
}

test('somebody without a grant for the purpose reads nothing', async () => {
  const nobody = viewerOf({ role: 'midwife', purpose: 'research' })
  const { parts, codes } = await ask(nobody, 'birthCare { birth { date } }')
  expect(parts).toEqual([])
  expect(codes).toEqual(['FIELD_FORBIDDEN'])
})

test('MUST guard every field of Child and BirthCare, or hide it from clients', () => {
  const fields = ['Child', 'BirthCare'].flatMap((type) => {
    const body = new RegExp(`type ${type}[^{]*\\{([^}]*)\\}`).exec(birthCare.sdl)?.[1] ?? ''
    return body.split('\n').filter((line) => /^\s*\w+(\(.*\))?:/.test(line))
  })
  expect(fields.length).toBe(7)
  const open = fields.filter(
    (line) => !/@requiresScopes|@inaccessible|@external|^\s*id: /.test(line),
  )
  expect(open).toEqual([])
})
