/**
 * Why a subgraph is called: which of its fields the client asks for, and which only another subgraph requires.
 *
 * They travel with the call, under its signature: names of types, fields and subgraphs, and never a value. A registry's
 * agreement may name the subgraphs for which it is read unasked (`unaskedFor`); for any other its domain refuses.
 *
 * @module
 */

/** Of a field by which a call enters a subgraph. */
export interface FetchReason {
  /** `Child.jgzEvents` */
  readonly field: string
  /** The client asks for it itself. */
  readonly asked: boolean
  /** The subgraphs that require it for what the client asks of them. */
  readonly requiredBy: readonly string[]
}

export type RefusesFetch = (reason: FetchReason) => boolean

/** What was agreed of each registry of a domain: for which subgraphs it is read unasked; left out: for any. */
export function refusingFetches(
  agreed: readonly (readonly string[] | undefined)[],
): RefusesFetch | undefined {
  if (agreed.every((subgraphs) => subgraphs === undefined)) return undefined
  const serves = (subgraph: string) =>
    agreed.every((subgraphs) => subgraphs?.includes(subgraph) ?? true)
  return ({ asked, requiredBy }) => !asked && !requiredBy.every(serves)
}
