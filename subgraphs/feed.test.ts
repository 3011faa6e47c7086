import { type DirectiveNode, type InputValueDefinitionNode, Kind, parse, print } from 'graphql'
import { describe, expect, test } from 'vitest'
import { SUBGRAPHS } from '../cli/subgraphs.ts'
import { COUNTED, GRANTS, mayRead, type Purpose, relationsOf } from '../privacy/policy.ts'
import { compiled } from '../schema/compiled.ts'

interface FedField {
  readonly name: string
  readonly args: readonly InputValueDefinitionNode[]
  readonly directives: readonly DirectiveNode[]
}

const FED = SUBGRAPHS.map((subgraph) => ({
  subgraph,
  fields: parse(subgraph.sdl).definitions.flatMap((definition): FedField[] =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query'
      ? (definition.fields ?? [])
          .filter(({ type }) => print(type) === 'Fed')
          .map(({ name, arguments: args = [], directives = [] }) => ({
            ...{ name: name.value, args, directives },
          }))
      : [],
  ),
}))

/** Whom somebody in person may see of those that a list holds: by his own rights. */
const IN_PERSON = 'childAdmitted'

const VALUES: Readonly<Record<string, unknown>> = { 'Fed!': [], 'Int!': 1, 'String!': 'JGZ' }

describe('what a part is fed', () => {
  test('MUST be hidden from clients', () => {
    const fields = FED.flatMap((one) => one.fields)

    expect(fields).toHaveLength(19)
    for (const { directives } of fields) {
      expect(directives.map(({ name }) => name.value)).toEqual(['inaccessible'])
    }
  })

  test('MUST be refused to every role in person before anything is read, whoever calls', async () => {
    for (const { subgraph, fields } of FED) {
      const run = compiled(subgraph.schema)
      for (const { name, args } of fields.filter((field) => field.name !== IN_PERSON)) {
        const asked = args.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
        const named = asked.map((one) => [one.name.value, print(one.type)] as const)
        const text = `query (${named.map(([arg, type]) => `$${arg}: ${type}`).join()}) {
          ${name}(${named.map(([arg]) => `${arg}: $${arg}`).join()}) }`
        const variables = Object.fromEntries(named.map(([arg, type]) => [arg, VALUES[type]]))
        const query = text.replaceAll('()', '')
        for (const { role, purpose } of GRANTS) {
          const { data, errors } = await run(
            { query, variables },
            { viewer: { id: 'x', organisation: 'x', role, purpose, municipalities: ['9999'] } },
          )
          expect(data, name).toEqual({ [name]: null })
          expect(errors?.[0]?.extensions.code, name).toBe('FIELD_FORBIDDEN')
        }
      }
    }
  })

  test('MUST NOT be what somebody in person holds, where it is counted', () => {
    for (const [purpose, scopes = []] of Object.entries(COUNTED)) {
      const counted = purpose as Purpose
      for (const { role } of GRANTS) {
        for (const scope of scopes) {
          expect(mayRead({ role, purpose: counted }, scope)).toBe(false)
          expect(mayRead({ role, purpose: counted, isFed: true }, scope)).toBe(true)
        }
        expect(relationsOf({ role, purpose: counted })).toEqual(new Set())
      }
      expect(mayRead({ role: 'dashboard', purpose: counted, isFed: true }, 'jgz:growth')).toBe(
        false,
      )
      expect(mayRead({ role: 'dashboard', purpose: counted, isFed: true }, 'child:family')).toBe(
        false,
      )
    }
  })

  test('MUST be what the role holds, and no more, where children are shown', () => {
    const nurse = { role: 'youth-nurse', purpose: 'youth-health-care', isFed: true } as const
    const mentor = {
      role: 'childcare-mentor',
      purpose: 'childcare-placement',
      isFed: true,
    } as const

    expect(mayRead(nurse, 'jgz:contacts')).toBe(true)
    expect(mayRead(mentor, 'jgz:contacts')).toBe(false)
    expect(relationsOf(mentor)).toEqual(new Set(['own-registry']))
  })
})
