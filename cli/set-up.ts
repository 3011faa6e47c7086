/**
 * `kindlijn database`: makes the schemas and roles of an installation in a PostgreSQL that is there already.
 *
 * @module
 */

import { readConfig } from '../config.ts'
import { setUpDatabase } from './database.ts'
import { openHome } from './home.ts'
import { Mistake, part } from './say.ts'

export async function setUp(): Promise<void> {
  const config = readConfig(process.env)
  const { KINDLIJN_POSTGRES_URL: address, KINDLIJN_POSTGRES_PASSWORD_FILE: password } = config
  if (!address)
    throw new Mistake('Set KINDLIJN_POSTGRES_URL to the PostgreSQL that is to be set up.')
  const url = new URL(address)
  if (password) url.password = password
  const home = await openHome(config.KINDLIJN_HOME)
  await setUpDatabase(url.href, 'kindlijn', (name) => home.secret(`postgres-${name}`, 24))
  part('postgres', `schemas and roles are there; passwords in ${home.folder}/secrets`)
}
