/**
 * How the files of the LRK are taken in: each says of every location how it stands.
 *
 * @module
 */

import type { IntakeFormat } from '../../connectors/delivery-intake.ts'
import { readLrk } from './lrk.ts'

export const LRK: IntakeFormat = { open: () => readLrk, restates: true }
