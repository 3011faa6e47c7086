import { expect, test } from 'vitest'
import { toColumns } from '../schema/feed.ts'
import { DOMAINS, PARTS, type Round } from './feed-gather.ts'
import { openUnlinked } from './feed-unlinked.ts'

/** Parts that have three records each, of which these are linked to somebody by now. */
function partsWhere(linked: ReadonlySet<string>) {
  const calls: string[] = []
  const round: Round = {
    async call<T>(part: string, query: string, variables: object) {
      calls.push(part)
      if (query.includes('FeedRecords')) return { sealed: part, next: null } as T
      if (part === 'child') {
        const { sealed } = variables as { sealed: string }
        const tokens = [1, 2, 3].map((n) => `${sealed}-${n}`).filter((one) => !linked.has(one))
        return tokens.map((token) => ({ token, reference: token })) as T
      }
      const { subjects } = variables as { subjects: readonly unknown[] }
      return { counts: subjects.map(() => 2), presences: [], ...toColumns([]) } as T
    },
  }
  return { round, takeCalls: () => calls.splice(0) }
}

type Parts = ReturnType<typeof partsWhere>

/** By token, how many events were told of it. */
async function walkThrough(unlinked: ReturnType<typeof openUnlinked>, { round }: Parts) {
  const told: Record<string, number> = {}
  for (;;) {
    const some = await unlinked.next(round)
    if (!some) return told
    for (const { subjects, counts } of Object.values(some)) {
      for (const [i, token] of subjects.entries()) told[token] = counts[i] ?? 0
    }
  }
}

test('MUST tell each record that is linked to nobody once a day', async () => {
  const unlinked = openUnlinked()
  const parts = partsWhere(new Set())

  expect(Object.keys(await walkThrough(unlinked, parts))).toHaveLength(12)
  expect(parts.takeCalls()).toHaveLength(12)
  expect(unlinked.isDue()).toBe(false)
  expect(await walkThrough(unlinked, parts)).toEqual({})
})

test('MUST tell again of the domain that was linked, and ask nothing of the others', async () => {
  const linked = new Set<string>()
  const unlinked = openUnlinked()
  const parts = partsWhere(linked)
  await walkThrough(unlinked, parts)
  parts.takeCalls()

  linked.add('jgz-2')
  unlinked.again(['JGZ'])
  expect(unlinked.isDue()).toBe(true)
  expect(await walkThrough(unlinked, parts)).toEqual({ 'jgz-1': 2, 'jgz-2': 0, 'jgz-3': 2 })
  expect(parts.takeCalls()).toEqual(['jgz', 'child', 'jgz'])
})

test('MUST NOT begin anew for a domain that was not reached yet', async () => {
  const unlinked = openUnlinked()
  const parts = partsWhere(new Set())
  // The first linkings of a start end one after the other, while all is told for the first time.
  for (const domain of DOMAINS.toReversed()) {
    await unlinked.next(parts.round)
    unlinked.again([domain])
  }
  await walkThrough(unlinked, parts)

  // Two had been told by the time that they were linked, and are told twice; the others once.
  const calls = Object.groupBy(parts.takeCalls(), (part) => part)
  expect(DOMAINS.map((domain) => calls[PARTS[domain][0]]?.length)).toEqual([4, 4, 2, 2])
})
