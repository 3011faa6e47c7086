import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { PartialDate } from '../../schema/scalars.ts'

export const RegistrationState = {
  CURRENT: 'CURRENT',
  DECEASED: 'DECEASED',
  EMIGRATED: 'EMIGRATED',
  BY_MINISTERIAL_DECREE: 'BY_MINISTERIAL_DECREE',
  NON_RESIDENT: 'NON_RESIDENT',
  SUSPENDED: 'SUSPENDED',
} as const
export type RegistrationState = keyof typeof RegistrationState

registerEnumType(RegistrationState, {
  name: 'RegistrationState',
  description: 'Whether the register keeps a person up to date, and if not, why.',
  valuesConfig: {
    CURRENT: { description: 'It does.' },
    DECEASED: { description: 'Overlijden (O).' },
    EMIGRATED: { description: 'Emigratie (E).' },
    BY_MINISTERIAL_DECREE: { description: 'Ministerieel besluit (M).' },
    NON_RESIDENT: { description: 'Registratie niet-ingezetenen (R).' },
    SUSPENDED: { description: 'For a reason that is unknown (.), or new.' },
  },
})

@ObjectType({
  description: 'How a person stands in the population register (opschorting bijhouding).',
})
export class Registration {
  @Field(() => RegistrationState)
  readonly state!: RegistrationState

  @Field(() => PartialDate, {
    nullable: true,
    description: 'Since when the register is no longer kept up to date (datum opschorting).',
  })
  readonly since!: string | null
}
