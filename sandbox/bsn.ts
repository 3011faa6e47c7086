/**
 * Citizen service numbers that pass the eleven-proof and belong to nobody.
 *
 * The n-th number of the sequence follows from n alone: nobody has to remember which ones are taken, and
 * neighbours in the sequence are not neighbours in the range. The first 9,091 are all there are in the range
 * 9999xxxxx that testers agreed on. A larger population goes on through the other numbers that begin with
 * 9 (some nine million). Those are not reserved for tests, so such a population must never leave the sandbox.
 *
 * @module
 */

/** First eight digits, how many of them in a row, and a step that visits each of them once. */
const RANGES = [
  { first: 99_990_000, size: 10_000, step: 6_173 },
  { first: 90_000_000, size: 9_990_000, step: 6_172_843 },
] as const

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2] as const

export type BsnSequence = () => string

/** @throws RangeError when there are none left. */
export function bsnSequence(): BsnSequence {
  const all = numbers()
  return () => {
    const { value, done } = all.next()
    if (done) throw new RangeError('There are no more citizen service numbers to give out')
    return value
  }
}

export function isElevenProof(bsn: string): boolean {
  return (
    /^[0-9]{9}$/.test(bsn) &&
    bsn !== '000000000' &&
    lastDigit(Number(bsn.slice(0, 8))) === Number(bsn.slice(8))
  )
}

function* numbers(): Generator<string, undefined> {
  for (const { first, size, step } of RANGES) {
    for (let turn = 0, place = 0; turn < size; turn++, place = (place + step) % size) {
      const digit = lastDigit(first + place)
      if (digit < 10) yield String((first + place) * 10 + digit)
    }
  }
}

/** 10 where no last digit passes the proof. */
function lastDigit(prefix: number): number {
  let sum = 0
  for (let place = 7, rest = prefix; place >= 0; place--, rest = Math.floor(rest / 10))
    sum += (rest % 10) * (WEIGHTS[place] ?? 0)
  return sum % 11
}
