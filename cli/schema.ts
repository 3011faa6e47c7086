/**
 * `kindlijn schema`: makes schema/generated/ from the code.
 *
 * @module
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { composeSupergraph } from '../schema/compose.ts'
import { SUBGRAPHS } from './subgraph-parts.ts'

const FOLDER = 'schema/generated'

export async function schema(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  for (const { name, sdl } of SUBGRAPHS) await writeFile(join(FOLDER, `${name}.graphql`), sdl)
  await writeFile(join(FOLDER, 'supergraph.graphql'), composeSupergraph(SUBGRAPHS))
  console.log(`${FOLDER}: ${SUBGRAPHS.length} subgraphs and their supergraph`)
}
