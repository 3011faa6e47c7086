/**
 * Everything that differs between one installation and the next, read from the environment.
 *
 * Each variable is described here and nowhere else; `npm run make` makes docs/configuration.md from this file. What is
 * linked is data (`registries/`), and what may be read is policy (`privacy/policy.ts`): neither is configuration.
 *
 * @module
 */

import { resolve } from 'node:path'
import { AUDIENCES, type Audience } from './privacy/audiences.ts'

export type Env = Readonly<Record<string, string | undefined>>

interface Variable<T> {
  readonly about: string
  readonly expected: string
  /** Undefined when the value is wrong. */
  readonly parse: (value: string) => T | undefined
  readonly fallback?: string
}

/** A variable that may be left out altogether. */
interface OptionalVariable<T> extends Variable<T> {
  readonly optional: true
}

const LOGS = ['json', 'text'] as const
const LEVELS = ['debug', 'info', 'warn', 'error'] as const

export const SUBGRAPH_NAMES = [
  'child',
  'birth-care',
  'jgz',
  'childcare',
  'social-domain',
  'journey',
  'insight',
] as const
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number]

export const VARIABLES = {
  PORT: {
    about: 'The port on which the gateway listens.',
    expected: 'a port: 0 to 65535',
    parse: port,
    fallback: '4000',
  },
  KINDLIJN_HOST: {
    about: 'The address on which the gateway listens.',
    expected: 'an IP address or a host name',
    parse: text,
    fallback: '127.0.0.1',
  },
  KINDLIJN_HOME: {
    about: 'The folder in which state and secrets live.',
    expected: 'a folder',
    parse: folder,
    fallback: '.kindlijn',
  },
  KINDLIJN_SECRETS: {
    about:
      'The folder with the secrets of this part, one file each: keys and passwords. Default: `secrets` in KINDLIJN_HOME. `kindlijn secrets` makes them.',
    expected: 'a folder',
    parse: folder,
    optional: true,
  },
  KINDLIJN_REGISTRIES: {
    about: 'The folder with the links to the registries, one YAML file each.',
    expected: 'a folder',
    parse: folder,
    fallback: 'registries',
  },
  KINDLIJN_POSTGRES_URL: {
    about:
      'The PostgreSQL that holds the child index, the delivery stores and the accounting; its password is a secret. Left out: the one from npm is started in KINDLIJN_HOME.',
    expected: 'a URL: postgres://user@host:5432/database',
    parse: url,
    optional: true,
  },
  KINDLIJN_DEADLINE_MS: {
    about: 'How long one request may take; what has not come by then is null with an error.',
    expected: 'milliseconds: 100 to 60000',
    parse: milliseconds,
    fallback: '10000',
  },
  KINDLIJN_MOST_LAG_MS: {
    about:
      'So far may the gateway be behind with its work (its event loop); beyond it, what comes is refused with GATEWAY_BUSY and `/readyz` says 503.',
    expected: 'milliseconds: 100 to 60000',
    parse: milliseconds,
    fallback: '1000',
  },
  KINDLIJN_METRICS_PORT: {
    about:
      'The port of `/metrics` for Prometheus, of this process. Left out: there is none. No person is in it, but it is not for clients.',
    expected: 'a port: 0 to 65535',
    parse: port,
    optional: true,
  },
  KINDLIJN_LOG: {
    about:
      'How what serves tells what happens: lines of JSON, or text for who reads along. Left out: text of `kindlijn up` and in a terminal, else JSON.',
    expected: 'a form: json or text',
    parse: (value) => LOGS.find((one) => one === value),
    optional: true,
  },
  KINDLIJN_LOG_LEVEL: {
    about: 'From which level on: a line per request is `info`.',
    expected: `a level: one of ${LEVELS.join(', ')}`,
    parse: (value) => LEVELS.find((one) => one === value),
    fallback: 'info',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    about:
      'The OpenTelemetry collector that gets the traces, by OTLP over HTTP; nobody is in them. Left out: no traces are made. `OTEL_EXPORTER_OTLP_HEADERS` is heeded, too.',
    expected: 'a URL',
    parse: url,
    optional: true,
  },
  KINDLIJN_LAME_DUCK_MS: {
    about:
      'After it is asked to stop, the gateway goes on so long, not ready, until its load balancer has seen that.',
    expected: 'milliseconds: 0 to 60000',
    parse: (value) => between(value, 0, 60_000),
    fallback: '0',
  },
  KINDLIJN_STOP_MS: {
    about:
      'How long what is under way then may still take; what has not come by then is null with an error, and the answer leaves.',
    expected: 'milliseconds: 100 to 60000',
    parse: milliseconds,
    fallback: '5000',
  },
  KINDLIJN_SUPERGRAPH: {
    about:
      'The supergraph that the gateway serves. When the file changes, it is read again, and what was asked before is finished with the old one.',
    expected: 'a file',
    parse: folder,
    fallback: 'schema/generated/supergraph.graphql',
  },
  KINDLIJN_DOCUMENTS: {
    about:
      'The folder with the queries that are known beforehand: `*.graphql` for everybody, and in a folder `<audience>` for one audience. A client may send the name of one (`documentId`).',
    expected: 'a folder',
    parse: folder,
    fallback: 'docs/questions',
  },
  KINDLIJN_AD_HOC: {
    about:
      'The audiences whose own queries are answered; the others only get answers to the documents in KINDLIJN_DOCUMENTS.',
    expected: `a list of audiences with commas between, out of ${Object.keys(AUDIENCES).join(', ')}; or none`,
    parse: audiences,
    fallback: Object.keys(AUDIENCES).join(),
  },
  KINDLIJN_INTROSPECTION: {
    about:
      'The audiences that may ask for the schema. Others get no suggestions in messages either.',
    expected: `a list of audiences with commas between, out of ${Object.keys(AUDIENCES).join(', ')}; or none`,
    parse: audiences,
    fallback: Object.keys(AUDIENCES).join(),
  },
  KINDLIJN_APART: {
    about:
      'The subgraphs that `kindlijn up` runs in a process of their own each, so that what keeps one busy holds nothing else up.',
    expected: `a list of subgraphs with commas between, out of ${SUBGRAPH_NAMES.join(', ')}; or none`,
    parse: (value) => listOf(SUBGRAPH_NAMES, value),
    fallback: 'none',
  },
  KINDLIJN_LINK_EVERY: {
    about:
      'After so many minutes `kindlijn up` links what is new in the registries; 0 for never. An installation of parts apart runs `kindlijn link apply` instead.',
    expected: 'a number of minutes: 0 to 10080',
    parse: (value) => between(value, 0, 10_080),
    fallback: '60',
  },
  TOKEN_ISSUER: {
    about:
      'The OpenID provider whose tokens are accepted. Left out: the sandbox, with its personas.',
    expected: 'a URL',
    parse: url,
    optional: true,
  },
  TOKEN_AUDIENCE: {
    about: 'The audience that a token must name.',
    expected: 'a name',
    parse: text,
    fallback: 'kindlijn',
  },
  TOKEN_KEYS_URL: {
    about: 'Where the OpenID provider publishes its keys (JWKS).',
    expected: 'a URL',
    parse: url,
    optional: true,
  },
  SANDBOX_TOKENS_URL: {
    about:
      "Where the explorer gets tokens for the sandbox's personas. Left out: no persona picker.",
    expected: 'a URL',
    parse: url,
    optional: true,
  },
  CHILD_URL: subgraphUrl('child'),
  BIRTH_CARE_URL: subgraphUrl('birth-care'),
  JGZ_URL: subgraphUrl('jgz'),
  CHILDCARE_URL: subgraphUrl('childcare'),
  SOCIAL_DOMAIN_URL: subgraphUrl('social-domain'),
  JOURNEY_URL: subgraphUrl('journey'),
  INSIGHT_URL: subgraphUrl('insight'),
} satisfies Record<string, Variable<unknown> | OptionalVariable<unknown>>

type Variables = typeof VARIABLES
type Parsed<V extends { parse: (value: string) => unknown }> = NonNullable<ReturnType<V['parse']>>

export type Config = {
  readonly [V in keyof Variables]: Variables[V] extends { readonly optional: true }
    ? Parsed<Variables[V]> | undefined
    : Parsed<Variables[V]>
}

/** Names every mistake, all at once, and never a value. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(['The environment is not right:', ...mistakes].join('\n  '))
    this.mistakes = mistakes
  }
}

export function readConfig(env: Env): Config {
  const mistakes: string[] = []
  const entries = Object.entries<Variable<unknown> & { optional?: true }>(VARIABLES).map(
    ([name, { parse, fallback, expected }]) => {
      const value = env[name] || fallback
      const parsed = value === undefined ? undefined : parse(value)
      if (value !== undefined && parsed === undefined) {
        mistakes.push(`${name} must be ${expected}.`)
      }
      return [name, parsed] as const
    },
  )
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return Object.fromEntries(entries) as Config
}

function subgraphUrl(name: string) {
  return {
    about: `Where the subgraph \`${name}\` answers. Left out: it runs inside the gateway's process.`,
    expected: 'a URL',
    parse: url,
    optional: true,
  } as const
}

function text(value: string): string | undefined {
  return value.trim() || undefined
}

function folder(value: string): string | undefined {
  return resolve(value)
}

function audiences(value: string): readonly Audience[] | undefined {
  return listOf(Object.keys(AUDIENCES) as Audience[], value)
}

function listOf<T extends string>(known: readonly T[], value: string): readonly T[] | undefined {
  if (value === 'none') return []
  const names = value.split(',').map((name) => name.trim())
  const found = names.flatMap((name) => known.find((one) => one === name) ?? [])
  return found.length === names.length ? found : undefined
}

/** Of a place: `localhost:4000` can be parsed as one, and has no host. */
function url(value: string): string | undefined {
  return URL.parse(value)?.host ? value : undefined
}

function port(value: string): number | undefined {
  return between(value, 0, 65_535)
}

function milliseconds(value: string): number | undefined {
  return between(value, 100, 60_000)
}

function between(value: string, least: number, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  return number >= least && number <= most ? number : undefined
}
