import { describe, expect, test } from 'vitest'
import { presentError } from './present-error.ts'

const of = (message: string, code?: string, more = {}) =>
  presentError({ message, extensions: { ...(code ? { code } : {}), ...more } })

describe('an error that leaves', () => {
  test('MUST have the constant message of its code, whatever it said', () => {
    expect(
      of('Anna de Vries has no BSN', 'REGISTRY_MALFORMED', { registry: 'jgz-waterdam' }),
    ).toEqual({
      message: 'The registry behind this field answered with something that we cannot read.',
      extensions: { code: 'REGISTRY_MALFORMED', registry: 'jgz-waterdam' },
    })
  })

  test('MUST say nothing of what went wrong inside', () => {
    for (const code of [
      undefined,
      'INTERNAL_SERVER_ERROR',
      'DOWNSTREAM',
      '__proto__',
      'toString',
    ]) {
      const { message, extensions } = of('connect ECONNREFUSED 10.1.2.3 999900006', code, {
        stacktrace: ['x'],
      })
      expect(message).not.toMatch(/10\.1|999900006/)
      expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' })
    }
  })

  test('keeps what GraphQL says of a document, but for what stands in it', () => {
    const said = [
      'Syntax Error: Expected Name, found String "Anna de Vries".',
      'Expected value of type "LocalDate!", found "Anna de Vries"; Value is not a valid LocalDate: Anna',
      'Expected value of type "LocalDate!", found 999900006.',
    ]
    for (const message of said) {
      const presented = of(message, 'GRAPHQL_VALIDATION_FAILED').message
      expect(presented).toMatch(/Expected/)
      expect(presented).not.toMatch(/Anna|999900006/)
    }
    const field = 'Cannot query field "bsn" on type "Child".'
    expect(of(field, 'GRAPHQL_VALIDATION_FAILED').message).toBe(field)
  })

  test('names no registry and no subgraph that is not a slug', () => {
    const { extensions } = of('', 'REGISTRY_BUSY', { registry: 'Anna de Vries', subgraph: '../x' })
    expect(extensions).toEqual({ code: 'REGISTRY_BUSY' })
  })
})
