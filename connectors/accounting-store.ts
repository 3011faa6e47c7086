/**
 * The accounting in PostgreSQL: append-only, chained, with encrypted data subjects.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { aessiv } from '@noble/ciphers/aes.js'
import {
  type Accounting,
  type Act,
  consentProfileOf,
  type Outcome,
  POLICY_VERSION,
  relationProtocolOf,
} from '../privacy/accounting.ts'
import { openChain } from './accounting-chain.ts'
import { CONSENT, type Drafted, toStorable } from './accounting-records.ts'
import { chainSigner } from './chain-signature.ts'

export interface AccountingOptions {
  readonly databaseUrl: string
  /** Which part of the graph writes. */
  readonly part: string
  /** Under which data subjects are encrypted: 64 bytes. Undefined: a part that does nothing with anybody. */
  readonly key: Uint8Array | undefined
  /** With which the chain is signed: 32 bytes. */
  readonly signingKey: Uint8Array
}

export interface AccountingStore extends Accounting {
  close(): Promise<void>
}

export async function openAccounting(options: AccountingOptions): Promise<AccountingStore> {
  const { databaseUrl, part, key, signingKey } = options
  const chain = openChain({ databaseUrl, part, signer: chainSigner(signingKey) })
  const tellLogging = (what: string) => chain.write([loggingEvent(part, what, chain.now())])
  let hasBegun = false
  const seal = sealing(key)

  /** With the first record of the chain comes that it began. */
  function write(records: readonly Drafted[], isPatient = false): Promise<void> {
    if (hasBegun || records.length === 0) return chain.write(records, isPatient)
    hasBegun = true
    const began = loggingEvent(part, 'began', chain.now())
    return chain.write([began, ...records]).catch((error: unknown) => {
      hasBegun = false
      throw error
    })
  }

  function draft(act: Act) {
    const at = chain.now()
    const event = eventOf(act, newSpan(), part, at)
    const processings = act.subjects.map((subject): Drafted & { table: 'processing' } => ({
      table: 'processing',
      record: {
        trace_id: event.record.trace_id,
        span_id: newSpan(),
        parent_span_id: event.record.span_id,
        name: `${act.kind} ${event.record.registry}`,
        started_at: at,
        processing_activity: act.viewer?.purpose ?? act.kind,
        data_subject: seal(subject),
        data_subject_type: 'kindlijn-child',
        parts: event.record.parts,
      },
    }))
    const ended = processings.length > 0 ? processings : [event]
    return {
      begun: [event, ...processings],
      outcomes: (outcomes: readonly Outcome[]) =>
        ended.flatMap(({ record: { span_id } }, i): Drafted[] => {
          const outcome = outcomes[i]
          return outcome
            ? [{ table: 'outcome', record: { span_id, at: chain.now(), outcome } }]
            : []
        }),
    }
  }

  return {
    async begin(act) {
      const { begun, outcomes } = draft(act)
      await write(begun)
      return (told, when) => write(outcomes(told), when === 'with the next')
    },
    async note(act, told = []) {
      const { begun, outcomes } = draft(act)
      await write([...begun, ...outcomes(told)])
    },
    hurry: chain.hurry,
    async close() {
      if (hasBegun) await tellLogging('ended').catch(() => undefined)
      await chain.close()
    },
  }
}

function eventOf(
  { kind, traceId, parentSpanId, viewer, registry, parts, accessPoint }: Act,
  span: string,
  part: string,
  at: string,
): Drafted & { table: 'event' } {
  const text = (value: string | undefined) => (value === undefined ? null : toStorable(value))
  return {
    table: 'event',
    record: {
      trace_id: toStorable(traceId),
      span_id: span,
      parent_span_id: text(parentSpanId),
      at,
      kind,
      registry: toStorable(registry),
      parts: parts.map(toStorable),
      user_id: text(viewer?.id),
      role: text(viewer?.role),
      organisation: text(viewer?.organisation),
      purpose: text(viewer?.purpose),
      relation: text(
        viewer && `${relationProtocolOf(viewer)}${CONSENT}${consentProfileOf(viewer)}`,
      ),
      authorisation: POLICY_VERSION,
      access_point: toStorable(accessPoint ?? part),
    },
  }
}

/** NEN 7513 wants it known when writing down began and ended. */
function loggingEvent(part: string, what: string, at: string): Drafted {
  const act: Act = {
    kind: 'logging',
    traceId: randomBytes(16).toString('hex'),
    viewer: undefined,
    registry: part,
    parts: [what],
    subjects: [],
  }
  return eventOf(act, newSpan(), part, at)
}

function newSpan(): string {
  return randomBytes(8).toString('hex')
}

const MOST_SEALED = 10_000

/** A child is asked about in many registries at once, and sealing takes its time. */
function sealing(key: Uint8Array | undefined): (subject: string) => string {
  const known = new Map<string, string>()
  return (subject) => {
    if (!key) throw new Error('This part has no key to write down what is done with a child.')
    const sealed = known.get(subject) ?? sealSubject(key, subject)
    if (known.size >= MOST_SEALED) known.clear()
    known.set(subject, sealed)
    return sealed
  }
}

const BOUND_TO = new TextEncoder().encode('kindlijn accounting 1')

/** The same child seals to the same text, so that its account can be found. */
export function sealSubject(key: Uint8Array, subject: string): string {
  const sealed = aessiv(key, BOUND_TO).encrypt(new TextEncoder().encode(subject))
  return Buffer.from(sealed).toString('base64url')
}
