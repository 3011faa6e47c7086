/**
 * Streams a dossier transfer message (HL7v3), and hands out what stands side by side in the dossier, one at a time: the
 * child, a consent, a contact.
 *
 * Of such a section all is in memory; of the message no more. The bytes of a document that came along (Base64) are
 * counted, and nothing else is done with them.
 *
 * @module
 */

import { SaxesParser, type SaxesTagNS } from 'saxes'
import { refuse } from './jgz-dob-refusal.ts'

export interface Node {
  readonly name: string
  readonly line: number
  /** By local name; `xsi:type` without a prefix in its value. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  readonly text: string
  /** Of a document: how large it was. */
  readonly bytes?: number
}

export interface Section {
  /** In which of the wrappers, from the root. */
  readonly path: string
  readonly node: Node
}

export const MESSAGES = ['REPC_IN902120NL03', 'REPC_IN902120NL04'] as const
export type MessageName = (typeof MESSAGES)[number]

/** Around the dossier, each once. */
const WRAPPERS = [
  'ControlActProcess',
  'subject',
  'CareProvisionRequest',
  'sequelTo',
  'careProvisionEvent',
]
const V3 = 'urn:hl7-org:v3'
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

/** A dossier of 18 years is 1 MB; the rest is scanned documents. */
const MOST_BYTES = 64 * 1024 * 1024
/** A hundred times the longest dossier that we have seen. */
const MOST_ELEMENTS = 500_000
/** No message is half as deep. */
const MOST_DEEP = 48
const MOST_TEXT = 1024 * 1024

interface Open {
  readonly name: string
  readonly line: number
  readonly attributes: Record<string, string>
  readonly children: Node[]
  readonly isDocument: boolean
  text: string
  characters: number
}

export async function* readSections(
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Section, MessageName> {
  const sections: Section[] = []
  const { parser, message } = openParser((section) => sections.push(section))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0

  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_BYTES) refuse(parser.line, '', 'size')
    parser.write(decode(chunk))
    yield* sections.splice(0)
  }
  parser.write(decode()).close()
  yield* sections.splice(0)
  return message()

  function decode(chunk?: Buffer): string {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      return refuse(parser.line, '', 'encoding')
    }
  }
}

function openParser(onSection: (section: Section) => void) {
  const parser = new SaxesParser({ xmlns: true })
  const wrappers: string[] = []
  const seen = new Set<string>()
  const open: Open[] = []
  let elements = 0
  let root: MessageName | undefined

  const here = () => [...wrappers, ...open.map(({ name }) => name)].join('/')

  parser.on('error', () => refuse(parser.line, here(), 'well-formed'))
  parser.on('doctype', () => refuse(parser.line, '', 'doctype'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) refuse(parser.line, '', 'encoding')
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > MOST_ELEMENTS) refuse(parser.line, here(), 'elements')
    if (wrappers.length + open.length >= MOST_DEEP) refuse(parser.line, here(), 'depth')
    if (wrappers.length === 0) {
      root = MESSAGES.find((name) => name === tag.local && tag.uri === V3)
      wrappers.push(root ?? refuse(parser.line, '', 'message'))
      return
    }
    if (tag.uri !== V3) refuse(parser.line, here(), 'namespace')
    const wrapper = WRAPPERS[wrappers.length - 1]
    if (open.length > 0 || tag.local !== wrapper) {
      open.push(toOpen(tag, parser.line))
      return
    }
    if (seen.has(wrapper)) refuse(parser.line, `${here()}/${wrapper}`, 'order')
    seen.add(wrapper)
    wrappers.push(wrapper)
  })
  const onText = (text: string) => {
    const element = open.at(-1)
    if (!element) {
      if (text.trim() !== '') refuse(parser.line, here(), 'text')
      return
    }
    element.characters += text.replaceAll(/\s/g, '').length
    if (element.isDocument) return
    if (element.text.length + text.length > MOST_TEXT) refuse(parser.line, here(), 'text-length')
    element.text += text
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (!element) {
      wrappers.pop()
      return
    }
    const node = toNode(element)
    const around = open.at(-1)
    if (around) around.children.push(node)
    else onSection({ path: wrappers.join('/'), node })
  })
  parser.on('end', () => {
    const missing = WRAPPERS.find((name) => !seen.has(name))
    if (missing) refuse(parser.line, missing, 'missing')
  })

  return { parser, message: () => root ?? refuse(0, '', 'message') }
}

function toOpen({ local, attributes }: SaxesTagNS, line: number): Open {
  const own = Object.values(attributes).flatMap(({ uri, local: name, prefix, value }) => {
    if (uri === XSI) return name === 'type' ? [['xsi:type', value.replace(/^.*:/, '')]] : []
    return prefix === '' && name !== 'xmlns' ? [[name, value]] : []
  })
  const known: Record<string, string> = Object.fromEntries(own)
  const isDocument = known.representation === 'B64'
  return {
    name: local,
    line,
    attributes: known,
    children: [],
    isDocument,
    text: '',
    characters: 0,
  }
}

function toNode({ name, line, attributes, children, isDocument, text, characters }: Open): Node {
  const node = { name, line, attributes, children, text: text.trim() }
  return isDocument ? { ...node, bytes: Math.floor((characters * 3) / 4) } : node
}

/** The first of the elements in here with one of these names, one within the other. */
export function find(node: Node, ...names: readonly string[]): Node | undefined {
  let at: Node | undefined = node
  for (const name of names) at = at?.children.find((child) => child.name === name)
  return at
}

export function findAll(node: Node, name: string): readonly Node[] {
  return node.children.filter((child) => child.name === name)
}
