import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Kind, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { parseRegistry } from '../connectors/registry.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { PLANTED } from '../sandbox/planted.ts'
import { fill, personas, planted, registries } from './docs.ts'
import { readElementTables } from './element-tables.ts'

const HERE = readdirSync('.')
const PAGES = [
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file)),
  ...HERE,
].filter((file) => file.endsWith('.md'))

describe('a page', () => {
  test.each(PAGES)('%s leads to files that are there, and to headings that they have', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link)
    const dead = links.filter((link) => !leadsSomewhere(page, link ?? ''))
    expect(dead).toEqual([])
  })

  test.each(PAGES)('%s names files of the repository that are there', (page) => {
    const named = [
      ...read(page).matchAll(/`([a-z][\w-]*(?:\/[\w.-]+)+\.(?:ts|md|yaml|yml|json))`/g),
    ]
    const dead = named.map(([, file]) => file ?? '').filter((file) => isOurs(file) && !exists(file))
    expect(dead).toEqual([])
  })
})

describe('the glossary', () => {
  const rows = read('docs/glossary.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| /, '').trim()))

  test('has a line for every type of the graph', () => {
    const words = new Set(rows.flatMap(([, code = '']) => code.match(/\w+/g) ?? []))
    expect(typesOfTheGraph().filter((name) => !words.has(name))).toEqual([])
  })

  test('is sorted by the Dutch term, each once', () => {
    const terms = rows.map(([term = '']) => term)
    expect(terms).toEqual([...new Set(terms)].sort((a, b) => a.localeCompare(b, 'nl')))
  })
})

describe('the page of registries', () => {
  test('has a table for every format that has one, and every element in it once', async () => {
    const tables = await readElementTables()
    const formats = tables.map(({ format }) => format)
    expect(formats).toEqual(expect.arrayContaining(['brp', 'jgz-dob', 'perined-kernset']))
    for (const { format, elements, typed, kept, withheld } of tables) {
      const names = elements.map(({ element, name }) => `${element} ${name}`)
      expect([format, new Set(names).size]).toEqual([format, names.length])
      expect(typed + kept + withheld).toBe(elements.length)
    }
  })

  test('counts what has a field, what is kept, and what is withheld, with the reason', () => {
    const elements = [
      { element: 'a|b', name: 'A', field: 'Child.name' },
      { element: 'c', name: 'C', field: 'kept' },
      { element: 'd', name: 'D', field: 'kept', withheld: 'It says who somebody is.' },
    ]
    const page = registries([{ format: 'town', elements, typed: 1, kept: 1, withheld: 1 }])
    expect(page).toContain('| [town](#town) | 3 | 1 | 1 | 1 | 33.3 % |')
    expect(page).toContain('| `a\\|b` | A | `Child.name` |')
    expect(page).toContain('| `c` | C | kept |')
    expect(page).toContain('| `d` | D | withheld: It says who somebody is. |')
  })
})

test('the links of the manual are such as Kindlijn reads', () => {
  const examples = [...read('docs/linking-a-registry.md').matchAll(/```yaml\n([\s\S]*?)```/g)]
  expect(examples.length).toBeGreaterThan(3)
  for (const [, text = ''] of examples) {
    expect(parseRegistry(text, 'example.yaml').problems).toEqual([])
  }
})

describe('a table that is made', () => {
  test('has every planted child and every persona', () => {
    expect(planted().split('\n')).toHaveLength(PLANTED.length + 2)
    expect(personas().split('\n')).toHaveLength(PERSONAS.length + 2)
  })

  test('goes between its marks, and leaves the rest as it is', () => {
    const page = 'a\n<!-- x: made by `npm run make` -->\nold\n<!-- /x -->\nb\n'
    const filled = 'a\n<!-- x: made by `npm run make` -->\n\nnew\n\n<!-- /x -->\nb\n'
    expect(fill(page, 'x', 'new')).toBe(filled)
    expect(fill(filled, 'x', 'new')).toBe(filled)
  })

  test('that has lost its marks is not made in silence', () => {
    expect(() => fill('a\n', 'x', 'new')).toThrow('marks')
  })
})

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

function exists(file: string): boolean {
  try {
    return read(file) !== undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR'
  }
}

/** Others, such as a file that npm start makes, need not be there. */
function isOurs(file: string): boolean {
  return HERE.includes(file.split('/')[0] ?? '')
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const file = path === '' ? page : join(dirname(page), path)
  if (!exists(file)) return false
  return heading === undefined || headingsOf(file).includes(heading)
}

/** As GitHub writes them in an address. */
function headingsOf(file: string): readonly string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  )
}

function typesOfTheGraph(): readonly string[] {
  const { definitions } = parse(read('schema/generated/supergraph.graphql'))
  return definitions.flatMap((definition) => {
    const isType =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.UNION_TYPE_DEFINITION ||
      definition.kind === Kind.ENUM_TYPE_DEFINITION
    return isType && !/^(Query|Mutation)$|__/.test(definition.name.value)
      ? [definition.name.value]
      : []
  })
}
