/**
 * Chance that can be repeated.
 *
 * A generator belongs to a path (`seed / family / 17 / jgz`), not to a moment: what is drawn for one family,
 * or for one theme in its life, does not move when another draws more or less.
 *
 * @module
 */

/** Value and weight; the weights need not add up to anything in particular. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[]

export interface Random {
  /** In [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Both ends included. */
  integer(from: number, to: number): number
  normal(mean: number, deviation: number): number
  /** Waiting time with this mean. */
  exponential(mean: number): number
  pick<T>(values: readonly T[]): T
  weighted<T>(values: Weighted<T>): T
  uuid(): string
  /** A generator of its own, decided by the path alone. */
  fork(...path: readonly (string | number)[]): Random
}

export function randomOf(seed: number, ...path: readonly (string | number)[]): Random {
  return new Sfc32(hash(seed, path), hash(~seed, path))
}

/** Small, fast, and good enough for people who do not exist. A class, because millions of these are made. */
class Sfc32 implements Random {
  private a = 0x9e3779b9 | 0
  private b: number
  private c: number
  private counter = 1
  // Two words: with one of 32 bits, a few families in a million would be the same.
  private readonly origin: number
  private readonly other: number

  constructor(origin: number, other: number) {
    this.origin = origin
    this.other = other
    this.b = other
    this.c = origin
    for (let round = 0; round < 12; round++) this.bits()
  }

  next(): number {
    return (this.bits() >>> 0) / 0x1_0000_0000
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  normal(mean: number, deviation: number): number {
    const distance = Math.sqrt(-2 * Math.log(1 - this.next()))
    return mean + deviation * distance * Math.cos(2 * Math.PI * this.next())
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T
  }

  weighted<T>(values: Weighted<T>): T {
    let total = 0
    for (let index = 0; index < values.length; index++) total += entry(values, index)[1]
    let left = this.next() * total
    for (let index = 0; index < values.length; index++) {
      const [value, weight] = entry(values, index)
      left -= weight
      if (left < 0) return value
    }
    return entry(values, values.length - 1)[0]
  }

  uuid(): string {
    const [a, b, c, d] = [this.bits(), this.bits(), this.bits(), this.bits()]
    const version = quad((b & 0x0fff) | 0x4000)
    const variant = quad(((c >>> 16) & 0x3fff) | 0x8000)
    return `${quad(a >>> 16)}${quad(a)}-${quad(b >>> 16)}-${version}-${variant}-${quad(c)}${quad(d >>> 16)}${quad(d)}`
  }

  fork(...path: readonly (string | number)[]): Random {
    return new Sfc32(hash(this.origin, path), hash(this.other, path))
  }

  private bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum
  }
}

function entry<T>(values: Weighted<T>, index: number): readonly [T, number] {
  return values[index] as readonly [T, number]
}

/** FNV-1a over the path, with a last stir so that neighbours look nothing alike. */
function hash(origin: number, path: readonly (string | number)[]): number {
  let value = (origin ^ 0x811c9dc5) | 0
  for (const step of path) {
    if (typeof step === 'number') {
      value = Math.imul(value ^ (step & 0xffff), 0x01000193)
      value = Math.imul(value ^ (step >>> 16), 0x01000193)
    } else {
      for (let index = 0; index < step.length; index++)
        value = Math.imul(value ^ step.charCodeAt(index), 0x01000193)
    }
    value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) | 0
}

const QUADS = Array.from({ length: 0x1_0000 }, (_, value) => value.toString(16).padStart(4, '0'))

function quad(value: number): string {
  return QUADS[value & 0xffff] as string
}
