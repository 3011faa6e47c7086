/**
 * The saved questions of the explorer: `docs/questions/*.graphql`, each a query whose first comment is its title.
 *
 * @module
 */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Question {
  readonly name: string
  readonly title: string
  readonly query: string
}

const FOLDER = 'docs/questions'

export async function readQuestions(): Promise<readonly Question[]> {
  const files = (await readdir(FOLDER))
    .filter((file) => file.endsWith('.graphql'))
    .sort(new Intl.Collator('en', { numeric: true }).compare)
  return Promise.all(
    files.map(async (file) => {
      const query = await readFile(join(FOLDER, file), 'utf8')
      const name = file.replace(/\.graphql$/, '')
      return { name, title: /^# (.+)$/m.exec(query)?.[1] ?? name, query }
    }),
  )
}
