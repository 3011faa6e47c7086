/**
 * PostgreSQL behind a proxy that sees every statement as it comes over the wire.
 *
 * @module
 */

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface WatchedPostgres {
  readonly url: string
  /** What was run since it was last emptied: the name of a prepared statement, or the text of another. */
  readonly statements: string[]
  close(): Promise<void>
}

export async function watchPostgres(target: string): Promise<WatchedPostgres> {
  const { hostname, port } = new URL(target)
  const statements: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    const read = openReader((statement) => statements.push(statement))
    client.on('data', read)
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)

  return {
    url: url.href,
    statements,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The first message has no type; each of the others has one, and its length. */
function openReader(tell: (statement: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let isStarted = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = isStarted ? 1 : 0
      if (rest.length < head + 4) return
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return
      if (isStarted) tellOf(rest.subarray(0, 1).toString(), rest.subarray(head + 4, end))
      isStarted = true
      rest = rest.subarray(end)
    }
  }

  function tellOf(type: string, body: Buffer): void {
    const texts = body.toString('latin1').split('\0')
    if (type === 'Q') tell(texts[0] ?? '')
    // Bind: the portal, then the statement. Each is executed once.
    else if (type === 'B') tell(texts[1] ?? '')
  }
}
