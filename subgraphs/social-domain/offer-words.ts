/**
 * The words for help that is offered near home, and for where there is none.
 *
 * @module
 */

import 'reflect-metadata'
import { registerEnumType } from 'type-graphql'

export const SupportNeed = {
  PARENTING: 'PARENTING',
  PSYCHOSOCIAL: 'PSYCHOSOCIAL',
  LANGUAGE_DELAY: 'LANGUAGE_DELAY',
  MOTOR_DELAY: 'MOTOR_DELAY',
  LANGUAGE_OF_PARENTS: 'LANGUAGE_OF_PARENTS',
  PREGNANCY: 'PREGNANCY',
  MONEY: 'MONEY',
  HOUSING: 'HOUSING',
  ADDICTION: 'ADDICTION',
  CONTACT: 'CONTACT',
} as const
export type SupportNeed = keyof typeof SupportNeed

registerEnumType(SupportNeed, {
  name: 'SupportNeed',
  description: 'What an offer is for (hulpvraag).',
  valuesConfig: {
    PARENTING: { description: 'Opvoeden.' },
    PSYCHOSOCIAL: { description: 'Psychosociaal.' },
    LANGUAGE_DELAY: { description: 'Taal van het kind.' },
    MOTOR_DELAY: { description: 'Motoriek.' },
    LANGUAGE_OF_PARENTS: { description: 'Taal van de ouders.' },
    PREGNANCY: { description: 'Zwangerschap en kinderwens.' },
    MONEY: { description: 'Geld en werk.' },
    HOUSING: { description: 'Wonen.' },
    ADDICTION: { description: 'Verslaving.' },
    CONTACT: { description: 'Ontmoeting.' },
  },
})

export const OfferVerdict = {
  AVAILABLE: 'AVAILABLE',
  WAITING: 'WAITING',
  THIN: 'THIN',
  NONE: 'NONE',
  CANNOT_TELL: 'CANNOT_TELL',
} as const
export type OfferVerdict = keyof typeof OfferVerdict

/** One sentence for each. */
export const VERDICTS: Readonly<Record<OfferVerdict, string>> = {
  AVAILABLE: 'There is an offer that took somebody in lately.',
  WAITING: 'All that took somebody in lately have a waiting time of more than eight weeks.',
  THIN: 'There is an offer on paper: none of them took anybody in for half a year.',
  NONE: 'The map of offers is there, and has none.',
  CANNOT_TELL: 'There is no map of offers, nothing is in it, or it is older than was promised.',
}

registerEnumType(OfferVerdict, {
  name: 'OfferVerdict',
  description: 'Whether there is help for a need, in an area, at an age.',
  valuesConfig: Object.fromEntries(
    Object.entries(VERDICTS).map(([verdict, description]) => [verdict, { description }]),
  ),
})
