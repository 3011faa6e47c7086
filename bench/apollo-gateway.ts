/**
 * `@apollo/gateway` in Apollo Server over our graph: something to compare with in development. It is no dependency of
 * ours (its licence is Elastic-2.0): whoever wants the comparison installs it elsewhere, and says where.
 *
 * @module
 */

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse, print, visit } from 'graphql'
import { readGraph } from './gateway-subgraphs.ts'

/** As much of the two as is used. */
interface Apollo {
  readonly ApolloServer: new (options: object) => object
  readonly ApolloGateway: new (options: object) => object
  readonly startStandaloneServer: (server: object, options: object) => Promise<{ url: string }>
}

export async function serveApollo(folder: string, subgraphsUrl: string): Promise<{ url: string }> {
  const load = createRequire(join(folder, 'package.json'))
  const { ApolloServer, ApolloGateway, startStandaloneServer } = {
    ...load('@apollo/server'),
    ...load('@apollo/gateway'),
    ...load('@apollo/server/standalone'),
  } as Apollo
  const supergraphSdl = withoutOurs(readGraph('supergraph'), subgraphsUrl)
  const gateway = new ApolloGateway({ supergraphSdl })
  const server = new ApolloServer({ gateway, csrfPrevention: false })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
  return { url: url.replace(/\/$/, '') }
}

const OURS = new Set(['requiresScopes', 'cost', 'listSize'])

/** It serves no supergraph with rights in it; and it must know where the subgraphs are. */
function withoutOurs(supergraph: string, subgraphsUrl: string): string {
  const names = [...OURS].join('|')
  const stripped = visit(parse(supergraph), {
    Directive(node) {
      if (OURS.has(node.name.value)) return null
      return node.name.value === 'link' && new RegExp(`/(${names})/`).test(print(node))
        ? null
        : undefined
    },
    DirectiveDefinition: ({ name }) => (OURS.has(name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) =>
      name.value.startsWith('requiresScopes') ? null : undefined,
  })
  return print(stripped).replaceAll(/url: "http:\/\/([a-z-]+)\/"/g, `url: "${subgraphsUrl}/$1"`)
}
