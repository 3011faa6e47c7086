/**
 * Files that appear under their name only when they are whole; until then they end in `.part`.
 *
 * @module
 */

import { open, rename, rm, writeFile } from 'node:fs/promises'

export async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}

/** A list that grows line by line, by way of a small buffer. */
export interface GrowingFile {
  /** Slows its caller down to the speed of the disk. */
  readonly add: (line: string) => Promise<void>
  readonly finish: () => Promise<void>
  /** Leaves nothing behind. */
  readonly abandon: () => Promise<void>
}

const BUFFER_CHARACTERS = 32_768

export async function openGrowingFile(path: string, heading: string): Promise<GrowingFile> {
  const part = `${path}.part`
  const handle = await open(part, 'w')
  let buffer = `${heading}\r\n`

  async function flush(): Promise<void> {
    const full = buffer
    buffer = ''
    await handle.appendFile(full)
  }

  return {
    async add(line) {
      buffer += `${line}\r\n`
      if (buffer.length >= BUFFER_CHARACTERS) await flush()
    },
    async finish() {
      await flush()
      await handle.close()
      await rename(part, path)
    },
    async abandon() {
      await handle.close()
      await rm(part, { force: true })
    },
  }
}
