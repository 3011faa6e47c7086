/**
 * `kindlijn database`: makes the schemas and roles of an installation in a PostgreSQL that is there already.
 *
 * @module
 */

import { readConfig } from '../config.ts'
import { DATABASE, setUpDatabase } from './database.ts'
import { openPartHome } from './home.ts'
import { patiently } from './patience.ts'
import { Mistake, part } from './say.ts'
import { secretsOf } from './secrets.ts'

export async function setUp(): Promise<void> {
  const config = readConfig(process.env)
  const { KINDLIJN_POSTGRES_URL: address } = config
  if (!address)
    throw new Mistake('Set KINDLIJN_POSTGRES_URL to the PostgreSQL that is to be set up.')
  const url = new URL(address)
  const secrets = secretsOf(openPartHome(config))
  url.password ||= await secrets.postgres()
  await patiently('PostgreSQL', () => setUpDatabase(url.href, DATABASE, secrets.rolePassword))
  part('postgres', 'its schemas and roles are there')
}
