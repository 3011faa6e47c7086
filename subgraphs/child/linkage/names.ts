/**
 * Dutch names, taken apart for comparison: prefixes, double names, names of partners, initials.
 *
 * @module
 */

import { fold, HYPHENS, toFamilySpelling, toSound, toSpelling } from './spelling.ts'

export interface FamilyName {
  /** As written, but for capitals and spaces. */
  readonly written: string
  /** The spelling without prefixes; what {@link jaroWinkler} compares. */
  readonly own: string
  /** The spelling with prefixes, in one word. */
  readonly whole: string
  /** The spellings of the names of which a double name is made; one for any other. */
  readonly parts: readonly string[]
  readonly sound: string
}

export interface GivenNames {
  readonly written: string
  /** The spelling of all of them, in one word. */
  readonly all: string
  readonly first: string
  /** As if it were a family name, for who writes the one in the place of the other. */
  readonly asFamilyName: string
  /** No more than initials. */
  readonly initials: boolean
  readonly sound: string
}

const PREFIXES = new Set(
  (
    "van de der den het 't ten ter te ten in in't op aan bij onder over tot uit uijt voor von vom zu zum zur " +
    "la le les l' du des d' di da das do dos del della degli al el s' v d vd vdr vden"
  ).split(' '),
)

/** Between the own name and that of a partner: `Jansen-de Vries`, `de Vries e/v Jansen`. */
const BETWEEN = /\s*-\s*|\s+(?:e\/?v|echtgeno[ot]te? van|geb|geboren|wed)\.?\s+/u

/** Undefined where there is no name. */
export function toFamilyName(text: string | null, prefix: string | null): FamilyName | undefined {
  const written = writing([prefix, text].filter(Boolean).join(' '))
  const parts = (text ?? '')
    .toLowerCase()
    .replace(HYPHENS, '-')
    .split(BETWEEN)
    .map((part) => toFamilySpelling(ownName(part)))
    .filter(Boolean)
  const [first] = parts
  if (first === undefined) return undefined
  const whole = toFamilySpelling(fold(withPrefixInFront(written)))
  return { written, own: parts.join(''), whole, parts, sound: toSound(first) }
}

export function toGivenNames(text: string | null): GivenNames | undefined {
  const written = writing(text ?? '')
  const names = fold(written).split(' ').filter(Boolean).map(toSpelling).filter(Boolean)
  const [first] = names
  if (first === undefined) return undefined
  const initials = names.every(({ length }) => length === 1) || /^(\p{L}\p{M}?\.)+$/u.test(written)
  return {
    written,
    all: names.join(''),
    first,
    asFamilyName: toFamilySpelling(names.join('')),
    initials,
    sound: toSound(first),
  }
}

/** The names of which a family name is made, without prefixes, as another register may have them. */
export function searchableNames(text: string | null): readonly string[] {
  const parts = writing(text ?? '')
    .replace(HYPHENS, '-')
    .split(BETWEEN)
    .map((part) => ownWords(part.trim()).join(' '))
  return [...new Set(parts.filter(Boolean))]
}

function writing(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** `Berg, van den` → `van den Berg`. */
function withPrefixInFront(text: string): string {
  const [name = '', after = '', ...more] = text.split(',')
  return more.length === 0 && isPrefix(fold(after)) ? `${after.trim()} ${name}` : text
}

/** The name without the prefixes before or after it; who is called `De` keeps it. */
function ownName(text: string): string {
  return ownWords(fold(text)).join('')
}

function ownWords(text: string): readonly string[] {
  const words = withPrefixInFront(text)
    .replace(/\b([dls])'(?=\p{L})/gu, "$1' ")
    .split(' ')
  let start = 0
  while (start < words.length - 1 && isPrefix(words[start])) start++
  let end = words.length
  while (end > start + 1 && isPrefix(words[end - 1])) end--
  return words.slice(start, end)
}

function isPrefix(words: string | undefined): boolean {
  return !!words && words.split(' ').every((word) => PREFIXES.has(word))
}
