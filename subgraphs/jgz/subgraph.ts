/**
 * `jgz`: what youth health care knows about a child.
 *
 * From a live extract, from dossiers that were transferred (their folder is watched while this subgraph is open), or from
 * both.
 *
 * @module
 */

import {
  type IntakeDomain,
  type IntakeOptions,
  openIntake,
} from '../../connectors/delivery-intake.ts'
import { type Watched, watchDelivered } from '../../connectors/freshness.ts'
import { CONNECT_MS, QUEUE } from '../../connectors/gate.ts'
import { openPostgres } from '../../connectors/postgres.ts'
import type { Registry } from '../../connectors/registry.ts'
import { toDay } from '../../connectors/wall-clock.ts'
import { openReader, type Reader, type ReadingContext } from '../../privacy/read.ts'
import { openReferences, recordKeyIn } from '../../privacy/record-key.ts'
import type { Keyring } from '../../privacy/sealed-reference.ts'
import type { Clock } from '../../schema/as-of.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { deliveredLinkables, linkablesOf } from '../delivered-linkables.ts'
import {
  type ChangesContext,
  deliveredChanges,
  deliveredRecords,
  openFedChanges,
  openFedRecords,
  type TellChanges,
  type TellRecords,
} from '../feed-changes.ts'
import { changesFedBy } from '../feed-queries.ts'
import { openHealth } from '../health.ts'
import type { LinkableRecord } from '../linkable.ts'
import { openPresenceInTurn, openShielded, presenceSource, tellingPresence } from '../presence.ts'
import { registryIn } from '../registry-in.ts'
import { shielding } from '../shield.ts'
import { Child, ChildInJgz, type JgzContext, JgzFields } from './child.ts'
import { JgzFeed } from './feed.ts'
import { readJgzDob } from './jgz-dob.ts'
import { jgzDob, whoseDossier } from './jgz-dob-source.ts'
import { jgzExtract } from './jgz-extract.ts'
import { jgzExtractChanges, jgzExtractRecords } from './jgz-extract-changes.ts'
import { jgzExtractLinkables } from './jgz-extract-linkables.ts'
import { openExtractHealth } from './jgz-extract-run.ts'
import { readLiveFirst } from './live-and-delivered.ts'
import { OWN_PURPOSE, openRefusals, unlessRefused } from './refused-disclosure.ts'
import { SHIELD } from './shield.ts'
import type { JgzRecord, JgzSource } from './source.ts'

const registry = registryIn('jgz')

export const jgz = buildSubgraph({
  name: 'jgz',
  resolvers: [ChildInJgz, JgzFields, JgzFeed, changesFedBy('jgz'), registry.resolver],
  entities: [Child, registry.entity],
})

/** Of registries there is an extract or none, and one that delivers dossiers or none. */
export interface JgzOptions extends Omit<IntakeOptions, 'databaseUrl'> {
  readonly keyring: Keyring
  /** Of the delivery store; needed when a registry delivers. */
  readonly databaseUrl?: string
}

interface OpenRegistry {
  readonly name: string
  readonly source: JgzSource
  linkables(signal: AbortSignal): AsyncIterable<LinkableRecord>
  readonly reach?: readonly Clock[]
  readonly changes: TellChanges
  readonly records: TellRecords
  readonly watched: Watched
  /** An extract has none. */
  readonly tellsConsents: boolean
  readonly ready: Promise<void>
  close(): Promise<void>
}

const LIVE = 'jgz-extract'
const DELIVERED = 'jgz-dob'

const JGZ: IntakeDomain = {
  name: 'JGZ',
  schema: 'jgz_deliveries',
  formats: { [DELIVERED]: { open: readJgzDob } },
}

export async function openJgz(options: JgzOptions): Promise<OpenSubgraph> {
  const { registries, keyring } = options
  const unread = registries.find(({ format }) => format !== LIVE && format !== DELIVERED)
  if (unread) {
    throw new Error(`The format of registry ${unread.name} is not one that JGZ reads.`)
  }
  const [live, anotherLive] = registries.filter(({ format }) => format === LIVE)
  const [delivering, anotherDelivering] = registries.filter(({ format }) => format === DELIVERED)
  if (anotherLive || anotherDelivering) {
    throw new Error('More than one JGZ registry of one format is linked. Link one of each.')
  }
  const delivered = delivering && (await openJgzDob(delivering, options))
  const open = [...(live ? [openJgzExtract(live)] : []), ...(delivered ? [delivered] : [])]

  function contextOf(request: ReadingContext): JgzContext & ChangesContext {
    const { purpose } = request.viewer
    const toKeys = openReferences({ keyring, domain: 'jgz', viewer: request.viewer })
    const readers = open.map(({ name, source, reach = [] }) =>
      openReader({
        registry: name,
        source: tellingPresence(shielding(source, SHIELD)),
        open: (subject) => recordKeyIn(name, toKeys(subject)),
        context: request,
        reach,
      }),
    )
    const told = open.flatMap(({ name, watched }, i) => {
      const read = readers[i]
      return read ? presenceSource(name, read, watched) : []
    })
    // A transferred dossier is looked for where the extract has none, as when it is read.
    const presence = openPresenceInTurn(told, request, openShielded(toKeys))
    const health = openHealth(told, request)
    const fed = { domain: 'jgz', keyring, registries: open, health, request } as const
    const changes = openFedChanges(fed)
    const own = { viewer: request.viewer, health, changes, records: openFedRecords(fed) }
    const read = readAll(readers)
    if (purpose === OWN_PURPOSE) return { ...own, read, presence }
    const isRefused = openRefusals(
      open
        .filter(({ tellsConsents }) => tellsConsents)
        .map(({ name, source }) =>
          openReader({
            registry: name,
            source,
            open: (subject) => recordKeyIn(name, toKeys(subject)),
            context: { ...request, asOf: undefined },
          }),
        ),
      toDay(new Date()),
    )
    return { ...own, ...unlessRefused(isRefused, read, presence) }
  }

  return {
    ...jgz,
    contextOf,
    linkables: (registry, signal) => linkablesOf(open, registry).linkables(signal),
    ready: Promise.all(open.map(({ ready }) => ready)).then(() => undefined),
    async close() {
      await Promise.all(open.map((registry) => registry.close()))
    },
  }
}

/** The extract comes first. */
function readAll([one, other]: readonly Reader<JgzRecord>[]): Reader<JgzRecord> {
  if (!one) return async () => null
  return other ? readLiveFirst(one, other) : one
}

function openJgzExtract({
  name,
  url,
  network,
  password,
  timeout,
  limits,
  freshness,
}: Registry): OpenRegistry {
  const address = new URL(url)
  if (password !== undefined) address.password = encodeURIComponent(password)
  const postgres = openPostgres({
    registry: name,
    url: address.href,
    network,
    statementTimeoutMs: timeout,
    limits: { connect: CONNECT_MS, queue: QUEUE, ...limits },
  })
  return {
    name,
    source: jgzExtract({ registry: name, postgres }),
    linkables: (signal) => jgzExtractLinkables({ registry: name, postgres }, signal),
    changes: jgzExtractChanges({ postgres }),
    records: jgzExtractRecords({ postgres }),
    watched: { promisedHours: freshness.promised, health: openExtractHealth(postgres) },
    tellsConsents: false,
    ready: Promise.resolve(),
    close: () => postgres.close(),
  }
}

async function openJgzDob(
  registry: Registry,
  { databaseUrl, ...options }: Omit<JgzOptions, 'keyring'>,
): Promise<OpenRegistry> {
  const { name } = registry
  if (databaseUrl === undefined) {
    throw new Error(`Registry ${name} delivers files, and no database is there for them.`)
  }
  const intake = await openIntake(JGZ, { ...options, databaseUrl, registries: [registry] })
  const { store, ready, close } = intake
  if (!store) throw new Error(`Registry ${name} has no store.`)
  const delivered = { registry: name, store, storeKey: options.storeKey }
  return {
    name,
    source: jgzDob(delivered),
    linkables: (signal) =>
      deliveredLinkables({ ...delivered, kinds: ['dossier'], subjectOf: whoseDossier }, signal),
    changes: deliveredChanges(name, store),
    records: deliveredRecords(name, store),
    reach: ['knownAt'],
    watched: watchDelivered(registry, store),
    tellsConsents: true,
    ready,
    close,
  }
}
