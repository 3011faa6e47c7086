import { expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from './generate.ts'
import { meldcodeLines, stepsOf } from './meldcode.ts'
import { REFERENCE_DATE } from './population.ts'

const all = [...generate({ seed: SEED, children: 1_500 })].flatMap((family) =>
  family.pregnancies.flatMap(({ children }) => children.map((child) => ({ family, child }))),
)
const withSteps = all.filter(({ family, child }) => stepsOf(family, child).length > 0)

test('some who have a place have a case, most of them with all five steps, in order', () => {
  const placed = all.filter(({ child }) => child.childcare.enrolments.length > 0)
  const steps = withSteps.map(({ family, child }) => stepsOf(family, child))
  const whole = steps.filter(({ length }) => length === 5)

  expect(withSteps.length / placed.length).toBeGreaterThan(0.02)
  expect(withSteps.length / placed.length).toBeLessThan(0.08)
  expect(whole.length / steps.length).toBeGreaterThan(0.5)
  expect(whole.length).toBeLessThan(steps.length)
  for (const days of steps) {
    expect(days.toSorted()).toEqual(days)
    expect((days.at(-1) ?? '') <= REFERENCE_DATE).toBe(true)
  }
})

test('MUST NOT be of a child of whom a story tells', () => {
  expect(withSteps.flatMap(({ child }) => child.planted ?? [])).toEqual([])
})

test('one line says whose they are, where, and when; and nothing else', () => {
  const lines = withSteps.flatMap(({ family, child }) => [...meldcodeLines(family, child)])

  expect(lines).toHaveLength(withSteps.length)
  for (const line of lines)
    expect(line).toMatch(/^\d{9};\d{9};M-KO-[\d-]+(;(\d\d-\d\d-\d{4})?){5}$/)
})
