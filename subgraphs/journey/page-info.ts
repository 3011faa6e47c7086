import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({ description: 'Where a page ends.' })
export class PageInfo {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean

  @Field(() => ID, {
    nullable: true,
    description: 'For `after`, to go on where this page ends; null where it is empty.',
  })
  readonly endCursor!: string | null
}
