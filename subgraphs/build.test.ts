import { defaultFieldResolver, type GraphQLField, isObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { birthCare } from './birth-care/subgraph.ts'
import type { Subgraph } from './build.ts'
import { child } from './child/subgraph.ts'
import { childcare } from './childcare/subgraph.ts'
import { insight } from './insight/subgraph.ts'
import { jgz } from './jgz/subgraph.ts'
import { journey } from './journey/subgraph.ts'
import { socialDomain } from './social-domain/subgraph.ts'

const SUBGRAPHS = [birthCare, child, childcare, insight, jgz, journey, socialDomain]

function fieldsOf({ schema }: Subgraph): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__') ? Object.values(type.getFields()) : [],
  )
}

function isGuarded({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return (astNode?.directives ?? []).some(({ name }) => name.value === 'requiresScopes')
}

/** May nothing. */
const viewer = { role: 'analyst', purpose: 'youth-health-care', municipalities: [] }

describe.each(SUBGRAPHS)('the subgraph $name', (subgraph) => {
  test('MUST ask who asks, at each field that is guarded', async () => {
    const guarded = fieldsOf(subgraph).filter(isGuarded)
    for (const { resolve } of guarded) {
      const told = (async () => resolve?.({}, {}, { viewer }, {} as never))()
      await expect(told).rejects.toMatchObject({ code: 'FIELD_FORBIDDEN' })
    }
    expect(guarded.length).toBeGreaterThan(0)
  })

  test('has no resolver for what only tells what an object holds', () => {
    const resolved = fieldsOf(subgraph).filter(
      ({ resolve }) => resolve !== undefined && resolve !== defaultFieldResolver,
    )
    const plain = resolved.filter(({ resolve }) => String(resolve).includes('root[fieldMetadata'))
    expect(plain.filter((field) => !isGuarded(field))).toEqual([])
  })
})
