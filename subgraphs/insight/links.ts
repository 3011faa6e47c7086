/**
 * Which record is whose: by numbers, so that a link that changes costs no more than the records it is about.
 *
 * A record is known by its subject (a token of the feed); each time that its events are told anew it gets another number,
 * so that the rows of one record stand together, and are found without looking through all.
 *
 * @module
 */

import { Numbers } from './numbers.ts'

const NOBODY = 0

export class Links {
  readonly #subjects = new Numbers()
  readonly #children = new Numbers()
  /** Of a subject: its child, its record as it was told last, and the next subject of the same child. */
  readonly #childOf = new Ints()
  readonly #recordOf = new Ints()
  readonly #nextOf = new Ints()
  /** Of a child: its first subject. */
  readonly #firstOf = new Ints()
  #records = 0

  /** How many have a number: from 1 on. */
  get children(): number {
    return this.#children.size
  }

  numberOfChild(id: string): number {
    return this.#children.numberOf(id)
  }

  /** The record that it was until now, if any, and the number of the one that replaces it. */
  tellAnew(subject: string): {
    readonly old: number
    readonly record: number
    readonly child: number | null
  } {
    const number = this.#subjects.numberOf(subject)
    const old = this.#recordOf.at(number)
    this.#records += 1
    this.#recordOf.set(number, this.#records)
    return { old, record: this.#records, child: this.#childOf.at(number) || null }
  }

  forget(subject: string): number {
    const number = this.#subjects.numberOf(subject)
    const old = this.#recordOf.at(number)
    this.#recordOf.set(number, NOBODY)
    return old
  }

  /** From now on a child has these subjects and no others. Tells which records that moves, and to whom. */
  link(
    child: number,
    subjects: readonly string[],
  ): readonly { record: number; child: number | null }[] {
    const now = new Set(subjects.map((subject) => this.#subjects.numberOf(subject)))
    const before = new Set(this.#subjectsOf(child))
    const moved: { record: number; child: number | null }[] = []
    const move = (subject: number, to: number) => {
      this.#childOf.set(subject, to)
      const record = this.#recordOf.at(subject)
      if (record) moved.push({ record, child: to || null })
    }
    for (const subject of before) if (!now.has(subject)) move(subject, NOBODY)
    for (const subject of now) {
      const owner = this.#childOf.at(subject)
      if (owner === child) continue
      if (owner)
        this.#chain(
          owner,
          [...this.#subjectsOf(owner)].filter((one) => one !== subject),
        )
      move(subject, child)
    }
    this.#chain(child, [...now])
    return moved
  }

  *#subjectsOf(child: number): Generator<number> {
    let subject = this.#firstOf.at(child)
    while (subject) {
      yield subject
      subject = this.#nextOf.at(subject)
    }
  }

  #chain(child: number, subjects: readonly number[]): void {
    this.#firstOf.set(child, subjects[0] ?? NOBODY)
    for (const [i, subject] of subjects.entries()) {
      this.#nextOf.set(subject, subjects[i + 1] ?? NOBODY)
    }
  }
}

/** A list of numbers that grows; what was not set is 0. */
class Ints {
  #values = new Int32Array(1 << 12)

  at(index: number): number {
    return this.#values[index] ?? 0
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const values = new Int32Array(2 ** Math.ceil(Math.log2(index + 1)))
      values.set(this.#values)
      this.#values = values
    }
    this.#values[index] = value
  }
}
