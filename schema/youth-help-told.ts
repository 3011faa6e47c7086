/**
 * What `social-domain` tells `child` about who answers for a child: for subgraphs only.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { LocalDate } from './scalars.ts'

@Directive('@shareable')
@Directive('@inaccessible')
@ObjectType({
  description: 'What messages of youth help tell of who answers for a child. For subgraphs only.',
})
export class YouthHelpTold {
  /** Gemeentecode of who allocated the help that is in force, or was named in an answer; null where none was told. */
  @Field(() => ID, { nullable: true })
  readonly municipality!: string | null

  /** Since when. */
  @Field(() => LocalDate, { nullable: true })
  readonly since!: string | null

  /** The first day of a stay (foster care, residential help) that is in force; null where there is none. */
  @Field(() => LocalDate, { nullable: true })
  readonly staySince!: string | null
}
