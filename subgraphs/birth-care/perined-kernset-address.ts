/**
 * Where the delivery store has a child of a pregnancy: the key that `child` keeps for it.
 *
 * Before the birth nobody says how many there are: there is one, and the first to be born takes its place.
 *
 * @module
 */

import { z } from 'zod'
import type { FoldedChild } from './perined-kernset-fold.ts'

export interface ChildAddress {
  /** A blind index. */
  readonly dossier: string
  readonly child: string
}

const Address = z.tuple([z.string(), z.string()])

export function toChildKey({ dossier, child }: ChildAddress): string {
  return JSON.stringify([dossier, child])
}

/** Undefined for what is not ours. */
export function readChildKey(key: string): ChildAddress | undefined {
  try {
    const [dossier, child] = Address.parse(JSON.parse(key))
    return { dossier, child }
  } catch {
    return undefined
  }
}

/** By its rank; else by its place, which says nothing about it. */
export function nameOfChild({ facts }: Pick<FoldedChild, 'facts'>, place: number): string {
  return facts.rank === null ? `#${place + 1}` : String(facts.rank)
}
