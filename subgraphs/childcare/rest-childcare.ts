/**
 * A provider that can be asked: `POST /contracts`, one question for all children of a batch, by BSN and by the provider's
 * own numbers of children.
 *
 * The contract is our own, because no open standard exists; the README of this domain describes it. BSNs are in the body, and
 * so in no log of an address.
 *
 * @module
 */

import type { Rest } from '../../connectors/rest.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import type { RecordKey } from '../../privacy/record-key.ts'
import { GraphError } from '../../schema/errors.ts'
import {
  nameOf,
  toAttendance,
  toContracts,
  toEnrolment,
  toHours,
  toVveMonths,
} from './rest-childcare-mapping.ts'
import type { ChildcareRecord, ChildcareSource } from './source.ts'
import { indexOfContract } from './subject-index.ts'

const PATH = '/contracts'

interface Named {
  readonly bsn?: unknown
  readonly kind_nummer?: unknown
}

interface RestChildcareOptions {
  readonly registry: string
  readonly rest: Pick<Rest, 'post'>
  readonly storeKey: StoreKey
}

export function restChildcare(options: RestChildcareOptions): ChildcareSource {
  const { registry, rest, storeKey } = options
  const malformed = () => new GraphError('REGISTRY_MALFORMED', { registry })

  return async ({ keys, parts, signal }) => {
    const forVve = parts.has('vveMonths')
    const wantsContracts = forVve || parts.has('enrolments')
    const wantsHours = forVve || parts.has('attendance')
    const lists = [wantsContracts && 'contracts', wantsHours && 'hours'].filter(Boolean)
    // Of what else we know, such a provider tells nothing.
    if (lists.length === 0) return keys.map(() => null)

    const bsns = [...new Set(keys.flatMap(({ bsn }) => bsn?.reveal() ?? []))]
    const children = [...new Set(keys.flatMap(({ records }) => records))]
    const question = { bsns, ...(children.length > 0 && { children }), lists }
    const answer = await rest.post(PATH, question, signal)
    const contracts = wantsContracts ? byChild(answer, 'contracts') : undefined
    const hours = wantsHours ? byChild(answer, 'hours') : undefined

    return keys.map((key) => {
      const own = contracts?.(key)
      const months = hours?.(key)
      if (!own && !months) return null
      const told = toContracts(own ?? [])
      const hoursTold = toHours(months ?? [])
      if (!told || !hoursTold) return malformed()
      return {
        ...(own && parts.has('enrolments') && { enrolments: toEnrolments(told) }),
        ...(months && parts.has('attendance') && { attendance: toAttendance(hoursTold) }),
        ...(months && forVve && { vveMonths: toVveMonths(told, hoursTold) }),
      }
    })
  }

  /** What comes without a number of a child that was asked for is nobody's, and is dropped. */
  function byChild(answer: unknown, list: 'contracts' | 'hours') {
    const told = (answer as Readonly<Record<string, unknown>> | null)?.[list]
    if (!Array.isArray(told)) throw malformed()
    const byBsn = Map.groupBy(told, (one: Named | null) => one?.bsn)
    const byNumber = Map.groupBy(told, (one: Named | null) => one?.kind_nummer)
    return ({ bsn, records }: RecordKey): readonly unknown[] | undefined => {
      const ofBsn = bsn ? (byBsn.get(bsn.reveal()) ?? []) : []
      const own = new Set([...ofBsn, ...records.flatMap((number) => byNumber.get(number) ?? [])])
      return own.size > 0 ? [...own] : undefined
    }
  }

  function toEnrolments(
    contracts: NonNullable<ReturnType<typeof toContracts>>,
  ): ChildcareRecord['enrolments'] {
    return contracts
      .map((contract) =>
        toEnrolment(contract, indexOfContract(storeKey, registry, nameOf(contract))),
      )
      .sort((a, b) => (a.from < b.from || (a.from === b.from && a.id < b.id) ? -1 : 1))
  }
}
