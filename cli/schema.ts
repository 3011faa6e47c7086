/**
 * `kindlijn schema`: makes schema/generated/ from the code.
 *
 * @module
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { printSchema } from 'graphql'
import { authoriser } from '../gateway/authorise.ts'
import { contractFor } from '../gateway/contract.ts'
import { createEngine } from '../gateway/engine/engine.ts'
import { AUDIENCES, type Audience } from '../privacy/audiences.ts'
import { composeSupergraph } from '../schema/compose.ts'
import { SUBGRAPHS } from './subgraphs.ts'

const FOLDER = 'schema/generated'

export async function schema(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  for (const { name, sdl } of SUBGRAPHS) await writeFile(join(FOLDER, `${name}.graphql`), sdl)
  const supergraph = composeSupergraph(SUBGRAPHS)
  await writeFile(join(FOLDER, 'supergraph.graphql'), supergraph)
  const { schema: whole } = createEngine({ supergraph, call: async () => ({}) })
  const withheldFrom = authoriser(supergraph)
  for (const audience of Object.keys(AUDIENCES) as Audience[]) {
    const slice = printSchema(contractFor(audience, whole, withheldFrom))
    await writeFile(join(FOLDER, `audience-${audience}.graphql`), `${slice}\n`)
  }
  console.log(
    `${FOLDER}: ${SUBGRAPHS.length} subgraphs, their supergraph, and what each audience sees`,
  )
}
