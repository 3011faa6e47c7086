/**
 * A FHIR server for tests: it holds what lies in `fixtures/`, and keeps what it was asked.
 *
 * It answers with all that it has of a family, whatever was to be included.
 *
 * @module
 */

import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FhirResource } from '../../connectors/fhir.ts'

export interface FixtureRegistry {
  readonly url: string
  /** Oldest first. */
  readonly asked: readonly { readonly target: string; readonly form: URLSearchParams }[]
  close(): Promise<void>
}

const FOLDER = new URL('./fixtures/', import.meta.url)

export async function serveFixtures(): Promise<FixtureRegistry> {
  const asked: { target: string; form: URLSearchParams }[] = []
  const families = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map(readFixture)
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    asked.push({ target: `${request.method} ${request.url}`, form })
    const bsns = (form.get('identifier') ?? '').split(',').map((token) => token.split('|')[1])
    const found = families.filter((family) =>
      bsns.some((bsn) => family.some((resource) => hasBsn(resource, bsn))),
    )
    const entry = found.flat().map((resource) => ({ resource }))
    response.setHeader('content-type', 'application/fhir+json')
    response.end(JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function readFixture(name: string): readonly FhirResource[] {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
}

function hasBsn({ resourceType, identifier }: FhirResource, bsn: string | undefined): boolean {
  const identifiers: readonly { value?: string }[] = Array.isArray(identifier) ? identifier : []
  return resourceType === 'Patient' && identifiers.some(({ value }) => value === bsn)
}
