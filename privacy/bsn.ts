/**
 * The burgerservicenummer, as a value that cannot be printed.
 *
 * It exists in the memory of `child` and of the adapter whose registry is keyed on it. Whatever turns it into
 * text by accident (a template, JSON, a logger, a debugger) gets `[BSN]`; only {@link Bsn.reveal} gives it away,
 * so that a search for that word finds every place where it leaves us.
 *
 * @module
 */

import { inspect } from 'node:util'

export class Bsn {
  readonly #digits: string

  private constructor(digits: string) {
    this.#digits = digits
  }

  /** Nine digits that pass the eleven-test; anything else is undefined. */
  static parse(text: string): Bsn | undefined {
    return isElevenProof(text) ? new Bsn(text) : undefined
  }

  /** The digits, for a registry that is keyed on them. */
  reveal(): string {
    return this.#digits
  }

  toString(): string {
    return '[BSN]'
  }

  toJSON(): string {
    return '[BSN]'
  }

  [inspect.custom](): string {
    return '[BSN]'
  }
}

/** 9a+8b+7c+6d+5e+4f+3g+2h−i is divisible by eleven, and not all are zero. */
export function isElevenProof(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false
  let sum = -Number(text[8])
  for (let i = 0; i < 8; i++) sum += (9 - i) * Number(text[i])
  return sum % 11 === 0
}
