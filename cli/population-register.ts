/**
 * The population register among the registries.
 *
 * @module
 */

import type { Registry } from '../connectors/registry.ts'
import { Mistake } from './say.ts'

const HISTORY = 'brp-historie-2'

/** The register as it is now, and its history, which is an API of its own, where that is linked. */
export function populationRegister(registries: readonly Registry[]) {
  const population = registries.filter(({ domain }) => domain === 'population')
  const [registry, ...others] = population.filter(({ format }) => format !== HISTORY)
  const [history, ...more] = population.filter(({ format }) => format === HISTORY)
  if (!registry || others.length > 0) {
    throw new Mistake(
      'The registries name one population register (domain: population), no more and no fewer.',
    )
  }
  if (more.length > 0) {
    throw new Mistake(`The registries name one history of the population register (${HISTORY}).`)
  }
  return { registry, history }
}
