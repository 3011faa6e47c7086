/**
 * Makes the object of a selection: one literal, so that V8 knows its shape, with what each field tells in its place.
 *
 * @module
 */

import { type Path, Rise, type Run, rise } from './run.ts'

/** What a field tells of its object: of the property by its name, or of the object itself. */
export type Tell = (property: unknown, source: unknown, at: Path | undefined, run: Run) => unknown

export interface ToldField {
  readonly key: string
  /** None where there is a resolver, which reads for itself. */
  readonly property: string | undefined
  readonly tell: Tell
}

/** The object, a null that rises from it, or a promise of these. */
export type Make = (source: unknown, at: Path | undefined, run: Run) => unknown

type Literal = (source: unknown, held: unknown, at: unknown, run: Run) => Record<string, unknown>

const NOTHING = Object.freeze(Object.create(null))

export function compileObject(fields: readonly ToldField[]): Make {
  const literal = compileLiteral(fields)
  return (source, at, run) => {
    const held = typeof source === 'object' || typeof source === 'function' ? source : undefined
    const before = run.unusual
    const object = literal(source, held ?? NOTHING, at, run)
    return run.unusual === before ? object : settled(object, Object.keys(object), run)
  }
}

/** A name of GraphQL, which is one of JavaScript. */
const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/

function compileLiteral(fields: readonly ToldField[]): Literal {
  const members = fields.map(({ key, property }, i) => {
    for (const name of [key, property ?? key]) if (!NAME.test(name)) throw new TypeError('no name')
    // Without brackets the one would be the prototype.
    const name = key === '__proto__' ? '["__proto__"]' : key
    return `${name}: tell${i}(${property ? `held.${property}` : 'undefined'}, source, at, run)`
  })
  const names = fields.map((_, i) => `tell${i}`)
  const body = `return (source, held, at, run) => ({ ${members.join(', ')} })`
  return new Function(...names, body)(...fields.map(({ tell }) => tell))
}

/** Waits for all of them, in place; the first null that rises is in the place of the whole. */
export function settled<T extends object>(whole: T, keys: readonly (keyof T)[], run: Run): unknown {
  const waiting: Promise<void>[] = []
  for (const key of keys) {
    const value: unknown = whole[key]
    if (!(value instanceof Promise)) continue
    waiting.push(
      value.then((told) => {
        whole[key] = told as T[keyof T]
      }),
    )
  }
  if (waiting.length === 0) return risenOr(whole, keys, run)
  run.unusual += 1
  return Promise.all(waiting).then(() => risenOr(whole, keys, run))
}

function risenOr<T extends object>(whole: T, keys: readonly (keyof T)[], run: Run): T | Rise {
  for (const key of keys) {
    const value: unknown = whole[key]
    if (value instanceof Rise) return rise(value, run)
  }
  return whole
}
