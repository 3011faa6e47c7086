/**
 * FHIR search, of any version.
 *
 * Always by POST `_search`: what is asked for never stands in a URL. An answer is either complete or an
 * error; a server that leaves something out and says so in passing is not believed for the rest.
 *
 * @module
 */
import { openDeadline } from '../schema/deadline.ts'
import { GraphError } from '../schema/errors.ts'
import type { Network } from './egress.ts'
import type { SourceLimits } from './gate.ts'
import { openRest } from './rest.ts'
import { type SourceHealth, withDeadline } from './source.ts'

export interface FhirOptions {
  /** The slug of the registry, for errors. */
  readonly registry: string
  /** The service base URL. */
  readonly url: string
  /** How near it may be. Default: on this machine. */
  readonly network?: Network | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** For a whole search, with all its pages. */
  readonly timeoutMs: number
  readonly limits?: SourceLimits | undefined
  /** Default: 20. */
  readonly pageLimit?: number
  /** Of one search, over all pages. Default: 10,000. */
  readonly entryLimit?: number
}

export interface FhirResource {
  readonly resourceType: string
  readonly id?: string
  readonly [element: string]: unknown
}

export interface Fhir {
  /** Every resource once, those that were included too, in the server's order. */
  search(
    type: string,
    params: URLSearchParams,
    signal: AbortSignal,
  ): Promise<readonly FhirResource[]>
  /** For who walks through all of a server: one page after the other, and no more than one in memory. */
  pages(type: string, params: URLSearchParams, signal: AbortSignal): AsyncIterable<FhirPage>
  health(): SourceHealth
  close(): Promise<void>
}

/** What was found, and what was included with it: `resources` are both. */
export interface FhirPage {
  readonly matches: readonly FhirResource[]
  readonly resources: readonly FhirResource[]
}

interface Page extends FhirPage {
  readonly next: string | undefined
  readonly lastUpdated: Date | undefined
  /** How many match, over all pages, where the server says so. */
  readonly total: unknown
}

export function openFhir(options: FhirOptions): Fhir {
  const { registry, timeoutMs, pageLimit = 20, entryLimit = 10_000 } = options
  const rest = openRest({
    registry,
    url: options.url,
    network: options.network,
    limits: options.limits,
    timeoutMs,
    headers: {
      accept: 'application/fhir+json, application/json+fhir;q=0.9, application/json;q=0.8',
      // Else a server may skip a parameter that it does not know, and answer with everybody.
      prefer: 'handling=strict',
      ...options.headers,
    },
  })

  /** `Bundle.meta.lastUpdated` of the last search, where the server has one. */
  let stated: Date | undefined

  return {
    async search(type, params, outer) {
      const { signal, end } = openDeadline(outer, timeoutMs)
      const once = () => searchOnce(type, params, signal)
      try {
        const found = (await once()) ?? (await once())
        if (!found) throw busy('its pages change while they are read')
        return found
      } finally {
        end()
      }
    },
    async *pages(type, params, outer) {
      const seen = new Set<string>()
      const deadline = () => withDeadline(outer, timeoutMs)
      let page = readPage(await rest.postForm(`/${type}/_search`, params, deadline()))
      for (;;) {
        yield page
        if (page.next === undefined) return
        if (seen.has(page.next)) throw malformed('pages in a circle')
        seen.add(page.next)
        page = readPage(await rest.follow(page.next, deadline()))
      }
    },
    health() {
      const health = rest.health()
      return { ...health, upToDateTo: stated ?? health.upToDateTo }
    },
    close: () => rest.close(),
  }

  /** Undefined where records came or went between two pages: then some may be missing. */
  async function searchOnce(type: string, params: URLSearchParams, signal: AbortSignal) {
    const found = new Map<string, FhirResource>()
    const seen = new Set<string>()

    let page = readPage(await rest.postForm(`/${type}/_search`, params, signal))
    const { total } = page
    stated = page.lastUpdated
    for (let pages = 1; ; pages++) {
      for (const resource of page.resources) found.set(keyOf(resource, found.size), resource)
      if (found.size > entryLimit) throw tooLarge('too many entries')
      if (page.next === undefined) return [...found.values()]
      if (pages === pageLimit) throw tooLarge('too many pages')
      if (seen.has(page.next)) throw malformed('pages in a circle')
      seen.add(page.next)
      page = readPage(await rest.follow(page.next, signal))
      if (page.total !== undefined && page.total !== total) return undefined
    }
  }

  function readPage(answer: unknown): Page {
    if (!isObject(answer)) throw malformed('not an object')
    if (answer.resourceType === 'OperationOutcome') throw refused('an OperationOutcome')
    if (answer.resourceType !== 'Bundle' || answer.type !== 'searchset') {
      throw malformed('not a searchset')
    }
    const matches: FhirResource[] = []
    const resources = listOf(answer.entry).flatMap((entry) => {
      const resource = isObject(entry) ? entry.resource : undefined
      if (!isResource(resource)) throw malformed('an entry without a resource')
      if (resource.resourceType === 'OperationOutcome' || isOutcome(entry)) {
        if (isSevere(resource)) throw malformed('an answer that is not complete')
        return []
      }
      if (!isIncluded(entry)) matches.push(resource)
      return [resource]
    })
    const next = listOf(answer.link).find((link) => isObject(link) && link.relation === 'next')
    const { lastUpdated } = isObject(answer.meta) ? answer.meta : {}
    return {
      matches,
      resources,
      next: isObject(next) ? String(next.url) : undefined,
      lastUpdated: toMoment(lastUpdated),
      total: answer.total,
    }
  }

  function listOf(value: unknown): readonly unknown[] {
    if (value === undefined) return []
    if (!Array.isArray(value)) throw malformed('not a list')
    return value
  }

  function malformed(why: string): GraphError {
    return new GraphError('REGISTRY_MALFORMED', { registry, cause: new Error(why) })
  }

  function refused(why: string): GraphError {
    return new GraphError('REGISTRY_REFUSED', { registry, cause: new Error(why) })
  }

  function busy(why: string): GraphError {
    return new GraphError('REGISTRY_BUSY', { registry, cause: new Error(why) })
  }

  function tooLarge(why: string): GraphError {
    return new GraphError('REGISTRY_TOO_LARGE', { registry, cause: new Error(why) })
  }
}

function keyOf({ resourceType, id }: FhirResource, index: number): string {
  return id === undefined ? `#${index}` : `${resourceType}/${id}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isResource(value: unknown): value is FhirResource {
  return (
    isObject(value) &&
    typeof value.resourceType === 'string' &&
    (value.id === undefined || typeof value.id === 'string')
  )
}

function isOutcome(entry: unknown): boolean {
  return isObject(entry) && isObject(entry.search) && entry.search.mode === 'outcome'
}

function isIncluded(entry: unknown): boolean {
  return isObject(entry) && isObject(entry.search) && entry.search.mode === 'include'
}

function isSevere({ issue }: FhirResource): boolean {
  const issues: readonly unknown[] = Array.isArray(issue) ? issue : []
  return issues.some((one) => isObject(one) && ['error', 'fatal'].includes(String(one.severity)))
}

/** Of an instant, which FHIR writes with its zone. One that lies ahead says nothing. */
function toMoment(instant: unknown): Date | undefined {
  if (typeof instant !== 'string' || !/T.*(Z|[+-]\d\d:\d\d)$/.test(instant)) return undefined
  const moment = new Date(instant)
  return moment.getTime() <= Date.now() ? moment : undefined
}
