import { readFileSync } from 'node:fs'
import { type DirectiveNode, Kind, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { SUBGRAPHS } from '../cli/subgraphs.ts'
import { authoriser } from '../gateway/authorise.ts'
import { GRANTS, SCOPES } from '../privacy/policy.ts'
import { composeSupergraph } from '../schema/compose.ts'

/** What has fields of its own per child, or is an entrance: each of their fields is guarded. */
const GUARDED_TYPES = [
  'Query',
  'Mutation',
  'Child',
  'BirthCare',
  'Jgz',
  'Childcare',
  'SocialDomain',
]

interface FieldOf {
  readonly subgraph: string
  readonly coordinate: string
  readonly directives: readonly DirectiveNode[]
  readonly nullable: boolean
}

const ALL: readonly FieldOf[] = SUBGRAPHS.flatMap(({ name: subgraph, sdl }) =>
  parse(sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION
      ? (definition.fields ?? []).map(({ name, type, directives = [] }) => ({
          subgraph,
          coordinate: `${definition.name.value}.${name.value}`,
          directives,
          nullable: type.kind !== Kind.NON_NULL_TYPE,
        }))
      : [],
  ),
)

const FIELDS = ALL.filter(({ coordinate }) =>
  GUARDED_TYPES.some((type) => coordinate.startsWith(`${type}.`)),
)

const has = ({ directives }: FieldOf, name: string) =>
  directives.some((one) => one.name.value === name)

describe('the schema', () => {
  test('MUST guard every field of an entity and of a domain, but for keys and what no client sees', () => {
    const open = FIELDS.filter(
      (field) =>
        !has(field, 'requiresScopes') &&
        !has(field, 'inaccessible') &&
        !has(field, 'external') &&
        field.coordinate !== 'Child.id',
    )

    expect(open.map(({ subgraph, coordinate }) => `${subgraph} ${coordinate}`)).toEqual([])
    expect(FIELDS.filter((field) => has(field, 'requiresScopes')).length).toBeGreaterThan(20)
  })

  test('MUST keep every guarded field nullable, so that one silent registry blanks nothing else', () => {
    const strict = ALL.filter((field) => has(field, 'requiresScopes') && !field.nullable)

    expect(strict.map(({ coordinate }) => coordinate)).toEqual([])
  })

  test('names only scopes that the policy knows', () => {
    const named = new Set(
      SUBGRAPHS.flatMap(({ sdl }) =>
        [...sdl.matchAll(/\[\["(.+?)"\]\]/g)].flatMap(([, scopes = '']) => scopes.split('", "')),
      ),
    )

    for (const scope of named) expect(Object.keys(SCOPES)).toContain(scope)
    expect([...named].sort()).toEqual(Object.keys(SCOPES).sort())
  })

  test('MUST NOT have a score of a person, nor an origin', () => {
    const words = /\b(score|risk|priority|nationality|origin|ethnicity|migration)\w*:/i
    // How far two records agree says nothing of who they are about.
    const ofLinks = /^type (Link|LinkCase) \{.*?^\}/gms
    for (const { sdl } of SUBGRAPHS) expect(sdl.replace(ofLinks, '')).not.toMatch(words)
  })

  test('MUST NOT have a BSN', () => {
    for (const { sdl } of SUBGRAPHS)
      expect(sdl).not.toMatch(/\b(bsn|burgerservicenummer)\b\s*[:(]/i)
  })
})

describe('the supergraph', () => {
  const supergraph = composeSupergraph(SUBGRAPHS)

  test('is the one that is committed', () => {
    expect(readFileSync('schema/generated/supergraph.graphql', 'utf8')).toBe(supergraph)
  })

  test('MUST carry every guard to the gateway', () => {
    const withheldFrom = authoriser(supergraph)
    const nobody = withheldFrom({ role: 'dashboard', purpose: 'youth-health-care' })

    const guarded = ALL.filter((field) => has(field, 'requiresScopes')).map(
      ({ coordinate }) => coordinate,
    )
    expect([...nobody].sort()).toEqual([...new Set(guarded)].sort())
  })

  test.each(GRANTS)(
    'withholds from a $role for $purpose what is not granted, and nothing else',
    (grant) => {
      const withheld = authoriser(supergraph)(grant)

      for (const field of FIELDS.filter((one) => has(one, 'requiresScopes'))) {
        const scope = field.directives
          .flatMap(({ arguments: given = [] }) => given)
          .map(({ value }) => JSON.stringify(value))
          .join()
        const takes = [...scope.matchAll(/"([a-z-]+:[a-z-]+)"/g)].map(([, one]) => one)
        const granted = takes.every((one) => (grant.scopes as readonly unknown[]).includes(one))
        expect(takes).not.toEqual([])
        expect(withheld.has(field.coordinate), field.coordinate).toBe(!granted)
      }
    },
  )

  test('MUST NOT be served when it asks for a protection that the gateway does not give', () => {
    const policy = supergraph.replace(
      'specs.apollo.dev/requiresScopes/v0.1',
      'specs.apollo.dev/policy/v0.1',
    )
    const renamed = supergraph.replace(
      /(requiresScopes\/v0\.1", for: SECURITY)/,
      '$1, as: "scopes"',
    )

    expect(policy).not.toBe(supergraph)
    expect(renamed).not.toBe(supergraph)
    expect(() => authoriser(policy)).toThrow(/does not give: policy/)
    expect(() => authoriser(renamed)).toThrow(/renames/)
  })
})
