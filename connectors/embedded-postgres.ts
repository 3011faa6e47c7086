/**
 * A PostgreSQL for a laptop and for tests: the real server, in a folder, without an installation.
 *
 * It outlives whoever started it, on purpose. A second start adopts the living server, and a start
 * after a crash lets PostgreSQL recover, so that nothing that was acknowledged is lost.
 *
 * @module
 */
import {
  chown,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openBinaries, type PostgresBinaries } from './postgres-binaries.ts'

export interface PostgresOptions {
  /** The data folder. It is made when it is not there; its log is `<directory>.log`. */
  readonly directory: string
  /** Of the user `postgres`. It is fixed when the folder is made. */
  readonly password: string
  /** `false` trades safety at a power cut for speed; for tests. Default: `true`. */
  readonly durable?: boolean
}

export interface RunningPostgres {
  readonly url: string
  readonly port: number
  /** Whether the server was running already. */
  readonly adopted: boolean
  stop(): Promise<void>
}

const WAIT_MS = 60_000
const ATTEMPTS = 5

/** Starts, adopts or recovers the server of a folder. Throws one sentence when it cannot. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const directory = path.resolve(options.directory)
  const { password, durable = true } = options
  const binaries = await openBinaries()
  await mkdir(path.dirname(directory), { recursive: true })
  const log = await open(`${directory}.log`, 'a', 0o600)

  try {
    if (!(await isMade(directory))) await make(directory, password, durable, binaries, log.fd)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const living = await findLiving(directory, password)
      if (living) return describe(living, true)
      // Fails when the port was taken meanwhile, when backends of a killed server are still leaving,
      // or when somebody else was quicker: the next round finds out which.
      const port = await freePort()
      if ((await binaries.run('pg_ctl', startArguments(directory, port, durable), log.fd)) === 0) {
        return describe(port, false)
      }
      await sleep(200 * attempt)
    }
  } finally {
    await log.close()
  }
  throw new Error(`PostgreSQL does not start; ${directory}.log says why.`)

  function describe(port: number, adopted: boolean): RunningPostgres {
    return { url: urlOf(port, password), port, adopted, stop: () => stop(directory, binaries) }
  }
}

async function make(
  directory: string,
  password: string,
  durable: boolean,
  { owner, run }: PostgresBinaries,
  log: number,
): Promise<void> {
  // Made beside its place and then renamed: a kill halfway leaves nothing that looks like a database.
  const making = await mkdtemp(`${directory}.making-`)
  const secret = `${making}.secret`
  try {
    await writeFile(secret, password, { mode: 0o600 })
    if (owner) for (const file of [making, secret]) await chown(file, owner.uid, owner.gid)

    const args = ['-D', making, '-U', 'postgres', `--pwfile=${secret}`, '-A', 'scram-sha-256']
    args.push('-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
    args.push('--data-checksums', ...(durable ? [] : ['--no-sync']))
    if ((await run('initdb', args, log)) !== 0) {
      throw new Error(`PostgreSQL cannot make its data folder; ${directory}.log says why.`)
    }
    await rmdir(directory).catch(() => undefined)
    await rename(making, directory).catch(async (error: unknown) => {
      // Somebody who started at the same moment was quicker: theirs is as good.
      if (!(await isMade(directory))) throw error
    })
  } finally {
    await rm(secret, { force: true })
    await rm(making, { recursive: true, force: true })
  }
}

function startArguments(directory: string, port: number, durable: boolean): string[] {
  const settings = [`-p ${port}`, '-c listen_addresses=127.0.0.1', '-c unix_socket_directories=']
  settings.push(...SILENT_LOG.map((setting) => `-c ${setting}`))
  if (!durable) {
    settings.push('-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off')
  }
  return ['-D', directory, '-w', '-t', String(WAIT_MS / 1000), '-o', settings.join(' '), 'start']
}

/** A statement's values, and what an error quotes of a row, are of no use in a log, and are about persons. */
const SILENT_LOG = [
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
]

async function stop(directory: string, { run }: PostgresBinaries): Promise<void> {
  const log = await open(`${directory}.log`, 'a', 0o600)
  try {
    const code = await run('pg_ctl', ['-D', directory, '-m', 'fast', '-w', 'stop'], log.fd)
    if (code !== 0 && (await readLock(directory))) {
      throw new Error(`PostgreSQL does not stop; ${directory}.log says why.`)
    }
  } finally {
    await log.close()
  }
}

/** The port of the server that runs on this folder. Waits for one that is still starting. */
async function findLiving(directory: string, password: string): Promise<number | undefined> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(100)) {
    const lock = await readLock(directory)
    if (!lock) return undefined
    if (lock.port && (await answers(lock.port, directory, password))) return lock.port
  }
  throw new Error(`A PostgreSQL runs on ${directory}, and does not answer.`)
}

/** What `postmaster.pid` says, when it speaks of a living server. A stale one is cleared away. */
async function readLock(directory: string): Promise<{ port: number | undefined } | undefined> {
  const file = path.join(directory, 'postmaster.pid')
  const [pid, , , port] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  if (!pid) return undefined
  if (await isPostmaster(Number(pid))) return { port: Number(port) || undefined }
  // After a restart of a container its number may belong to another process, and PostgreSQL,
  // which looks at the number only, would refuse to start.
  await rm(file, { force: true })
  return undefined
}

async function isPostmaster(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (process.platform !== 'linux') return true
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return path.basename(command.split('\0')[0] ?? '') === 'postgres'
}

async function answers(port: number, directory: string, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(port, password),
    connectionTimeoutMillis: 2000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query(`select current_setting('data_directory') as directory`)
    return path.resolve(String(rows[0]?.directory)) === directory
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw new Error(`The PostgreSQL in ${directory} was made with another password.`)
    }
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function isMade(directory: string): Promise<boolean> {
  return readFile(path.join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
}

function urlOf(port: number, password: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
