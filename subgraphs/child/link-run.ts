/**
 * Linking one registry: its records stream by, the population register is asked whom they may be of, and all is
 * settled at once at the end. Nothing is written here but the account of what was read.
 *
 * @module
 */

import type { Accounting, Outcome } from '../../privacy/accounting.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { type Agreements, written } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { GraphError } from '../../schema/errors.ts'
import type { LinkableRecord } from '../linkable.ts'
import type { ChildIndex } from './child-index.ts'
import { idsKnown } from './known-ids.ts'
import { openCandidates } from './link-candidates.ts'
import type { LinkRun } from './link-index.ts'
import { type Summary, summarise } from './link-summary.ts'
import type { Decision } from './linkage/decision.ts'
import { type Found, type LinkedInParts, openLinkingInParts } from './linkage/in-parts.ts'
import type { LinkModel } from './linkage/model.ts'
import { RULES } from './linkage/rules.ts'
import type { PopulationToLink } from './population-to-link.ts'
import { telling } from './told-population.ts'

export interface LinkingOptions {
  /** The slugs. */
  readonly registry: string
  readonly populationRegistry: string
  readonly records: AsyncIterable<LinkableRecord>
  readonly population: PopulationToLink
  readonly index: ChildIndex
  readonly decisions: readonly Decision[]
  readonly model: LinkModel
  readonly reading: Reading
  /** Records that are looked up together: no other result, another use of memory. */
  readonly part?: number
  readonly onProgress?: ((records: number) => void) | undefined
  /** For who learns from the pairs: nothing of it may be kept. */
  readonly onFound?: ((found: readonly Found[]) => void) | undefined
}

/** Who reads, and where that is written down. */
export interface Reading {
  readonly viewer: Viewer
  readonly accounting: Accounting
  readonly agreements: Agreements
  readonly traceId: string
  readonly signal: AbortSignal
}

export interface LinkedRegistryRun {
  readonly linked: LinkedInParts
  readonly summary: Summary
  /** With ids; who has none yet gets one with `issue`, and else one that stands for nobody. */
  toRun(ids: 'issue' | 'stand-in'): Promise<LinkRun>
}

const PART = 400

/** Throws AGREEMENT_MISSING before anything is read. */
export async function linkRegistry(options: LinkingOptions): Promise<LinkedRegistryRun> {
  const { registry, populationRegistry, index, model, reading, part = PART } = options
  checkAgreement(reading, registry)
  for (const part of COMPARED) checkAgreement(reading, populationRegistry, part)
  const { decisions, decidedOf } = await openDecisions(options.decisions, index)
  const account = openAccount(options)
  const candidates = openCandidates({ population: telling(options), decidedOf })
  const linking = openLinkingInParts({ model, decisions })
  let records = 0

  await account.around(registry, async () => {
    for await (const own of inParts(options.records, part)) {
      reading.signal.throwIfAborted()
      await account.tell(own)
      const found = await account.around(populationRegistry, () =>
        candidates.of(own, reading.signal),
      )
      linking.add(found)
      options.onFound?.(found)
      records += own.length
      options.onProgress?.(records)
    }
  })
  const linked = linking.settle()
  const summary = summarise(linked)
  return {
    linked,
    summary,
    async toRun(how) {
      const ids = await idsOf(linked, index, how)
      return {
        registry,
        version: versionOf(model),
        linked: { ...withIds(linked, ids), leftOut: [] },
        summary,
      }
    },
  }
}

/** Of rules and model together. */
export function versionOf({ version }: LinkModel): string {
  const rules = Object.entries(RULES).map(([name, rule]) => `${name}/${rule.version}`)
  return [...rules, version].join(' ')
}

/** Of the population register. */
const COMPARED = ['identity', 'residence', 'parents', 'children'] as const

function checkAgreement({ agreements, viewer }: Reading, registry: string, part?: string): void {
  if (agreements(registry, viewer.purpose, part)) return
  throw new GraphError('AGREEMENT_MISSING', { registry })
}

/** Between here and the population register a person is known by his number. */
async function openDecisions(decisions: readonly Decision[], index: ChildIndex) {
  const ids = [...new Set(decisions.map(({ person }) => person))]
  const bsns = new Map<string, Bsn>()
  for (const [i, bsn] of (await index.bsnsOf(ids)).entries()) if (bsn) bsns.set(ids[i] ?? '', bsn)
  const byRecord = Map.groupBy(decisions, ({ record }) => record)
  return {
    // Who has no number (yet) is in no population register: that decision stands where it is.
    decisions: decisions.flatMap((each) => {
      const bsn = bsns.get(each.person)
      return bsn ? [{ ...each, person: bsn.reveal() }] : []
    }),
    decidedOf: ({ key }: LinkableRecord): readonly Bsn[] =>
      (byRecord.get(key) ?? []).flatMap(({ person }) => bsns.get(person) ?? []),
  }
}

async function* inParts<T>(all: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let part: T[] = []
  for await (const one of all) {
    part.push(one)
    if (part.length < size) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

/**
 * Of the population register, whom it is asked about is written down before. Of the registry that is linked, that it is
 * about to be read; whose records came, before anything follows from them.
 */
function openAccount({ registry, index, reading }: LinkingOptions) {
  const { viewer, accounting, traceId } = reading
  const { sealer } = index.database
  const act = { traceId, viewer, parts: ['linkage'] } as const

  return {
    /** Around a question of which nobody knows yet whom it is about. */
    async around<T>(searched: string, work: () => Promise<T>): Promise<T> {
      const about = { ...act, kind: 'search', registry: searched, subjects: [] } as const
      const end = await written(() => accounting.begin(about))
      let outcome: Outcome = 'failed'
      try {
        const found = await work()
        outcome = 'read'
        return found
      } finally {
        await written(() => end([outcome]))
      }
    },
    /** A record is written down as the index would seal it. */
    async tell(records: readonly LinkableRecord[]): Promise<void> {
      const subjects = records.map(({ key }) => sealer.sealRecord(registry, key))
      const told = { ...act, kind: 'read', registry, subjects } as const
      const outcomes = subjects.map(() => 'read' as const)
      await written(() => accounting.note(told, outcomes))
    },
  }
}

async function idsOf(
  { links, possible, contradictions }: LinkedInParts,
  index: ChildIndex,
  how: 'issue' | 'stand-in',
): Promise<ReadonlyMap<string, string>> {
  const numbers = [
    ...new Set([...links, ...possible, ...contradictions].map(({ person }) => person)),
  ]
  const ids = new Map<string, string>()
  for (let from = 0; from < numbers.length; from += ISSUED_AT_ONCE) {
    const some = numbers.slice(from, from + ISSUED_AT_ONCE)
    const bsns = some.flatMap((digits) => Bsn.parse(digits) ?? [])
    const known = how === 'issue' ? await index.idsOf(bsns) : await idsKnown(index, bsns)
    for (const [i, bsn] of bsns.entries()) {
      ids.set(bsn.reveal(), known[i] ?? crypto.randomUUID())
    }
  }
  return ids
}

const ISSUED_AT_ONCE = 1_000

function withIds(linked: LinkedInParts, ids: ReadonlyMap<string, string>) {
  const withId = <T extends { readonly person: string }>(told: readonly T[]) =>
    told.map((each): T => ({ ...each, person: ids.get(each.person) ?? '' }))
  const { links, possible, contradictions, unlinked, compared } = linked
  return {
    links: withId(links),
    possible: withId(possible),
    contradictions: withId(contradictions),
    unlinked,
    compared,
  }
}
