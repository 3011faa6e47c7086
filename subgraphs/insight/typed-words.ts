/**
 * The words in a definition, with their types.
 *
 * `kind = 'CONTACT'` makes DuckDB turn the kind of each event into text before it compares; `kind = 'CONTACT'::kind` compares
 * numbers, and skips what has no contacts. Definitions stay as they are read.
 *
 * @module
 */

import { WORDS } from './columns.ts'

const TYPES: Readonly<Record<string, keyof typeof WORDS>> = {
  ...(Object.fromEntries(Object.keys(WORDS).map((name) => [name, name])) as typeof TYPES),
  counterpart: 'domain',
}

const COMPARED = new RegExp(
  `\\b(${Object.keys(TYPES).join('|')}) (=|<>|(?:NOT )?IN|IS (?:NOT )?DISTINCT FROM) ('\\w+'|\\([^()]*\\))`,
  'g',
)

/** What no word of that column is, stays text: a table that a definition makes may have a column of the same name. */
export function typedWords(sql: string): string {
  return sql.replace(COMPARED, (whole, column: string, compared: string, list: string) => {
    const type = TYPES[column]
    const words = list.match(/'\w+'/g) ?? []
    if (!type || !words.every((word) => isWord(type, word.slice(1, -1)))) return whole
    return `${column} ${compared} ${list.replaceAll(/'\w+'/g, (word) => `${word}::${type}`)}`
  })
}

function isWord(type: keyof typeof WORDS, word: string): boolean {
  return (WORDS[type] as readonly string[]).includes(word)
}
