/**
 * `kindlijn drill FAULT REGISTRY | off [REGISTRY] | list`: plays a fault on the sandbox that runs, so that who makes a
 * dashboard sees what it looks like.
 *
 * @module
 */

import { type Config, readConfig } from '../config.ts'
import { FAULTS, type FaultName } from '../sandbox/faults.ts'
import { type Drill, type DrillOrder, faultsOf } from './drills.ts'
import { NOW_AND_THEN, SEEN } from './fault-table.ts'
import { openHome } from './home.ts'
import { RUNNING } from './only-one.ts'
import { Mistake, part } from './say.ts'

/** What of a child hangs on a domain. */
const GONE: Readonly<Record<Drill['domain'], string>> = {
  population: 'the child itself',
  'birth-care': 'birthCare { … }',
  jgz: 'jgz { … }',
  childcare: 'childcare { … }',
  'social-domain': 'socialDomain { … }',
}

/** How it fares in `registries`. Who refuses us is well. */
const FARES: Readonly<Record<string, string>> = {
  REGISTRY_UNAVAILABLE: 'DEGRADED, after some failures DOWN',
  REGISTRY_TIMEOUT: 'DEGRADED, after some failures DOWN',
  REGISTRY_MALFORMED: 'DEGRADED',
}

const ASK = 'npm run --silent kindlijn -- ask --persona'

export async function drill([word, name]: readonly string[]): Promise<void> {
  const desk = await findDesk(readConfig(process.env))
  const drills = await tell(desk)
  if (word === 'list' || word === undefined) return list(drills)

  const named = drills.filter(({ registry }) => name === undefined || registry === name)
  const [one] = named
  if (!one || (name === undefined && word !== 'off')) {
    const names = drills.map(({ registry }) => registry).join(' | ')
    throw new Mistake(`Name a registry that answers questions: ${names}.`)
  }
  if (word === 'off') {
    for (const { registry } of named) await tell(desk, { registry, fault: null })
    for (const { registry } of named) part(registry, 'is well')
    return
  }
  const fault = faultsOf(one.speaks).find((known) => known === word)
  if (!fault) throw new Mistake(`${one.registry} can have: ${faultsOf(one.speaks).join(', ')}.`)
  await tell(desk, { registry: one.registry, fault })
  explain(one, fault)
}

function list(drills: readonly Drill[]): void {
  for (const { registry, speaks, playing } of drills) {
    part(registry, playing ?? 'is well')
    part('', faultsOf(speaks).join(' '))
  }
  console.log()
  for (const [name, { about }] of Object.entries(FAULTS)) part(name, about)
}

function explain({ registry, domain, speaks }: Drill, fault: FaultName): void {
  const seen = SEEN[fault][speaks]
  const isWhole = seen === 'as before'
  const when = NOW_AND_THEN.has(fault) ? 'now and then ' : ''
  part(registry, `${fault}: ${FAULTS[fault].about}`)
  part('you see', isWhole ? 'the same as before' : `${when}${GONE[domain]} is null, with ${seen}`)
  if (!isWhole && domain !== 'population') part('', 'in views its domain is SOURCE_DOWN')
  const fares = FARES[seen ?? '']
  if (fares) part('', `in registries it is ${fares}`)
  part('', 'and nothing else changes')
  part('ask', `${ASK} youth-nurse --query docs/questions/8-why-there-is-nothing.graphql`)
  part('', `${ASK} dashboard --query docs/questions/6-registries.graphql`)
  part('end it', `npm run --silent kindlijn -- drill off ${registry}`)
}

async function findDesk(config: Config): Promise<string> {
  const home = await openHome(config)
  const running = (await home.read(RUNNING)) as { drills?: unknown } | undefined
  if (typeof running?.drills === 'string') return running.drills
  throw new Mistake('No sandbox runs in this home. Start one with: npm start')
}

async function tell(desk: string, order?: DrillOrder): Promise<readonly Drill[]> {
  const body = order && { method: 'POST', body: JSON.stringify(order) }
  const answer = await fetch(desk, body).catch(() => {
    throw new Mistake('The sandbox does not run any more. Start one with: npm start')
  })
  return (await answer.json()) as readonly Drill[]
}
