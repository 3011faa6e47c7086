/**
 * By which situation of a child a need for help is signalled, in the words of the map of offers; the others are signalled in
 * no registry.
 *
 * @module
 */

import type { EventSituation } from '../../schema/events.ts'

export const SIGNALLED_BY: Readonly<Record<string, EventSituation>> = {
  PARENTING: 'PARENTING',
  PSYCHOSOCIAL: 'PSYCHOSOCIAL',
  LANGUAGE_DELAY: 'LANGUAGE_DELAY',
  MOTOR_DELAY: 'MOTOR_DELAY',
  MONEY: 'JOB_LOSS',
}
