/**
 * A town of its own for a test: another PostgreSQL, and another folder.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import type { Scenario } from '../sandbox/scenario.ts'
import type { OwnTown } from './graph.ts'
import { keepHome } from './sinks.ts'

export async function openOwnTown(
  children: number,
  scenario?: Scenario,
): Promise<OwnTown & { close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-town-'))
  await chmod(folder, 0o711)
  const postgres = await startPostgres({
    directory: path.join(folder, 'postgres'),
    password: randomBytes(12).toString('hex'),
    durable: false,
  })
  return {
    adminUrl: postgres.url,
    folder: path.join(folder, 'home'),
    children,
    ...(scenario && { scenario }),
    async close() {
      await postgres.stop()
      keepHome(folder)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
