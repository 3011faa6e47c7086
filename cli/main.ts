/**
 * `kindlijn <command>`: one file per command.
 *
 * @module
 */

import { beginLog } from './log.ts'
import { tooOld } from './node-version.ts'
import { silence } from './silence.ts'

// Who reads along may leave (`| head -1`, a closed terminal): what was asked for goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

/** What these print is a log; what others print is what they were asked for. */
const SERVING = ['up', 'serve']

const LEFT_BEHIND_MS = 1_000

const COMMANDS: Readonly<Record<string, Command>> = {
  up: {
    about:
      'the whole graph in one process, with the sandbox municipality  [--children N --event --degrade --delay]',
    load: async () => (await import('./up.ts')).up,
  },
  serve: {
    about: 'one part of it: gateway, a subgraph by its name',
    load: async () => (await import('./serve.ts')).serve,
  },
  sandbox: {
    about:
      'make [--children N --event --degrade --delay] | serve | children: the invented municipality',
    load: async () => (await import('./sandbox.ts')).sandbox,
  },
  database: {
    about: 'makes the schemas and roles in KINDLIJN_POSTGRES_URL',
    load: async () => (await import('./set-up.ts')).setUp,
  },
  secrets: {
    about: 'makes the keys and passwords of an installation | rotate DOMAIN add|use|retire',
    load: async () => (await import('./secrets.ts')).secrets,
  },
  token: {
    about: '--persona NAME: a token for a persona of the sandbox',
    load: async () => (await import('./token.ts')).token,
  },
  ask: {
    about:
      '--persona NAME --query FILE|- [--variables JSON] [--format csv [--decimal ,]]: asks the running graph',
    load: async () => (await import('./ask.ts')).ask,
  },
  read: {
    about:
      'FORMAT PATH… [--records]: what an adapter makes of files, as JSON lines; touches nothing',
    load: async () => (await import('./read.ts')).read,
  },
  deliver: {
    about: 'REGISTRY FILE…: takes files in, as the watcher of its folder does',
    load: async () => (await import('./deliver.ts')).deliver,
  },
  link: {
    about:
      'dry-run | apply REGISTRY…, cases, decide, break, restore, quality, estimate, evaluate: links the registries',
    load: async () => (await import('./link.ts')).link,
  },
  audit: {
    about: 'verify | subject CHILD-ID | export | heads: what is written down of every reading',
    load: async () => (await import('./audit.ts')).audit,
  },
  replay: {
    about: 'RECEIPT [--persona NAME]: whether an answer in numbers is still the same, or why not',
    load: async () => (await import('./replay.ts')).replay,
  },
  objection: {
    about: 'record | list CHILD-ID: what a family said of the use of their data',
    load: async () => (await import('./objection.ts')).objection,
  },
  drill: {
    about: 'FAULT REGISTRY | off [REGISTRY] | list: plays a fault on the sandbox that runs',
    load: async () => (await import('./drill.ts')).drill,
  },
  schema: {
    about: 'makes schema/generated from the code',
    load: async () => (await import('./schema.ts')).schema,
  },
  docs: {
    about: 'makes the generated pages of docs/ from the code',
    load: async () => (await import('./docs.ts')).docs,
  },
}

interface Command {
  readonly about: string
  readonly load: () => Promise<(args: readonly string[]) => Promise<void>>
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined

silence([process.stderr, ...(SERVING.includes(name) ? [process.stdout] : [])])

beginLog()

const complaint = tooOld(process.versions.node)

if (complaint) {
  fail(complaint)
} else if (command) {
  await run(command)
} else {
  const width = Math.max(...Object.keys(COMMANDS).map(({ length }) => length))
  console.log('kindlijn <command>\n')
  for (const [key, { about }] of Object.entries(COMMANDS)) {
    console.log(`  ${key.padEnd(width)}  ${about}`)
  }
  if (name !== 'help' && name !== '--help') fail(`\nThere is no command ${JSON.stringify(name)}.`)
}

async function run({ load }: Command): Promise<void> {
  try {
    await (await load())(args)
  } catch (error) {
    fail(explain(error))
    // What a failed start left behind does not keep us.
    setTimeout(() => process.exit(), LEFT_BEHIND_MS).unref()
  }
}

/** What its user can mend is one sentence; the rest is ours, and comes with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { readonly code?: unknown }
  if (error.constructor.name === 'RegistriesWrong') {
    return ['The registries are not right:', ...error.message.split('\n')].join('\n  ')
  }
  const isMistake = ['Mistake', 'ConfigError'].includes(error.constructor.name)
  const isMisspelt = String(code).startsWith('ERR_PARSE_ARGS')
  return isMistake || isMisspelt ? error.message : (error.stack ?? error.message)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
