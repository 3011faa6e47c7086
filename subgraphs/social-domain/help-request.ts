import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { AllocationVolume } from './allocation.ts'

export const HelpRequestKind = {
  ALLOCATION: 'ALLOCATION',
  NEW_PRODUCT: 'NEW_PRODUCT',
  CHANGE: 'CHANGE',
} as const
export type HelpRequestKind = keyof typeof HelpRequestKind

registerEnumType(HelpRequestKind, {
  name: 'HelpRequestKind',
  description: 'What a provider asks of the municipality.',
  valuesConfig: {
    ALLOCATION: { description: 'To allocate a product (verzoek om toewijzing, JW315).' },
    NEW_PRODUCT: { description: 'To add a product (verzoek om wijziging, JW317 NieuwProduct).' },
    CHANGE: {
      description: 'To change what is allocated (verzoek om wijziging, JW317 TeWijzigenProduct).',
    },
  },
})

export const HelpRequestAnswer = {
  GRANTED: 'GRANTED',
  REJECTED: 'REJECTED',
  UNDER_INVESTIGATION: 'UNDER_INVESTIGATION',
} as const
export type HelpRequestAnswer = keyof typeof HelpRequestAnswer

registerEnumType(HelpRequestAnswer, {
  name: 'HelpRequestAnswer',
  description: 'What the municipality answered.',
  valuesConfig: {
    GRANTED: { description: 'It allocated help under the reference of the request (JW301).' },
    REJECTED: { description: 'Verzoek afgewezen (JW319, WJ760 1).' },
    UNDER_INVESTIGATION: { description: 'Aanvraag in onderzoek (JW319, WJ760 2).' },
  },
})

const LABEL = 'In English; null for an unknown code.'

@ObjectType({ description: 'Youth help that a provider asked the municipality to allocate.' })
export class HelpRequest {
  @Field(() => ID, {
    description: 'Stable and opaque; the reference of the provider stays with the provider.',
  })
  readonly id!: string

  @Field(() => HelpRequestKind)
  readonly kind!: HelpRequestKind

  @Field(() => LocalDate, { description: 'The date of the message (Dagtekening).' })
  readonly requestedOn!: string

  @Field(() => String, {
    nullable: true,
    description:
      'The provider (aanbieder), by its AGB code. Null of a child whose address is secret.',
  })
  readonly provider!: string | null

  @Field(() => ID, { nullable: true, description: 'The allocation that is to be changed.' })
  readonly allocationId!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Productcategorie (iJw JZ020); of a change, as it is allocated.',
  })
  readonly productCategoryCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly productCategoryLabel!: string | null

  @Field(() => String, { nullable: true, description: 'Productcode, such as `45A03`.' })
  readonly productCode!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'From when it is asked.' })
  readonly from!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Until when it is asked.' })
  readonly to!: string | null

  @Field(() => AllocationVolume, { nullable: true })
  readonly volume!: AllocationVolume | null

  @Field(() => Int, { nullable: true, description: 'In eurocents.' })
  readonly budget!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Who referred the child: which kind of person, and not who (iJw COD327).',
  })
  readonly referrerTypeCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly referrerTypeLabel!: string | null

  @Field(() => String, { nullable: true, description: 'Reden verzoek (iJw WJ758).' })
  readonly reasonCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly reasonLabel!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a contract for the whole country (raamcontract); null where it was not told.',
  })
  readonly nationalContract!: boolean | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'From when a decision was given (BeschikkingIngangsdatum).',
  })
  readonly decisionFrom!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the provider knows who has custody (GezagsdragerBekend); null where it was not told.',
  })
  readonly custodianKnown!: boolean | null

  @Field(() => HelpRequestAnswer, { nullable: true, description: 'Null while there is none.' })
  readonly answer!: HelpRequestAnswer | null

  @Field(() => LocalDate, { nullable: true, description: 'The date of the message that says so.' })
  readonly answeredOn!: string | null

  @Field(() => String, { nullable: true, description: 'Reden afwijzing verzoek (iJw WJ759).' })
  readonly rejectionReasonCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly rejectionReasonLabel!: string | null

  /** Gemeentecode of whom the answer names as responsible (JW319, Woonplaatsbeginsel). */
  readonly responsibleMunicipality!: string | null
}
