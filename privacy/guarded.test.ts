import { graphql } from 'graphql'
import { Field, FieldResolver, ID, ObjectType, Query, Resolver } from 'type-graphql'
import { describe, expect, test } from 'vitest'
import { buildSubgraph } from '../subgraphs/build.ts'
import { checkScopes, Guarded } from './guarded.ts'
import { GRANTS, PURPOSES, type Purpose, ROLES, type Role, type Scope } from './policy.ts'
import type { Viewer } from './viewer.ts'

let reads = 0

@ObjectType()
class Toy {
  @Field(() => ID)
  readonly id!: string
}

@Resolver(() => Toy)
class Toys {
  @Query(() => Toy, { nullable: true })
  toy(): Toy {
    return { id: '1' }
  }

  @Guarded('jgz:growth')
  @FieldResolver(() => String, { nullable: true })
  secret(): string {
    reads += 1
    return 'told'
  }
}

const town = buildSubgraph({ name: 'town', resolvers: [Toys], entities: [] })

describe('a guarded field', () => {
  const cells = ROLES.flatMap((role) =>
    (Object.keys(PURPOSES) as Purpose[]).map((purpose) => [role, purpose] as const),
  )

  test.each(cells)('MUST be read by %s for %s only if it is granted', async (role, purpose) => {
    reads = 0
    const answer = await graphql({
      schema: town.schema,
      source: '{ toy { id secret } }',
      contextValue: { viewer: viewerOf(role, purpose) },
    })
    const isGranted = GRANTS.some(
      (grant) =>
        grant.role === role && grant.purpose === purpose && grant.scopes.includes('jgz:growth'),
    )

    expect(answer.data?.toy).toEqual({ id: '1', secret: isGranted ? 'told' : null })
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual(
      isGranted ? undefined : [{ code: 'FIELD_FORBIDDEN' }],
    )
    expect(reads).toBe(isGranted ? 1 : 0)
  })

  test('says its scope in the SDL, for the gateway', () => {
    expect(town.sdl).toContain('secret: String @requiresScopes(scopes: [["jgz:growth"]])')
  })
})

describe('the check', () => {
  const nurse = { viewer: viewerOf('youth-nurse', 'youth-health-care') }

  test('MUST refuse a guard without a scope, and one of many that is not granted', () => {
    const check = checkScopes as (data: unknown, scopes: readonly Scope[]) => boolean
    const forbidden = expect.objectContaining({ code: 'FIELD_FORBIDDEN' })

    expect(() => check({ context: nurse }, [])).toThrow(forbidden)
    expect(() => check({ context: nurse }, ['jgz:growth', 'none' as Scope])).toThrow(forbidden)
    expect(check({ context: nurse }, ['jgz:growth', 'jgz:vve'])).toBe(true)
  })
})

function viewerOf(role: Role, purpose: Purpose): Viewer {
  return { id: 'u1', organisation: 'ura:00009999', role, purpose, municipalities: ['9999'] }
}
