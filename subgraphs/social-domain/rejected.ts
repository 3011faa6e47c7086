/**
 * What a receiver sent back counts as never told: a start that was rejected is no start, and a withdrawal that was
 * rejected withdraws nothing.
 *
 * A message is rejected as a whole, or one thing in it. Nobody waits for an answer: what was told counts until it is
 * rejected.
 *
 * @module
 */

import type { Returned, YouthHelpBody } from './delivered-bodies.ts'

export interface Told<B = YouthHelpBody> {
  /** Records with the same key are versions of one thing. */
  readonly logicalKey: string
  readonly recordedAt: string
  readonly body: B
}

/** All that stands of what was told, in the order in which it was told; answers of receivers are not in it. */
export function withoutRejected(messages: readonly Told[]): readonly Told[] {
  // Of two answers to one thing the later counts.
  const accepted = new Map<string, boolean>()
  for (const { body } of messages) {
    if (body.told === 'returned') accepted.set(nameOf(body), body.accepted)
  }
  const isRejected = (name: string) => accepted.get(name) === false
  return messages.filter(({ logicalKey, body }) => {
    if (body.told === 'returned') return false
    const { message } = body
    if (message === undefined) return true
    return !isRejected(message) && !isRejected(`${message} ${logicalKey}`)
  })
}

function nameOf({ message, of }: Returned): string {
  return of === null ? message : `${message} ${of}`
}
