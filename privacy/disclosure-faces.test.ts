/**
 * That there is one object of each face and each part, and that parts are compared as their bits would be.
 *
 * @module
 */

import { expect, test } from 'vitest'
import { seeded } from '../test/disclosure-world.ts'
import {
  everybody,
  faceOf,
  isApart,
  isInside,
  openFaces,
  withoutPart,
  withPart,
} from './disclosure-faces.ts'

const LEAVES = 9
const faces = openFaces(() => new Set([1n, 2n, 3n]))
const partOf = (dimension: string, mask: bigint) => faces.own({ dimension, mask, of: LEAVES })

test('a face is the same whichever part is put first, and whatever was taken out on the way', () => {
  const [area, month, sex] = [partOf('AREA', 5n), partOf('MONTH', 6n), partOf('SEX', 1n)]
  const all = faceOf(faces, 'children@1', [month, sex, area])
  expect(all.parts).toEqual([area, month, sex])
  expect(faceOf(faces, 'children@1', [sex, area, partOf('MONTH', 6n)])).toBe(all)
  const without = withoutPart(all, month)
  expect(without.parts).toEqual([area, sex])
  expect(withPart(without, month)).toBe(all)
  expect(withPart(all, partOf('KIND', everybody(LEAVES)))).toBe(all)
  expect(faceOf(faces, 'contacts@1', [area, month, sex])).not.toBe(all)
})

test('MUST say of two sets of leaves whether they are apart, and whether one lies in the other, as their bits do', () => {
  const chance = seeded(1)
  const some = () => BigInt(Math.floor(chance() * 2 ** LEAVES))
  const run = () => everybody(1 + Math.floor(chance() * 5)) << BigInt(Math.floor(chance() * 4))
  for (let i = 0; i < 1_000; i += 1) {
    const [one, other] = [chance() < 0.5 ? some() : run(), chance() < 0.5 ? some() : run()]
    const [a, b] = [partOf('AREA', one), partOf('AREA', other)]
    expect(isApart(a, b)).toBe(a !== b && (one & other) === 0n)
    expect(isInside(a, b)).toBe((one & ~other) === 0n)
    expect(isApart(a, partOf('MONTH', other)) || isInside(a, partOf('MONTH', other))).toBe(false)
  }
})
