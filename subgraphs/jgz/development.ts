import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

export const DevelopmentArea = {
  GENERAL: 'GENERAL',
  FINE_MOTOR_AND_SOCIAL: 'FINE_MOTOR_AND_SOCIAL',
  COMMUNICATION: 'COMMUNICATION',
  GROSS_MOTOR: 'GROSS_MOTOR',
  HEARING: 'HEARING',
  LANGUAGE: 'LANGUAGE',
  PSYCHOSOCIAL: 'PSYCHOSOCIAL',
} as const
export type DevelopmentArea = keyof typeof DevelopmentArea

registerEnumType(DevelopmentArea, {
  name: 'DevelopmentArea',
  description: 'What an examination or a screening is about.',
  valuesConfig: {
    GENERAL: { description: 'The Van Wiechen examination as a whole (BDS R042).' },
    FINE_MOTOR_AND_SOCIAL: {
      description:
        'Fijne motoriek, adaptatie, persoonlijkheid en sociaal gedrag: items 1–28 of the Van Wiechen examination (BDS R042).',
    },
    COMMUNICATION: { description: 'Communicatie: items 29–51 of the Van Wiechen examination.' },
    GROSS_MOTOR: { description: 'Grove motoriek: items 52–75 of the Van Wiechen examination.' },
    HEARING: { description: 'Neonatale gehoorscreening (NGS; BDS R040).' },
    LANGUAGE: { description: 'Spraak- en taalontwikkeling (BDS R032).' },
    PSYCHOSOCIAL: { description: 'Screening of psychosocial problems (BDS R054).' },
  },
})

export const DevelopmentOutcome = {
  PASSED: 'PASSED',
  DOUBTFUL: 'DOUBTFUL',
  NOT_PASSED: 'NOT_PASSED',
  REPORTED_BY_PARENT: 'REPORTED_BY_PARENT',
} as const
export type DevelopmentOutcome = keyof typeof DevelopmentOutcome

registerEnumType(DevelopmentOutcome, {
  name: 'DevelopmentOutcome',
  description: 'How it went, where the element asks whether a child passes.',
  valuesConfig: {
    PASSED: {
      description: '+ (W0175, W0438 1), voldoende (W0284, W0336 1), adequate for the age.',
    },
    DOUBTFUL: { description: 'Twijfelachtig (W0336 2).' },
    NOT_PASSED: { description: '− (W0175, W0438 2), onvoldoende (W0284 2, W0336 3), slow.' },
    REPORTED_BY_PARENT: { description: 'M: seen by the parent, not by JGZ (W0438 3).' },
  },
})

@ObjectType({
  description: 'The result of one element of a development examination or a screening.',
})
export class DevelopmentResult {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => LocalDate)
  readonly date!: string

  @Field(() => Int, { description: 'The number of the element in the basic data set (BDS).' })
  readonly element!: number

  @Field(() => String, { description: 'What was looked at, in English.' })
  readonly name!: string

  @Field(() => DevelopmentArea)
  readonly area!: DevelopmentArea

  @Field(() => DevelopmentOutcome, {
    nullable: true,
    description: 'Null where the element is graded in another way, or the code is not known.',
  })
  readonly result!: DevelopmentOutcome | null

  @Field(() => String, { description: 'As the registry wrote it: a code, or a score.' })
  readonly value!: string

  @Field(() => String, {
    nullable: true,
    description: 'The meaning of a code, in English; null for a score or an unknown code.',
  })
  readonly valueLabel!: string | null
}
