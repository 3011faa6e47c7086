/** The page of needs against the graph: each field, question and indicator that it names is there, and each need has one. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import { describe, expect, test } from 'vitest'

/** So many rows as the reports have points, groups, findings and systems. */
const SECTIONS = [6, 20, 37, 11]
const MADE = 'schema/generated'

const schemas = readdirSync(MADE)
  .filter((file) => file.startsWith('audience-'))
  .map((file) => buildSchema(readFileSync(`${MADE}/${file}`, 'utf8'), { assumeValidSDL: true }))

const tables = readFileSync('docs/needs.md', 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) =>
    section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2),
  )

const rows = tables.flat().map((line) => {
  const [need = '', fields = '', questions = '', numbers = '', nobody = ''] = line
    .split('|')
    .slice(1)
    .map((cell) => cell.trim())
  return {
    need,
    fields: [...fields.matchAll(/`(\w+)\.(\w+)`/g)].map(([, type = '', field = '']) => ({
      type,
      field,
    })),
    questions: [...questions.matchAll(/\((questions\/[^)]+)\)/g)].map(
      ([, file = '']) => `docs/${file}`,
    ),
    numbers: numbers.split(' ').filter((id) => /^[A-Z]\d\d$/.test(id)),
    nobody,
  }
})

const hasField = (schema: GraphQLSchema, type: string, field: string) => {
  const found = schema.getType(type)
  return found !== undefined && 'getFields' in found && field in found.getFields()
}

/** `Type.field`, for each that a saved question asks. */
function fieldsOf(file: string): ReadonlySet<string> {
  const document = parse(readFileSync(file, 'utf8'))
  const asked = new Set<string>()
  for (const schema of schemas) {
    const types = new TypeInfo(schema)
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: ({ name }) => void asked.add(`${types.getParentType()?.name}.${name.value}`),
      }),
    )
  }
  return asked
}

describe('the needs', () => {
  test('are all there', () => {
    expect(tables.map((section) => section.length)).toEqual(SECTIONS)
  })

  test.each(rows)('$need: by fields of the graph, a saved question, and indicators', (row) => {
    for (const { type, field } of row.fields) {
      expect(
        schemas.some((schema) => hasField(schema, type, field)),
        `${type}.${field}`,
      ).toBe(true)
    }
    expect(row.numbers.length).toBeGreaterThan(0)
    for (const id of row.numbers) {
      expect(existsSync(`subgraphs/insight/indicators/${id.toLowerCase()}.ts`), id).toBe(true)
    }
    expect(row.fields.length).toBeGreaterThan(0)
    expect(row.questions.length).toBeGreaterThan(0)
  })

  test.each(rows)('$need: by a saved question that asks one of them', ({ fields, questions }) => {
    for (const file of questions) {
      const asked = fieldsOf(file)
      expect(
        fields.some(({ type, field }) => asked.has(`${type}.${field}`)),
        file,
      ).toBe(true)
    }
  })
})
