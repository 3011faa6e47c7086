/**
 * A part of an answer that is as the client is to have it: it is told as it came, and nobody reads it.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'

export class Verbatim {
  readonly #json: string | undefined
  readonly #value: object | undefined

  /** JSON, or what JSON is made of. */
  constructor(part: string | object) {
    if (typeof part === 'string') this.#json = part
    else this.#value = part
  }

  // No properties of it: a field of the graph may have any name.
  static jsonOf(part: Verbatim): string | undefined {
    return part.#json
  }
  static valueOf(part: Verbatim): object | undefined {
    return part.#value
  }
}

/** Nobody outside can write it. */
const MARK = randomUUID()
const MARKS = new RegExp(`"${MARK} (\\d+)"`, 'g')

/** The parts of one answer, while it is made: a mark stands in the place of each that is JSON already. */
export class Parts {
  readonly #parts: string[] = []

  put(part: Verbatim): unknown {
    const json = Verbatim.jsonOf(part)
    return json === undefined ? Verbatim.valueOf(part) : `${MARK} ${this.#parts.push(json) - 1}`
  }

  /** JSON of the value, with each part in the place of its mark. */
  toJson(value: unknown): string {
    const json = JSON.stringify(value)
    const parts = this.#parts
    return parts.length === 0 ? json : json.replace(MARKS, (mark, i) => parts[Number(i)] ?? mark)
  }
}
