/**
 * A registry on the loopback, for a test: real HTTP on a port of its own.
 *
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

export interface Loopback {
  readonly url: string
  close(): Promise<void>
}

/** Who asks may hang up, and what is asked on its behalf be gone: then it is answered nothing. */
export async function serveLoopback(listener: Listener): Promise<Loopback> {
  const server = createServer(async (request, response) => {
    try {
      await listener(request, response)
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
