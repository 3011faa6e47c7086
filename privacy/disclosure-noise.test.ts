/**
 * That what numbers deviate by comes from HMAC, as others make it.
 *
 * @module
 */

import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmac } from './disclosure-noise.ts'

test('MUST be HMAC with SHA-256, of secrets and texts of any length', () => {
  for (const bytes of [1, 32, 64]) {
    for (const length of [0, 1, 55, 56, 64, 2_000]) {
      const [secret, text] = [randomBytes(bytes), 'é'.repeat(length)]
      expect(hmac(secret, text)).toBe(createHmac('sha256', secret).update(text).digest('hex'))
    }
  }
  expect(() => hmac(randomBytes(65), '')).toThrow()
})
