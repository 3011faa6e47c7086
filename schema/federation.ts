/**
 * The federation directives that we use, one decorator each, so that a misspelling fails in the compiler and
 * not in composition.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive } from 'type-graphql'

/** What every subgraph's SDL begins with. */
export const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@inaccessible", "@requiresScopes", "@cost", "@listSize"])'

/** Marks a type as an entity: other subgraphs may refer to it, and add to it, by these fields. */
export function Key(fields: string): ClassDecorator {
  return Directive(`@key(fields: "${fields}")`) as ClassDecorator
}

/** The field is another subgraph's; it is here to be required. */
export function External(): PropertyDecorator {
  return Directive('@external') as PropertyDecorator
}

/** What the gateway must fetch from the owners of these fields before it asks for this one. */
export function Requires(fields: string): MethodDecorator {
  return Directive(`@requires(fields: "${fields}")`) as MethodDecorator
}

/** More than one subgraph defines this value type, in the same words. */
export function Shareable(): ClassDecorator {
  return Directive('@shareable') as ClassDecorator
}

/** For subgraphs only: a client can neither ask for it nor see that it is there. */
export function Inaccessible(): PropertyDecorator & MethodDecorator {
  return Directive('@inaccessible') as PropertyDecorator & MethodDecorator
}

/** What a field weighs in the estimate of a query; else an object is 1 and a scalar 0. */
export function Cost(weight: number): MethodDecorator & PropertyDecorator {
  return Directive(`@cost(weight: ${weight})`) as MethodDecorator & PropertyDecorator
}

/** How long a list is: so long, or as an argument asks. Of a page, which of its fields are the list. */
export function ListSize(size: {
  readonly assumed?: number
  readonly argument?: string
  readonly fields?: readonly string[]
}): MethodDecorator & PropertyDecorator {
  const { assumed, argument, fields } = size
  const told = [
    ...(assumed === undefined ? [] : [`assumedSize: ${assumed}`]),
    ...(argument === undefined ? [] : [`slicingArguments: ["${argument}"]`]),
    ...(fields === undefined ? [] : [`sizedFields: ${JSON.stringify(fields)}`]),
    'requireOneSlicingArgument: false',
  ]
  return Directive(`@listSize(${told.join(', ')})`) as MethodDecorator & PropertyDecorator
}
