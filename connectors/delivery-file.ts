/**
 * Takes in one file: all of it, once, or nothing.
 *
 * The file is moved only after the store has committed. A kill between the two leaves a file that is
 * known, and that is only moved the next time.
 *
 * @module
 */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, lstat, mkdir, rename, rm, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { GraphError } from '../schema/errors.ts'
import {
  type DeliveredRecord,
  type Delivery,
  type DeliveryFormat,
  type DeliveryProblem,
  DeliveryRefused,
  type TakenIn,
} from './deliveries.ts'
import type { DeliveryStore } from './delivery-store.ts'

export interface DeliveredFile extends DeliveryFormat {
  /** It goes to `accepted/` or `quarantine/` beside it. */
  readonly file: string
  readonly store: DeliveryStore
}

/** Throws when the file or the store cannot be used now; the file is still where it was then. */
export async function takeIn(
  { file, store, registry, format, read, restates }: DeliveredFile,
  signal: AbortSignal,
): Promise<TakenIn> {
  const { sha256, identity } = await lookAt(file, signal)
  const delivery: Delivery = {
    registry,
    format,
    fileName: hideKeys(path.basename(file)),
    sha256,
    ...(restates !== undefined && { restates }),
  }
  const records = () => readFile(file, sha256, read, signal)
  try {
    const taken = await store.append(delivery, records, signal)
    await moveTo('accepted', file, sha256, identity)
    return taken ? { status: 'accepted', ...taken } : { status: 'known' }
  } catch (error) {
    const problem = problemOf(error, signal)
    if (!problem) throw error
    await store.refuse(delivery, problem, signal)
    await putAside(file, delivery, identity, problem)
    return { status: 'refused', problem }
  }
}

async function* readFile(
  file: string,
  sha256: string,
  read: DeliveryFormat['read'],
  signal: AbortSignal,
): AsyncIterable<DeliveredRecord> {
  const hash = createHash('sha256')
  const bytes = hashed(file, hash, signal)
  try {
    // Without `return`: a reader may stop before the end, and the rest is hashed all the same.
    const open = { [Symbol.asyncIterator]: () => ({ next: () => bytes.next() }) }
    yield* read(open, (problem) => {
      throw new DeliveryRefused(problem)
    })
    for await (const _ of bytes);
    if (hash.digest('hex') !== sha256) throw new FileChanged()
  } finally {
    await bytes.return()
  }
}

async function* hashed(
  file: string,
  hash: Hash,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  for await (const chunk of createReadStream(file, { signal, highWaterMark: PIECE })) {
    hash.update(chunk)
    yield chunk
  }
}

/** Four times what a stream takes by itself: each piece is waited for. */
const PIECE = 256 * 1024

async function lookAt(file: string, signal: AbortSignal) {
  const hash = createHash('sha256')
  const identity = await identityOf(file)
  for await (const _ of hashed(file, hash, signal));
  return { sha256: hash.digest('hex'), identity }
}

/** Which file it is, and that nobody wrote in it: under a name another may come. */
async function identityOf(file: string): Promise<string> {
  const { dev, ino, size, mtimeNs } = await lstat(file, { bigint: true })
  return [dev, ino, size, mtimeNs].join(' ')
}

class FileChanged extends Error {
  constructor() {
    super('The file was changed while it was read.')
  }
}

/** `undefined` when the failure is not of the file's making, and may be over the next time. */
function problemOf(error: unknown, signal: AbortSignal): DeliveryProblem | undefined {
  if (error instanceof DeliveryRefused) return error.problem
  const passing =
    signal.aborted ||
    error instanceof FileChanged ||
    (error instanceof GraphError && !isUnstorable(error)) ||
    (error instanceof Error && 'syscall' in error)
  if (passing) return undefined
  return {
    line: 0,
    path: '',
    rule: 'readable',
    message: 'The file cannot be read in the format that was agreed.',
  }
}

/** A value that no column takes: too long for an index (54), or no text at all (22). */
function isUnstorable({ cause }: GraphError): boolean {
  return cause instanceof Error && /^SQLSTATE (?:22|54)/.test(cause.message)
}

async function putAside(
  file: string,
  delivery: Delivery,
  identity: string,
  problem: DeliveryProblem,
): Promise<void> {
  const { fileName, sha256, format } = delivery
  const to = await placeIn('quarantine', file, sha256)
  const note = { file: fileName, sha256, format, refusedAt: new Date().toISOString(), ...problem }
  // First the note, then the file: a kill leaves a note too many, and never a file without one.
  await writeFile(`${to}.problem.json`, `${JSON.stringify(note, null, 2)}\n`)
  await move(file, to, identity)
  if (!(await isThere(to))) await rm(`${to}.problem.json`, { force: true })
}

async function moveTo(
  folder: string,
  file: string,
  sha256: string,
  identity: string,
): Promise<void> {
  await move(file, await placeIn(folder, file, sha256), identity)
}

/** What came under the same name meanwhile was not read, and is put back. */
async function move(file: string, to: string, identity: string): Promise<void> {
  try {
    await rename(file, to)
  } catch (error) {
    // Somebody else took the same file in at the same moment, and was quicker to move it.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if ((await identityOf(to)) !== identity) await putBack(to, file)
}

async function putBack(from: string, file: string): Promise<void> {
  const { dir, name, ext } = path.parse(file)
  for (let attempt = 1; ; attempt++) {
    const to = attempt === 1 ? file : path.join(dir, `${name}.${attempt}${ext}`)
    try {
      await link(from, to) // unlike a rename, it never takes the place of another
      return await unlink(from)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** The same name, with a piece of the hash when another file has it. */
async function placeIn(folder: string, file: string, sha256: string): Promise<string> {
  const { dir, name, ext, base } = path.parse(file)
  await mkdir(path.join(dir, folder), { recursive: true })
  const to = path.join(dir, folder, base)
  return (await isThere(to)) ? path.join(dir, folder, `${name}.${sha256.slice(0, 8)}${ext}`) : to
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}

/** A file may be named after the person it is about. */
export function hideKeys(fileName: string): string {
  return fileName.replace(/(?<!\d)\d{9}(?!\d)/g, '#########')
}
