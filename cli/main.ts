/**
 * `kindlijn <command>`: one file per command.
 *
 * @module
 */

const OLDEST_NODE = 22

const COMMANDS: Readonly<Record<string, Command>> = {
  up: {
    about: 'the whole graph in one process, with the sandbox municipality  [--children N]',
    load: async () => (await import('./up.ts')).up,
  },
  serve: {
    about: 'one part of it: gateway, a subgraph by its name',
    load: async () => (await import('./serve.ts')).serve,
  },
  sandbox: {
    about: 'make [--children N] | serve | children: the invented municipality',
    load: async () => (await import('./sandbox.ts')).sandbox,
  },
  database: {
    about: 'makes the schemas and roles in KINDLIJN_POSTGRES_URL',
    load: async () => (await import('./set-up.ts')).setUp,
  },
  secrets: {
    about: 'makes the keys and passwords of an installation',
    load: async () => (await import('./secrets.ts')).secrets,
  },
  token: {
    about: '--persona NAME: a token for a persona of the sandbox',
    load: async () => (await import('./token.ts')).token,
  },
  ask: {
    about: '--persona NAME --query FILE|- [--variables JSON]: asks the running graph',
    load: async () => (await import('./ask.ts')).ask,
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

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(
    `Node ${process.versions.node} is too old: Kindlijn takes ${OLDEST_NODE} or newer. Run it by npm (npm start), which brings its own.`,
  )
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
    fail(isMistake(error) ? error.message : explain(error))
  }
}

/** What its user can mend is one sentence; the rest is ours, and comes with its stack. */
function isMistake(error: unknown): error is Error {
  const mendable = ['Mistake', 'ConfigError', 'RegistriesWrong', 'PostgresMistake']
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return mendable.includes(error.constructor.name) || String(code).startsWith('ERR_PARSE_ARGS')
}

function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
