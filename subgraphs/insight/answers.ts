/**
 * Every question that has a receipt: answered once, and again when somebody wants to see whether it still is so.
 *
 * @module
 */

import { type Grid, JUDGING } from '../../privacy/disclosure.ts'
import { NOISE } from '../../privacy/disclosure-noise.ts'
import { memo } from '../../privacy/memo.ts'
import {
  type Basis,
  canonical,
  type Difference,
  differencesOf,
  hashOf,
  isWhole,
  makeReceipt,
  type Receipt,
} from '../../privacy/receipt.ts'
import { GraphError } from '../../schema/errors.ts'
import { cohortTable, wholeCohort } from './cohort-count.ts'
import { COHORTS, leafOf } from './cohort-definition.ts'
import type { CohortInput } from './cohort-input.ts'
import { aroundEvent } from './compare-around.ts'
import { nameOf } from './count.ts'
import { CHILDREN } from './count-children.ts'
import type { Desk } from './desk.ts'
import type { Edition } from './edition.ts'
import type { Replay } from './receipt-types.ts'
import { indicatorSeries } from './series.ts'
import type { DisclosureMethod, IndicatorDefinition, ReadAt } from './tell-types.ts'

interface Answer extends ReadAt {
  /** Left out: children are counted. */
  readonly indicator?: IndicatorDefinition
  readonly method: DisclosureMethod
}

/** By the field of the graph. What it takes is in a receipt as JSON. */
const ANSWERS = {
  indicatorSeries,
  compareAround: aroundEvent,
  cohort: wholeCohort,
  'cohort.table': cohortTable,
} satisfies Record<string, (desk: Desk, asked: never) => Promise<Answer>>

/** With its receipt, which is kept before anything is told. */
export async function answered<A, T extends Answer>(
  desk: Desk,
  asked: A,
  field: keyof typeof ANSWERS,
  answer: (desk: Desk, asked: A) => Promise<T>,
): Promise<T & { readonly receipt: Receipt }> {
  const told = await answer(desk, asked)
  return { ...told, receipt: await desk.receipts.keep(receiptOf(desk, field, asked, told)) }
}

/** Of an answer to the same project. Throws ARGUMENT_INVALID for what is no receipt of it, or was changed. */
export async function replay(
  id: string,
  { find, openDesk }: { find: (id: string) => Promise<Receipt | undefined>; openDesk: OpenAt },
): Promise<Replay> {
  const before = await find(id)
  if (!before || !isWhole(before)) throw new GraphError('ARGUMENT_INVALID')
  const { field, arguments: asked } = before.question
  const desk = await openDesk(before)
  if (desk.project !== before.project || !isAnswered(field))
    throw new GraphError('ARGUMENT_INVALID')
  const answer = await reckonAgain(desk, field, asked)
  if (!answer) {
    return { same: false, because: whyNot(before, desk), drifted: 0, before, now: null }
  }
  const now = receiptOf(desk, field, asked, answer)
  const because = differencesOf(before, now)
  return { same: because.length === 0, because, drifted: desk.drifted(), before, now }
}

/** Undefined: by what there is now, it is no question. */
async function reckonAgain(
  desk: Desk,
  field: keyof typeof ANSWERS,
  asked: unknown,
): Promise<Answer | undefined> {
  try {
    return await ANSWERS[field](desk, asked as never)
  } catch (error) {
    if (error instanceof GraphError && error.code === 'ARGUMENT_INVALID') return undefined
    throw error
  }
}

/** What it was answered by and is not there any more: a definition, a value of the grid. */
function whyNot(before: Receipt, { catalogue, edition }: Desk): readonly Difference[] {
  const known = new Set([CHILDREN, ...catalogue.map(nameOf), ...COHORTS.map(leafOf)])
  const definitions = before.definitions.filter((name) => known.has(name))
  return differencesOf(before, { ...before, definitions, grid: gridHash(edition), answerHash: '' })
}

function gridHash({ grid }: Edition): string {
  return hashOfGrid(grid)
}

const hashOfGrid = memo(new WeakMap<Grid, string>(), (grid) => hashOf(grid).slice(0, 16))

/** As of then. */
type OpenAt = (when: Pick<Receipt, 'knownAt' | 'validOn' | 'without' | 'since'>) => Promise<Desk>

function isAnswered(field: string): field is keyof typeof ANSWERS {
  return Object.hasOwn(ANSWERS, field)
}

interface Choosing {
  readonly within?: CohortInput | null
  readonly is?: CohortInput
}

/** What was left of the budget, how sources fare today, and the words of a definition are not part of an answer. */
function receiptOf(
  desk: Desk,
  field: string,
  asked: unknown,
  { method, sources, incomplete: _, indicator, ...numbers }: Answer,
): Receipt {
  const { edition, project, linkRules } = desk
  const { within, is = within } = asked as Choosing
  const cohort = COHORTS.find(({ id }) => id === is?.definition)
  const counted = indicator ? nameOf(indicator) : CHILDREN
  const basis: Basis = {
    project,
    question: { field, arguments: JSON.parse(canonical(asked)) },
    knownAt: edition.knownAt,
    validOn: edition.today,
    definitions: [counted, ...(cohort ? [leafOf(cohort)] : [])],
    linkRules,
    disclosure: `k=${method.k}; ${JUDGING}; ${NOISE}`,
    grid: gridHash(edition),
    ...(edition.without.length > 0 && { without: edition.without }),
    ...(Object.keys(edition.since).length > 0 && { since: edition.since }),
  }
  return makeReceipt(basis, numbers, sources, desk.now())
}
