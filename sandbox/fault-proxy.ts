/**
 * A door in front of a server, at which faults can be played: to the client it is the server that has them.
 *
 * Without a fault whatever comes is passed on as it is.
 *
 * @module
 */

import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type FaultName, type Protocol, wayOf } from './faults.ts'
import type { Target } from './http-faults.ts'
import { passOn } from './wire-faults.ts'

export interface FaultProxy {
  readonly port: number
  /** From now on, until another one is played; undefined: none. Who is connected feels it as well. */
  play(fault: FaultName | undefined): Promise<void>
  close(): Promise<void>
}

/** On this machine, for this machine. */
export async function openFaultProxy(target: Target, protocol: Protocol): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  let playing: FaultName | undefined
  let count = 0

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const far = () => keep(connect(target))
  const wayNow = () => (playing === undefined ? undefined : wayOf(playing, protocol))

  // It never listens: it is handed the connections of which it plays the server.
  const http = createHttpServer(async (request, response) => {
    const way = wayNow()
    try {
      if (way && 'answer' in way) await way.answer(request, response, target)
      else response.destroy()
    } catch {
      response.destroy() // the server itself is gone, or who asked
    }
  })

  const server = createServer((near) => {
    count += 1
    keep(near)
    const way = wayNow()
    if (!way) passOn(near, far())
    else if ('answer' in way) http.emit('connection', near)
    else way.meet(near, far, count)
  })
  let port = 0
  /** On the same port, however often. */
  async function open(): Promise<void> {
    if (server.listening) return
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  async function shut(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    await closed
  }
  await open()

  return {
    port,
    async play(fault) {
      playing = fault
      if (fault === 'refused') return shut()
      for (const socket of sockets) {
        // What is half open stays connected, and not a byte comes through any more.
        if (fault === 'silent') socket.unpipe().pause()
        else socket.destroy()
      }
      await open()
    },
    close: shut,
  }
}
