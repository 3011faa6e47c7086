/**
 * The receipt of an answer in numbers: what was asked, by which definitions and rules, of what the sources had told by
 * then, and the hash of what was answered. With it the answer can be made again, or it can be said why not.
 *
 * @module
 */

import { createHash } from 'node:crypto'

/** All that an answer follows from. The same of all of these is the same answer. */
export interface Basis {
  /** The organisation and purpose for which was asked. */
  readonly project: string
  /** The field of the graph, with its arguments. Of the grid only: there is no person in it. */
  readonly question: { readonly field: string; readonly arguments: unknown }
  readonly knownAt: string
  readonly validOn: string
  /** With versions: `S01@3`. */
  readonly definitions: readonly string[]
  readonly linkRules: string
  /** k, and how numbers deviate. */
  readonly disclosure: string
  /** The hash of the grid: which values there were. */
  readonly grid: string
  /** Registries that were never linked when it was asked; left out: none. */
  readonly without?: readonly string[]
  /** Domains that were linked for the first time in the week after `knownAt`, and when; left out: none. */
  readonly since?: Readonly<Record<string, string>>
}

export interface SourceOf {
  readonly domain: string
  readonly upToDateTo: string | null
  readonly complete: boolean
}

export interface Receipt extends Basis {
  readonly id: string
  /** When it was answered so for the first time. */
  readonly at: string
  readonly queryHash: string
  readonly answerHash: string
  readonly sources: readonly SourceOf[]
}

export interface Receipts {
  /** Resolves once it is durable. One that is there already stays as it was. */
  keep(receipt: Receipt): Promise<Receipt>
  find(id: string): Promise<Receipt | undefined>
  /** Of all projects, newest first. */
  newest(most: number): Promise<readonly Receipt[]>
}

export function makeReceipt(
  basis: Basis,
  answer: unknown,
  sources: readonly SourceOf[],
  at: Date,
): Receipt {
  const answerHash = hashOf(answer)
  return {
    ...basis,
    id: `r-${hashOf([basis, answerHash]).slice(0, 16)}`,
    at: at.toISOString(),
    queryHash: hashOf(basis.question),
    answerHash,
    sources,
  }
}

/** What is no longer as it was when the receipt was made; nothing where the answer is the same. */
export function differencesOf(before: Receipt, now: Receipt): readonly Difference[] {
  if (before.answerHash === now.answerHash) return []
  const found = CAUSES.filter(({ of }) => canonical(of(before)) !== canonical(of(now)))
  return found.length > 0 ? found.map(({ difference }) => difference) : ['RECORDS']
}

/** Why an answer is not the same. */
export const DIFFERENCES = {
  DEFINITIONS: 'A definition has another version, or is gone.',
  LINK_RULES: 'The rules by which records are linked are others.',
  DISCLOSURE: 'What may be told, or how numbers deviate, was set otherwise.',
  GRID: 'By what children are taken together is defined otherwise, so that cells were judged anew.',
  RECORDS:
    'It rests on other records: a family objected, a link was broken, or a source told late of the past.',
} as const
export type Difference = keyof typeof DIFFERENCES

const CAUSES: readonly {
  readonly difference: Difference
  readonly of: (receipt: Receipt) => unknown
}[] = [
  { difference: 'DEFINITIONS', of: ({ definitions }) => definitions },
  { difference: 'LINK_RULES', of: ({ linkRules }) => linkRules },
  { difference: 'DISCLOSURE', of: ({ disclosure }) => disclosure },
  { difference: 'GRID', of: ({ grid }) => grid },
]

/** Whether nobody changed it since: its id follows from all that is in it, but for when and from how fresh a source. */
export function isWhole(receipt: Receipt): boolean {
  const { id: _, at: __, queryHash, answerHash, sources: ___, ...basis } = receipt
  return (
    queryHash === hashOf(basis.question) &&
    receipt.id === `r-${hashOf([basis, answerHash]).slice(0, 16)}`
  )
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

/** JSON with the keys of objects in order, and without what is undefined: the same value is the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** For tests, and for figures. */
export function receiptsInMemory(): Receipts {
  const kept = new Map<string, Receipt>()
  return {
    async keep(receipt) {
      const known = kept.get(receipt.id) ?? receipt
      kept.set(receipt.id, known)
      return known
    },
    find: async (id) => kept.get(id),
    newest: async (most) => [...kept.values()].reverse().slice(0, most),
  }
}
