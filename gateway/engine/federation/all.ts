/**
 * All suites.
 *
 * @module
 */

import { ABSTRACT } from './abstract.ts'
import { ASTRAY } from './astray.ts'
import { ENTITIES } from './entities.ts'
import { FIRST_EDITION } from './first-edition.ts'
import { HIDDEN } from './hidden.ts'
import { INTERFACE_OBJECTS } from './interface-objects.ts'
import { OVERRIDES } from './overrides.ts'
import { PROVIDES } from './provides.ts'
import { REQUIRES } from './requires.ts'
import { ROOTS } from './roots.ts'
import type { Suite } from './suite.ts'
import { UNIONS } from './unions.ts'

export const SUITES: readonly Suite[] = [
  ...ENTITIES,
  ...FIRST_EDITION,
  ...REQUIRES,
  ...PROVIDES,
  ...INTERFACE_OBJECTS,
  ...ABSTRACT,
  ...UNIONS,
  ...OVERRIDES,
  ...HIDDEN,
  ...ROOTS,
  ...ASTRAY,
]
