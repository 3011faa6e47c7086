/**
 * Where a registry's address may lead to.
 *
 * An address is a setting, and a name is whatever its server says at the moment: so it is looked at twice, as it is
 * written and as it is connected to. Nothing ever connects to the addresses by which a machine tells of itself
 * (link-local, among which those of cloud metadata), nor to this machine, unless the link says that its registry is here.
 *
 * @module
 */

import { lookup as lookUp } from 'node:dns'
import { type LookupFunction, Socket } from 'node:net'
import ipaddr from 'ipaddr.js'

/** How near a registry may be. Each takes in the ones after it. */
export const NETWORKS = ['this-machine', 'private', 'public'] as const
export type Network = (typeof NETWORKS)[number]

/** What an address may be, by the names of ipaddr.js; whatever is not here is never connected to. */
const RANGES: ReadonlyMap<string, Network> = new Map([
  ['loopback', 'this-machine'],
  ['private', 'private'],
  ['uniqueLocal', 'private'],
  ['carrierGradeNat', 'private'],
  ['unicast', 'public'],
])

/** A unique local address, and of a cloud's metadata all the same. */
const METADATA = 'fd00:ec2::254'

export class EgressRefused extends Error {
  readonly code = 'EGRESS_REFUSED'

  constructor() {
    super('The address of the registry leads to where no registry is: see `network` in its link.')
  }
}

export function mayConnect(network: Network, address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address) // an IPv4 address in IPv6 clothes is an IPv4 address
  if (ip.toNormalizedString() === ipaddr.process(METADATA).toNormalizedString()) return false
  const needed = RANGES.get(ip.range())
  return needed !== undefined && NETWORKS.indexOf(needed) >= NETWORKS.indexOf(network)
}

/** A name passes: it is looked at when it is connected to. Throws {@link EgressRefused}. */
export function checkHost(network: Network, hostname: string): void {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  const looksLikeOne = /^[\d.]+$|:|^0x/i.test(literal)
  if ((ipaddr.isValid(literal) || looksLikeOne) && !mayConnect(network, literal)) {
    throw new EgressRefused()
  }
}

/** Every address that a name has must be one that may be connected to. */
export function guardedLookup(network: Network): LookupFunction {
  return (hostname, options, answer) =>
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '', 0)
      const [first] = found
      if (!first || found.some(({ address }) => !mayConnect(network, address))) {
        return answer(new EgressRefused(), '', 0)
      }
      if (options.all) answer(null, found)
      else answer(null, first.address, first.family)
    })
}

/** For what connects by itself (PostgreSQL): a socket that looks before it connects. */
export function guardedSocket(network: Network): Socket {
  const socket = new Socket()
  const connect = socket.connect.bind(socket)
  socket.connect = ((port: number, host: string) => {
    try {
      checkHost(network, host)
      connect({ port, host, lookup: guardedLookup(network) })
    } catch (error) {
      socket.destroy(error as Error)
    }
    return socket
  }) as typeof socket.connect
  return socket
}
