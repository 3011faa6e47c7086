/**
 * Random subgraphs, the same for the same seed: entities with several keys, values that many subgraphs share,
 * interfaces and unions, `@requires`, `@provides`, `@override` and `@inaccessible`.
 *
 * Not all of them compose: then another seed will.
 *
 * @module
 */

import { pick, type Random } from './random-operation.ts'

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@inaccessible", "@external", "@requires", "@provides", "@override"
])`

const LEAVES = [
  'String',
  'String!',
  'Int',
  '[String!]',
  '[[Int]!]',
  'Colour',
  'Colour!',
  'Day',
  'Float',
]

interface Entity {
  readonly name: string
  readonly subgraphs: readonly string[]
  readonly fields: Map<string, { readonly type: string; readonly owner: string }>
}

/** Name to SDL. */
export function randomSubgraphs(random: Random): Readonly<Record<string, string>> {
  const chance = (share: number) => random() < share
  const some = <T>(items: readonly T[], share: number) => items.filter(() => chance(share))
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, 2 + Math.floor(random() * 4))
  const lines = new Map(names.map((name) => [name, new Map<string, Map<string, string>>()]))

  function put(subgraph: string, type: string, field: string, text: string): void {
    const types = lines.get(subgraph)
    const fields = types?.get(type) ?? new Map<string, string>()
    types?.set(type, fields)
    if (!fields.has(field)) fields.set(field, text)
  }

  const entities = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, i): Entity => {
    const subgraphs = some(names, 0.7)
    return {
      name: `T${i}`,
      subgraphs: subgraphs.length > 0 ? subgraphs : [pick(random, names)],
      fields: new Map(),
    }
  })
  const numbered = new Map(
    entities.map(({ name, subgraphs }) => [name, chance(0.4) ? some(subgraphs, 0.6) : []]),
  )
  const heads = new Map<string, string>()
  for (const { name, subgraphs } of entities) {
    const [both] = numbered.get(name) ?? []
    for (const subgraph of subgraphs) {
      const hasNumber = numbered.get(name)?.includes(subgraph) ?? false
      const hasId = !hasNumber || subgraph === both || chance(0.5)
      if (hasId) put(subgraph, name, 'id', 'id: ID!')
      if (hasNumber) put(subgraph, name, 'number', 'number: Int!')
      const keys = [hasId && '@key(fields: "id")', hasNumber && '@key(fields: "number")']
      heads.set(`${subgraph}.${name}`, keys.filter(Boolean).join(' '))
    }
  }

  /** A type that the subgraph can hand out. */
  function typeIn(subgraph: string): string {
    const known = entities.filter(({ subgraphs }) => subgraphs.includes(subgraph))
    const leaf = random()
    if (leaf < 0.45 || known.length === 0) return pick(random, LEAVES)
    const named = leaf < 0.6 ? 'V' : leaf < 0.68 ? `U${subgraph}` : pick(random, known).name
    return pick(random, [named, `${named}!`, `[${named}!]!`, `[${named}]`, `[[${named}!]]`])
  }

  for (const { name, subgraphs, fields } of entities) {
    for (const owner of subgraphs) {
      for (let i = 0; i < 1 + Math.floor(random() * 3); i += 1) {
        const field = `${owner}${i}`
        const type = typeIn(owner)
        const args = chance(0.25) ? '(first: Int = 2, colour: Colour)' : ''
        const hidden = chance(0.06) ? ' @inaccessible' : ''
        const other = chance(0.12) && !/[TU]/.test(type) ? pick(random, subgraphs) : owner
        if (other !== owner) {
          const override = chance(0.3) ? ` @override(from: "${owner}")` : ' @shareable'
          put(other, name, field, `${field}${args}: ${type}${override}`)
        }
        const shared = other !== owner ? ' @shareable' : ''
        put(owner, name, field, `${field}${args}: ${type}${shared}${hidden}`)
        if (!args && other === owner) fields.set(field, { type, owner })
      }
    }
  }

  for (const { name, subgraphs, fields } of entities) {
    for (const subgraph of subgraphs.filter(() => chance(0.5))) {
      const foreign = [...fields].filter(([, { owner }]) => owner !== subgraph)
      const plain = foreign.filter(([, { type }]) => LEAVES.includes(type))
      const [value] = foreign.filter(([, { type }]) => /^\[?V/.test(type))
      const taken = some(plain, 0.5).slice(0, 2)
      const wanted = [...taken, ...(value && chance(0.6) ? [value] : [])]
      if (wanted.length === 0) continue
      for (const [field, { type }] of wanted)
        put(subgraph, name, field, `${field}: ${type} @external`)
      const selection = wanted.map(([field, { type }]) =>
        /V/.test(type) ? `${field} { v0 v1 }` : field,
      )
      const text = `r${subgraph}: String @requires(fields: "${selection.join(' ')}")`
      put(subgraph, name, `r${subgraph}`, text)
      fields.set(`r${subgraph}`, { type: 'String', owner: subgraph })
    }
  }

  for (const subgraph of names) {
    const known = entities.filter(({ subgraphs }) => subgraphs.includes(subgraph))
    for (let i = 0; i < 1 + Math.floor(random() * 2); i += 1) {
      put(
        subgraph,
        'Query',
        `q${subgraph}${i}`,
        `q${subgraph}${i}(first: Int): ${typeIn(subgraph)}`,
      )
    }
    const of = known[0]
    if (!of) continue
    const foreign = [...of.fields].find(
      ([field, { type, owner }]) =>
        owner !== subgraph &&
        LEAVES.includes(type) &&
        !lines.get(subgraph)?.get(of.name)?.has(field),
    )
    const provides = foreign && chance(0.5) && !foreign[0].startsWith('r')
    if (provides) {
      const [field, { type, owner }] = foreign
      put(subgraph, of.name, field, `${field}: ${type} @external`)
      const held = lines.get(owner)?.get(of.name)
      held?.set(field, `${field}: ${type} @shareable`)
    }
    put(
      subgraph,
      'Query',
      `p${subgraph}`,
      `p${subgraph}: [${of.name}!]${provides ? ` @provides(fields: "${foreign[0]}")` : ''}`,
    )
    const [first] = entities
    if (first?.subgraphs.includes(subgraph)) {
      put(subgraph, 'Query', 'shared', `shared: ${first.name} @shareable`)
    }
    put(subgraph, 'Mutation', `m${subgraph}`, `m${subgraph}(first: Int): ${of.name}`)
  }

  const hasMedia = chance(0.5)
  const mediaFields = '@key(fields: "id") { id: ID! label: String }'
  return Object.fromEntries(
    names.map((subgraph, i) => {
      const types = [...(lines.get(subgraph) ?? [])]
      const known = entities.filter(({ subgraphs }) => subgraphs.includes(subgraph))
      const printed = types.map(([type, fields]) => {
        const head = heads.get(`${subgraph}.${type}`) ?? ''
        return `type ${type} ${head} { ${[...fields.values()].join('\n')} }`
      })
      const members = ['V', ...known.map(({ name }) => name)]
      const media = [
        'interface Media { id: ID! label: String }',
        ...['Film', 'Book'].map((name) => `type ${name} implements Media ${mediaFields}`),
        'extend type Query { media: [Media!] medium: Media film: Film }',
      ]
      const graded = ['Film', 'Book'].map(
        (name) => `type ${name} @key(fields: "id") { id: ID! grade: Int copies${name}: [V!] }`,
      )
      const more = hasMedia ? [media, graded][i] : undefined
      return [
        subgraph,
        [
          LINK,
          'scalar Day enum Colour { RED GREEN BLUE }',
          'type V @shareable { v0: String v1: [Int!] v2: Colour! }',
          `union U${subgraph} = ${members.join(' | ')}`,
          ...printed,
          ...(more ?? []),
        ].join('\n'),
      ]
    }),
  )
}
