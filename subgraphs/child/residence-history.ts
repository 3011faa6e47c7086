import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { PartialDate } from '../../schema/scalars.ts'
import { Municipality } from './residence.ts'

export const StayKind = {
  ADDRESS: 'ADDRESS',
  LOCATION: 'LOCATION',
  ABROAD: 'ABROAD',
  UNKNOWN: 'UNKNOWN',
} as const
export type StayKind = keyof typeof StayKind

registerEnumType(StayKind, {
  name: 'StayKind',
  description: 'What sort of place it was.',
  valuesConfig: {
    ADDRESS: { description: 'Adres.' },
    LOCATION: { description: 'A place that has no address, such as a boat (locatie).' },
    ABROAD: { description: 'In another country (verblijfplaats buitenland); which, is not told.' },
    UNKNOWN: { description: 'Nobody knows where (verblijfplaats onbekend), or of a new sort.' },
  },
})

export const StayChange = {
  MOVED_WITHIN: 'MOVED_WITHIN',
  MOVED_BETWEEN: 'MOVED_BETWEEN',
  LEFT: 'LEFT',
  CAME: 'CAME',
} as const
export type StayChange = keyof typeof StayChange

registerEnumType(StayChange, {
  name: 'StayChange',
  description: 'How a stay follows from the one before it.',
  valuesConfig: {
    MOVED_WITHIN: { description: 'To another place in the same municipality.' },
    MOVED_BETWEEN: { description: 'From another municipality.' },
    LEFT: { description: 'Out of the municipalities: emigrated, or gone where nobody knows.' },
    CAME: { description: 'From another country, or from where nobody knows.' },
  },
})

@ObjectType({
  description:
    'That a child lived somewhere for a time (verblijfplaatshistorie): in which municipality, and no address.',
})
export class Stay {
  @Field(() => StayKind)
  readonly kind!: StayKind

  @Field(() => Municipality, {
    nullable: true,
    description: 'Gemeente van inschrijving; null abroad, and where nobody knows.',
  })
  readonly municipality!: Municipality | null

  @Field(() => PartialDate, { nullable: true, description: 'Since when (datum van).' })
  readonly from!: string | null

  @Field(() => PartialDate, {
    nullable: true,
    description: 'When the next began (datum tot); null while it lasts, or where nobody knows.',
  })
  readonly until!: string | null

  @Field(() => StayChange, {
    nullable: true,
    description: 'Null of the first that is told.',
  })
  readonly change!: StayChange | null
}

export interface StaysRecord {
  /** Oldest first. Null where the address is secret. */
  readonly stays: readonly Stay[] | null
}
