/**
 * Reads a file of birth care: one FHIR STU3 resource, or a Bundle of them, in JSON or in XML.
 *
 * A file comes from outside. So it may not be large or deep, has no DOCTYPE, and is FHIR of STU3 from its first to its
 * last element, or nothing of it is taken in.
 *
 * @module
 */

import type { FhirResource } from '../../connectors/fhir.ts'
import type { FormatReader, Tally } from '../../connectors/format.ts'
import { type FhirFacts, toFacts } from './fhir-facts.ts'
import { parseJson } from './fhir-json.ts'
import { type FhirNode, refuse } from './fhir-node.ts'
import { type OnUnknown, toResource } from './fhir-structure.ts'
import { parseXml } from './fhir-xml.ts'

/** A scanned letter in a Binary is the largest thing there is; all records of a woman are a hundredth of it. */
const MOST_BYTES = 32 * 1024 * 1024

export const readFhirBirthCareFile: FormatReader = async function* (
  bytes,
  tally,
): AsyncGenerator<FhirFacts> {
  // What is not known is counted when all of the file is found right.
  const unknown: [path: string, count: number][] = []
  const resource = await readFhirFile(bytes, (path, count) => unknown.push([path, count]))
  for (const [path, count] of unknown) tally.unknown(path, count)
  let known = -unknown.reduce((sum, [, count]) => sum + count, 0)
  for (const one of resourcesIn(resource)) {
    const { facts, read, kept } = toFacts(one)
    tally.read(read)
    known = count(tally, kept, known)
    yield facts
  }
}

/** What is unknown is in the remainder too, and is not counted as kept. */
function count(tally: Tally, kept: number, known: number): number {
  const left = kept + known
  tally.kept(Math.max(0, left))
  return Math.min(0, left)
}

/** The resource in a file, as a server would have sent it. */
export async function readFhirFile(
  bytes: AsyncIterable<Buffer>,
  onUnknown: OnUnknown,
): Promise<FhirResource> {
  return toResource(parse(await readText(bytes)), onUnknown)
}

/** The resource itself, or those of a Bundle; what the Bundle says beside them comes first. */
export function* resourcesIn(resource: FhirResource): Generator<FhirResource> {
  const entries = resource.resourceType === 'Bundle' ? resource.entry : undefined
  if (!Array.isArray(entries)) {
    yield resource
    return
  }
  const bare = entries.map(({ resource: _, ...entry }) => entry)
  yield { ...resource, entry: bare }
  for (const { resource: one } of entries) if (one !== undefined) yield* resourcesIn(one)
}

function parse(text: string): FhirNode {
  const [first] = text.trimStart()
  if (first === '{' || first === '[') return parseJson(text)
  if (first === '<') return parseXml(text)
  return refuse(1, '', 'format')
}

async function readText(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_BYTES) refuse(1, '', 'size')
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return refuse(1, '', 'encoding')
  }
}
