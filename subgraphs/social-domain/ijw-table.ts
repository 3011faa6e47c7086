/**
 * The words in which the tables of iJw are written: elements, what they hold, and what becomes of it.
 *
 * @module
 */

import { SEALED } from '../person-columns.ts'
import { RETURN_CODE, type TextForm } from './ijw-forms.ts'

/** An element with text. */
export interface Leaf {
  readonly form: TextForm
  /** Where in what we make of a message; `kept` for what has no field of its own. */
  readonly field: string
  /** Why it is not kept: then its form is looked at, and it is forgotten. */
  readonly withheld?: string
  /** As what of the child it is kept under seal, for linking. */
  readonly sealed?: SealedAs
}

export type SealedAs = 'familyName' | 'prefix' | 'givenNames' | 'initials'

export interface ElementRule {
  readonly namespace: string
  readonly name: string
  readonly optional: boolean
  readonly repeats: boolean
  /** Told of by a record of its own. */
  readonly isRecord: boolean
  /** Text, or other elements in this order. */
  readonly holds: Leaf | readonly ElementRule[]
}

export const read = (form: TextForm, field: string): Leaf => ({ form, field })
export const kept = (form: TextForm): Leaf => ({ form, field: 'kept' })
export const withheld = (form: TextForm, why: string): Leaf => ({
  form,
  field: 'kept',
  withheld: why,
})

export const sealed = (form: TextForm, as: SealedAs): Leaf => ({
  form,
  field: SEALED,
  sealed: as,
})

type Holds = ElementRule['holds']

export interface Words {
  readonly one: (name: string, holds: Holds) => ElementRule
  readonly maybe: (name: string, holds: Holds) => ElementRule
  readonly many: (name: string, holds: Holds) => ElementRule
  /** What a receiver judges (berichtklasse): in an answer, codes of return stand at its end. */
  readonly judged: (holds: readonly ElementRule[], codes?: Leaf) => readonly ElementRule[]
  readonly isAnswer: boolean
}

const STANDARD = 'http://www.istandaarden.nl/ijw/3_2'

export const namespaceOf = (schema: string) => `${STANDARD}/${schema}/schema`

/** Of the elements of one schema. */
export function wordsOf(schema: string, isAnswer = false): Words {
  const namespace = namespaceOf(schema)
  const rule = (optional: boolean, repeats: boolean) => (name: string, holds: Holds) => ({
    namespace,
    name,
    optional,
    repeats,
    isRecord: false,
    holds,
  })
  const one = rule(false, false)
  const many = rule(false, true)
  return {
    one,
    maybe: rule(true, false),
    many,
    judged: (holds, codes = read(RETURN_CODE, 'returned.codes')) =>
      isAnswer ? [...holds, one('RetourCodes', [many('RetourCode', codes)])] : holds,
    isAnswer,
  }
}

export function record(rule: ElementRule): ElementRule {
  return { ...rule, isRecord: true }
}

export function isGroup(holds: Holds): holds is readonly ElementRule[] {
  return Array.isArray(holds)
}
