/**
 * Holds a message against its structure, element by element, and hands out its records.
 *
 * It remembers where it is and the values of the message, and nothing of what it passed. What is withheld is looked at
 * and forgotten at once; the name of the child is handed out apart, to be sealed.
 *
 * @module
 */

import { CLAIMS, type MessageRule } from './ijw-structure.ts'
import { type ElementRule, isGroup, type Leaf, type SealedAs } from './ijw-table.ts'
import { type Rule, refuse } from './refusal.ts'

export type Values = Readonly<Record<string, string>>

/** What a record tells, by paths from the record on. */
interface Told {
  readonly values: Readonly<Record<string, string>>
  /** What has no field, by its official name. */
  readonly kept: readonly { readonly path: string; readonly value: string }[]
  /** Of what is withheld, only where it stood, and how often. */
  readonly withheld: ReadonlyMap<string, number>
  /** Of the child: to be kept under seal, and nowhere else. */
  readonly sealed: Sealed
}

export type Sealed = Readonly<Partial<Record<SealedAs, string>>>

/** An element that is told of, with what is in it. The message itself is the last of its records. */
export interface XmlRecord extends Told {
  readonly message: MessageRule
  readonly name: string
  readonly line: number
  /** `Bericht/Client/StartProducten/StartProduct[2]`: only while it is handed out. */
  readonly path: () => string
  /** What the message told so far beside its records: all but codes of return stands before them. */
  readonly around: Values
}

/** Elements with text so far, by what becomes of them. */
export interface Counted {
  read: number
  kept: number
}

export interface Walk {
  readonly counted: Counted
  open(namespace: string, name: string, line: number): void
  text(some: string, line: number): void
  close(line: number): void
  here(): string
}

interface Node extends Omit<ElementRule, 'holds'> {
  readonly leaf: Leaf | undefined
  readonly nodes: readonly Node[]
  /** From the record on that it belongs to. */
  readonly path: string
}

interface Holder {
  readonly values: Record<string, string>
  readonly kept: { readonly path: string; readonly value: string }[]
  withheld: Map<string, number>
  readonly sealed: Partial<Record<SealedAs, string>>
}

interface Place {
  node: Node
  line: number
  /** Which of those that repeat. */
  nth: number
  /** Of the record that it belongs to. */
  holder: Holder
  text: string
  /** Which of the elements in here comes last so far, and how often it came. */
  at: number
  count: number
}

export function openWalk(
  messages: readonly MessageRule[],
  onRecord: (record: XmlRecord) => void,
): Walk {
  const places: Place[] = []
  /** Left, and to be used again: a file has a million places, and is in five of them at a time. */
  const spare: Place[] = []
  const counted: Counted = { read: 0, kept: 0 }
  let message: MessageRule | undefined

  function open(namespace: string, name: string, line: number): void {
    const parent = places.at(-1)
    if (parent) {
      const node = nextIn(parent, namespace, name, line, here)
      enter(node, line, parent.count, node.isRecord ? newHolder() : parent.holder)
      return
    }
    message =
      messages.find(({ root }) => root.namespace === namespace && root.name === name) ??
      refuse(line, '', CLAIMS.has(namespace) ? 'claim' : 'message')
    enter(nodeOf(message), line, 1, newHolder())
  }

  function enter(node: Node, line: number, nth: number, holder: Holder): void {
    const place = spare.pop()
    if (!place) {
      places.push({ node, line, nth, holder, text: '', at: 0, count: 0 })
      return
    }
    place.node = node
    place.line = line
    place.nth = nth
    place.holder = holder
    place.text = ''
    place.at = 0
    place.count = 0
    places.push(place)
  }

  function text(some: string, line: number): void {
    const place = places.at(-1)
    if (!place) return
    if (place.node.leaf) place.text += some
    else if (some.trim() !== '') refuse(line, here(), 'text')
  }

  function close(line: number): void {
    const place = places.at(-1)
    if (!place) return
    const { node, holder } = place
    if (node.leaf) keep(node, node.leaf, place)
    else {
      passOver(place, node.nodes.length, line, here)
      const around = places[0]?.holder.values
      if (node.isRecord && message && around) {
        const { values, kept, withheld, sealed } = holder
        const { name } = node
        const { line } = place
        onRecord({ message, name, line, path: here, values, kept, withheld, sealed, around })
      }
    }
    places.pop()
    spare.push(place)
  }

  function keep({ path }: Node, leaf: Leaf, { text, line, holder }: Place): void {
    const value = text.trim()
    if (!leaf.form.fits(value)) refuse(line, here(), leaf.form.rule)
    if (leaf.withheld !== undefined) {
      counted.kept += 1
      if (holder.withheld === NONE) holder.withheld = new Map()
      holder.withheld.set(path, (holder.withheld.get(path) ?? 0) + 1)
    } else if (leaf.sealed !== undefined) {
      counted.kept += 1
      holder.sealed[leaf.sealed] = value
    } else if (leaf.field === 'kept') {
      counted.kept += 1
      holder.kept.push({ path, value })
    } else {
      counted.read += 1
      const before = holder.values[path]
      holder.values[path] = before === undefined ? value : `${before} ${value}`
    }
  }

  function here(): string {
    return places
      .map(({ node, nth }) => (node.repeats ? `${node.name}[${nth}]` : node.name))
      .join('/')
  }

  return { counted, open, text, close, here }
}

const NODES = new Map<MessageRule, Node>()

function nodeOf(message: MessageRule): Node {
  const known = NODES.get(message)
  if (known) return known
  const node = toNode(message.root, '')
  NODES.set(message, node)
  return node
}

function toNode({ holds, ...rule }: ElementRule, path: string): Node {
  const within = (name: string) => (rule.isRecord || path === '' ? name : `${path}/${name}`)
  return {
    ...rule,
    path,
    leaf: isGroup(holds) ? undefined : holds,
    nodes: isGroup(holds) ? holds.map((one) => toNode(one, within(one.name))) : [],
  }
}

/** Of most records. Never added to. */
const NONE: Map<string, number> = new Map()

function newHolder(): Holder {
  return { values: {}, kept: [], withheld: NONE, sealed: {} }
}

/** Which element this is; a name that the standard does not have is never told on. */
function nextIn(
  parent: Place,
  namespace: string,
  name: string,
  line: number,
  here: () => string,
): Node {
  const { nodes } = parent.node
  // They come in their order: so it is one of the next, if it is where it has to be.
  let at = parent.at
  while (at < nodes.length && nodes[at]?.name !== name) at += 1
  const isAhead = at < nodes.length
  const node = isAhead ? nodes[at] : nodes.find((one) => one.name === name)
  if (!node) return refuse(line, here(), 'unknown-element')
  const wrong = (why: Rule): never => refuse(line, `${here()}/${name}`, why)
  if (node.namespace !== namespace) return wrong('namespace')
  if (!isAhead || (at === parent.at && parent.count > 0 && !node.repeats)) return wrong('order')
  if (at > parent.at) {
    passOver(parent, at, line, here)
    parent.at = at
    parent.count = 0
  }
  parent.count += 1
  return node
}

/** Of the elements up to `next`, those that have to be there are. */
function passOver(
  { node: { nodes }, at, count }: Place,
  next: number,
  line: number,
  here: () => string,
): void {
  for (let i = count > 0 ? at + 1 : at; i < next; i += 1) {
    const node = nodes[i]
    if (node && !node.optional) refuse(line, `${here()}/${node.name}`, 'missing')
  }
}
