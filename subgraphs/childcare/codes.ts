/**
 * The short lists of words in which providers and the register speak.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'

export const EnrolmentEndReason = {
  AGE_FOUR: 'AGE_FOUR',
  MOVED: 'MOVED',
  COST: 'COST',
  JOB_LOSS: 'JOB_LOSS',
  OTHER: 'OTHER',
} as const
export type EnrolmentEndReason = keyof typeof EnrolmentEndReason

registerEnumType(EnrolmentEndReason, {
  name: 'EnrolmentEndReason',
  description: 'Why a contract with a childcare provider ends (reden_einde).',
  valuesConfig: {
    AGE_FOUR: { description: 'The child turns four, and goes to school (vier-jaar).' },
    MOVED: { description: 'The family moves (verhuizing).' },
    COST: { description: 'It costs too much (kosten).' },
    JOB_LOSS: {
      description: 'A parent lost work, and with it the childcare benefit (baanverlies).',
    },
    OTHER: { description: 'Another reason (overig).' },
  },
})

export const ChildcareFinancing = {
  KINDEROPVANGTOESLAG: 'KINDEROPVANGTOESLAG',
  SMI: 'SMI',
  MUNICIPALITY: 'MUNICIPALITY',
  OWN: 'OWN',
} as const
export type ChildcareFinancing = keyof typeof ChildcareFinancing

registerEnumType(ChildcareFinancing, {
  name: 'ChildcareFinancing',
  description: 'Who pays for a place in childcare (financiering).',
  valuesConfig: {
    KINDEROPVANGTOESLAG: { description: 'The childcare benefit for working parents (KOT).' },
    SMI: { description: 'The municipality, for a social or medical reason (SMI).' },
    MUNICIPALITY: { description: 'The municipality, for another reason (gemeente).' },
    OWN: { description: 'The parents alone (eigen).' },
  },
})

export const VveIndicatedBy = { JGZ: 'JGZ', MUNICIPALITY: 'MUNICIPALITY' } as const
export type VveIndicatedBy = keyof typeof VveIndicatedBy

registerEnumType(VveIndicatedBy, {
  name: 'VveIndicatedBy',
  description: 'Who indicated a child for early childhood education (indicatie_door).',
  valuesConfig: {
    JGZ: { description: 'Youth health care.' },
    MUNICIPALITY: { description: 'The municipality (gemeente).' },
  },
})

export const EmergencyGround = {
  CRUCIAL_WORK: 'CRUCIAL_WORK',
  VULNERABLE: 'VULNERABLE',
  OTHER: 'OTHER',
} as const
export type EmergencyGround = keyof typeof EmergencyGround

registerEnumType(EmergencyGround, {
  name: 'EmergencyGround',
  description: 'Why a child has emergency childcare (noodopvang_grond).',
  valuesConfig: {
    CRUCIAL_WORK: { description: 'A parent has work that cannot wait (cruciaal-beroep).' },
    VULNERABLE: { description: 'The child or the family is vulnerable (kwetsbaar).' },
    OTHER: { description: 'Another reason (overig).' },
  },
})

export const ChildcareKind = { KDV: 'KDV', BSO: 'BSO', VGO: 'VGO', GOB: 'GOB', PSZ: 'PSZ' } as const
export type ChildcareKind = keyof typeof ChildcareKind

registerEnumType(ChildcareKind, {
  name: 'ChildcareKind',
  description: 'What sort of childcare a location offers (type_oko).',
  valuesConfig: {
    KDV: { description: 'Day care (kinderdagverblijf).' },
    BSO: { description: 'After-school care (buitenschoolse opvang).' },
    VGO: { description: 'A childminder (voorziening voor gastouderopvang).' },
    GOB: { description: 'An agency for childminders (gastouderbureau).' },
    PSZ: { description: 'A playgroup (peuterspeelzaal). No longer given out since 2018.' },
  },
})
