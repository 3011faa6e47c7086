/**
 * What every adapter of the registries of the social domain promises, whatever they speak.
 *
 * The adapter's own test fills its registry with the children below, in the registry's format, and
 * calls {@link describeAllocationSource} or {@link describeCaseSource}.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import { type RecordKey, recordKeyOf } from '../../privacy/record-key.ts'
import { GraphError } from '../../schema/errors.ts'
import type { Allocation } from './allocation.ts'
import type { NeighbourhoodTeamCase } from './neighbourhood-team-case.ts'
import type { AllocationSource, CaseSource } from './source.ts'

/** The BSNs of the children that the registry must have, or must not. */
export const TOWN = {
  /** Has what is in {@link ALLOCATIONS} and {@link CASES}. */
  anna: '999911004',
  /** Was told of once, wrongly: what was told was removed, or is another child's. */
  bram: '999911016',
  /** Is in no registry. */
  cato: '999911028',
  /** Has something that cannot be read. */
  dirk: '999911041',
} as const

/** Ids are the adapter's own. */
export const ALLOCATIONS: readonly Omit<Allocation, 'id' | 'allocatedAt' | 'recordedAt'>[] = [
  {
    productCategoryCode: '45',
    productCategoryLabel: 'Outpatient youth help',
    productCode: '45A03',
    provider: '98990001',
    municipality: '9999',
    from: '2026-03-09',
    to: '2027-03-31', // 2026-12-31 at first
    retroactive: false,
    changeReasonCode: null,
    changeReasonLabel: null,
    budget: null,
    cbsHulpvormCode: null,
    cbsHulpvormLabel: null,
    cbsEndReasonCode: '02',
    cbsEndReasonLabel: 'Ended early by agreement',
    cbsReferrerCode: null,
    cbsReferrerLabel: null,
    volume: {
      amount: 120,
      unitCode: '01',
      unitLabel: 'Minute',
      frequencyCode: '2',
      frequencyLabel: 'Per week',
    },
    start: '2026-03-12',
    startRecordedAt: '2026-03-20T00:00:00.000Z',
    stop: '2026-08-14',
    stopReasonCode: '34',
    stopReasonLabel: 'Ended early by agreement',
    stopRecordedAt: '2026-08-20T00:00:00.000Z',
  },
  {
    productCategoryCode: '99', // of a later edition of the list
    productCategoryLabel: null,
    productCode: null,
    provider: '98990001',
    municipality: '9999',
    from: '2026-03-16',
    to: null,
    retroactive: false,
    changeReasonCode: null,
    changeReasonLabel: null,
    budget: null,
    cbsHulpvormCode: null,
    cbsHulpvormLabel: null,
    cbsEndReasonCode: null,
    cbsEndReasonLabel: null,
    cbsReferrerCode: null,
    cbsReferrerLabel: null,
    volume: null,
    start: null,
    startRecordedAt: null,
    stop: null,
    stopReasonCode: null,
    stopReasonLabel: null,
    stopRecordedAt: null,
  },
]

export const CASES: readonly Omit<
  NeighbourhoodTeamCase,
  'id' | 'recordedAt' | 'openedRecordedAt' | 'closedRecordedAt'
>[] = [
  {
    openedOn: '2025-01-15',
    closedOn: '2025-06-30',
    reportedBy: 'PARENT',
    lead: 'NEIGHBOURHOOD_TEAM',
    team: 'Team "Sluis; en Polder"',
    kindOfHelpCode: '77', // of a later edition of the list
    kindOfHelpLabel: null,
  },
  {
    openedOn: '2026-06-01',
    closedOn: null,
    reportedBy: 'JGZ',
    lead: 'FAMILY',
    team: 'Team Haven',
    kindOfHelpCode: '01',
    kindOfHelpLabel: 'Youth help by a neighbourhood team',
  },
]

export function describeAllocationSource(name: string, source: () => AllocationSource): void {
  describeSource(`${name}, as an AllocationSource`, source, 'allocations', ALLOCATIONS)
}

export function describeCaseSource(name: string, source: () => CaseSource): void {
  describeSource(`${name}, as a CaseSource`, source, 'cases', CASES)
}

const never = new AbortController().signal

function describeSource<P extends string, T extends { readonly id: string }>(
  title: string,
  source: () => Source<RecordKey, { readonly [K in P]: readonly T[] }>,
  part: P,
  expected: readonly object[],
): void {
  const ask = (children: readonly (keyof typeof TOWN)[], parts: readonly P[] = [part]) =>
    source()({ keys: children.map(keyOf), parts: new Set(parts), signal: never })
  const anna = { [part]: expected.map((one) => expect.objectContaining(one)) }

  describe(title, () => {
    test('tells all, oldest first', async () => {
      expect(await ask(['anna'])).toEqual([anna])
    })

    test('answers in the order of the keys, and null where there is nothing to tell', async () => {
      const answers = await ask(['cato', 'anna', 'bram', 'anna'])
      expect(answers).toEqual([null, anna, null, anna])
    })

    test('MUST NOT tell what was not asked', async () => {
      expect(await ask(['anna'], [])).toEqual([null])
    })

    test('gives ids that stay, and that give nothing away', async () => {
      const idsOf = async () => {
        const [record] = (await ask(['anna'])) as readonly Readonly<Record<P, readonly T[]>>[]
        return record?.[part].map(({ id }) => id) ?? []
      }
      const ids = await idsOf()
      expect(new Set(ids).size).toBe(expected.length)
      for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/)
      expect(await idsOf()).toEqual(ids)
    })

    test('MUST NOT let a record that cannot be read spoil those of others', async () => {
      const [first, dirk, cato] = await ask(['anna', 'dirk', 'cato'])
      expect(first).toEqual(anna)
      expect(dirk).toBeInstanceOf(GraphError)
      expect(dirk).toMatchObject({ code: 'REGISTRY_MALFORMED' })
      expect(`${dirk} ${JSON.stringify(dirk)} ${(dirk as Error).stack}`).not.toContain(TOWN.dirk)
      expect(cato).toBeNull()
    })

    test('MUST stop when it is told to', async () => {
      const signal = AbortSignal.abort()
      const asked = source()({ keys: [keyOf('anna')], parts: new Set([part]), signal })
      await expect(asked).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })
    })
  })
}

function keyOf(child: keyof typeof TOWN): RecordKey {
  const bsn = Bsn.parse(TOWN[child])
  if (!bsn) throw new Error('A BSN in the contract is not one.')
  return recordKeyOf({ bsn })
}
