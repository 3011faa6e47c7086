import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../schema/scalars.ts'
import type { LinkEvent, LinkState } from './link-events.ts'
import type { Weight } from './linkage/model.ts'

export const LinkCertainty = {
  EXACT: 'EXACT',
  PROBABLE: 'PROBABLE',
  POSSIBLE: 'POSSIBLE',
  NONE: 'NONE',
} as const
export type LinkCertainty = keyof typeof LinkCertainty

registerEnumType(LinkCertainty, {
  name: 'LinkCertainty',
  description: 'How sure it is that a record is of a child (zekerheid van de koppeling).',
  valuesConfig: {
    EXACT: { description: 'A rule, or a person, says so.' },
    PROBABLE: { description: 'A score says so: no rule does, and nobody looked.' },
    POSSIBLE: { description: 'For a person to decide. Nothing of it is read meanwhile.' },
    NONE: { description: 'Broken or refused. Nothing of it is read.' },
  },
})

export const LinkDecider = { RULE: 'RULE', MODEL: 'MODEL', PERSON: 'PERSON' } as const
export type LinkDecider = keyof typeof LinkDecider

registerEnumType(LinkDecider, {
  name: 'LinkDecider',
  description: 'Who or what decided about a link.',
  valuesConfig: {
    RULE: { description: 'A rule, such as the same BSN.' },
    MODEL: { description: 'A score of what agrees and what differs.' },
    PERSON: { description: 'Somebody, with a reason. No rule overrules that.' },
  },
})

export const LinkEventKind = {
  MADE: 'MADE',
  BROKEN: 'BROKEN',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
  SPLIT: 'SPLIT',
  PROMOTED_AT_BIRTH: 'PROMOTED_AT_BIRTH',
  RESCORED: 'RESCORED',
} as const
export type LinkEventKind = keyof typeof LinkEventKind

registerEnumType(LinkEventKind, {
  name: 'LinkEventKind',
  description: 'What happened to a link.',
  valuesConfig: {
    MADE: { description: 'Linked.' },
    BROKEN: { description: 'Not linked any more.' },
    CONFIRMED: { description: 'A person decided that the two are the same.' },
    REJECTED: { description: 'A person decided that they are not.' },
    SPLIT: { description: 'One child turned out to be two; both keep their ids.' },
    PROMOTED_AT_BIRTH: { description: 'An unborn child was born, and keeps its id.' },
    RESCORED: { description: 'Still linked, with other weights or by another version.' },
  },
})

@ObjectType({
  description: 'One step of the waterfall: how far a field agrees, and what that weighs. No value.',
})
export class LinkWeight {
  @Field(() => String, {
    description:
      'What is compared: `familyName`, `birthDate`, `bsn`, …; `prior` for how likely it is before anything is compared.',
  })
  readonly field!: string

  @Field(() => String, {
    nullable: true,
    description: 'On which level it agrees: `exact`, `near`, `different`, `missing`, …',
  })
  readonly agreement!: string | null

  @Field(() => Float, { description: 'In bits. All of them together are the score.' })
  readonly weight!: number
}

@ObjectType({ description: 'What happened to a link, and why. Never changed afterwards.' })
export class LinkHistoryEntry {
  @Field(() => DateTime)
  readonly at!: Date

  @Field(() => LinkEventKind)
  readonly what!: LinkEventKind

  @Field(() => LinkDecider)
  readonly decidedBy!: LinkDecider

  @Field(() => String, { nullable: true, description: 'In the words of the person who decided.' })
  readonly reason!: string | null
}

@ObjectType({
  description:
    'That a record in a registry is of a child (koppeling). Nothing is merged: broken, and the next answer is without it.',
})
export class Link {
  @Field(() => ID)
  readonly id!: string

  @Field(() => LinkCertainty)
  readonly certainty!: LinkCertainty

  @Field(() => Float, {
    nullable: true,
    description: 'Of how far the two records agree, in bits; never of a person. Null without one.',
  })
  readonly score!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Which version of which rule or model decided; null where a person did.',
  })
  readonly ruleVersion!: string | null

  @Field(() => LinkDecider)
  readonly decidedBy!: LinkDecider

  @Field(() => DateTime, {
    nullable: true,
    description: 'Null for what needs no decision: a registry that has the child under its BSN.',
  })
  readonly decidedAt!: Date | null

  @Field(() => [LinkWeight], { description: 'The waterfall of weights that adds up to the score.' })
  readonly evidence!: readonly LinkWeight[]

  @Field(() => [LinkHistoryEntry], { description: 'Oldest first.' })
  readonly history!: readonly LinkHistoryEntry[]
}

export function toLink(state: LinkState): Link {
  const { id, certainty, score, version, decidedBy, decidedAt, evidence, history } = state
  return {
    id,
    certainty: state.isActive ? certainty : 'NONE',
    score,
    ruleVersion: version,
    decidedBy,
    decidedAt,
    evidence: toWeights(evidence),
    history: history.map(toEntry),
  }
}

export function toWeights(evidence: readonly Weight[]): readonly LinkWeight[] {
  return evidence.map(({ of, level, weight }) => ({ field: of, agreement: level, weight }))
}

function toEntry({ at, kind, decidedBy, reason }: LinkEvent): LinkHistoryEntry {
  return { at, what: kind, decidedBy, reason: decidedBy === 'PERSON' ? reason : null }
}
