/**
 * Whatever a section of a dossier transfer message says, one by one: each value in it once, under the number of its
 * element in the basic data set (BDS) where it has one.
 *
 * @module
 */

import { elementAt, LOINC, stepOf } from './jgz-dob-paths.ts'
import { refuse } from './jgz-dob-refusal.ts'
import { find, type Node, type Section } from './jgz-dob-tree.ts'
import { toValue, type Value } from './jgz-dob-values.ts'

export interface Fact extends Value {
  /** Null: the message itself says it. Undefined: we do not know what it is. */
  readonly element: number | null | undefined
  /** Where it stands; never a value. */
  readonly path: string
  readonly line: number
  /** The message says that it is not so. */
  readonly negated: boolean
  /** A parent, or somebody else around the child. */
  readonly ofOther: boolean
  /** What it is a part of: a vaccination, an indication. */
  readonly group: Node | undefined
}

const BDS = '2.16.840.1.113883.2.4.4.40.267'
const LOINC_SYSTEM = '2.16.840.1.113883.6.1'
const CLUSTERS: ReadonlySet<string> = new Set([
  '2.16.840.1.113883.2.4.4.40.391', // rubrics
  '2.16.840.1.113883.2.4.4.40.393', // groups
])
const GROUPS: ReadonlySet<string> = new Set([
  'careStatus',
  'consentEvent',
  'document',
  'heelPrick',
  'indication',
  'substanceAdministration',
])
/** They say which template an element follows, and nothing about the child. */
const STRUCTURE: ReadonlySet<string> = new Set(['templateId', 'realmCode', 'typeId'])
/** Of an act with a number: its value. */
const ITS_VALUE: ReadonlySet<string> = new Set(['value', 'text', 'reasonCode'])

interface Around {
  readonly path: readonly string[]
  /** The number of the act, and how one comes from it to here. */
  readonly act: number | undefined
  readonly below: readonly string[]
  /** The act itself is said not to be so; and what is around here, by whatever says so. */
  readonly actNegated: boolean
  readonly negated: boolean
  readonly ofOther: boolean
  readonly group: Node | undefined
}

export function toFacts({ path, node }: Section): readonly Fact[] {
  const facts: Fact[] = []
  visit(
    node,
    {
      // Within the innermost of the wrappers: they are the same in each message.
      path: path.split('/').slice(-1),
      act: undefined,
      below: [],
      actNegated: false,
      negated: false,
      ofOther: false,
      group: undefined,
    },
    facts,
  )
  return facts
}

function visit(node: Node, outer: Around, facts: Fact[]): void {
  if (STRUCTURE.has(node.name)) return
  const step = stepOf(node)
  const path = [...outer.path, step]
  const below = [...outer.below, step]
  const own = toValue(node, path.join('/'))
  const isOfAct = outer.act !== undefined && below.length === 1 && ITS_VALUE.has(step)
  const element = isOfAct ? outer.act : elementOf(outer.act, path, below)
  const tell = (value: Value, around: Around, element: Fact['element']) =>
    void facts.push({
      ...value,
      element,
      path: around.path.join('/'),
      line: node.line,
      negated: isOfAct && around.actNegated,
      ofOther: around.ofOther,
      group: around.group,
    })

  if (node.bytes !== undefined) {
    const { mediaType = 'unknown' } = node.attributes
    const document = { value: mediaType, code: null, codeSystem: null, unit: null }
    tell(document, { ...outer, path }, element)
  } else if (own) {
    tell(own, { ...outer, path }, element)
  }
  const { use } = node.attributes
  if (use !== undefined && (node.name === 'addr' || node.name === 'telecom')) {
    const kind = { value: use, code: null, codeSystem: null, unit: null }
    const at = [...path, '@use']
    tell(kind, { ...outer, path: at }, elementAt(at))
  }

  const code = find(node, 'code')
  const act = code && numberOf(code)
  const said = negation(node, path)
  const relation = find(node, 'subject', 'personalRelationship')
  const around: Around = {
    path,
    act: act ?? outer.act,
    below: act === undefined ? below : [],
    actNegated: act === undefined ? outer.actNegated : (said ?? false),
    negated: said ?? outer.negated,
    // A delivery is the child's as much as its mother's.
    ofOther:
      node.name !== 'delivery' &&
      (outer.ofOther || relation !== undefined || node.name === 'relationshipHolder'),
    group: outer.group ?? (GROUPS.has(node.name) ? node : undefined),
  }
  const before = facts.length
  for (const child of node.children) {
    const names = child === code && (act !== undefined || isCluster(child))
    if (!names && child.name !== 'originalText') visit(child, around, facts)
  }
  if (act !== undefined) settle(facts, before, act, { ...around, path }, node)
}

/** An act with a number says something, if only by being there or not. */
function settle(facts: Fact[], before: number, act: number, around: Around, node: Node): void {
  const own = facts.slice(before)
  if (own.some(({ element }) => element === act)) return
  const at = own.findIndex(
    ({ path, element }) =>
      element === undefined && path === `${around.path.join('/')}/effectiveTime`,
  )
  const moment = own[at]
  if (moment) {
    facts[before + at] = { ...moment, element: act }
    return
  }
  // A value that is there and says that nothing is known.
  if (node.children.some(({ name }) => ITS_VALUE.has(name))) return
  facts.push({
    value: String(!around.negated),
    code: null,
    codeSystem: null,
    unit: null,
    element: act,
    path: around.path.join('/'),
    line: node.line,
    negated: false,
    ofOther: around.ofOther,
    group: around.group,
  })
}

/** By the number of the act first: `1345/methodCode`. */
function elementOf(
  act: number | undefined,
  path: readonly string[],
  below: readonly string[],
): number | null | undefined {
  if (act === undefined) return elementAt(path)
  const ofAct = elementAt([String(act), ...below])
  return ofAct === undefined ? elementAt(path) : ofAct
}

function numberOf({ attributes }: Node): number | undefined {
  const { code = '', codeSystem } = attributes
  if (codeSystem === BDS && /^\d{1,5}$/.test(code)) return Number(code)
  return codeSystem === LOINC_SYSTEM && Object.hasOwn(LOINC, code) ? LOINC[code] : undefined
}

function isCluster({ attributes }: Node): boolean {
  return CLUSTERS.has(attributes.codeSystem ?? '')
}

function negation({ attributes, line }: Node, path: readonly string[]): boolean | undefined {
  const { negationInd } = attributes
  if (negationInd === undefined || negationInd === '') return undefined
  if (negationInd !== 'true' && negationInd !== 'false') {
    refuse(line, `${path.join('/')}/@negationInd`, 'value')
  }
  return negationInd === 'true'
}
