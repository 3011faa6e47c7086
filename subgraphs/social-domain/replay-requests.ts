/**
 * How requests for youth help stand, from all that was told of one child.
 *
 * The municipality answers only what it rejects or looks into (JW319). It grants by allocating: the allocation then has
 * the reference of the request. Of several answers the latest counts.
 *
 * @module
 */

import { labelOf } from './codes.ts'
import type { Answered, Requested } from './delivered-bodies.ts'
import type { HelpRequest, HelpRequestAnswer } from './help-request.ts'
import { type Told, withoutRejected } from './rejected.ts'
import { allocationsOf, compare, toVolume, type Versions } from './replay.ts'

interface Answer {
  readonly answer: HelpRequestAnswer
  readonly recordedAt: string
  readonly reason: string | null
  readonly municipality: string | null
}

/** In the order in which they were told. What comes out is oldest first. */
export function replayRequests(told: readonly Told[]): readonly HelpRequest[] {
  const messages = withoutRejected(told)
  const allocations = allocationsOf(messages)
  const answers = answersOf(messages, allocations)
  // One that was told again is as it was told last.
  const requests = new Map(
    messages.filter(isRequested).map((request) => [request.body.id, request]),
  )
  return [...requests.values()]
    .flatMap((request) => toRequest(request, answers, allocations) ?? [])
    .sort((a, b) => compare(a.requestedOn, b.requestedOn) || compare(a.id, b.id))
}

function toRequest(
  { recordedAt, body }: Told<Requested>,
  answers: ReadonlyMap<string, Answer>,
  allocations: readonly Versions[],
): HelpRequest | null {
  // What is to stay as it is is not asked for.
  if (body.wish === 'UNCHANGED') return null
  const { id, wish, provider, allocation, from, to, budget, referrer, reason } = body
  const changed = allocations.find(({ latest }) => latest.body.allocation === allocation)
  const product = body.product ?? changed?.latest.body.product ?? null
  const answer = answers.get(body.request)
  const category = product?.category ?? null
  const rejection = answer?.reason ?? null
  return {
    id,
    kind: wish,
    requestedOn: recordedAt.slice(0, 10),
    provider,
    allocationId: allocation,
    productCategoryCode: category,
    productCategoryLabel: labelOf('JZ020', category),
    productCode: product?.code ?? null,
    from,
    to,
    volume: toVolume(body.volume),
    budget,
    referrerTypeCode: referrer,
    referrerTypeLabel: labelOf('COD327', referrer),
    reasonCode: reason,
    reasonLabel: labelOf('WJ758', reason),
    nationalContract: body.nationalContract,
    decisionFrom: body.decisionFrom,
    custodianKnown: body.custodianKnown,
    answer: answer?.answer ?? null,
    answeredOn: answer?.recordedAt.slice(0, 10) ?? null,
    rejectionReasonCode: rejection,
    rejectionReasonLabel: labelOf('WJ759', rejection),
    responsibleMunicipality: answer?.municipality ?? null,
  }
}

/** By request. */
function answersOf(
  messages: readonly Told[],
  allocations: readonly Versions[],
): ReadonlyMap<string, Answer> {
  const told = messages.filter(isAnswered).flatMap(({ recordedAt, body }) => {
    const answer = ANSWERS[body.answer]
    const { request, reason, municipality = null } = body
    return answer ? [[request, { answer, recordedAt, reason, municipality }] as const] : []
  })
  const granted = allocations.flatMap(({ granted }) =>
    [...granted].map(([request, { recordedAt }]) => {
      const nothing = { reason: null, municipality: null }
      return [request, { answer: 'GRANTED', recordedAt, ...nothing }] as const
    }),
  )
  // A sort keeps the order of what is equal: on one day, what was granted is granted.
  return new Map<string, Answer>(
    [...told, ...granted].sort(([, a], [, b]) => compare(a.recordedAt, b.recordedAt)),
  )
}

/** WJ760. */
const ANSWERS: Readonly<Record<string, HelpRequestAnswer>> = {
  '1': 'REJECTED',
  '2': 'UNDER_INVESTIGATION',
}

function isRequested(message: Told): message is Told<Requested> {
  return message.body.told === 'requested'
}

function isAnswered(message: Told): message is Told<Answered> {
  return message.body.told === 'answered'
}
