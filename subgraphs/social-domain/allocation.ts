import { Field, ID, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

const LABEL = 'In English; null for an unknown code.'

@ObjectType({ description: 'How much help (omvang).' })
export class AllocationVolume {
  @Field(() => Int, { description: 'So many of the unit (volume).' })
  readonly amount!: number

  @Field(() => String, { description: 'Eenheid (iJw WJ756).' })
  readonly unitCode!: string

  @Field(() => String, { nullable: true, description: LABEL })
  readonly unitLabel!: string | null

  @Field(() => String, { description: 'Frequentie (iJw WMO757).' })
  readonly frequencyCode!: string

  @Field(() => String, { nullable: true, description: LABEL })
  readonly frequencyLabel!: string | null
}

@ObjectType({
  description:
    'Youth help that the municipality allocated (toegewezen product), with what the provider told of its delivery. One that was removed is not shown.',
})
export class Allocation {
  @Field(() => ID, {
    description: 'Stable and opaque; the number of the allocation stays with the municipality.',
  })
  readonly id!: string

  @Field(() => String, {
    nullable: true,
    description: 'Productcategorie (iJw JZ020); null where the provider chooses.',
  })
  readonly productCategoryCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly productCategoryLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Productcode, such as `45A03`; null where the provider chooses.',
  })
  readonly productCode!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'The provider (aanbieder), by its AGB code. Null of a child whose address is secret.',
  })
  readonly provider!: string | null

  @Field(() => DateTime, {
    description: 'When it was allocated as it stands now (Toewijzingsdatum, Toewijzingstijd).',
  })
  readonly allocatedAt!: string

  @Field(() => LocalDate, { description: 'From when it is valid (Ingangsdatum).' })
  readonly from!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it is valid (Einddatum); null where no end is known.',
  })
  readonly to!: string | null

  @Field(() => Boolean, {
    description:
      'Allocated after it became valid, as is done for certified institutions (gecertificeerde instellingen), which may begin at once.',
  })
  readonly retroactive!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Reden wijziging (iJw JZ002) of how it stands now; null where it is as at first.',
  })
  readonly changeReasonCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly changeReasonLabel!: string | null

  @Field(() => AllocationVolume, { nullable: true, description: 'Null where none was set.' })
  readonly volume!: AllocationVolume | null

  @Field(() => Int, { nullable: true, description: 'In eurocents; null where none was set.' })
  readonly budget!: number | null

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day of delivery (JW305 Begindatum); null where the provider told of none.',
  })
  readonly start!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of delivery (JW307 Einddatum); null while it goes on.',
  })
  readonly stop!: string | null

  @Field(() => String, { nullable: true, description: 'Reden beëindiging (iJw JZ588).' })
  readonly stopReasonCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly stopReasonLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Hulpvorm, by the codes of the statistics on youth help (CBS); null where the product category does not say.',
  })
  readonly cbsHulpvormCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly cbsHulpvormLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Reden beëindiging jeugdhulp, by the codes of the same statistics.',
  })
  readonly cbsEndReasonCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly cbsEndReasonLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Verwijzer, by the codes of the same statistics; null where no request told who referred.',
  })
  readonly cbsReferrerCode!: string | null

  @Field(() => String, { nullable: true, description: LABEL })
  readonly cbsReferrerLabel!: string | null

  @Field(() => DateTime, {
    description: 'The date of the last message that counts (Dagtekening); a day, without its time.',
  })
  readonly recordedAt!: string

  /** Gemeentecode of who allocated it; null where an older version of ours did not keep it. */
  readonly municipality!: string | null
  /** Since when we were told of the start … */
  readonly startRecordedAt!: string | null
  /** … and of the stop. */
  readonly stopRecordedAt!: string | null
}
