/**
 * What a registry has written down about the children of Waterdam, slips of the pen included.
 *
 * For measuring how well records are linked: the number of the child stays with what is written, as the truth.
 *
 * @module
 */

import type { Child, Family, Person, Residence, Sex } from './population.ts'
import { type Random, randomOf } from './random.ts'

export interface WrittenChild {
  /** The truth; no registry has it. */
  readonly number: number
  readonly written: Written
  /** Where the child lived before. */
  readonly former: Address | null
}

interface Address {
  readonly postcode: string
  readonly houseNumber: string
}

export interface Written extends Address {
  readonly bsn: string | null
  readonly given: string
  readonly prefix: string | null
  readonly family: string
  /** `2026-09-01`, `2026-09`, `2026`, or null: as much as is known. */
  readonly birthDate: string | null
  readonly sex: Sex | null
  readonly mother: {
    readonly bsn: string | null
    readonly prefix: string | null
    readonly family: string
    readonly birthDate: string
  } | null
  readonly rank: number | null
  readonly bornTogether: number | null
}

export interface Rates {
  /** One slip in one field: half of them in the given name or the family name. */
  readonly typos: number
  readonly missingBsn: number
  /** Given and family name, day and month, or the prefix and the name, in each other's place. */
  readonly swapped: number
  /** The registry does not know who gave birth. */
  readonly missingMother: number
  /** It does not know the order of birth, nor that there were more. */
  readonly missingRank: number
  /** It has an address that the child has left. */
  readonly formerAddress: number
}

export const RATES: Rates = {
  typos: 0.1,
  missingBsn: 0.05,
  swapped: 0.03,
  missingMother: 0.3,
  missingRank: 0.8,
  formerAddress: 0.5,
}

/** Without slips: every child that lives, as the population register has it. */
export function* writtenChildren(families: Iterable<Family>): Generator<WrittenChild> {
  let number = 0
  for (const family of families) {
    for (const { children } of family.pregnancies) {
      const alive = children.filter(({ person }) => person !== null).length
      for (const child of children) {
        const written = write(family, child, alive)
        const former = family.residences.at(-2)
        if (written) yield { number: number++, written, former: former ? toAddress(former) : null }
      }
    }
  }
}

/** The same child, as a registry wrote it down; the same for the same seed. */
export function degrade(child: WrittenChild, seed: number, rates: Rates = RATES): WrittenChild {
  const { number, written, former } = child
  const random = randomOf(seed, 'degrade', number)
  let result = written
  if (random.chance(rates.formerAddress) && former) result = { ...result, ...former }
  if (random.chance(rates.missingMother)) result = { ...result, mother: null }
  if (random.chance(rates.missingRank)) result = { ...result, rank: null, bornTogether: null }
  if (random.chance(rates.missingBsn)) result = { ...result, bsn: null }
  if (random.chance(rates.swapped)) result = { ...result, ...swap(random, result) }
  if (random.chance(rates.typos)) result = { ...result, ...slip(random, result) }
  return { ...child, written: result }
}

function write(family: Family, { person, rank }: Child, alive: number): Written | null {
  const home = family.residences.at(-1)
  if (person === null || home === undefined) return null
  const { mother } = family
  return {
    bsn: person.bsn,
    given: person.name.given,
    prefix: person.name.prefix,
    family: person.name.family,
    birthDate: asKnown(person),
    sex: person.sex,
    ...toAddress(home),
    mother: {
      bsn: mother.bsn,
      prefix: mother.name.prefix,
      family: mother.name.family,
      birthDate: mother.birthDate,
    },
    rank,
    bornTogether: alive,
  }
}

function asKnown({ birthDate, birthDateKnown }: Person): string | null {
  const characters = { day: 10, month: 7, year: 4, none: 0 }[birthDateKnown]
  return birthDate.slice(0, characters) || null
}

function toAddress({ postcode, houseNumber, houseLetter }: Residence): Address {
  return { postcode, houseNumber: `${houseNumber}${houseLetter ?? ''}` }
}

function swap(random: Random, { given, prefix, family, birthDate }: Written): Partial<Written> {
  const [year = '', month = '', day = ''] = birthDate?.split('-') ?? []
  const kind = random.pick(['names', 'date', 'prefix'] as const)
  if (kind === 'date' && day !== '' && Number(day) <= 12)
    return { birthDate: `${year}-${day}-${month}` }
  if (kind === 'prefix' && prefix !== null) return { prefix: null, family: `${family}, ${prefix}` }
  return { given: family, family: given }
}

function slip(random: Random, written: Written): Partial<Written> {
  const { given, family, birthDate, postcode, houseNumber, bsn } = written
  const field = random.weighted([
    ['given', 3],
    ['family', 3],
    ['birthDate', 2],
    ['postcode', 1],
    ['houseNumber', 1],
    ['bsn', 2],
  ] as const)
  if (field === 'given') return { given: misspell(random, given) }
  if (field === 'birthDate' && birthDate?.length === 10)
    return { birthDate: misdate(random, birthDate) }
  if (field === 'postcode') return { postcode: misdial(random, postcode) }
  if (field === 'houseNumber') return { houseNumber: misdial(random, houseNumber) }
  if (field === 'bsn' && bsn !== null) return { bsn: misdial(random, bsn) }
  return { family: misspell(random, family) }
}

const NEAR: Readonly<Record<string, string>> = {
  ...{
    a: 's',
    b: 'v',
    c: 'x',
    d: 's',
    e: 'r',
    f: 'g',
    g: 'h',
    h: 'g',
    i: 'o',
    j: 'k',
    k: 'l',
    l: 'k',
  },
  ...{
    m: 'n',
    n: 'm',
    o: 'i',
    p: 'o',
    q: 'w',
    r: 'e',
    s: 'd',
    t: 'r',
    u: 'i',
    v: 'b',
    w: 'e',
    y: 'u',
  },
}

/** A letter too many, too few, a neighbour on the keyboard, or two in each other's place. */
export function misspell(random: Random, name: string): string {
  const letters = Array.from(name)
  const at = random.integer(0, Math.max(0, letters.length - 2))
  const [one = '', other = ''] = [letters[at], letters[at + 1]]
  const kind = random.integer(0, 3)
  if (kind === 0) letters.splice(at, 1, one + one.toLowerCase())
  else if (kind === 1 && letters.length > 2) letters.splice(at, 1)
  else if (kind === 2) letters.splice(at, 1, NEAR[one.toLowerCase()] ?? 'e')
  else letters.splice(at, 2, other, one)
  return letters.join('')
}

/** One digit of the day is another. */
function misdate(random: Random, date: string): string {
  const day = Number(date.slice(8))
  const other = day < 20 ? day + random.pick([1, 10]) : day - random.pick([1, 10])
  return `${date.slice(0, 8)}${String(Math.min(28, Math.max(1, other))).padStart(2, '0')}`
}

/** One digit is another. */
function misdial(random: Random, text: string): string {
  const places = Array.from(text).flatMap((character, at) => (/\d/.test(character) ? [at] : []))
  if (places.length === 0) return text
  const at = random.pick(places)
  const other = (Number(text[at]) + random.integer(1, 9)) % 10
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`
}
