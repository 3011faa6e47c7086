/**
 * The words for a contact between a professional and a family, whatever the domain.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'

export const ContactForm = {
  FACE_TO_FACE: 'FACE_TO_FACE',
  HOME_VISIT: 'HOME_VISIT',
  VIDEO: 'VIDEO',
  PHONE: 'PHONE',
  TEXT: 'TEXT',
  LETTER: 'LETTER',
  WALK_IN: 'WALK_IN',
  GROUP: 'GROUP',
  OTHER: 'OTHER',
} as const
export type ContactForm = keyof typeof ContactForm

registerEnumType(ContactForm, {
  name: 'ContactForm',
  description: 'How a contact took place (vorm; BDS 1577, W0679).',
  valuesConfig: {
    VIDEO: { description: 'Beeldbellen (01).' },
    LETTER: { description: 'Brief of e-mail (02).' },
    FACE_TO_FACE: { description: 'On location (03).' },
    GROUP: { description: 'Groepsbijeenkomst (04) or groepsvaccinatie (05).' },
    HOME_VISIT: { description: 'Huisbezoek (06).' },
    WALK_IN: { description: 'Inloop (07).' },
    TEXT: { description: 'Chat or text message (08).' },
    PHONE: { description: 'Telefonisch (09).' },
  },
})

export const ContactStatus = {
  PLANNED: 'PLANNED',
  REALISED: 'REALISED',
  NO_SHOW: 'NO_SHOW',
  CANCELLED_BY_FAMILY: 'CANCELLED_BY_FAMILY',
  CANCELLED_BY_PROVIDER: 'CANCELLED_BY_PROVIDER',
  NOT_WANTED: 'NOT_WANTED',
  NOT_REALISED: 'NOT_REALISED',
} as const
export type ContactStatus = keyof typeof ContactStatus

registerEnumType(ContactStatus, {
  name: 'ContactStatus',
  description: 'What became of a contact (status; BDS 1605, W0690).',
  valuesConfig: {
    PLANNED: { description: 'Lies ahead.' },
    REALISED: { description: 'Gerealiseerd (01).' },
    NO_SHOW: { description: 'Not realised, without notice (02) or with late notice (04).' },
    CANCELLED_BY_FAMILY: {
      description: 'Not realised, with notice (03) or in consultation (06).',
    },
    NOT_WANTED: { description: 'Not realised: no interest (05).' },
    CANCELLED_BY_PROVIDER: { description: 'Cancelled by the organisation (07).' },
    NOT_REALISED: { description: 'Not realised, reason not specified (08).' },
  },
})

export const ContactInitiative = {
  SCHEDULE: 'SCHEDULE',
  FAMILY: 'FAMILY',
  PROFESSIONAL: 'PROFESSIONAL',
  OTHER_DOMAIN: 'OTHER_DOMAIN',
} as const
export type ContactInitiative = keyof typeof ContactInitiative

registerEnumType(ContactInitiative, {
  name: 'ContactInitiative',
  description: 'Who took the initiative (verzoeker; W0659).',
  valuesConfig: {
    SCHEDULE: { description: 'The regular programme: supply-driven.' },
    FAMILY: { description: 'A parent (02) or the client (03).' },
    PROFESSIONAL: { description: 'The organisation itself, on indication (07).' },
    OTHER_DOMAIN: {
      description:
        'School or childcare (01), general practitioner (04), care structures (05), Veilig Thuis (08).',
    },
  },
})
