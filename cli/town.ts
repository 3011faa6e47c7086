/**
 * Which town is asked for: how large, and what is different in it.
 *
 * @module
 */

import { isDeepStrictEqual } from 'node:util'
import { type Scenario, USUAL } from '../sandbox/scenario.ts'
import { Mistake } from './say.ts'

export interface Town {
  readonly children: number
  readonly scenario: Scenario
}

/** For `parseArgs`. */
export const TOWN_OPTIONS = {
  children: { type: 'string' },
  event: { type: 'string' },
  degrade: { type: 'string' },
  delay: { type: 'string' },
} as const

export type TownValues = { readonly [O in keyof typeof TOWN_OPTIONS]?: string | undefined }

const DEFAULT: Town = { children: 2_000, scenario: USUAL }
const EVENTS: readonly Scenario['event'][] = ['none', 'lockdown']
const DEGRADES: readonly Scenario['degrade'][] = ['usual', 'names', 'none']

/** What is not said stays as it is. */
export function toTown(values: TownValues, made: Town = DEFAULT): Town {
  const { event, degrade, jgzDelayDays } = made.scenario
  return {
    children: toCount(values.children) ?? made.children,
    scenario: {
      event: oneOf('event', EVENTS, values.event) ?? event,
      degrade: oneOf('degrade', DEGRADES, values.degrade) ?? degrade,
      jgzDelayDays: toDelay(values.delay) ?? jgzDelayDays,
    },
  }
}

export function isSameTown(one: Town, other: Town | undefined): boolean {
  return one.children === other?.children && isDeepStrictEqual(one.scenario, other.scenario)
}

/** `Waterdam, 2000 children, event lockdown`. */
export function nameOf({ children, scenario }: Town): string {
  const { event, degrade, jgzDelayDays } = scenario
  return [
    `Waterdam, ${children} children`,
    ...(event === 'none' ? [] : [`event ${event}`]),
    ...(degrade === 'usual' ? [] : [`degrade ${degrade}`]),
    ...(jgzDelayDays === 0 ? [] : [`jgz ${jgzDelayDays} days later`]),
  ].join(', ')
}

function toCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  if (count >= 40 && count <= 1_000_000) return count
  throw new Mistake('--children takes a number from 40 to 1000000.')
}

function oneOf<T extends string>(
  option: string,
  words: readonly T[],
  text: string | undefined,
): T | undefined {
  const word = words.find((one) => one === text)
  if (text === undefined || word !== undefined) return word
  throw new Mistake(`--${option} takes ${words.join(', ')}.`)
}

function toDelay(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const days = Number(/^jgz=(\d{1,3})d$/.exec(text)?.[1] ?? Number.NaN)
  if (days <= 365) return days
  throw new Mistake('--delay takes jgz=30d: so many days, 365 at most.')
}
