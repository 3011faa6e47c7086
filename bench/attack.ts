/**
 * What the attack on small cells learns in many towns, beside what chance makes of it.
 *
 * @module
 */

import { attack, beyondChance, type Guessed, scored } from '../test/disclosure-trial.ts'
import { type Figure, quantile } from './figure.ts'

const TOWNS = Number(process.env.KINDLIJN_BENCH_TOWNS ?? 60)
/** No town of the tests. */
const FIRST = Number(process.env.KINDLIJN_BENCH_FIRST_TOWN ?? 1_001)
const QUESTIONS = 500
/** What is found in 975 of 1,000, where the advantage is so large. */
const SURELY = 2 * 1.96

export async function attackFigure(): Promise<Figure> {
  const towns = Array.from({ length: TOWNS }, (_, i) => FIRST + i)
  const { cells, errors } = await attack({ towns, questions: QUESTIONS })
  const { right, followed } = scored(cells)
  const inAHundred = (guesses: number) => `${((100 * guesses) / cells.length).toFixed(1)} in 100`
  return {
    title: 'The attack on small cells',
    command: 'npm run bench -- attack',
    about: `In each of ${TOWNS} towns ${QUESTIONS} questions are asked (docs/disclosure.md), and of each of ${cells.length.toLocaleString('en')} planted cells of 0 to 9 the likeliest number is reckoned. By chance: the planted numbers of each district in all other orders that what is told of each area with what is hidden beside it allows. How closely what was learnt follows the numbers counts each guess by how sure it is, and sees a smaller advantage.`,
    head: ['', 'Measured', 'By chance', 'Standard deviations', 'At most'],
    rows: [
      [
        'right',
        `${right.found}`,
        `${right.byChance.toFixed(1)} ± ${right.deviation.toFixed(1)}`,
        beyondChance(right).toFixed(2),
        '3',
      ],
      ['followed', '', '', beyondChance(followed).toFixed(2), '3'],
      ['right, more than by chance', inAHundred(right.found - right.byChance), '', '', ''],
      ['an advantage that would be seen', inAHundred(SURELY * right.deviation), '', '', ''],
      ['correlation with the numbers that would be seen', seen(cells).toFixed(3), '', '', ''],
      ['median error of a number of 30 or more', `${quantile(errors, 0.5)}`, '', '', '2'],
    ],
  }
}

/** Within districts, of which the mean may be known. */
function seen(cells: readonly Guessed[]): number {
  const districts = new Set(cells.map(({ district }) => district)).size
  return SURELY / Math.sqrt(cells.length - districts)
}
