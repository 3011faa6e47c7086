/**
 * What is registered in a dated file that everybody can read; its version goes up when the same question about it would have
 * another answer.
 *
 * @module
 */

import { z } from 'zod'

export const DAY = z.iso.date()

export const REGISTERED = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  title: z.string(),
  titleDutch: z.string(),
})
