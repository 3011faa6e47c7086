/**
 * Makes some more while what was made is stored: a reader and a database need not wait for each other.
 *
 * @module
 */

/** So many batches at most are ready and not taken. What fails, fails in its turn. */
export async function* readAhead<T>(
  batches: AsyncGenerator<readonly T[], void, void>,
  most: number,
): AsyncGenerator<T> {
  const next = () => {
    const batch = batches.next()
    // Nobody may come for it any more.
    batch.catch(() => undefined)
    return batch
  }
  const queue = Array.from({ length: most }, next)
  try {
    for (let batch = await queue.shift(); batch && !batch.done; batch = await queue.shift()) {
      queue.push(next())
      for (const one of batch.value) yield one // `yield*` waits twice for each
    }
  } finally {
    await batches.return()
  }
}
