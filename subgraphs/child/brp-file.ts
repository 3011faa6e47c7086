/**
 * Persons of the population register in a JSON file: an answer of the API (`{ type, personen: […] }`), one person, a
 * list of persons, or the same in the register's own shape (GBA), where dates are eight digits.
 *
 * @module
 */

import { type Refuse, refuseBy } from '../../connectors/deliveries.ts'
import type { FormatReader, Tally } from '../../connectors/format.ts'
import { isElevenProof } from '../../privacy/bsn.ts'
import { Datum, fromGba } from './brp-dates.ts'
import { type BrpElement, ELEMENTS } from './brp-elements.ts'
import { toBrpPerson } from './brp-file-mapping.ts'
import { isList, isObject, toApiShape } from './brp-gba.ts'
import { Persoon } from './brp-personen-mapping.ts'
import { type Json, type JsonObject, type JsonText, parseJson } from './json-text.ts'

const RULES = {
  size: 'The file is larger than this format is read. Deliver the persons in several files.',
  encoding: 'The file is not in UTF-8.',
  persons: 'The file holds no persons: expected a person, a list of them, or { personen: [...] }.',
  type: 'The element does not hold what it has to: a text, a number, true or false, a group or a list.',
  required: 'An element that has to be there is missing.',
  date: 'The date is none, or is written in another way than the register does.',
  burgerservicenummer: 'A burgerservicenummer has nine digits.',
  'eleven-test': 'The number of the person does not pass the eleven-test.',
} as const
const refuse: Refuse<keyof typeof RULES> = refuseBy(RULES)

/** Read as a whole: at some 5 kB a person, the children of a large town go in it. */
const MOST_BYTES = 64 * 1024 * 1024

/** Something that a person is told with, and where it stands. */
export interface Leaf {
  /** With the places in lists. */
  readonly path: readonly (string | number)[]
  /** Without them. */
  readonly name: string
  /** Undefined for what the register does not know. */
  readonly element: BrpElement | 'inOnderzoek' | undefined
  readonly value: boolean | number | string | Datum
}

export const readBrpFile: FormatReader = async function* (bytes, tally) {
  const text = parseJson(await readText(bytes))
  for (const [person, parent, key] of personsIn(text, tally)) {
    if (!isObject(person)) refuse(text.lineOf(parent, key), '', 'type')
    const leaves = readLeaves(person, text, tally)
    const { data, error } = Persoon.safeParse(toApiShape(person))
    const missing = error?.issues[0]?.path.filter((name) => typeof name === 'string') ?? []
    if (data === undefined) refuse(text.lineOf(parent, key), missing.join('.'), 'required')
    yield toBrpPerson(data, leaves)
  }
}

async function readText(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_BYTES) refuse(0, '', 'size')
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return refuse(0, '', 'encoding')
  }
}

type Placed = readonly [person: Json, parent: object, key: string | number]

function personsIn({ value }: JsonText, tally: Tally): readonly Placed[] {
  if (isList(value)) return value.map((person, i) => [person, value, i])
  if (!isObject(value)) return refuse(1, '', 'persons')
  const { personen } = value
  if (isList(personen)) {
    for (const name of Object.keys(value)) {
      if (name === 'type') tally.read()
      else if (name !== 'personen') tally.unknown(nameOf(name))
    }
    return personen.map((person, i) => [person, personen, i])
  }
  const isPerson = Object.keys(value).some((name) => FIRST.has(name))
  return isPerson ? [[value, value, '']] : refuse(1, '', 'persons')
}

const BY_NAME: ReadonlyMap<string, BrpElement> = new Map(
  ELEMENTS.map((element) => [element.element, element]),
)
const FIRST: ReadonlySet<string> = new Set(
  ELEMENTS.map(({ element }) => element.split('.')[0] ?? ''),
)
const GROUPS: ReadonlySet<string> = new Set(
  ELEMENTS.flatMap(({ element }) => {
    const names = element.split('.')
    return names.slice(1).map((_, i) => names.slice(0, i + 1).join('.'))
  }),
)
const LISTS: ReadonlySet<string> = new Set([
  'ouders',
  'kinderen',
  'partners',
  'nationaliteiten',
  'gezag',
  'gezag.ouders',
  'gezag.derden',
  'rni',
])

function readLeaves(person: JsonObject, text: JsonText, tally: Tally): readonly Leaf[] {
  const leaves: Leaf[] = []
  visit(person, [], '')
  return leaves

  function visit(group: JsonObject, path: Leaf['path'], prefix: string): void {
    for (const [name, value] of Object.entries(group)) {
      if (value === null) continue
      const dotted = prefix === '' ? name : `${prefix}.${name}`
      const line = text.lineOf(group, name)
      if (BY_NAME.has(dotted)) take([...path, name], dotted, value, line)
      else if (/inOnderzoek$/i.test(name)) investigate([...path, name], dotted, value, line)
      else if (GROUPS.has(dotted)) descend([...path, name], dotted, value, line)
      else putAside([...path, name], `${prefix === '' ? '' : `${prefix}.`}${nameOf(name)}`, value)
    }
  }

  function descend(path: Leaf['path'], name: string, value: Json, line: number): void {
    if (!LISTS.has(name)) {
      if (!isObject(value)) refuse(line, name, 'type')
      visit(value, path, name)
      return
    }
    if (!isList(value)) refuse(line, name, 'type')
    for (const [i, item] of value.entries()) {
      if (item === null) continue
      if (!isObject(item)) refuse(text.lineOf(value, i), name, 'type')
      visit(item, [...path, i], name)
    }
  }

  function take(path: Leaf['path'], name: string, value: Json, line: number): void {
    const element = BY_NAME.get(name)
    if (element === undefined) return
    const { holds, field } = element
    const isKept = field === 'kept'
    const count = isObject(value) ? Object.keys(value).length : 1
    const read = holds === 'date' ? toDate(value) : value
    if (read === undefined) refuse(line, name, 'date')
    if (holds !== 'date' && !HOLDS[holds](value)) {
      refuse(line, name, holds === 'bsn' ? 'burgerservicenummer' : 'type')
    }
    if (name === 'burgerservicenummer' && !isElevenProof(String(value))) {
      refuse(line, name, 'eleven-test')
    }
    if (isKept) tally.kept(count)
    else tally.read(count)
    leaves.push({ path, name, element, value: read as Leaf['value'] })
  }

  /** Which elements the register doubts, and since when. */
  function investigate(path: Leaf['path'], name: string, value: Json, line: number): void {
    if (isList(value)) refuse(line, name, 'type')
    for (const [key, member] of Object.entries(isObject(value) ? value : { '': value })) {
      if (member === null) continue
      const isGroup = key !== ''
      const at = isObject(value) ? text.lineOf(value, key) : line
      const dotted = isGroup ? `${name}.${nameOf(key)}` : name
      const date = key.startsWith('datumIngangOnderzoek') ? toDate(member) : undefined
      if (key.startsWith('datumIngangOnderzoek') && date === undefined) refuse(at, dotted, 'date')
      const isCode = key === 'aanduidingGegevensInOnderzoek' && typeof member === 'string'
      if (date === undefined && !isCode && typeof member !== 'boolean') refuse(at, dotted, 'type')
      tally.read(isObject(member) ? Object.keys(member).length : 1)
      leaves.push({
        path: isGroup ? [...path, key] : path,
        name: dotted,
        element: 'inOnderzoek',
        value: date ?? (member as boolean | string),
      })
    }
  }

  function putAside(path: Leaf['path'], name: string, value: Json): void {
    if (value === null) return
    if (typeof value === 'object') {
      for (const [key, member] of Object.entries(value)) {
        const isPlace = isList(value)
        putAside(
          [...path, isPlace ? Number(key) : key],
          isPlace ? name : `${name}.${nameOf(key)}`,
          member,
        )
      }
      return
    }
    tally.unknown(name)
    leaves.push({ path, name, element: undefined, value })
  }
}

const HOLDS: Readonly<Record<Exclude<BrpElement['holds'], 'date'>, (value: Json) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => Number.isSafeInteger(value),
  flag: (value) => typeof value === 'boolean',
  bsn: (value) => typeof value === 'string' && /^\d{9}$/.test(value),
  secrecy: (value) =>
    typeof value === 'boolean' || [0, 1, 2, 3, 4, 5, 6, 7].includes(Number(value)),
}

function toDate(value: Json): Datum | undefined {
  return typeof value === 'string' ? fromGba(value) : Datum.safeParse(value).data
}

/** A name that the register does not know may be anything, also somebody's number. */
function nameOf(name: string): string {
  return /^[A-Za-z][A-Za-z_-]{0,49}$/.test(name) ? name : '?'
}
