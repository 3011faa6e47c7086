import { describe, expect, test } from 'vitest'
import type { Allocation } from './allocation.ts'
import type { HelpRequest } from './help-request.ts'
import { toYouthHelpTold } from './youth-help-told.ts'

const TODAY = '2026-09-01'

function allocation(more: Partial<Allocation> = {}): Allocation {
  const told: Partial<Allocation> = {
    productCategoryCode: '45',
    municipality: '9999',
    allocatedAt: '2026-01-05T09:00:00.000Z',
    from: '2026-01-10',
    to: null,
    start: null,
    stop: null,
    stopReasonCode: null,
  }
  return { ...told, ...more } as Allocation
}

function answered(responsibleMunicipality: string | null, answeredOn: string): HelpRequest {
  return { responsibleMunicipality, answeredOn } as HelpRequest
}

const toldOf = (allocations: readonly Allocation[], requests: readonly HelpRequest[] = []) =>
  toYouthHelpTold(allocations, requests, TODAY)

describe('who answers for a child, as messages of youth help tell it', () => {
  test('is who allocated the help that is in force', () => {
    expect(toldOf([allocation()])).toEqual({
      municipality: '9999',
      since: '2026-01-10',
      staySince: null,
    })
  })

  test.each([
    ['stopped', { start: '2026-01-10', stop: '2026-05-01', stopReasonCode: '31' }],
    ['no longer valid', { to: '2026-08-31' }],
    ['not valid yet', { from: '2026-09-02' }],
  ])('is nobody by help that is %s', (_how, more) => {
    const nobody = { municipality: null, since: null, staySince: null }
    expect(toldOf([allocation(more)])).toEqual(nobody)
  })

  test('is of a stay before other help, and the latest of two', () => {
    const stay = { productCategoryCode: '35', municipality: '9991', start: '2026-02-01' }
    const later = { municipality: '9992', allocatedAt: '2026-06-01T09:00:00.000Z' }
    expect(toldOf([allocation(stay), allocation(later)])).toEqual({
      municipality: '9991',
      since: '2026-01-10',
      staySince: '2026-02-01',
    })
    expect(toldOf([allocation(), allocation(later)]).municipality).toBe('9992')
  })

  test('is not told by a message that was kept before its sender was', () => {
    const stay = allocation({ productCategoryCode: '43', municipality: null })
    expect(toldOf([stay])).toEqual({ municipality: null, since: null, staySince: '2026-01-10' })
  })

  test('is whom the last answer named, where no help is in force', () => {
    const requests = [answered('9991', '2026-03-01'), answered('9992', '2026-04-01')]
    expect(toldOf([], [...requests, answered(null, '2026-05-01')])).toEqual({
      municipality: '9992',
      since: '2026-04-01',
      staySince: null,
    })
    expect(toldOf([allocation()], requests).municipality).toBe('9999')
  })
})
