import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { QueryPlanner } from '@graphql-hive/router-query-planner'
import { SUBGRAPH_SDL } from '/work/main/gateway/engine/testing/town-schemas.ts'
const r = composeServices(Object.entries(SUBGRAPH_SDL).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: 'http://x' })))
if (r.errors) { for (const e of r.errors) console.log(e.message) ; process.exit(1)}
import { writeFileSync } from 'node:fs'
writeFileSync('/tmp/super.graphql', r.supergraphSdl)
const p = new QueryPlanner(r.supergraphSdl)
console.log(p.consumerSchema)
const show = (q, n) => { try { console.log('=====', q, '\n', JSON.stringify(p.plan(q, n, new Set(), 0), null, 1)) } catch (e) { console.log('ERR', q, e.message) } }
show('{ children { summary weights(last: 2) { grams } place { name head { name id } } timeline { __typename ... on HomeVisit { on report } ... on Milestone { title }} } }')
show('{ groups { size waiting place { name } } }')
show('{ __schema { types { name } } child(id: 1) { name } __typename }')
show('{ __typename }')
show('query($a: Boolean!, $b: Boolean!) { people { id ... on Child @include(if: $a) { nurse { name } visits { id @skip(if: $b) by { name } ... on OfficeVisit { followUp } } } ... on Parent @skip(if: $b) { children { place { id } } } } }')
show('mutation { a: rename(id: 1, name: "x") { nurse { name } } b: visit(id: 1, on: "2020-01-01") { place { name } } c: rename(id: 2, name: "y") { name } }')
