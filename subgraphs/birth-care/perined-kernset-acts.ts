/**
 * Finds what is said in an act of the HL7v3 form, where a rule says that it stands.
 *
 * @module
 */

import { AGB_ROOT, BSN_ROOT, LVR_ROOT, type Raw } from './perined-kernset-value.ts'
import type { XmlNode } from './perined-kernset-xml.ts'

const TEMPLATE_ROOT = '2.16.840.1.113883.2.4.6.10.90.'

/** Elements between an act and the acts in it. */
export const LINKS: ReadonlySet<string> = new Set([
  'pertinentInformation3',
  'component',
  'outboundRelationship',
])

/** Roots of numbers, as the rules call them. */
const ROOTS = {
  bsn: BSN_ROOT,
  agb: AGB_ROOT,
  lvr: LVR_ROOT,
} as const

export interface Heard {
  readonly node: XmlNode
  readonly raw: Raw
}

/** Each element, or the act itself, with what it says. */
export function listen(act: XmlNode, outer: XmlNode | undefined, where: string): readonly Heard[] {
  const { negationInd, nullFlavor } = act.attributes
  if (where === '@nullFlavor') {
    return nullFlavor === undefined ? [] : [{ node: act, raw: { attributes: { nullFlavor } } }]
  }
  if (where === '@negationInd') {
    if (negationInd === undefined) return listen(act, outer, '@nullFlavor')
    const answers: Readonly<Record<string, string>> = { true: 'false', false: 'true' }
    return [{ node: act, raw: { attributes: { value: answers[negationInd] ?? negationInd } } }]
  }
  const [, template, rest] = /^\^(\d+)\/(.+)$/.exec(where) ?? []
  const from = template === undefined ? act : outer && actIn(outer, template)
  if (!from) return []
  const nodes = find(from, rest ?? where)
  return nodes.map((node) => ({
    node,
    raw: {
      attributes: withOriginalText(node),
      ...(node.text.trim() !== '' && { text: node.text.trim() }),
    },
  }))
}

function withOriginalText({ attributes, parts }: XmlNode): Readonly<Record<string, string>> {
  const originalText = parts.find(({ name }) => name === 'originalText')?.text.trim()
  return originalText ? { ...attributes, originalText } : attributes
}

function actIn(outer: XmlNode, template: string): XmlNode | undefined {
  return outer.parts
    .filter(({ name }) => LINKS.has(name))
    .flatMap(({ parts }) => parts)
    .find((act) =>
      find(act, 'templateId').some(
        ({ attributes }) => attributes.root === TEMPLATE_ROOT + template,
      ),
    )
}

/** `subject/patient/id[bsn]`: elements by their names, and numbers by whose they are. */
export function find(node: XmlNode, path: string): readonly XmlNode[] {
  return path.split('/').reduce<readonly XmlNode[]>(
    (nodes, step) => {
      const [, name = '', filter] = /^(\w+)(?:\[(\w+)\])?$/.exec(step) ?? []
      return nodes
        .flatMap(({ parts }) => parts)
        .filter((part) => part.name === name && isMeant(part, filter))
    },
    [node],
  )
}

function isMeant({ attributes }: XmlNode, filter: string | undefined): boolean {
  if (filter === undefined) return true
  if (filter === 'told') return attributes.nullFlavor !== 'NI'
  const { root = '', extension } = attributes
  if (filter === 'other') return root !== BSN_ROOT && extension !== undefined
  return root === ROOTS[filter as keyof typeof ROOTS]
}

/** The last arcs of its templates that are of birth care. */
export function templatesOf(act: XmlNode): readonly string[] {
  return find(act, 'templateId').flatMap(({ attributes: { root = '' } }) =>
    root.startsWith(TEMPLATE_ROOT) ? root.slice(TEMPLATE_ROOT.length) : [],
  )
}
