/**
 * A small number for each long token, in a tenth of the memory that a `Map` of strings takes.
 *
 * @module
 */

/** Of a token's digest; two tokens that agree in all of them are not met in practice. */
const WORDS = 4

export class Numbers {
  #slots = 1 << 12
  #digests = new Uint32Array(this.#slots * WORDS)
  /** 0: the slot is free. */
  #numbers = new Int32Array(this.#slots)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** From 1, in the order in which they came. */
  numberOf(token: string): number {
    if (this.#size * 2 > this.#slots) this.#grow()
    const digest = digestOf(token)
    const slot = this.#slotOf(digest)
    const known = this.#numbers[slot]
    if (known) return known
    this.#digests.set(digest, slot * WORDS)
    this.#size += 1
    this.#numbers[slot] = this.#size
    return this.#size
  }

  /** Where the digest is, or would be. */
  #slotOf(digest: Uint32Array): number {
    let slot = (digest[0] ?? 0) & (this.#slots - 1)
    while (this.#numbers[slot] && !this.#isAt(slot, digest)) slot = (slot + 1) & (this.#slots - 1)
    return slot
  }

  #isAt(slot: number, digest: Uint32Array): boolean {
    const at = slot * WORDS
    for (let i = 0; i < WORDS; i += 1) if (this.#digests[at + i] !== digest[i]) return false
    return true
  }

  #grow(): void {
    const [digests, numbers] = [this.#digests, this.#numbers]
    this.#slots *= 2
    this.#digests = new Uint32Array(this.#slots * WORDS)
    this.#numbers = new Int32Array(this.#slots)
    for (const [i, number] of numbers.entries()) {
      if (number === 0) continue
      const digest = digests.subarray(i * WORDS, (i + 1) * WORDS)
      const slot = this.#slotOf(digest)
      this.#digests.set(digest, slot * WORDS)
      this.#numbers[slot] = number
    }
  }
}

/** Good enough to tell apart what nobody chooses: tokens are keyed hashes of our own. */
function digestOf(token: string): Uint32Array {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]
  for (let i = 0; i < token.length; i += 1) {
    const code = token.charCodeAt(i)
    a = b ^ Math.imul(a ^ code, 0x85ebca6b)
    b = c ^ Math.imul(b ^ code, 0xc2b2ae35)
    c = d ^ Math.imul(c ^ code, 0x27d4eb2f)
    d = a ^ Math.imul(d ^ code, 0x165667b1)
  }
  for (let round = 0; round < 2; round += 1) {
    a = Math.imul(b ^ (a >>> 15), 0x85ebca6b)
    b = Math.imul(c ^ (b >>> 13), 0xc2b2ae35)
    c = Math.imul(d ^ (c >>> 16), 0x27d4eb2f)
    d = Math.imul(a ^ (d >>> 14), 0x165667b1)
  }
  scratch[0] = a
  scratch[1] = b
  scratch[2] = c
  scratch[3] = d
  return scratch
}

const scratch = new Uint32Array(WORDS)
