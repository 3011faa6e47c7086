/**
 * The command as its user has it: processes, signals, and what they print.
 *
 * @module
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inject } from 'vitest'
import { keep, keepHome } from './sinks.ts'

export interface Run {
  /** Left out: what was built for all tests. */
  readonly main?: string
  readonly node?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs to its end. */
export async function run(args: readonly string[], options: Run = {}): Promise<Ended> {
  const child = spawnCommand(args, options)
  child.stdin?.end(options.stdin ?? '')
  const [code, stdout, stderr] = await Promise.all([
    codeOf(child),
    child.stdout ? buffer(child.stdout).then(String) : '',
    child.stderr ? buffer(child.stderr).then(String) : '',
  ])
  return { code, stdout, stderr }
}

export interface Started {
  readonly pid: number
  /** All that it printed on standard output until now. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Of what it prints from now on or printed already, on either; rejects when it ends without having said so. */
  saying(words: RegExp): Promise<RegExpExecArray>
  /** The address of the graph. */
  readonly ready: () => Promise<string>
  /** Resolves with its exit code; null where a signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>
  readonly ended: Promise<number | null>
  /** Nobody reads its standard output any more. */
  stopReading(): void
}

/** Runs until it is stopped. */
export function start(args: readonly string[], options: Run = {}): Started {
  const child = spawnCommand(args, options)
  child.stdin?.end()
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (words: string) => {
      said[name] += words
    })
  }
  const ended = codeOf(child)

  async function saying(words: RegExp): Promise<RegExpExecArray> {
    let isOver = false
    void ended.then(() => {
      isOver = true
    })
    for (;;) {
      const found = words.exec(said.stdout) ?? words.exec(said.stderr)
      if (found) return found
      if (isOver) throw new Error(`it ended without saying ${words}:\n${said.stdout}${said.stderr}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    saying,
    ready: async () => (await saying(/^ready (\S+)$/m))[1] ?? '',
    stop(signal) {
      child.kill(signal)
      return ended
    },
    ended,
    stopReading: () => child.stdout?.destroy(),
  }
}

/** Those whose command line names this folder, and their children. */
export function processesOf(folder: string): readonly number[] {
  const all = execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
  const named = all.filter(([, , , args]) => args?.includes(folder)).map(([, pid]) => pid)
  return all
    .filter(([, pid, parent]) => named.includes(pid) || named.includes(parent))
    .map(([, pid]) => Number(pid))
}

/** As a shell has it, without what npm or vitest put there. */
function spawnCommand(args: readonly string[], { main, node, env }: Run): ChildProcess {
  const child = spawn(node ?? process.execPath, [main ?? inject('main'), ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      KINDLIJN_LOG: 'text',
      NODE_COMPILE_CACHE: compiled(),
      ...env,
    },
    stdio: 'pipe',
  })
  const isLog = SERVING.includes(args[0] ?? '')
  keepSaid(child.stdout, isLog ? 'log' : 'answer')
  keepSaid(child.stderr, 'log')
  if (env?.KINDLIJN_HOME) child.once('close', () => keepHome(env.KINDLIJN_HOME ?? ''))
  return child
}

/** What Node made of the command's modules before: each test that starts it would wait for that. */
function compiled(): string {
  return join(dirname(inject('main')), 'compiled')
}

/** What these print is a log; what others print is what they were asked for. */
const SERVING = ['up', 'serve']

function keepSaid(stream: Readable | null, sink: 'log' | 'answer'): void {
  const said: Buffer[] = []
  stream?.on('data', (chunk: Buffer | string) => said.push(Buffer.from(chunk)))
  stream?.once('close', () => keep(sink, Buffer.concat(said).toString('utf8')))
}

function codeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve))
}
