/**
 * Everybody who lives in the Waterdam of the tests: numbers, names and streets, to look for where they have no business.
 *
 * @module
 */

import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from '../sandbox/generate.ts'

/** Enough for every planted child, and for some strangers. */
export const CHILDREN = 60

const people = [...generate({ seed: SEED, children: CHILDREN })].flatMap(
  ({ mother, partner, residences, pregnancies }) => {
    const children = pregnancies.flatMap((pregnancy) => pregnancy.children)
    const persons = [mother, partner, ...children.map(({ person }) => person)]
    return persons.flatMap((person) => (person ? [{ ...person, residences }] : []))
  },
)

export const NUMBERS: ReadonlySet<string> = new Set(people.flatMap(({ bsn }) => bsn ?? []))

/** Words that are names of persons and streets here, and nothing else in the code. */
export const WORDS: readonly string[] = [
  ...new Set(
    people.flatMap(({ name, residences }) => [
      `${name.given} ${name.family}`,
      name.family,
      ...residences.map(({ street }) => street),
    ]),
  ),
].filter((word) => word.length > 4)

/** What leaves Kindlijn, and whether a name may be in it; a number of a person may be in none. */
export const SINKS = {
  /** What a process prints for who reads along, and on standard error. */
  log: { mayName: false },
  /** What a command was asked to print, and the data of an answer: names where they are granted. */
  answer: { mayName: true },
  error: { mayName: false },
  /** Headers of answers, and the addresses and headers of what we ask. */
  header: { mayName: false },
  metrics: { mayName: false },
  /** What a collector of spans got. */
  trace: { mayName: false },
  postgres: { mayName: false },
  /** What is left in a folder of ours, or fell beside it. */
  file: { mayName: false },
} as const satisfies Record<string, { mayName: boolean }>

export type Sink = keyof typeof SINKS

/** Where in a text somebody is, with what stands around it; undefined where nobody is. */
export function somebodyIn(
  text: string,
  { alsoNames }: { alsoNames: boolean },
): string | undefined {
  for (const { 0: number, index } of text.matchAll(/(?<![0-9a-f])\d{9}(?![0-9a-f])/g)) {
    if (NUMBERS.has(number)) return around(text, index)
  }
  if (!alsoNames) return undefined
  for (const word of WORDS) {
    if (!text.includes(word)) continue
    const at = text.search(new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}-])`, 'u'))
    if (at !== -1) return around(text, at)
  }
  return undefined
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 80), at + 80)
}
