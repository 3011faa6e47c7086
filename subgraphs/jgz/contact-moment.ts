import { Field, ID, ObjectType } from 'type-graphql'
import { ContactForm, ContactInitiative, ContactStatus } from '../../schema/contact.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'A contact between youth health care and the family, planned or past (activiteit; BDS R018).',
})
export class ContactMoment {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => LocalDate, { description: 'The day on which it took place, or is planned.' })
  readonly date!: string

  @Field(() => String, {
    nullable: true,
    description:
      'What it was (soort activiteit; BDS 494, W0188). Older codes stay as they were recorded. Current ones are bands of age: compute an age from the dates.',
  })
  readonly activityCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly activityLabel!: string | null

  @Field(() => ContactForm, {
    nullable: true,
    description:
      'Vorm (BDS 1577, W0679). Of older contacts by their activity; null where neither tells.',
  })
  readonly form!: ContactForm | null

  @Field(() => ContactStatus, {
    nullable: true,
    description:
      'Status (BDS 1605, W0690); PLANNED while it lies ahead; null where a code is not known.',
  })
  readonly status!: ContactStatus | null

  @Field(() => ContactInitiative, {
    nullable: true,
    description:
      'Verzoeker (BDS 1423, W0659). None recorded means the regular programme, unless the activity was on indication or on request.',
  })
  readonly initiative!: ContactInitiative | null

  @Field(() => String, { nullable: true, description: 'Discipline (BDS 1599, W0686).' })
  readonly disciplineCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly disciplineLabel!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
