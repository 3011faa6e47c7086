/**
 * Where a server has a child of a pregnancy: the key that `child` keeps for it, and sends back when it is asked for.
 *
 * @module
 */

import { z } from 'zod'

export interface FetusAddress {
  /** Keys of Patient: the records of the woman. */
  readonly women: readonly [string, ...string[]]
  /** One of the names of her pregnancy. */
  readonly pregnancy: string
  readonly fetus: string
}

const Address = z.tuple([
  z.tuple([z.string()], z.string()),
  z.string(),
  z.string(),
]) satisfies z.ZodType<unknown>

export function toFetusKey({ women, pregnancy, fetus }: FetusAddress): string {
  return JSON.stringify([women, pregnancy, fetus])
}

/** Undefined for what is not ours. */
export function readFetusKey(key: string): FetusAddress | undefined {
  try {
    const [women, pregnancy, fetus] = Address.parse(JSON.parse(key))
    return { women, pregnancy, fetus }
  } catch {
    return undefined
  }
}
