/**
 * Takes a delivery to Perined apart into its messages, in whichever of the two forms it is.
 *
 * A file comes from outside. So it may not be large or deep, has no DOCTYPE, and is UTF-8. One message is in memory at a
 * time, and what stands around the messages is handed out as they are.
 *
 * @module
 */

import { SaxesParser } from 'saxes'
import { type Rule, refuse } from './perined-kernset-refusal.ts'

export interface XmlNode {
  readonly namespace: string
  readonly name: string
  readonly line: number
  readonly attributes: Readonly<Record<string, string>>
  readonly parts: XmlNode[]
  text: string
}

/** An attribute or a text around the messages: who sent it, when it was made. */
export interface Around {
  readonly path: string
  readonly value: string
}

export interface XmlMessage {
  readonly form: 'ada' | 'hl7'
  readonly root: XmlNode
  readonly around: readonly Around[]
}

export const HL7_NAMESPACE = 'urn:hl7-org:v3'

/** What a file may begin with, and what in it is a message. */
const FORMS: Readonly<Record<XmlMessage['form'], { roots: readonly string[]; message: string }>> = {
  ada: { roots: ['adaxml', 'kernset_geboortezorg'], message: 'kernset_geboortezorg' },
  hl7: {
    roots: ['REPC_IN004014NL', 'subject2', 'CareProvisionEvent'],
    message: 'CareProvisionEvent',
  },
}
const NAMESPACES = { ada: '', hl7: HL7_NAMESPACE } as const

/** Attributes of HL7 that say how, and not what. */
export const FORMAL: ReadonlySet<string> = new Set([
  ...['classCode', 'moodCode', 'typeCode', 'determinerCode', 'contextConductionInd'],
  ...['inversionInd', 'type'],
])

/** Over a hundred times what a pregnancy with everything in it takes. */
const MOST_BYTES = 10 * 1024 * 1024
const MOST_ELEMENTS = 20_000
/** The deepest of a kernset, twice. */
const MOST_DEEP = 60
const MOST_AROUND = 2000

export async function* readMessages(bytes: AsyncIterable<Buffer>): AsyncGenerator<XmlMessage> {
  const messages: XmlMessage[] = []
  const parser = openParser((message) => messages.push(message))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  let found = 0

  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_BYTES) refuse(parser.line, '', 'size')
    parser.write(decode(chunk))
    found += messages.length
    yield* messages.splice(0)
  }
  parser.write(decode()).close()
  found += messages.length
  yield* messages.splice(0)
  if (found === 0) refuse(parser.line, '', 'message')

  function decode(chunk?: Buffer): string {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      return refuse(parser.line, '', 'encoding')
    }
  }
}

function openParser(onMessage: (message: XmlMessage) => void): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true })
  /** Inside of a message. */
  const inside: XmlNode[] = []
  const outside: string[] = []
  const around: Around[] = []
  let form: XmlMessage['form'] | undefined
  let elements = 0
  const wrong = (rule: Rule): never => refuse(parser.line, inside.at(-1)?.name ?? '', rule)
  const keep = (path: string, value: string) => {
    if (around.push({ path, value }) > MOST_AROUND) wrong('elements')
  }

  // What a parser says of an error quotes the message.
  parser.on('error', () => wrong('well-formed'))
  parser.on('doctype', () => wrong('doctype'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) wrong('encoding')
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (inside.length + outside.length >= MOST_DEEP) wrong('depth')
    form ??= formOf(uri, local, wrong)
    const own = Object.values(attributes).filter(({ prefix, uri }) => prefix !== 'xmlns' && !uri)
    const isMessage = local === FORMS[form].message && uri === NAMESPACES[form]
    if (inside.length === 0 && !isMessage) {
      outside.push(local)
      for (const { local: name, value } of own) {
        if (!FORMAL.has(name)) keep(`${outside.join('/')}/@${name}`, value)
      }
      return
    }
    elements += 1
    if (elements > MOST_ELEMENTS) wrong('elements')
    const node: XmlNode = {
      namespace: uri,
      name: local,
      line: parser.line,
      attributes: Object.fromEntries(own.map(({ local: name, value }) => [name, value])),
      parts: [],
      text: '',
    }
    inside.at(-1)?.parts.push(node)
    inside.push(node)
  })
  parser.on('text', hear)
  parser.on('cdata', hear)
  parser.on('closetag', () => {
    const node = inside.pop()
    if (!node) outside.pop()
    else if (inside.length === 0 && form) {
      elements = 0
      onMessage({ form, root: node, around: [...around] })
    }
  })
  return parser

  function hear(text: string): void {
    const node = inside.at(-1)
    if (node) node.text += text
    else if (text.trim() !== '') keep(outside.join('/'), text.trim())
  }
}

function formOf(namespace: string, name: string, wrong: (rule: Rule) => never): XmlMessage['form'] {
  const form = (['ada', 'hl7'] as const).find((one) => FORMS[one].roots.includes(name))
  if (!form) return wrong('message')
  return namespace === NAMESPACES[form] ? form : wrong('namespace')
}
