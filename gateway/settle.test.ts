import { expect, test } from 'vitest'
import type { Act } from '../privacy/accounting.ts'
import { openLedger } from '../privacy/ledger.ts'
import { openStrangers } from '../privacy/noted.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { GraphError } from '../schema/errors.ts'
import { accountsInto } from '../test/accounts.ts'
import { settle } from './settle.ts'

const VIEWER: Viewer = {
  id: 'u-1',
  organisation: 'ura:00009999',
  role: 'midwife',
  purpose: 'birth-care',
  municipalities: ['9999'],
}
const CLIENT = { viewer: VIEWER, traceId: 'a'.repeat(32), accessPoint: '192.0.2.1' }
const FULL = () => Promise.reject(new Error('disk full'))

test('a refusal is written down by its codes, each once, and not what was asked', async () => {
  const noted: Act[] = []
  const answer = {
    data: { child: null },
    errors: [
      new GraphError('FIELD_FORBIDDEN'),
      new GraphError('FIELD_FORBIDDEN'),
      new GraphError('CHILD_UNKNOWN'),
      new GraphError('REGISTRY_TIMEOUT'),
    ],
  }

  const ledger = openLedger(accountsInto([], noted))
  expect(await settle(answer, { ...CLIENT, ledger })).toBe(answer)
  expect(noted).toEqual([
    {
      ...CLIENT,
      kind: 'refused',
      registry: 'gateway',
      parts: ['CHILD_UNKNOWN', 'FIELD_FORBIDDEN'],
      subjects: [],
    },
  ])
})

test('what was not refused is not written down', async () => {
  const noted: Act[] = []
  const ledger = openLedger(accountsInto([], noted))
  for (const answer of [{}, { errors: [new GraphError('REGISTRY_TIMEOUT')] }]) {
    expect(await settle(answer, { ...CLIENT, ledger })).toBe(answer)
  }
  expect(noted).toEqual([])
})

test('MUST tell nothing where a refusal cannot be written down', async () => {
  const client = { ...CLIENT, ledger: openLedger({ begin: FULL, note: FULL }) }
  const answer = { data: { child: { id: '1' } }, errors: [new GraphError('FIELD_FORBIDDEN')] }

  expect(JSON.parse(JSON.stringify(await settle(answer, client)))).toMatchObject({
    errors: [{ extensions: { code: 'ACCOUNTING_UNAVAILABLE' } }],
  })
  expect(await settle(answer, client)).not.toHaveProperty('data')
})

test('MUST tell nothing where how a reading ended cannot be written down, and wait for it', async () => {
  const act: Act = { ...CLIENT, kind: 'read', registry: 'town', parts: [], subjects: ['child-1'] }
  const { promise: full, reject } = Promise.withResolvers<void>()
  const ledger = openLedger({ begin: async () => () => full, note: async () => undefined })
  const end = await ledger.accounting.begin(act)
  await end(['read'])
  const settled = settle({ data: { child: { id: '1' } } }, { ...CLIENT, ledger })
  let isSettled = false
  void settled.then(() => {
    isSettled = true
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isSettled).toBe(false)

  reject(new Error('disk full'))
  expect(JSON.parse(JSON.stringify(await settled))).toMatchObject({
    errors: [{ extensions: { code: 'ACCOUNTING_UNAVAILABLE' } }],
  })
  expect(await settled).not.toHaveProperty('data')
})

test('of a flood of strangers some are written down each, and of the others how many', async () => {
  const noted: Act[] = []
  const note = openStrangers(accountsInto([], noted), 'gateway')
  for (let i = 0; i < 100; i++) await note('login-refused', 'UNAUTHENTICATED')
  const first = noted.length
  await new Promise((resolve) => setTimeout(resolve, 1_010))
  await note('login-refused', 'UNAUTHENTICATED')

  expect(first).toBeLessThanOrEqual(40)
  const others = noted.map(({ parts: [, more = ''] }) => Number(/\d+/.exec(more)?.[0] ?? 0))
  expect(others.at(-1)).toBeGreaterThan(0)
  expect(others.reduce((sum, count) => sum + count, noted.length)).toBe(101)
})

test('a stranger is refused also where that cannot be written down, and counted', async () => {
  const noted: Act[] = []
  const accounts = accountsInto([], noted)
  let isFull = true
  const note = openStrangers(
    { ...accounts, note: (act) => (isFull ? FULL() : accounts.note(act)) },
    'gateway',
  )
  await note('login-refused', 'UNAUTHENTICATED')
  isFull = false
  await note('login-refused', 'UNAUTHENTICATED')

  expect(noted.map(({ parts }) => parts)).toEqual([['UNAUTHENTICATED', 'and 1 more']])
})
