/**
 * The secrets of an installation, each with its one file. `kindlijn secrets` makes those that are not there yet.
 *
 * @module
 */

import { readConfig } from '../config.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import { DOMAINS, type Domain, type Keyring } from '../privacy/sealed-reference.ts'
import { ACCOUNTANTS, type Accountant } from './database.ts'
import { type Home, openHome } from './home.ts'
import { makeKeyring, readKeyring } from './keyring-file.ts'
import { rotate } from './rotate.ts'
import { Mistake, part } from './say.ts'

export interface Secrets {
  /** Of the PostgreSQL superuser. Whoever sets up the database has it, and no part of the graph. */
  postgres(): Promise<string>
  /** Of a part's own role. */
  rolePassword(name: Accountant): Promise<string>
  /** Between the gateway and its subgraphs. */
  callKey(): Promise<Uint8Array>
  /** Under which children are encrypted in the accounting. */
  accountingKey(): Promise<Uint8Array>
  /** With which the accounting is signed. */
  chainKey(): Promise<Uint8Array>
  childIndexKey(): Promise<Uint8Array>
  /** Of the numbers that stand for children in figures, and of how figures deviate. */
  insightKey(): Promise<Uint8Array>
  /** Of references, between `child` and one domain. */
  keyring(domain: Domain): Promise<Keyring>
  /** Of what was delivered to one domain. */
  storeKey(domain: Domain): Promise<StoreKey>
  /** The sandbox's own. */
  brpApiKey(): Promise<string>
  jgzReader(): Promise<string>
}

export function secretsOf(home: Home): Secrets {
  return {
    postgres: () => home.password('postgres'),
    rolePassword: (name) => home.password(`postgres-${name}`),
    callKey: () => home.key('call.key', 32),
    accountingKey: () => home.key('accounting.key', 64),
    chainKey: () => home.key('accounting-chain.key', 32),
    childIndexKey: () => home.key('child-index.key', 64),
    insightKey: () => home.key('insight.key', 64),
    keyring: (domain) => readKeyring(home, domain),
    storeKey: (domain) => home.key(`${domain}.key`, 64),
    brpApiKey: () => home.password('brp-api-key'),
    jgzReader: () => home.password('jgz-reader'),
  }
}

export async function secrets([step, ...args]: readonly string[]): Promise<void> {
  const home = await openHome(readConfig(process.env))
  if (step === 'rotate') return rotate(home, args)
  if (step !== undefined) throw new Mistake(`There is no \`kindlijn secrets ${step}\`.`)
  await makeSecrets(home)
  part('secrets', `are in ${home.folder}/secrets`)
}

/** All of an installation that are not there yet. */
export async function makeSecrets(home: Home): Promise<void> {
  const all = secretsOf(home)
  await all.postgres()
  for (const role of ACCOUNTANTS) await all.rolePassword(role)
  for (const domain of DOMAINS) {
    await makeKeyring(home, domain)
    await all.storeKey(domain)
  }
  await all.callKey()
  await all.accountingKey()
  await all.chainKey()
  await all.childIndexKey()
  await all.insightKey()
  await all.brpApiKey()
  await all.jgzReader()
}
