/**
 * The page around GraphiQL: a bar with who asks, and what.
 *
 * @module
 */

const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#12403c"/>' +
      '<path d="M5 22c6 0 6-12 11-12s5 12 11 12" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>' +
      '<circle cx="16" cy="10" r="3.5" fill="#f2b544"/></svg>',
  )

export const EXPLORER_PAGE = `<!doctype html>
<html lang="nl">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Kindlijn</title>
  <link rel="icon" href="${ICON}">
  <link rel="stylesheet" href="/explorer/graphiql.css">
  <link rel="stylesheet" href="/explorer/style.css">
  <script defer src="/explorer/start.js"></script>
  <script defer src="/explorer/graphiql.js"></script>
</head>
<body>
  <header id="bar">
    <h1>Kindlijn</h1>
    <label id="persona-label" hidden>
      <span>Wie vraagt <i lang="en">who asks</i></span>
      <select id="persona"></select>
    </label>
    <label id="token-label" hidden>
      <span>Token <i lang="en">paste one here</i></span>
      <input id="token" type="password" autocomplete="off" spellcheck="false"
        placeholder="plak een token hier">
    </label>
    <label>
      <span>Vraag <i lang="en">question</i></span>
      <select id="question"><option value="">eigen vraag / your own</option></select>
    </label>
    <output id="status" role="status"></output>
  </header>
  <main id="root">
    <p>Even geduld … <i lang="en">one moment …</i></p>
    <noscript>Deze pagina heeft JavaScript nodig. <i lang="en">This page needs JavaScript.</i></noscript>
  </main>
</body>
</html>
`

export const EXPLORER_STYLE = `
body { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
  height: 100vh; height: 100dvh; overflow: hidden; }
#root { position: relative; overflow: hidden; font: 14px/1.4 system-ui, sans-serif; }
#root > p, #root > noscript { display: block; margin: 1rem; }
#root .graphiql-container { width: 100%; height: 100%; }
#root .graphiql-logo { display: none; }
#bar { display: flex; gap: .5rem 1.5rem; align-items: center; padding: .55rem 1rem;
  font: 14px/1.4 system-ui, sans-serif; background: #12403c; color: #fff; }
#bar h1 { margin: 0; font-size: 18px; letter-spacing: .01em; }
#bar label { display: flex; gap: .6rem; align-items: center; white-space: nowrap; }
#bar label[hidden] { display: none; }
#bar i { margin-left: .2rem; font-style: normal; color: #a9cdc8; }
#bar :is(select, input) { box-sizing: border-box; width: 16rem; font: inherit; color: #10211f; background: #fff;
  border: 0; border-radius: 4px; padding: .3rem .4rem; }
#bar #question { width: 19rem; }
#bar :is(select, input):focus-visible { outline: 3px solid #f2b544; outline-offset: 2px; }
#status { flex: 1; min-width: 0; overflow: hidden; text-align: right; text-overflow: ellipsis; white-space: nowrap;
  border-radius: 4px; line-height: 1.9rem; min-height: 1.9rem; }
#status[data-kind=refused] { padding: 0 .6rem; background: #fbe3b5; color: #4b2c00; text-align: left; }
@media (max-width: 1150px) {
  #bar { flex-wrap: wrap; }
  #bar label { flex: 1 1 20rem; }
  #bar :is(select, input) { flex: 1; min-width: 0; }
  #status { flex-basis: 100%; text-align: left; }
}
`
