/**
 * What our page does in the browser: it starts GraphiQL, and sends each question as whoever was picked.
 *
 * The token of a persona lives in this script, a pasted one in the tab's own storage; nothing of an answer is stored.
 *
 * @module
 */

export const EXPLORER_SCRIPT = `'use strict'
const byId = (id) => document.getElementById(id)
const tab = window.sessionStorage
const bar = Promise.all([get('/explorer/personas'), get('/explorer/questions')])
let questions = []
let token = ''
let turn = 0

// The editor is then in window.monaco; its workers are files of ours.
window.MonacoEnvironment = {
  globalAPI: true,
  getWorkerUrl: (_, label) => '/explorer/worker/' + label + '.js',
}

document.addEventListener('DOMContentLoaded', start)

async function start() {
  const [personas, saved] = await bar
  questions = saved
  for (const { name, title } of questions) byId('question').add(new Option(title, name))
  byId('question').addEventListener('change', putQuestion)
  if (personas.length > 0) await offerPersonas(personas)
  else offerToken()

  window.monaco.editor.onDidCreateModel((model) => {
    if (!isOf(model, 'operation.graphql')) return
    showQuestion(model)
    model.onDidChangeContent(() => showQuestion(model))
  })
  window.YogaGraphiQL.renderYogaGraphiQL(byId('root'), {
    title: 'Kindlijn',
    fetcher: ask,
    storage: tab,
    defaultQuery: questions[0]?.query ?? '',
    // Else a query would be read from the address of the page, and every edit written into it.
    initialQuery: undefined,
    onEditQuery: () => undefined,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: false,
  })
}

async function get(path) {
  return (await fetch(path)).json()
}

// Who asks

async function offerPersonas(personas) {
  for (const { name, title } of personas) byId('persona').add(new Option(title, name))
  const last = tab.getItem('kindlijn:persona')
  byId('persona').value = personas.some(({ name }) => name === last) ? last : personas[0].name
  byId('persona-label').hidden = false
  await become()
  byId('persona').addEventListener('change', async () => {
    clearAnswer()
    await become()
    startOver()
  })
}

async function become() {
  const persona = byId('persona').value
  const answer = await fetch('/explorer/token/' + persona, {
    method: 'POST',
    headers: { 'x-kindlijn-explorer': '1' },
  })
  token = answer.ok ? (await answer.json()).access_token : ''
  tab.setItem('kindlijn:persona', persona)
}

function offerToken() {
  token = tab.getItem('kindlijn:token') ?? ''
  byId('token').value = token
  byId('token-label').hidden = false
  if (!token) say('Plak eerst een token / paste a token first')
  byId('token').addEventListener('change', (event) => {
    token = event.target.value.trim().replace(/^Bearer +/i, '')
    tab.setItem('kindlijn:token', token)
    startOver()
  })
}

// Somebody else asks now: the schema is asked again.
function startOver() {
  clearAnswer()
  refetchSchema()
}

// GraphiQL takes no second asking while the first is under way.
function refetchSchema() {
  const button = document.querySelector('button[aria-label^="Re-fetch GraphQL schema"]')
  if (!button || button.disabled) setTimeout(refetchSchema, 50)
  else button.click()
}

// What is asked

function putQuestion() {
  const question = questions.find(({ name }) => name === byId('question').value)
  const model = modelOf('operation.graphql')
  if (!question || !model) return
  // An edit like any other: the editor can undo it.
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text: question.query }], () => null)
  clearAnswer()
}

function showQuestion(model) {
  const text = model.getValue()
  byId('question').value = questions.find(({ query }) => query === text)?.name ?? ''
}

// What is on the screen was another's, or about something else; what is still under way is, too.
function clearAnswer() {
  turn += 1
  modelOf('response.json')?.setValue('')
  say('')
}

function modelOf(name) {
  return window.monaco.editor.getModels().find((model) => isOf(model, name))
}

function isOf(model, name) {
  return model.uri.path.endsWith(name)
}

// The asking

async function ask(query, { headers } = {}) {
  const started = performance.now()
  const mine = turn
  let response = await post(query, headers)
  if (response.status === 401 && !byId('persona-label').hidden) {
    await become()
    response = await post(query, headers)
  }
  const answer = await response.json()
  if (query.operationName === 'IntrospectionQuery') return answer
  if (mine !== turn) throw new Error('Vraag opnieuw: dit antwoord was voor de vorige vraag of vrager. / Ask again.')
  sum(answer, performance.now() - started)
  return answer
}

function post({ query, variables, operationName }, headers = {}) {
  return fetch('/graphql', {
    method: 'POST',
    headers: {
      ...(token ? { authorization: 'Bearer ' + token } : {}),
      ...headers,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query, variables, operationName: nameIn(query, operationName) }),
  })
}

// Just after an edit GraphiQL still has the name of what was there before.
function nameIn(query, name) {
  return new RegExp('(query|mutation|subscription)\\\\s+' + name + '(?![_0-9A-Za-z])').test(query) ? name : undefined
}

const KNOWN = {
  FIELD_FORBIDDEN: 'niet voor u / not for you',
  GRAPHQL_VALIDATION_FAILED: 'niet in uw schema / not in your schema',
  UNAUTHENTICATED: 'geen geldig token / no valid token',
  PURPOSE_UNKNOWN: 'onbekend doel / unknown purpose',
}

function sum({ errors = [] }, milliseconds) {
  if (errors.length === 0) return say('Antwoord in ' + Math.round(milliseconds) + ' ms / answered')
  const counts = new Map()
  for (const { extensions } of errors) {
    const code = extensions?.code ?? 'ERROR'
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const parts = [...counts].map(([code, count]) =>
    (count > 1 ? count + ' × ' : '') + code + (KNOWN[code] ? ': ' + KNOWN[code] : ''))
  say(parts.join(' · '), 'refused')
}

function say(text, kind = '') {
  byId('status').textContent = text
  byId('status').title = text
  byId('status').dataset.kind = kind
}
`
