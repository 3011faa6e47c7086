/**
 * The words for handovers between organisations.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'

export const HandoverStep = {
  SENT: 'SENT',
  RECEIVED: 'RECEIVED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  FIRST_CONTACT: 'FIRST_CONTACT',
} as const
export type HandoverStep = keyof typeof HandoverStep

registerEnumType(HandoverStep, {
  name: 'HandoverStep',
  description: 'What has to be done before a handover (overdracht) is done.',
  valuesConfig: {
    SENT: { description: 'Who hands over sent it.' },
    RECEIVED: { description: 'Who takes over has it.' },
    ACKNOWLEDGED: { description: 'Who takes over answered.' },
    FIRST_CONTACT: { description: 'Who takes over saw the child.' },
  },
})

export const HandoverRoute = {
  BIRTH_CARE_TO_JGZ: 'BIRTH_CARE_TO_JGZ',
  JGZ_TO_CHILDCARE: 'JGZ_TO_CHILDCARE',
  CHILDCARE_TO_JGZ: 'CHILDCARE_TO_JGZ',
  JGZ_TO_SOCIAL_DOMAIN: 'JGZ_TO_SOCIAL_DOMAIN',
  SOCIAL_DOMAIN_TO_JGZ: 'SOCIAL_DOMAIN_TO_JGZ',
  JGZ_TO_JGZ: 'JGZ_TO_JGZ',
  CHILDCARE_TO_SCHOOL: 'CHILDCARE_TO_SCHOOL',
} as const
export type HandoverRoute = keyof typeof HandoverRoute

registerEnumType(HandoverRoute, {
  name: 'HandoverRoute',
  description: 'From whom to whom a child is handed over.',
  valuesConfig: {
    BIRTH_CARE_TO_JGZ: { description: 'After a birth.' },
    JGZ_TO_CHILDCARE: { description: 'For early childhood education (VVE).' },
    JGZ_TO_SOCIAL_DOMAIN: { description: 'A referral to youth help or to the neighbourhood team.' },
    JGZ_TO_JGZ: { description: 'After a move.' },
    CHILDCARE_TO_SCHOOL: {
      description: 'At the fourth birthday. No registry of schools is linked.',
    },
  },
})

export const HandoverState = {
  NOT_SENT: 'NOT_SENT',
  SENT: 'SENT',
  RECEIVED: 'RECEIVED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  FOLLOWED_UP: 'FOLLOWED_UP',
  OVERDUE: 'OVERDUE',
  LOST: 'LOST',
  CANNOT_TELL: 'CANNOT_TELL',
} as const
export type HandoverState = keyof typeof HandoverState

/** One sentence for each; never anything of a child. */
export const HANDOVER_STATES: Readonly<Record<HandoverState, string>> = {
  NOT_SENT: 'Nothing of it is recorded yet, and it is in time.',
  SENT: 'Who hands over sent it, and it is in time.',
  RECEIVED: 'Who takes over has it, and it is in time.',
  ACKNOWLEDGED: 'Who takes over answered, and it is in time.',
  FOLLOWED_UP: 'Who takes over saw the child.',
  OVERDUE: 'The next step was not taken in time.',
  LOST: 'Who hands over sent it, and who takes over has nothing.',
  CANNOT_TELL: 'One of the sides could not be asked, or does not record it.',
}

registerEnumType(HandoverState, {
  name: 'HandoverState',
  description: 'How far a handover is, by what both of its sides recorded.',
  valuesConfig: Object.fromEntries(
    Object.entries(HANDOVER_STATES).map(([state, description]) => [state, { description }]),
  ),
})
