/**
 * Reads a kernset in the simple form (ADA): elements are called as the concepts of the dataset, in their order.
 *
 * @module
 */

import { type Concept, repeats } from './perined-kernset-concept.ts'
import { CONCEPT_ROOT } from './perined-kernset-dataset.ts'
import { type Rule, refuse } from './perined-kernset-refusal.ts'
import type { Place, Sheet } from './perined-kernset-sheet.ts'
import { AGB_ROOT, BSN_ROOT, LVR_ROOT, type Said, say } from './perined-kernset-value.ts'
import type { XmlNode } from './perined-kernset-xml.ts'

/** What says how an element is written, or stands beside what it says. */
const FORMAL: ReadonlySet<string> = new Set([
  ...['conceptId', 'datatype', 'hidden', 'preferred', 'codeSystemName', 'codeSystemVersion'],
  ...['value', 'unit', 'code', 'codeSystem', 'displayName', 'originalText', 'nullFlavor', 'root'],
])

/** Whose numbers they are where the root is left out, by concept. */
const ROOTS: Readonly<Record<string, string>> = {
  '10030': BSN_ROOT,
  '40010': BSN_ROOT,
  '10022': AGB_ROOT,
  '84195': AGB_ROOT,
  '10023': LVR_ROOT,
  '40005': LVR_ROOT,
  '82335': LVR_ROOT,
  '84210': LVR_ROOT,
}

export function readAda(node: XmlNode, sheet: Sheet): void {
  readGroup(node, sheet.root, sheet, '')
}

function readGroup(node: XmlNode, place: Place, sheet: Sheet, path: string): void {
  const { parts } = place.concept
  if (node.text.trim() !== '') refuse(node.line, path, 'text')
  let at = 0
  let last: Concept | undefined
  for (const child of node.parts) {
    if (isHidden(child)) continue
    const concept = parts.find(({ name }) => name === child.name)
    if (!concept || child.namespace !== '') {
      keepUnknown(child, place, sheet)
      continue
    }
    const here = `${path}${path && '/'}${concept.name}`
    const wrong = (rule: Rule): never => refuse(child.line, here, rule)
    const index = parts.indexOf(concept)
    if (index < at || (concept === last && !repeats(concept))) wrong('order')
    at = index
    last = concept
    const { conceptId } = child.attributes
    if (conceptId !== undefined && conceptId !== `${CONCEPT_ROOT}${concept.number}`)
      wrong('concept')
    if (concept.type === 'group') readGroup(child, sheet.enter(place, concept), sheet, here)
    else readLeaf(child, concept, place, sheet, wrong)
  }
  keepAttributes(node, place, '', sheet)
}

function readLeaf(
  node: XmlNode,
  concept: Concept,
  place: Place,
  sheet: Sheet,
  wrong: (rule: Rule) => never,
): void {
  if (concept.type === 'group') return
  if (node.text.trim() !== '') wrong('text')
  const root = node.attributes.root || ROOTS[concept.number] || ''
  const attributes = { ...node.attributes, root }
  const said = say(concept.type, { attributes }, wrong)
  if (said) sheet.put(place, concept, said)
  keepAttributes(node, place, `${concept.name}/`, sheet)
  for (const child of node.parts) if (!isHidden(child)) keepUnknown(child, place, sheet)
}

/** Elements that the form shows, or hides, on a screen. */
function isHidden({ name, attributes }: XmlNode): boolean {
  return attributes.hidden === 'true' && name.endsWith('-start')
}

/** What was written beside the form's own words, such as a comment. */
function keepAttributes(node: XmlNode, place: Place, before: string, sheet: Sheet): void {
  if (place === sheet.root) return
  for (const [name, value] of Object.entries(node.attributes)) {
    if (FORMAL.has(name) || value === '') continue
    sheet.putUnknown(place, `${before}@${name}`, '', toSaid({ value }))
  }
}

function keepUnknown(node: XmlNode, place: Place, sheet: Sheet): void {
  const { conceptId = '', value, code, codeSystem, displayName, nullFlavor, unit } = node.attributes
  const known = { value: displayName ?? value, unit, code: code ?? nullFlavor, system: codeSystem }
  const said = toSaid({ ...known, ...(node.text.trim() !== '' && { value: node.text.trim() }) })
  if (said.value !== null || said.code !== null) {
    sheet.putUnknown(place, node.name, conceptId.split('.').at(-1) ?? '', said)
  }
  for (const child of node.parts) keepUnknown(child, place, sheet)
}

function toSaid(some: { [K in keyof Omit<Said, 'bsn'>]?: string | undefined }): Said {
  const { value = null, unit = null, code = null, system = null } = some
  return { value, unit, code, system }
}
