/**
 * By what the records of iJw messages are known in the store, and find each other.
 *
 * @module
 */

import type { YouthHelpBody } from './delivered-bodies.ts'

/**
 * IV008: by this a start or a stop is withdrawn. An allocation is known by its number alone, a request and its answer by
 * the reference of the provider, and how a thing was received by the key of that thing.
 */
export function keyOf(body: YouthHelpBody): string {
  switch (body.told) {
    case 'allocated':
      return `allocated ${body.allocation}`
    case 'started':
    case 'stopped': {
      const { told, allocation, product, begin } = body
      const of = [told, allocation ?? '-', product?.category ?? '-', product?.code ?? '-', begin]
      return (body.told === 'stopped' ? [...of, body.reason, body.end] : of).join(' ')
    }
    case 'requested':
      return `requested ${body.id}`
    case 'answered':
      return keyOfAnswer(body.request)
    case 'returned':
      return body.of === null ? keyOfReturned(body.message) : keyOfReturned(body.of)
    case 'sent':
      return `sent ${body.message}`
  }
}

export function keyOfAnswer(request: string): string {
  return `answered ${request}`
}

/** Of a message, or of one thing in it by its own key. */
export function keyOfReturned(of: string): string {
  return `returned ${of}`
}
