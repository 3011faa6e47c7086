/**
 * A linked registry, as a file in `registries/` describes it.
 *
 * Municipal IT writes these files. So every mistake in all of them is told at once, with file and line
 * and what was expected there, and a key that we do not know is a mistake. Addresses and secrets never
 * stand in a file, only the name of the environment variable that holds them.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { isMap, isNode, isPair, LineCounter, type ParsedNode, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { mayUse } from '../privacy/policy.ts'
import type { Agreements } from '../privacy/read.ts'
import { checkHost, NETWORKS } from './egress.ts'
import type { SourceLimits } from './gate.ts'

export const DOMAINS = ['population', 'birth-care', 'jgz', 'childcare', 'social-domain'] as const
export const KINDS = ['rest', 'fhir', 'postgres', 'deliveries'] as const

const SLUG = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/
const VARIABLE = /^[A-Z][A-Z0-9_]*$/

const slug = z.string('a name in small letters, such as jgz-waterdam').regex(SLUG, {
  error: 'a name in small letters, such as jgz-waterdam',
})
const from = z.strictObject({
  from: z
    .string('the name of an environment variable')
    .regex(VARIABLE, { error: 'the name of an environment variable, such as BRP_URL' }),
})
const ORGANISATION = 'the number of an organisation, with its kind: ura:00001234'
const organisation = z.string(ORGANISATION).regex(/^[a-z]+:\d+$/, { error: ORGANISATION })
const MUNICIPALITY = 'the code of a municipality in quotes, such as "0363"'
const municipality = z.string(MUNICIPALITY).regex(/^\d{4}$/, { error: MUNICIPALITY })
const REGION = 'a region of the GGD, such as GG3406'
const day = z.iso.date({ error: 'a date, such as 2026-01-31' })

/** What an agreement can be about: the parts of a record that a domain reads. That there is one comes with each. */
export const FIELDS = {
  population: [
    'identity',
    'residence',
    'kinship',
    'parents',
    'children',
    'legalAuthority',
    'registration',
    'stays',
  ],
  'birth-care': ['pregnancy', 'birth'],
  jgz: [
    'contacts',
    'growth',
    'vaccinations',
    'development',
    'referrals',
    'vve',
    'newborn',
    'heelPricks',
    'care',
    'consents',
    'observations',
  ],
  childcare: ['enrolments', 'attendance', 'vveMonths', 'waiting', 'meldcode', 'locations'],
  'social-domain': ['allocations', 'requests', 'cases', 'offers'],
} as const satisfies Record<(typeof DOMAINS)[number], readonly string[]>

const wholeNumber = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`
  return z.int(error).min(least, { error }).max(most, { error }).optional()
}

/** How much of us a live registry may hold, and when it is left alone: {@link SourceLimits} says what each is. */
const LIMITS = z.strictObject({
  connect: wholeNumber(1, 60_000),
  concurrency: wholeNumber(1, 1_000),
  queue: wholeNumber(0, 100_000),
  perSecond: wholeNumber(1, 100_000),
  failures: wholeNumber(1, 1_000),
  rest: wholeNumber(1, 3_600_000),
}) satisfies z.ZodType<SourceLimits>

const LINK = z.strictObject({
  name: slug,
  title: z.string('a title').min(1, { error: 'a title' }),
  domain: z.enum(DOMAINS, { error: `one of ${DOMAINS.join(', ')}` }),
  kind: z.enum(KINDS, { error: `one of ${KINDS.join(', ')}` }),
  /** What it speaks: which adapter reads it. */
  format: slug,
  /** Of the server, or of the folder in which files are dropped. */
  address: from,
  secret: from.optional(),
  /** How near it may be: on this machine, in a private network, or elsewhere. Each takes in the ones after it. */
  network: z.enum(NETWORKS, { error: `one of ${NETWORKS.join(', ')}` }).default('private'),
  /** In milliseconds. */
  timeout: z
    .int('milliseconds, from 1 to 60000')
    .min(1, { error: 'milliseconds, from 1 to 60000' })
    .max(60_000, { error: 'milliseconds, from 1 to 60000' }),
  limits: LIMITS.optional(),
  /** So many hours old the newest of its data may be before we say that it is stale. */
  freshness: z.strictObject({
    promised: z.number('a number of hours').positive({ error: 'a number of hours' }),
  }),
  /** Whose records these are: who works there has to do with a child of whom there is one. */
  organisations: z.array(organisation, 'a list of organisations').optional(),
  /** Of which municipalities they are: figures about them are for who works for all of these, and for nobody else. */
  municipalities: z.array(municipality, 'a list of municipalities').optional(),
  /** Of youth health care: the region (GGD) whose children its organisations answer for. */
  region: z
    .string(REGION)
    .regex(/^GG\d{4}$/, { error: REGION })
    .optional(),
  /** Without an agreement that is in force, nothing is read. */
  agreement: z
    .strictObject({
      party: z.string('the name of who keeps the registry').min(1, { error: 'a name' }),
      purposes: z.array(slug, 'a list of purposes').min(1, { error: 'at least one purpose' }),
      /** Of a record. What is not named is not read. */
      fields: z
        .array(z.string('a name'), 'a list of fields')
        .min(1, { error: 'at least one field' }),
      /** Subgraphs for which it is read although the client did not ask for it itself; left out: any. */
      unaskedFor: z.array(slug, 'a list of subgraphs').optional(),
      /** Of fewer children no number is told; the strictest of all holders counts. Left out: 10. */
      k: wholeNumber(5, 1_000),
      from: day,
      until: day.optional(),
    })
    .refine(({ from, until }) => until === undefined || from <= until, {
      path: ['until'],
      error: 'a date that is not before from',
    }),
})

export type RegistryLink = z.infer<typeof LINK>

/** A link whose variables were looked up. */
export interface Registry extends RegistryLink {
  /** A URL, or the path of a folder. */
  readonly url: string
  readonly password: string | undefined
}

export interface RegistryProblem {
  readonly file: string
  readonly line: number
  readonly expected: string
}

export interface ParsedRegistry {
  /** Only when there is no problem. */
  readonly link: RegistryLink | undefined
  readonly problems: readonly RegistryProblem[]
  /** Where a key stands, for what can only be said later. */
  lineOf(...keys: readonly PropertyKey[]): number
}

export class RegistriesWrong extends Error {
  readonly problems: readonly RegistryProblem[]

  constructor(problems: readonly RegistryProblem[]) {
    super(problems.map(({ file, line, expected }) => `${file}:${line}: ${expected}`).join('\n'))
    this.name = 'RegistriesWrong'
    this.problems = problems
  }
}

/** Says where the text is wrong; does not look outside of it. */
export function parseRegistry(text: string, file: string): ParsedRegistry {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const lineOf = (...keys: readonly PropertyKey[]) => lineAt(offsetOf(document.contents, keys))

  const unreadable = [...document.errors, ...document.warnings].map(({ code, pos }) => ({
    file,
    line: lineAt(pos[0]),
    expected:
      code === 'DUPLICATE_KEY' ? 'a key that is not there already' : 'YAML that can be read',
  }))
  visit(document, {
    // An alias can stand for more than fits in memory.
    Alias: (_key, { range }) =>
      void unreadable.push({ file, line: lineAt(range?.[0] ?? 0), expected: 'no alias' }),
  })
  if (unreadable.length > 0) return { link: undefined, problems: unreadable, lineOf }

  const { data, error } = LINK.safeParse(document.toJS() ?? {})
  const problems = (error?.issues ?? []).flatMap((issue): RegistryProblem[] => {
    if (issue.code !== 'unrecognized_keys') {
      const missing = !has(document.contents, issue.path)
      const key = issue.path.join('.')
      const expected = missing ? `${key} is missing: ${issue.message}` : `${key}: ${issue.message}`
      return [{ file, line: lineOf(...issue.path), expected: key ? expected : 'a map of keys' }]
    }
    return issue.keys.map((key) => ({
      file,
      line: lineOf(...issue.path, key),
      expected: `no key ${[...issue.path, key].join('.')}: it is not one that we know`,
    }))
  })
  return { link: data, problems: problems.sort((a, b) => a.line - b.line), lineOf }
}

/** All of these domains, or one error that names every problem in every file. */
export async function readRegistries(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  domains: readonly RegistryLink['domain'][] = DOMAINS,
): Promise<readonly Registry[]> {
  const registries: Registry[] = []
  const problems: RegistryProblem[] = []
  const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()

  for (const file of files) {
    const parsed = parseRegistry(await readFile(path.join(folder, file), 'utf8'), file)
    problems.push(...parsed.problems)
    const { link, lineOf } = parsed
    if (!link || !domains.includes(link.domain)) continue
    const wrong = (expected: string, ...keys: (string | number)[]) =>
      problems.push({ file, line: lineOf(...keys), expected })

    const known: readonly string[] = FIELDS[link.domain]
    for (const [i, field] of link.agreement.fields.entries()) {
      if (!known.includes(field)) {
        wrong(`a field of ${link.domain}: ${known.join(', ')}`, 'agreement', 'fields', i)
      }
    }
    if (link.kind === 'deliveries' && link.limits) {
      wrong('no limits: what is delivered is read from our own store', 'limits')
    }
    if (link.region !== undefined && link.domain !== 'jgz') {
      wrong('no region: that is for youth health care', 'region')
    }
    if (registries.some(({ name }) => name === link.name)) {
      wrong('a name that no other registry has', 'name')
    }
    const url = await lookUp(link.address.from, env)
    if (url === undefined) wrong(`${link.address.from} has to be set`, 'address', 'from')
    else if (!fits(link.kind, url)) {
      wrong(`${link.address.from} has to hold ${ADDRESSES[link.kind]}`, 'address', 'from')
    }
    if (url !== undefined && !isReachable(link, url)) {
      wrong(
        `${link.address.from} has to lead to where a registry may be (network: ${link.network})`,
        'address',
        'from',
      )
    }
    const password = link.secret && (await lookUp(link.secret.from, env))
    if (link.secret && password === undefined) {
      wrong(`${link.secret.from} has to be set`, 'secret', 'from')
    }
    registries.push({ ...link, url: url ?? '', password })
  }
  if (problems.length > 0) throw new RegistriesWrong(problems)
  return registries
}

/**
 * From what is linked to what may be read: by its agreement, on a day and for a purpose that it names. No agreement goes
 * further than the legal ground of the purpose.
 */
export function agreementsOf(
  links: readonly RegistryLink[],
  today: () => string = () => new Date().toISOString().slice(0, 10),
): Agreements {
  const byName = new Map(links.map((link) => [link.name, link]))
  return (registry, purpose, part) => {
    const { domain, agreement } = byName.get(registry) ?? {}
    if (!domain || !agreement?.purposes.includes(purpose)) return false
    if (part !== undefined && part !== PRESENCE && !agreement.fields.includes(part)) return false
    const { from, until = '9999-12-31' } = agreement
    const day = today()
    return from <= day && day <= until && mayUse(purpose, domain, day)
  }
}

/** Whether there is a record at all: whoever may read a field is told that. */
const PRESENCE = 'presence'

/** What is linked, without its addresses. Files that are wrong are left out: {@link readRegistries} speaks of them. */
export async function readLinks(folder: string): Promise<readonly RegistryLink[]> {
  const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')))
  return texts.flatMap((text, i) => parseRegistry(text, files[i] ?? '').link ?? [])
}

/** The variable itself, or the file that `<variable>_FILE` names. */
async function lookUp(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const file = env[`${name}_FILE`]
  if (env[name] || !file) return env[name] || undefined
  return readFile(file, 'utf8').then(
    (text) => text.trim() || undefined,
    () => undefined,
  )
}

const ADDRESSES = {
  rest: 'an address that begins with http:// or https://',
  fhir: 'an address that begins with http:// or https://',
  postgres: 'an address that begins with postgres:// or postgresql://',
  deliveries: 'the path of a folder',
} as const satisfies Record<RegistryLink['kind'], string>

function fits(kind: RegistryLink['kind'], address: string): boolean {
  if (kind === 'deliveries') return !/^[a-z]+:\/\//i.test(address)
  const protocol = URL.parse(address)?.protocol ?? ''
  const taken = kind === 'postgres' ? ['postgres:', 'postgresql:'] : ['http:', 'https:']
  return taken.includes(protocol)
}

/** As it is written; a name is looked at again when it is connected to. */
function isReachable({ kind, network }: RegistryLink, address: string): boolean {
  const host = kind === 'deliveries' ? undefined : URL.parse(address)?.hostname
  if (!host) return true // there is nothing to reach, or that was told already
  try {
    checkHost(network, host)
    return true
  } catch {
    return false
  }
}

/** Of the key itself; of the nearest thing around it when it is not there. */
function offsetOf(root: ParsedNode | null, keys: readonly PropertyKey[]): number {
  let node: unknown = root
  let offset = isNode(root) ? (root.range?.[0] ?? 0) : 0
  for (const key of keys) {
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && String(item.key) === key)
      : undefined
    const next = pair ? pair.value : itemOf(node, key)
    const at = pair && isNode(pair.key) ? pair.key : next
    if (!isNode(at)) break
    offset = at.range?.[0] ?? offset
    node = next
  }
  return offset
}

function itemOf(node: unknown, key: PropertyKey): unknown {
  return typeof key === 'number' && isNode(node) && 'items' in node && Array.isArray(node.items)
    ? node.items[key]
    : undefined
}

function has(root: ParsedNode | null, keys: readonly PropertyKey[]): boolean {
  return isMap(root) && root.hasIn(keys)
}
