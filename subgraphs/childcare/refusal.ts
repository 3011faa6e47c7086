/**
 * What can be wrong between the cells of a line, and what to do about it.
 *
 * Who sends the list reads these sentences. No value of the list ever stands in one.
 *
 * @module
 */

import { type Refuse, refuseBy } from '../../connectors/deliveries.ts'

const RULES = {
  period: 'It ends before it starts. Correct one of the two dates.',
  'end-reason':
    'There is a reason for an end, but no end. Fill in the end, or leave out the reason.',
  indication:
    'The indication, its date and who gave it belong together. Fill in all three, or write `nee` and leave the other two empty.',
  emergency: 'There is a ground for emergency care, but no emergency care. Correct one of the two.',
  days: 'There are hours without a day, or more than 24 hours a day. Correct one of the two.',
  'month-days': 'The month has fewer days than this. Correct the days.',
  steps: 'A step was taken before an earlier one. Correct the days.',
  'no-step': 'No step was taken. Leave out the line.',
} as const

export const refuse: Refuse<keyof typeof RULES> = refuseBy(RULES)
