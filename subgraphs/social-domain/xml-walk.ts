/**
 * Holds a message against its structure, element by element, and hands out its records.
 *
 * It remembers where it is and the values around it, and nothing else of what it passed.
 *
 * @module
 */

import type { ElementRule } from './ijw-structure.ts'
import { type Rule, refuse } from './refusal.ts'

/** An element that may repeat, with the values in it and around it by their paths. */
export interface XmlRecord {
  /** Of the message. */
  readonly structure: ElementRule
  readonly line: number
  /** `Bericht/Client/StartProducten/StartProduct[2]`. */
  readonly path: string
  readonly values: Values
  readonly around: Values
}

export type Values = Readonly<Record<string, string>>

interface Place {
  readonly rule: ElementRule
  readonly line: number
  readonly path: string
  readonly values: Record<string, string>
  text: string
  /** Which of the elements in here comes last so far, and how often it came. */
  at: number
  count: number
}

/** No iJw message is half as deep. */
const MOST_DEEP = 24

export function openWalk(
  structures: readonly ElementRule[],
  onRecord: (record: XmlRecord) => void,
) {
  const places: Place[] = []
  /** How deep in what is passed over. */
  let passing = 0

  function open(namespace: string, name: string, line: number): void {
    if (places.length + passing >= MOST_DEEP) refuse(line, here(), 'depth')
    const parent = places.at(-1)
    if (passing > 0 || parent?.rule.holds === 'unread') {
      passing += 1
      return
    }
    if (!parent) {
      const rule = structures.find((one) => one.namespace === namespace && one.name === name)
      places.push(placeOf(rule ?? refuse(line, '', 'message'), name, line))
      return
    }
    const rule = nextIn(parent, namespace, name, line)
    const nth = rule.repeats ? `[${parent.count}]` : ''
    places.push(placeOf(rule, `${parent.path}/${name}${nth}`, line))
  }

  function text(some: string, line: number): void {
    const place = places.at(-1)
    if (!place || passing > 0 || place.rule.holds === 'unread') return
    if (!Array.isArray(place.rule.holds)) place.text += some
    else if (some.trim() !== '') refuse(line, place.path, 'text')
  }

  function close(line: number): void {
    if (passing > 0) {
      passing -= 1
      return
    }
    const place = places.pop()
    if (!place) return
    const { rule, path, values } = place
    const parent = places.at(-1)
    if (rule.holds === 'unread') return
    if (!isElements(rule.holds)) {
      const value = place.text.trim()
      if (!rule.holds.fits(value)) refuse(place.line, path, rule.holds.rule)
      if (parent) parent.values[rule.name] = value
      return
    }
    passOver(place, rule.holds.length, line)
    if (rule.repeats) {
      const around: Values = Object.assign({}, ...places.map((outer) => outer.values))
      onRecord({ structure: places[0]?.rule ?? rule, line: place.line, path, values, around })
    } else if (parent) {
      for (const [name, value] of Object.entries(values))
        parent.values[`${rule.name}/${name}`] = value
    }
  }

  const here = () => places.at(-1)?.path ?? ''
  return { open, text, close, here }
}

function placeOf(rule: ElementRule, path: string, line: number): Place {
  return { rule, line, path, values: {}, text: '', at: 0, count: 0 }
}

/** Which element this is; a name that the standard does not have is never told on. */
function nextIn(parent: Place, namespace: string, name: string, line: number): ElementRule {
  const { holds } = parent.rule
  const rules = isElements(holds) ? holds : []
  const at = rules.findIndex((rule) => rule.name === name)
  const rule = rules[at]
  if (!rule) return refuse(line, parent.path, 'unknown-element')
  const wrong = (why: Rule): never => refuse(line, `${parent.path}/${name}`, why)
  if (rule.namespace !== namespace) return wrong('namespace')
  if (at < parent.at || (at === parent.at && parent.count > 0 && !rule.repeats))
    return wrong('order')
  if (at > parent.at) {
    passOver(parent, at, line)
    parent.at = at
    parent.count = 0
  }
  parent.count += 1
  return rule
}

/** Of the elements up to `next`, those that have to be there are. */
function passOver({ rule, at, count, path }: Place, next: number, line: number): void {
  if (!isElements(rule.holds)) return
  const missing = rule.holds.slice(count > 0 ? at + 1 : at, next).find(({ optional }) => !optional)
  if (missing) refuse(line, `${path}/${missing.name}`, 'missing')
}

function isElements(holds: ElementRule['holds']): holds is readonly ElementRule[] {
  return Array.isArray(holds)
}
