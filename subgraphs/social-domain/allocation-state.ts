import { registerEnumType } from 'type-graphql'
import type { Allocation } from './allocation.ts'
import { FOR_THE_TIME_BEING } from './codes.ts'

export const AllocationState = {
  ALLOCATED: 'ALLOCATED',
  STARTED: 'STARTED',
  PAUSED: 'PAUSED',
  STOPPED: 'STOPPED',
  ENDED: 'ENDED',
} as const
export type AllocationState = keyof typeof AllocationState

registerEnumType(AllocationState, {
  name: 'AllocationState',
  description: 'How allocated youth help stands today, as far as was told.',
  valuesConfig: {
    ALLOCATED: { description: 'The provider told of no start yet, or of one that lies ahead.' },
    STARTED: { description: 'Delivery goes on.' },
    PAUSED: { description: 'Stopped for the time being (JZ588 20).' },
    STOPPED: { description: 'Delivery stopped.' },
    ENDED: { description: 'No longer valid, and the provider told of no stop.' },
  },
})

/** The last day of delivery, and of an allocation, is still one of them. */
export function toState(allocation: Allocation, today: string): AllocationState {
  const { start, stop, stopReasonCode, to } = allocation
  const isOver = to !== null && to < today
  if (stop !== null && stop < today) {
    return stopReasonCode === FOR_THE_TIME_BEING && !isOver ? 'PAUSED' : 'STOPPED'
  }
  if (isOver) return 'ENDED'
  return start !== null && start <= today ? 'STARTED' : 'ALLOCATED'
}
