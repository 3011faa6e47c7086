import { expect, test } from 'vitest'
import { isSameTown, nameOf, toTown } from './town.ts'

const LOCKED = toTown({ children: '300', event: 'lockdown', delay: 'jgz=30d' })

test('what is not said of a town stays as it was made', () => {
  const other = toTown({ degrade: 'names' }, LOCKED)
  expect(nameOf(other)).toBe(
    'Waterdam, 300 children, event lockdown, degrade names, jgz 30 days later',
  )
  expect(isSameTown(toTown({}, LOCKED), LOCKED)).toBe(true)
  expect(isSameTown(other, LOCKED)).toBe(false)
})

test('what was different can be undone', () => {
  const plain = toTown({ event: 'none', delay: 'jgz=0d' }, LOCKED)
  expect(nameOf(plain)).toBe('Waterdam, 300 children')
})

test.each([
  [{ children: '39' }, '--children takes a number from 40 to 1000000.'],
  [{ event: 'flood' }, '--event takes none, lockdown.'],
  [{ degrade: 'all' }, '--degrade takes usual, names, none.'],
  [{ delay: 'birth-care=3d' }, '--delay takes jgz=30d: so many days, 365 at most.'],
  [{ delay: 'jgz=366d' }, '--delay takes jgz=30d: so many days, 365 at most.'],
])('%j is a mistake that says what may be said', (values, message) => {
  expect(() => toTown(values)).toThrow(message)
})
