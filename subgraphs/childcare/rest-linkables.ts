/**
 * All children of a provider that can be asked, for linking: `POST /children`, page by page.
 *
 * @module
 */

import { z } from 'zod'
import type { Rest } from '../../connectors/rest.ts'
import { GraphError } from '../../schema/errors.ts'
import type { Linkable, LinkableRecord } from '../linkable.ts'

const PATH = '/children'
const PAGE = 500

interface RestLinkablesOptions {
  readonly registry: string
  readonly rest: Pick<Rest, 'post'>
}

export async function* restLinkables(
  { registry, rest }: RestLinkablesOptions,
  signal: AbortSignal,
): AsyncGenerator<LinkableRecord> {
  const ends = new Set<string>()
  for (let after: string | null = null; ; ) {
    const answer = await rest.post(PATH, { after, limit: PAGE }, signal)
    const { success, data } = Page.safeParse(answer)
    if (!success) throw new GraphError('REGISTRY_MALFORMED', { registry })
    const last = data.children.at(-1)
    for (const child of data.children)
      yield { ...toLinkable(child), registry, key: child.kind_nummer }
    if (!last || !data.more) return
    after = last.kind_nummer
    // Who says that there is more, and begins again, would be asked for ever.
    if (ends.has(after)) throw new GraphError('REGISTRY_MALFORMED', { registry })
    ends.add(after)
  }
}

const text = z
  .string()
  .max(200)
  .nullish()
  .transform((value) => value?.trim() || null)

const Child = z.object({
  kind_nummer: z.string().min(1).max(100),
  bsn: text,
  achternaam: text,
  voorvoegsel: text,
  voornamen: text,
  geboortedatum: text,
  geslacht: z.enum(['m', 'v']).nullish(),
  postcode: text,
  huisnummer: text,
})
const Page = z.object({ children: z.array(Child), more: z.boolean() })

const SEXES = { m: 'male', v: 'female' } as const

function toLinkable(child: z.infer<typeof Child>): Linkable {
  return {
    bsn: child.bsn,
    familyName: child.achternaam,
    prefix: child.voorvoegsel,
    givenNames: child.voornamen,
    birthDate: child.geboortedatum,
    sex: child.geslacht ? SEXES[child.geslacht] : null,
    postcode: child.postcode,
    houseNumber: child.huisnummer,
    mother: null,
    rank: null,
    bornTogether: null,
  }
}
