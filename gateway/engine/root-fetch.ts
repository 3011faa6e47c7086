/**
 * A fetch of root fields.
 *
 * @module
 */

import type { FetchNode } from '@graphql-hive/router-query-planner'
import { parse, print, stripIgnoredCharacters } from 'graphql'
import { type AloneTools, compileRootAlone, type RootAlone } from './ask-alone.ts'
import { hasRisen, keepBeside } from './beside.ts'
import { type Messages, type Origin, RequestRefused, readSubgraphError } from './errors.ts'
import { leaveGapAt, leaveGaps } from './gaps.ts'
import { compileMerger } from './merge.ts'
import { compileRewrites, renameInTree } from './rewrites.ts'
import { pickVariables, type Reply, type Run, type Step } from './run.ts'
import { findOperation, fragmentsOf, isData, type Path, treeOf } from './tree.ts'
import { addTypenames } from './typenames.ts'

export interface FetchTools extends AloneTools {
  readonly messages: Messages
}

export function compileRootFetch(node: FetchNode, tools: FetchTools): Step {
  const { supergraph, messages } = tools
  const given = parse(node.operation, { noLocation: true })
  const document = addTypenames(given)
  const query = document === given ? node.operation : stripIgnoredCharacters(print(document))
  const operation = findOperation(document)
  if (!operation) throw new RequestRefused('QUERY_NOT_PLANNED')
  const tree = treeOf(operation.selectionSet, fragmentsOf(document))
  renameInTree(tree, node.outputRewrites)
  const keys = [...tree.keys()]
  const merger = compileMerger(tree)
  const rewrite = compileRewrites(node.outputRewrites, supergraph)
  const origin: Origin = { subgraph: node.serviceName }
  /** Of what is blank when the call fails. */
  const path: Path = keys.length === 1 ? keys : []
  const usages = node.variableUsages ?? []
  const reasons = tools.reasonsOf(node.operation)

  let known: RootAlone | undefined // late, for most fetches never fail
  const alone = () => {
    known ??= compileRootAlone(node, tree, tools)
    return known
  }

  function settle(run: Run, reply: Reply): Promise<void> | undefined {
    const { data: whole, report } = run
    if (reply === 'failed') report.add('SUBGRAPH_UNAVAILABLE', path, origin)
    else if (reply === 'expired') report.addMissing(path)
    else {
      const { data, errors = [] } = reply
      if (isData(data)) {
        const own = Object.isFrozen(data) ? merger.copy(data) : data
        rewrite?.(own)
        if (run.beside) keepBeside(run.beside, whole, own, alone().needed)
        merger.merge(whole, own)
      } else if (errors.length === 0) report.add('SUBGRAPH_MALFORMED', path, origin)
      for (const error of errors) {
        const { code, ...told } = readSubgraphError(messages, error)
        const at = error.path ?? path
        report.add(code, at, { ...origin, ...told })
        if (at === path) leaveGaps(whole, keys)
        else leaveGapAt(whole, at)
      }
      if (isData(data)) {
        if (!errors.some(({ path: at }) => hasRisen(data, at))) return undefined
        run.beside ??= new Map()
        return alone().ask(run, reply)
      }
    }
    leaveGaps(whole, keys)
    return undefined
  }

  return (run) =>
    run
      .ask({
        subgraph: node.serviceName,
        query,
        operationName: node.operationName,
        variables: usages.length > 0 ? pickVariables(run.variables, usages) : undefined,
        reasons,
      })
      .then((reply) => settle(run, reply))
}
