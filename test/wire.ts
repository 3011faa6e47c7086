/**
 * A wire between two parts, which a test can cut: at once, or while something goes over it.
 *
 * @module
 */

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Wire {
  /** The same address, by way of this wire. */
  readonly url: string
  cut(): Promise<void>
  /** When the next thing is sent: it arrives, and no answer comes back. */
  cutInTheMiddle(): void
  mend(): Promise<void>
  close(): Promise<void>
}

export async function openWire(target: string): Promise<Wire> {
  const url = new URL(target)
  const host = url.hostname
  const to = Number(url.port)
  const sockets = new Set<Socket>()
  let isCutNext = false
  const server = createServer((near) => {
    const far = connect(to, host)
    for (const one of [near, far]) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      far.write(chunk)
      if (isCutNext) void cut()
    })
    far.on('data', (chunk) => near.write(chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function cut(): Promise<void> {
    isCutNext = false
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  return {
    url: Object.assign(url, { hostname: '127.0.0.1', port: String(port) }).href,
    cut,
    cutInTheMiddle() {
      isCutNext = true
    },
    async mend() {
      if (server.listening) return
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    close: cut,
  }
}
