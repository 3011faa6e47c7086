/**
 * `kindlijn docs`: makes what can be read off the code: whole pages of docs/, and tables in pages that somebody wrote.
 *
 * @module
 */

import { readFile, writeFile } from 'node:fs/promises'
import { register } from 'prom-client'
import { VARIABLES } from '../config.ts'
import { GRANTS, PURPOSES, RELATIONS, SCOPES } from '../privacy/policy.ts'
import { FAULTS, type FaultName } from '../sandbox/faults.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { PLANTED } from '../sandbox/planted.ts'
import { AGAIN_AFTER, ERRORS, type ErrorCode } from '../schema/errors.ts'
import { LABELS, METRICS } from '../schema/metrics.ts'
import { type ElementTable, readElementTables } from './element-tables.ts'
import { type Asked, NOW_AND_THEN, OF_OUR_OWN, SEEN } from './fault-table.ts'

const MADE = 'Made by `npm run make`; edit the code that it is read off, not this page.'
const SANDBOX = 'docs/sandbox.md'

export async function docs(): Promise<void> {
  await writeFile('docs/configuration.md', configuration())
  await writeFile('docs/errors.md', errors())
  await writeFile('docs/access.md', access())
  await writeFile('docs/faults.md', faults())
  await writeFile('docs/metrics.md', await metrics())
  await writeFile('docs/registries.md', registries(await readElementTables()))
  const page = await readFile(SANDBOX, 'utf8')
  await writeFile(SANDBOX, fill(fill(page, 'planted', planted()), 'personas', personas()))
  console.log(
    'docs: configuration, errors, access, faults, metrics, registries; the tables of sandbox',
  )
}

function configuration(): string {
  const rows = Object.entries(VARIABLES).map(([name, variable]) => [
    `\`${name}\``,
    'fallback' in variable ? `\`${variable.fallback}\`` : '',
    variable.expected,
    variable.about,
  ])
  return page(
    'Configuration',
    'All that differs between one installation and the next, from the environment (`config.ts`).',
    table(['Variable', 'Default', 'Expected', 'About'], rows),
  )
}

function errors(): string {
  const rows = Object.entries(ERRORS).map(([code, message]) => [
    `\`${code}\``,
    message,
    AGAIN_AFTER[code as ErrorCode] === undefined ? '' : `${AGAIN_AFTER[code as ErrorCode]} s`,
  ])
  return page(
    'Errors',
    'Every code in `errors[].extensions.code`, with its one message (`schema/errors.ts`). Beside it: `registry` or `subgraph`, where one failed. Where all that is wrong passes by itself, `Retry-After` says after how long to ask again; a table is then 503.',
    table(['Code', 'Message', 'Again after'], rows),
  )
}

function faults(): string {
  const seenOf = (fault: FaultName, asked: Asked) => {
    const seen = SEEN[fault][asked]
    if (seen === undefined) return '—'
    if (seen === 'as before') return seen
    return NOW_AND_THEN.has(fault) ? `as before, or \`${seen}\`` : `\`${seen}\``
  }
  const rows = (Object.keys(FAULTS) as FaultName[]).map((fault) => [
    `\`${fault}\``,
    FAULTS[fault].about,
    ...(['http', 'fhir', 'sql', 'subgraph'] as const).map((asked) => seenOf(fault, asked)),
  ])
  const head = [
    'Fault',
    'About',
    'REST (BRP, a childcare provider)',
    'FHIR (birth care)',
    'SQL (JGZ)',
    'A subgraph apart',
  ]
  return page(
    'Faults',
    'What is seen when a registry, or a part of the graph, is ill. `test/faults.test.ts` plays every cell on real sockets and a real PostgreSQL, from the table that this page is made of (`cli/fault-table.ts`); `kindlijn drill` plays each fault of a registry on the sandbox of `npm start`.',
    table(head, rows),
    FAULT_PROMISES,
    '## Faults of our own',
    table(
      ['Fault', 'What is seen', 'Test'],
      OF_OUR_OWN.map(({ fault, seen, test }) => [fault, seen, `\`${test}\``]),
    ),
  )
}

const FAULT_PROMISES = `In each cell:

- The fields of that registry are null, with this code and the name of the registry (or of the subgraph) beside it, and in
  \`views\` its domain is \`SOURCE_DOWN\`. Without the population register nobody knows who a child is, or whether you may
  see it: the child itself is null, with the code.
- All else in the answer is the same, byte for byte.
- The answer is there before the deadline (\`KINDLIJN_DEADLINE_MS\`). A question to a registry ends after the \`timeout\` of
  its link (a second later where a connection to PostgreSQL fell silent), a call to a subgraph after six tenths of the deadline. After some failures in a row a registry is left alone,
  and who asks is told at once ([limits](linking-a-registry.md#how-much-is-asked-of-it)).
- Nothing of what the server said itself, and nothing of where it is, is in the answer.
- When it is well again, so is the next answer, or the first after its rest.`

async function metrics(): Promise<string> {
  const told = await register.getMetricsAsJSON()
  const rows = Object.values(METRICS).map((metric) => {
    const { name, help, labelNames } = metric as unknown as Described
    const kind = String(told.find((one) => one.name === name)?.type)
    return [`\`${name}\``, kind, labelNames.map((label) => `\`${label}\``).join(' '), help]
  })
  const labels = Object.entries(LABELS).map(([name, about]) => [`\`${name}\``, about])
  return page(
    'Metrics',
    'What a part tells Prometheus at `/metrics` on `KINDLIJN_METRICS_PORT` (`schema/metrics.ts`), beside what Node tells of its event loop, memory and garbage collection (`nodejs_…`, `process_…`). No label is a word of a client or of a person, and each has few values.',
    table(['Name', 'Kind', 'Labels', 'About'], rows),
    `## Labels\n\n${table(['Label', 'What stands in it'], labels)}`,
  )
}

/** What a metric has, and its type does not say. */
interface Described {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
}

function access(): string {
  const purposes = Object.entries(PURPOSES).map(([name, { title, grain, domains, ground }]) => [
    `\`${name}\``,
    title,
    grain,
    domains.join(', '),
    ground.citation,
    ground.inForceFrom ?? 'not in force',
  ])
  const relations = Object.entries(RELATIONS).map(([name, about]) => [`\`${name}\``, about])
  const related = GRANTS.map(({ role, purpose, relations, because }) => [
    role,
    `\`${purpose}\``,
    relations.map((name) => `\`${name}\``).join(' or ') || 'none',
    because,
  ])
  const scopes = Object.entries(SCOPES).map(([scope, about]) => [
    `\`${scope}\``,
    about,
    GRANTS.filter(({ scopes }) => (scopes as readonly string[]).includes(scope))
      .map(({ role }) => role)
      .join(', '),
  ])
  return page(
    'Access',
    'Who may read what, and why (`privacy/policy.ts`). What is not granted here is denied.',
    `## Purposes\n\n${table(['Purpose', 'Title', 'Grain', 'Domains', 'Ground', 'In force from'], purposes)}`,
    `## What a viewer has to have to do with a child\n\nBeside working for a municipality where it lives. One of these is enough; where there is none, there is no child. Whoever lacks it gets the answer of an unknown id.\n\n${table(['Relation', 'Which is'], relations)}\n\n${table(['Role', 'Purpose', 'Relations', 'Because'], related)}`,
    `## Scopes\n\n${table(['Scope', 'Opens', 'Granted to'], scopes)}`,
  )
}

export function registries(tables: readonly ElementTable[]): string {
  const counts = tables.map(({ format, elements, typed, kept, withheld }) => [
    `[${format}](#${format})`,
    String(elements.length),
    String(typed),
    String(kept),
    String(withheld),
    `${((typed / elements.length) * 100).toFixed(1)} %`,
  ])
  const pages = tables.map(({ format, elements }) => {
    const rows = elements.map(({ element, name, field, withheld }) => [
      `\`${element}\``,
      name,
      withheld === undefined ? fieldOf(field) : `withheld: ${withheld}`,
    ])
    return `## ${format}\n\n${table(['Element', 'Name', 'Field'], rows)}`
  })
  return page(
    'Registries',
    'What becomes of each element of each format, from the tables beside their readers. An element has a field of its own, in the graph or in what is stored and never served; or it is kept, with its official name; or it is withheld: checked against the standard, and its value is kept nowhere, for the reason that stands beside it.',
    table(['Format', 'Elements', 'With a field', 'Kept', 'Withheld', 'Share with a field'], counts),
    ...pages,
  )
}

function fieldOf(field: string): string {
  return field === 'kept' ? 'kept' : `\`${field}\``
}

export function planted(): string {
  const rows = PLANTED.map(({ name, prefix, familyName, birthDate, description }) => [
    name,
    familyName,
    prefix ?? '',
    birthDate ?? '',
    description,
  ])
  return table(['Child', '`familyName`', '`prefix`', '`birthDate`', 'What is peculiar'], rows)
}

export function personas(): string {
  const rows = PERSONAS.map(({ name, title, claims }) => [
    `\`${name}\``,
    title,
    `\`${claims.organisation}\``,
    `\`${claims.purpose}\``,
  ])
  return table(['Persona', 'Who', 'Organisation', 'Purpose'], rows)
}

/** Puts a table between two marks of a page that somebody wrote. */
export function fill(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: made by \`npm run make\` -->`, `<!-- /${name} -->`]
  const from = page.indexOf(begin)
  const to = page.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`The page has lost its marks for the table ${name}.`)
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`
}

function page(title: string, ...parts: readonly string[]): string {
  return `${[`# ${title}`, MADE, ...parts].join('\n\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
