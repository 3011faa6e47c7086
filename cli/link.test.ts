import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { febrlLike } from '../subgraphs/child/linkage/testing/febrl.ts'
import { link } from './link.ts'
import { Mistake } from './say.ts'

const MAP =
  'givenNames=given_name,familyName=surname,birthDate=date_of_birth,postcode=postcode,houseNumber=street_number'

let folder: string
let file: string
let printed: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-link-'))
  file = join(folder, 'febrl.csv')
  await writeFile(file, febrlLike(600, 300))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(() => {
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text) => void printed.push(String(text)))
  vi.spyOn(console, 'error').mockImplementation((text) => void printed.push(String(text)))
})

afterEach(() => void vi.restoreAllMocks())

const evaluate = (...args: string[]) => link(['evaluate', ...args])

describe('kindlijn link evaluate', () => {
  test('prints a table for people and JSON for programs', async () => {
    await evaluate(file, '--truth', 'rec_id', '--truth-pattern', 'rec-(\\d+)', '--map', MAP)
    const [table = '', json = ''] = printed
    expect(table).toMatch(/^900 rows of 600 entities: 300 true pairs/)
    expect(table.split('\n')[1]).toMatch(/threshold +pairs +precision +recall +F1/)
    const { at, model } = JSON.parse(json)
    expect(
      at.find((each: { threshold: number }) => each.threshold === 10).precision,
    ).toBeGreaterThan(0.99)
    expect(model.fields.familyName.exact.m).toBeGreaterThan(0.5)
  })

  test('reads another delimiter and a truth that is a column of its own', async () => {
    const other = join(folder, 'other.csv')
    await writeFile(other, '\uFEFFid;naam;voornaam\n1;"de Vries";Anna\n1;Vries;Anna\n2;Smit;Bram\n')
    await evaluate(
      other,
      '--truth',
      'id',
      '--map',
      'familyName=naam,givenNames=voornaam',
      '--delimiter',
      ';',
    )
    expect(printed[0]).toMatch(/^3 rows of 2 entities: 1 true pairs/)
  })

  test.each([
    ['no file', [], /kindlijn link evaluate FILE/],
    [
      'a file that is not there',
      ['gone.csv', '--truth', 'a', '--map', 'bsn=a'],
      /cannot be opened/,
    ],
    [
      'a field that there is not',
      ['FILE', '--truth', 'rec_id', '--map', 'shoe=size'],
      /givenNames/,
    ],
    [
      'a column that there is not',
      ['FILE', '--truth', 'rec_id', '--map', 'bsn=shoe'],
      /no column shoe/,
    ],
    [
      'a pattern that is none',
      ['FILE', '--truth', 'a', '--map', 'bsn=a', '--truth-pattern', '('],
      /regular/,
    ],
    [
      'a truth that is not told',
      ['FILE', '--truth', 'rec_id', '--map', MAP, '--truth-pattern', 'no-(x)'],
      /Row 1 /,
    ],
  ])('says what to mend: %s', async (_, args, message) => {
    const refused = evaluate(...args.map((arg) => (arg === 'FILE' ? file : arg)))
    await expect(refused).rejects.toBeInstanceOf(Mistake)
    await expect(refused).rejects.toThrow(message)
    expect(printed).toEqual([])
  })

  test('MUST NOT repeat what is in the file when it cannot be read', async () => {
    const broken = join(folder, 'broken.csv')
    await writeFile(broken, 'id,naam\n1,"Geheim"x\n')
    const refused = evaluate(broken, '--truth', 'id', '--map', 'familyName=naam')
    await expect(refused).rejects.toThrow(/^Line 2 cannot be read as CSV\.$/)
  })
})

describe('kindlijn link', () => {
  test.each([
    [[], /^kindlijn link/],
    [['constructor'], /^kindlijn link/],
    [['dry-run'], /Name registries/],
    [['apply', 'jgz-waterdam', '--per-second', '0'], /--per-second takes/],
    [['dry-run', 'jgz-waterdam', '--model', 'gone.json'], /cannot be read/],
    [['estimate'], /Name one registry/],
    [['cases', '--first', '0'], /--first takes a number from 1 to 500/],
    [['quality', '--by', 'shoe'], /--by takes BIRTH_YEAR/],
    [['decide', 'case', '--reason', 'x'], /--certainty takes EXACT, PROBABLE, NONE/],
    [['decide', 'case', '--reason', 'x', '--certainty', 'POSSIBLE'], /--certainty takes/],
    [['break', '7'], /Say why: --reason TEXT/],
    [['restore', '--reason', 'x'], /kindlijn link restore LINK/],
  ])('says what to mend before it opens anything: %j', async (args, message) => {
    const refused = link(args)
    await expect(refused).rejects.toBeInstanceOf(Mistake)
    await expect(refused).rejects.toThrow(message)
  })
})
