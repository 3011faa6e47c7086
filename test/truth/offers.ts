/**
 * The map of offers of the sandbox, line by line, and whether there is help in it for one child.
 *
 * @module
 */

import { SEED } from '../../cli/sandbox-parts.ts'
import { OFFER_COLUMNS, offerLines } from '../../sandbox/offers.ts'
import { WATERDAM } from '../../sandbox/population.ts'
import { addMonths } from './days.ts'
import { ageInMonths } from './lives.ts'
import type { KnownChild } from './people.ts'

/** By the situation of a child, as the graph calls it, in the words of the map. */
export const WANTED: Readonly<Record<string, string>> = {
  PARENTING: 'opvoeden',
  PSYCHOSOCIAL: 'psychosociaal',
  LANGUAGE_DELAY: 'taal kind',
  MOTOR_DELAY: 'motoriek',
  JOB_LOSS: 'geld',
}

type Line = Readonly<Record<(typeof OFFER_COLUMNS)[number], string>>

const MAP = [...offerLines(SEED)].slice(1).map((text): Line => {
  const cells = text.split(';')
  return Object.fromEntries(OFFER_COLUMNS.map((column, i) => [column, cells[i] ?? ''])) as Line
})

export function isHelped(child: KnownChild, situation: string, day: string): boolean {
  return MAP.some(
    (line) =>
      line.hulpvraag === WANTED[situation] &&
      line.gemeente === WATERDAM.code &&
      (line.werkgebied === '' || line.werkgebied.split(' ').includes(child.postcode4)) &&
      isOfAge(line, ageInMonths(child, day)) &&
      isOpen(line, day) &&
      isAtWork(line, day) &&
      Number(line.wachttijd_weken.replace(',', '.')) <= 8,
  )
}

function isOfAge({ leeftijd_vanaf, leeftijd_tot }: Line, months: number): boolean {
  return Number(leeftijd_vanaf) <= months && (leeftijd_tot === '' || months < Number(leeftijd_tot))
}

function isOpen({ vanaf, tot }: Line, day: string): boolean {
  return toDay(vanaf) <= day && (tot === '' || toDay(tot) >= day)
}

/** It took somebody in no longer than half a year before, or began since. */
function isAtWork({ laatste_instroom, vanaf, plekken }: Line, day: string): boolean {
  const halfAYearBefore = addMonths(day, -6)
  return plekken !== '0' && [laatste_instroom, vanaf].some((one) => toDay(one) >= halfAYearBefore)
}

/** `31-12-2025`; of what is empty, before everything. */
function toDay(dutch: string): string {
  return dutch.split('-').reverse().join('-')
}
