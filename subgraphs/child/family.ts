/**
 * The family of a child: its parents in law, its brothers and sisters.
 *
 * @module
 */

import { createHmac } from 'node:crypto'
import type { GraphQLResolveInfo } from 'graphql'
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Child, type ChildContext } from './child.ts'
import { partsAsked } from './look-ahead.ts'
import { Parent, type RegisteredParent } from './parent.ts'
import { Sibling } from './sibling.ts'

const VISIBLE =
  'In the municipalities that the viewer works for, and under eighteen. By way of parents who are registered there.'

@Resolver(() => Child)
export class ChildFamily {
  @Guarded('child:family')
  @FieldResolver(() => [Parent], {
    nullable: true,
    description:
      'Parents in law (ouders), parent 1 first. After an adoption those who adopted, and nobody else; in foster care (pleegzorg) those of before.',
  })
  async parents(
    @Root() { id }: Child,
    @Ctx() { persons, parentKey }: ChildContext,
  ): Promise<Parent[] | null> {
    const parents = await persons.read(id, 'parents')
    return parents?.map((parent) => toParent(parent, id, parentKey)) ?? null
  }

  @Guarded('child:siblings')
  @FieldResolver(() => [Child], {
    nullable: true,
    description: `Brothers and sisters: who has a parent in law in common with the child, today. Oldest first. ${VISIBLE} A child with a secret address has those whose address is secret too.`,
  })
  async siblings(
    @Root() { id }: Child,
    @Ctx() { siblings, viewer }: ChildContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Child[] | null> {
    const ties = await siblings(id, partsAsked(info, viewer))
    return ties?.map(({ id }) => ({ id })) ?? null
  }

  @Guarded('child:siblings')
  @FieldResolver(() => [Child], {
    nullable: true,
    description: `Of these, those of the same birth (meerling), where the register leaves no doubt: not after an adoption, nor where a birth date is known in part. ${VISIBLE}`,
  })
  async siblingsOfSameBirth(
    @Root() { id }: Child,
    @Ctx() { siblings, viewer }: ChildContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Child[] | null> {
    const ties = await siblings(id, partsAsked(info, viewer))
    return ties?.filter(({ sameBirth }) => sameBirth).map(({ id }) => ({ id })) ?? null
  }

  @Guarded('child:siblings')
  @FieldResolver(() => [Sibling], {
    nullable: true,
    description: `Brothers and sisters, with what they share: both parents in law, or one. Oldest first. ${VISIBLE}`,
  })
  async siblingTies(
    @Root() { id }: Child,
    @Ctx() { siblings }: ChildContext,
  ): Promise<Sibling[] | null> {
    const ties = await siblings(id, [])
    return (
      ties?.map(({ id, kinship, sameBirth }) => ({ kinship, sameBirth, child: { id } })) ?? null
    )
  }
}

/** By number; who has none is told apart by the position. */
function toParent({ bsn, ...told }: RegisteredParent, child: string, key: Uint8Array): Parent {
  const who = bsn?.reveal() ?? `parent ${told.position}`
  const hmac = createHmac('sha256', key).update(`kindlijn parent of child 1\n${child}\n${who}`)
  return { ...told, id: hmac.digest('base64url').slice(0, 22), registered: bsn !== null }
}
