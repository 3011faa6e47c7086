import type { StoreKey } from '../../connectors/subject-index.ts'
import { indexOfNumber, indexOfPerson } from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: StoreKey, bsn: Bsn): string {
  return indexOfPerson(key, 'childcare child', bsn)
}

/** The id of a contract in the graph; its number stays with the provider. */
export function indexOfContract(storeKey: StoreKey, registry: string, contract: string): string {
  return indexOfNumber({ registry, storeKey }, 'childcare contract', contract)
}
