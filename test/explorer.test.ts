/**
 * The explorer as somebody uses it: in a real browser, over the whole graph.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readQuestions } from '../cli/questions.ts'
import { serveExplorer } from '../gateway/explorer.ts'
import { type Listening, listen, readBody } from '../schema/http.ts'
import { type Graph, openGraph } from './graph.ts'

const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser']
const executablePath = PLACES.find((path) => path && existsSync(path))
const skipped = !executablePath && process.env.CI !== 'true'
if (skipped) {
  process.stderr.write(
    'test/explorer.test.ts is skipped: there is no Chromium here. Install one, or set CHROMIUM_PATH.\n',
  )
}

/** Many tests share the machine: what is waited for may take a while. */
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 })

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let graph: Graph

beforeAll(async () => {
  graph = await openGraph()
})
afterAll(() => graph?.close())

describe.skipIf(skipped)('in a browser', { timeout: 60_000 }, () => {
  let folder: string
  let visitor: BrowserContext
  let page: Page
  /** What the page asked for, and what it complained about. */
  let requests: { url: string; body: string }[]
  let complaints: string[]

  beforeAll(async () => {
    if (!executablePath) throw new Error('There is no Chromium here: set CHROMIUM_PATH.')
    folder = await mkdtemp(join(tmpdir(), 'kindlijn-browser-'))
    // One for all tests, with a folder: the editor is large, and need not be loaded and compiled for each.
    visitor = await chromium.launchPersistentContext(folder, {
      ...{ executablePath, args: ARGS },
      viewport: { width: 1366, height: 768 },
    })
    visitor.on('request', (request) => {
      requests.push({ url: request.url(), body: request.postData() ?? '' })
    })
  })
  afterAll(async () => {
    await visitor?.close()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    requests = []
    complaints = []
    page = await visitor.newPage()
    page.on('pageerror', ({ message }) => complaints.push(message))
    page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()))
  })
  afterEach(() => page?.close())

  const visit = async (url = graph.url) => {
    await page.goto(url)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor({ timeout: 30_000 })
  }
  const persona = () => page.getByLabel('Wie vraagt')
  const question = () => page.getByLabel('Vraag', { exact: false }).last()
  const status = () => page.getByRole('status').textContent()
  const shown = (name: 'operation.graphql' | 'response.json') =>
    page.evaluate(
      `monaco.editor.getModels().find(({ uri }) => uri.path.endsWith('${name}'))?.getValue() ?? ''`,
    ) as Promise<string>
  const run = async () => {
    await page.locator('.graphiql-execute-button').click()
    await soon(status).not.toBe('')
    await soon(() => shown('response.json')).toContain('{')
  }
  const introspections = () => requests.filter(({ body }) => body.includes('IntrospectionQuery'))

  test('the first visit shows the first saved question, and running it shows Anna', async () => {
    const [first] = await readQuestions()
    await visit()
    expect(await shown('operation.graphql')).toBe(first?.query)
    expect(await question().inputValue()).toBe(first?.name)

    await run()
    const { data, errors } = JSON.parse(await shown('response.json'))
    expect(errors).toBeUndefined()
    expect(data.findChildren[0].name.given).toBe('Anna')
    expect(await status()).toMatch(/^Antwoord in \d+ ms/)
    expect(complaints).toEqual([])
  })

  test('MUST ask nobody but the gateway, and put no query and no token into an address', async () => {
    await visit()
    await run()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.locator('.graphiql-query-editor').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' # edited')
    await soon(() => shown('operation.graphql')).toContain('# edited')
    await page.reload()
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()

    expect(requests.length).toBeGreaterThan(10)
    expect(requests.filter(({ url }) => new URL(url).origin !== graph.url)).toEqual([])
    expect(requests.filter(({ url }) => /[?#]|findChildren|eyJ/.test(url))).toEqual([])
    expect(page.url()).toBe(`${graph.url}/`)
    expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2)
  })

  test('MUST NOT keep an answer or the token of a persona in the browser', async () => {
    await visit()
    await run()
    const stored = async () =>
      JSON.stringify(
        await page.evaluate('[{ ...localStorage }, { ...sessionStorage }, document.cookie]'),
      )
    // The editor stores what it has a while later, and all at once.
    await soon(stored).toContain('findChildren')
    const kept = await stored()
    expect(kept).not.toContain('Anna')
    expect(kept).not.toContain('eyJ')
    expect(await page.evaluate('localStorage.length')).toBe(0)
  })

  test('another question comes into the editor, also where the last one was edited', async () => {
    const third = (await readQuestions())[2]
    await visit()
    await run()
    await page.locator('.graphiql-query-editor').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' # mine')
    await soon(() => question().inputValue()).toBe('')

    await question().selectOption(third?.name ?? '')
    expect(await shown('operation.graphql')).toBe(third?.query)
    expect(await shown('response.json')).toBe('')
    await run()
    expect(await shown('response.json')).toContain('refusalLabel')

    await page.reload()
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    expect(await shown('operation.graphql')).toBe(third?.query)
    expect(await question().inputValue()).toBe(third?.name)
  })

  test('a question that is run the moment it is picked is answered', async () => {
    await visit()
    await run()
    await page.evaluate(`
      question.value = '3-refused-vaccinations'
      question.dispatchEvent(new Event('change'))
      document.querySelector('.graphiql-execute-button').click()
    `)
    await soon(() => shown('response.json')).toContain('{')
    expect(await shown('response.json')).toContain('refusalLabel')
  })

  test('the dashboard is told plainly that a child is not for it, and sees nothing of who asked before', async () => {
    await visit()
    await run()
    await soon(() => introspections().length).toBe(1)

    await persona().selectOption('dashboard')
    await soon(() => shown('response.json')).toBe('')
    await soon(() => introspections().length).toBe(2)
    await run()
    expect(await status()).toMatch(
      /GRAPHQL_VALIDATION_FAILED: niet in uw schema \/ not in your schema$/,
    )
    const { data, errors } = JSON.parse(await shown('response.json'))
    expect(data).toBeUndefined()
    expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')

    await page.reload()
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    expect(await persona().inputValue()).toBe('dashboard')
  })

  test('MUST NOT show an answer that comes after somebody else was picked', async () => {
    await visit()
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    await page.route('**/graphql', async (route) => {
      const answer = await route.fetch()
      if (!route.request().postData()?.includes('Introspection')) await held
      await route.fulfill({ response: answer })
    })
    await page.locator('.graphiql-execute-button').click()
    await persona().selectOption('dashboard')
    await soon(() => introspections().length).toBe(2)
    goOn()
    await soon(() => shown('response.json')).toContain('Vraag opnieuw')
    expect(await shown('response.json')).not.toContain('Anna')
  })

  test('the schema is asked again also for who was picked while it was still on its way', async () => {
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    await page.route('**/graphql', async (route) => {
      await held
      await route.continue()
    })
    await visit()
    await soon(() => introspections().length).toBe(1)
    await Promise.all([
      page.waitForResponse('**/explorer/token/dashboard'),
      persona().selectOption('dashboard'),
    ])
    goOn()
    await soon(() => introspections().length).toBe(2)
  })

  test('the schema can be read, with its descriptions', async () => {
    await visit()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.locator('.graphiql-doc-explorer').getByText('Child', { exact: true }).click()
    const docs = page.locator('.graphiql-doc-explorer')
    await docs.getByText('A child, from pregnancy to the fourth birthday').waitFor()
  })

  test('the bar is worked with the keyboard alone, and everything in it has a name', async () => {
    await visit()
    await page.evaluate('document.activeElement.blur()')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.id')).toBe('persona')
    await page.keyboard.type('Midwife')
    expect(await persona().inputValue()).toBe('midwife')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
    await page.keyboard.press('ArrowDown')
    await soon(() => shown('operation.graphql')).toContain('query Timeline')
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
    expect(await page.locator('#bar :is(select, input):visible').count()).toBe(2)
  })

  test.each([
    [1366, 768],
    [800, 600],
  ])('the page fills a window of %d by %d without a scroll bar', async (width, height) => {
    await page.setViewportSize({ width, height })
    await visit()
    await run()
    const { scrollWidth, scrollHeight } = (await page.evaluate(
      '({ scrollWidth: document.documentElement.scrollWidth, scrollHeight: document.documentElement.scrollHeight })',
    )) as { scrollWidth: number; scrollHeight: number }
    expect([scrollWidth, scrollHeight]).toEqual([width, height])
    const filled = await page.locator('.graphiql-container').last().boundingBox()
    expect((filled?.y ?? 0) + (filled?.height ?? 0)).toBe(height)
  })

  describe('without a sandbox', () => {
    let elsewhere: Listening

    beforeAll(async () => {
      elsewhere = await listen(
        async (request, response) => {
          const { pathname } = new URL(request.url ?? '/', 'http://gateway')
          if (pathname !== '/graphql') {
            const questions = await readQuestions()
            return serveExplorer(pathname, request, response, { tokensUrl: undefined, questions })
          }
          const answer = await fetch(`${graph.url}/graphql`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              authorization: request.headers.authorization ?? '',
            },
            body: (await readBody(request, 1e6)) ?? '',
          })
          response.writeHead(answer.status, { 'content-type': 'application/json' })
          response.end(await answer.text())
        },
        0,
        '127.0.0.1',
      )
    })
    afterAll(() => elsewhere?.close())

    test('there is nobody to pick, and a token that is pasted goes with the question', async () => {
      await visit(elsewhere.url)
      expect(await persona().isVisible()).toBe(false)
      expect(await status()).toContain('Plak eerst een token')
      await page.getByLabel('Token').fill(`Bearer ${await graph.tokenFor('youth-nurse')}`)
      await page.keyboard.press('Tab')
      await run()
      expect(await shown('response.json')).toContain('"Anna"')
      // Before there was a token, the schema was refused.
      expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([])
    })

    test('without a token the question is refused, and the bar says why', async () => {
      await visit(elsewhere.url)
      await page.locator('.graphiql-execute-button').click()
      await soon(status).toContain('UNAUTHENTICATED: geen geldig token')
    })
  })
})

describe('for a client that is no browser', () => {
  test('MUST NOT give another site a token that makes a browser ask for it', async () => {
    const path = `${graph.url}/explorer/token/youth-nurse`
    expect((await fetch(path, { method: 'POST' })).status).toBe(403)
    expect((await fetch(path)).status).toBe(404)
    const preflight = await fetch(path, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-kindlijn-explorer',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each(['/', '/explorer/start.js', '/explorer/graphiql.js', '/explorer/worker/graphql.js'])(
    '%s lets no script in from elsewhere, and no frame around it',
    async (path) => {
      const { status, headers } = await fetch(graph.url + path)
      expect(status).toBe(200)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).toContain("connect-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    },
  )

  test('what a browser has already is not sent again', async () => {
    const path = `${graph.url}/explorer/graphiql.css`
    const etag = (await fetch(path)).headers.get('etag') ?? ''
    const again = await fetch(path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('MUST NOT give a token away without a sandbox', async () => {
    const bare = await listen(
      (request, response) =>
        serveExplorer(request.url ?? '/', request, response, {
          tokensUrl: undefined,
          questions: [],
        }),
      0,
      '127.0.0.1',
    )
    const token = await fetch(`${bare.url}/explorer/token/youth-nurse`, {
      method: 'POST',
      headers: { 'x-kindlijn-explorer': '1' },
    })
    const personas = await fetch(`${bare.url}/explorer/personas`)
    expect([token.status, await personas.json()]).toEqual([404, []])
    await bare.close()
  })
})
