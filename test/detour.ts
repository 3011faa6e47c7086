/**
 * A TCP address that leads to another one, and can be cut: what is behind it is gone, or hangs, and comes back.
 *
 * @module
 */

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Detour {
  readonly port: number
  /** Leads there from now on; what was connected is cut. */
  leadTo(port: number): void
  /** What was connected is cut, and nothing connects any more. */
  cut(): void
  /** What is connected stays so, and what connects is; and not a byte comes through. */
  hang(): void
  close(): Promise<void>
}

export async function openDetour(target?: number): Promise<Detour> {
  const sockets = new Set<Socket>()
  let port = target
  let isHanging = false
  const server = createServer((near) => {
    near.on('error', () => undefined)
    sockets.add(near)
    if (isHanging) return
    if (port === undefined) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }

  return {
    port: (server.address() as AddressInfo).port,
    leadTo(next) {
      isHanging = false
      cutAll()
      port = next
    },
    cut() {
      port = undefined
      cutAll()
    },
    hang() {
      isHanging = true
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    async close() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
