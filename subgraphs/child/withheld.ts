/**
 * What a register says and the graph never serves: kept, and not printed by accident.
 *
 * @module
 */

import { inspect } from 'node:util'

export class Withheld<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** For who holds the file itself. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return '[withheld]'
  }

  toJSON(): string {
    return '[withheld]'
  }

  [inspect.custom](): string {
    return '[withheld]'
  }
}
