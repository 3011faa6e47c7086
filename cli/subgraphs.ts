/**
 * The subgraphs of the graph, without their registries.
 *
 * @module
 */

import { birthCare } from '../subgraphs/birth-care/subgraph.ts'
import type { Subgraph } from '../subgraphs/build.ts'
import { child } from '../subgraphs/child/subgraph.ts'
import { childcare } from '../subgraphs/childcare/subgraph.ts'
import { insight } from '../subgraphs/insight/subgraph.ts'
import { jgz } from '../subgraphs/jgz/subgraph.ts'
import { journey } from '../subgraphs/journey/subgraph.ts'
import { socialDomain } from '../subgraphs/social-domain/subgraph.ts'

export const SUBGRAPHS: readonly Subgraph[] = [
  child,
  birthCare,
  jgz,
  childcare,
  socialDomain,
  journey,
  insight,
]
