/**
 * One way of writing for names that differ in spelling only, and a coarser one for names that sound alike.
 *
 * The first says that two names are the same; the second only that they are worth comparing.
 *
 * @module
 */

/** Letters that do not fall apart into a letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ĳ: 'ij',
  ÿ: 'ij',
}

export const HYPHENS = /[‐‑–—]/g

/** Small letters without marks; any apostrophe is `'`, any hyphen `-`, anything else a space. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøłđðþıĳÿ]/g, (letter) => WHOLE[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(HYPHENS, '-')
    .replace(/[^\p{L}\p{N}'-]+/gu, ' ')
    .trim()
}

/** In this order: what an earlier line makes, a later one may take. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/e(ij|y)/g, 'ei'],
  [/u(ij|y)/g, 'ui'],
  [/ij/g, 'y'],
  [/ae/g, 'aa'],
  [/c?k?x/g, 'ks'],
  [/ck/g, 'k'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/gh/g, 'g'],
  [/qu/g, 'kw'],
  [/c(?=[aoulrt]|$)/g, 'k'],
]

/** Of one word in folded letters: `Thijs` and `Thys`, `Sophie` and `Sofie`. Twins can have names this near: no further. */
export function toSpelling(word: string): string {
  return rewrite(word.replace(/[' -]/g, ''), SPELLINGS)
}

const INHERITED: readonly (readonly [RegExp, string])[] = [
  [/d?t$|d$/, 't'],
  [/([^aeiouy])\1+/g, '$1'],
]

/** Family names were fixed before spelling was: `Smidt` and `Smit`, `Janssen` and `Jansen` too are the same. */
export function toFamilySpelling(word: string): string {
  return rewrite(toSpelling(word), INHERITED)
}

function rewrite(word: string, rules: typeof SPELLINGS): string {
  let text = word
  for (const [from, to] of rules) text = text.replace(from, to)
  return text
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^y(?=[aeou])/, 'j'],
  [/sch|sh|sj/g, 's'],
  [/kh|ch/g, 'g'],
  [/tz|ts|z/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c|q/g, 'k'],
  [/v|w/g, 'f'],
  [/d/g, 't'],
  [/b/g, 'p'],
  [/(?!^)h/g, ''],
]

/** Consonants by how they sound; of the vowels, only that the name begins with one. */
export function toSound(spelling: string): string {
  return rewrite(spelling, SOUNDS)
    .replace(/^[aeiouy]+/, 'a')
    .replace(/(?!^)[aeiouyj]/g, '')
    .replace(/(.)\1+/g, '$1')
}
