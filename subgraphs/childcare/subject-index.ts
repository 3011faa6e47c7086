import { indexOfNumber, indexOfPerson } from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: ReferenceKey, bsn: Bsn): string {
  return indexOfPerson(key, 'childcare child', bsn)
}

/** The id of a contract in the graph; its number stays with the provider. */
export function indexOfContract(
  referenceKey: ReferenceKey,
  registry: string,
  contract: string,
): string {
  return indexOfNumber({ registry, referenceKey }, 'childcare contract', contract)
}
