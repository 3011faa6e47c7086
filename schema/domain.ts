/**
 * The domains that see a young child.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'

export const Domain = {
  BIRTH_CARE: 'BIRTH_CARE',
  JGZ: 'JGZ',
  CHILDCARE: 'CHILDCARE',
  SOCIAL_DOMAIN: 'SOCIAL_DOMAIN',
} as const
export type Domain = keyof typeof Domain

registerEnumType(Domain, {
  name: 'Domain',
  description: 'A domain that sees a young child.',
  valuesConfig: {
    BIRTH_CARE: { description: 'Geboortezorg.' },
    JGZ: { description: 'Jeugdgezondheidszorg.' },
    CHILDCARE: { description: 'Kinderopvang.' },
    SOCIAL_DOMAIN: { description: 'Sociaal domein.' },
  },
})
