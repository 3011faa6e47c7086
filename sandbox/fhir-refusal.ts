/**
 * Why a request is not answered, as FHIR says it. A text never repeats what the client sent: it may
 * be somebody's number.
 *
 * @module
 */
import type { OperationOutcome } from 'fhir/r3.js'

type IssueCode = OperationOutcome['issue'][number]['code']

export class Refusal extends Error {
  readonly status: number
  readonly code: IssueCode

  constructor(status: number, code: IssueCode, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function toOutcome({ code, message }: Refusal): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, diagnostics: message }],
  }
}
