/**
 * The policy, where it meets the graph.
 *
 * @module
 */

import { type AuthChecker, Authorized, Directive } from 'type-graphql'
import { GraphError } from '../schema/errors.ts'
import { mayRead, type Scope } from './policy.ts'
import type { Viewer } from './viewer.ts'

/** Guards a field twice: in the SDL, for the gateway, before any call; and here, before the field is read. It takes all of them. */
export function Guarded(
  ...scopes: readonly [Scope, ...Scope[]]
): MethodDecorator & PropertyDecorator {
  const named = scopes.map((scope) => `"${scope}"`).join(', ')
  const decorators = [Authorized(...scopes), Directive(`@requiresScopes(scopes: [[${named}]])`)]
  return (target: object, key: string | symbol, descriptor?: PropertyDescriptor) => {
    for (const decorate of decorators) {
      ;(decorate as MethodDecorator)(target, key, descriptor as PropertyDescriptor)
    }
  }
}

// An arrow function, because type-graphql takes whatever has a prototype for a class.
export const checkScopes: AuthChecker<{ viewer: Viewer }, Scope> = ({ context }, scopes) => {
  if (scopes.length > 0 && scopes.every((scope) => mayRead(context.viewer, scope))) return true
  throw new GraphError('FIELD_FORBIDDEN')
}
