/**
 * `kindlijn link …`: links the registries, shows what that changes before it does, and has a person decide the rest.
 * One file per thing that it does.
 *
 * @module
 */

import { Mistake } from './say.ts'

type Run = (args: readonly string[]) => Promise<void>

const USAGE = `kindlijn link
  dry-run REGISTRY… [--model FILE] [--by DIMENSION,…]     what linking would change; changes nothing
  apply   REGISTRY… [--model FILE] [--allow-breaks]       changes it
          either also [--per-second N]: questions to the population register, 50 if left out
  cases   [--registry NAME] [--first N] [--after CASE]    what a person has to decide
  decide  CASE --certainty EXACT|PROBABLE|NONE --reason TEXT [--as NAME]
  break   LINK --reason TEXT [--as NAME]
  restore LINK --reason TEXT [--as NAME]                  takes a break back
  quality [--by DIMENSION,…]                              how well each registry was linked, by group
  estimate REGISTRY > FILE                                a model from the records themselves
  evaluate FILE --truth COLUMN --map field=column,…       how well a list is linked`

const COMMANDS: Readonly<Record<string, () => Promise<Run>>> = {
  'dry-run': async () => (await import('./link-run.ts')).dryRun,
  apply: async () => (await import('./link-run.ts')).apply,
  cases: async () => (await import('./link-cases.ts')).cases,
  decide: async () => (await import('./link-decide.ts')).decide,
  break: async () => (await import('./link-decide.ts')).breakLink,
  restore: async () => (await import('./link-decide.ts')).restoreLink,
  quality: async () => (await import('./link-quality.ts')).quality,
  estimate: async () => (await import('./link-estimate.ts')).estimate,
  evaluate: async () => (await import('./link-evaluate.ts')).evaluateList,
}

export async function link(args: readonly string[]): Promise<void> {
  const [name = '', ...rest] = args
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) throw new Mistake(USAGE)
  await (await load())(rest)
}
