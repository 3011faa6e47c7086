/**
 * What we add to GraphiQL's page: a bar above it, and a script that starts it.
 *
 * @module
 */

export const EXPLORER_STYLE = `<style>
  body { margin: 0; display: flex; flex-direction: column; height: 100vh; }
  #root { flex: 1; min-height: 0; height: auto !important; }
  #kindlijn { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .5rem 1rem;
    font: 15px/1.4 system-ui, sans-serif; background: #12403c; color: #fff; }
  #kindlijn strong { font-size: 17px; }
  #kindlijn select { font: inherit; padding: .15rem .4rem; max-width: 24rem; }
  #kindlijn [role=status] { opacity: .85; }
</style>`

export const EXPLORER_BAR = `<header id="kindlijn">
  <strong>Kindlijn</strong>
  <label id="persona-label" hidden>Wie vraagt / who asks <select id="persona"></select></label>
  <label>Vragen / questions <select id="question"><option value="">—</option></select></label>
  <span role="status" id="status"></span>
</header>`

/** A persona's token goes with every query from this page; both live in this tab only. */
export const EXPLORER_SCRIPT = `
const store = window.sessionStorage
const original = window.fetch.bind(window)
const byId = (id) => document.getElementById(id)
const get = async (path) => (await original(path)).json()

// GraphiQL would write the query into the address of the page.
window.history.replaceState = () => undefined

window.fetch = (input, init = {}) => {
  const url = new URL(typeof input === 'string' ? input : input.url, location.href)
  const token = store.getItem('token')
  if (url.pathname !== '/graphql' || !token) return original(input, init)
  const headers = new Headers(init.headers)
  if (!headers.has('authorization')) headers.set('authorization', 'Bearer ' + token)
  return original(input, { ...init, headers })
}

async function become(persona) {
  const answer = await original('/explorer/token/' + persona, {
    method: 'POST',
    headers: { 'x-kindlijn-explorer': '1' },
  })
  const { access_token } = await answer.json()
  store.setItem('persona', persona)
  store.setItem('token', access_token)
  byId('status').textContent = ''
}

async function start() {
  const [personas, questions] = await Promise.all([get('/explorer/personas'), get('/explorer/questions')])
  for (const { name, title } of personas) byId('persona').add(new Option(title, name))
  for (const { name, title } of questions) byId('question').add(new Option(title, name))
  if (personas.length > 0) {
    const known = personas.some(({ name }) => name === store.getItem('persona'))
    const persona = known ? store.getItem('persona') : personas[0].name
    byId('persona-label').hidden = false
    byId('persona').value = persona
    await become(persona)
  } else {
    byId('status').textContent = 'Paste a token into Headers: { "authorization": "Bearer …" }'
  }
  byId('persona').addEventListener('change', (event) => become(event.target.value))

  const asked = store.getItem('question')
  const question = questions.find(({ name }) => name === asked) ?? questions[0]
  if (question) byId('question').value = question.name
  byId('question').addEventListener('change', (event) => {
    store.setItem('question', event.target.value)
    store.setItem('fresh', '1')
    location.reload()
  })
  const fresh = store.getItem('fresh') === '1'
  store.removeItem('fresh')
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    title: 'Kindlijn',
    ...(question ? (fresh ? { query: question.query } : { defaultQuery: question.query }) : {}),
  })
}

void start()
`
