import { describe, expect, test } from 'vitest'
import { openChanges, sealChanges } from './sealed-changes.ts'
import { openKeyring, openReference, sealReference } from './sealed-reference.ts'

const KEYRING = openKeyring(new Uint8Array(64).fill(1))
const FOR = { domain: 'jgz', purpose: 'youth-health-care', organisation: 'ura:00009999' } as const
const CHANGED = { 'jgz-waterdam': { records: ['D1'], bsns: ['999911004'] } }

describe('what a domain says is new', () => {
  test('is read by who holds its key', () => {
    const sealed = sealChanges(KEYRING, FOR, CHANGED)

    expect(openChanges(KEYRING, FOR, sealed)).toEqual(CHANGED)
    expect(sealed).not.toContain('999911004')
  })

  test.each([
    { name: 'another domain', ...FOR, domain: 'childcare' },
    { name: 'another purpose', ...FOR, purpose: 'research' },
    { name: 'another organisation', ...FOR, organisation: 'ura:1' },
  ] as const)('MUST NOT open for $name', (other) => {
    const sealed = sealChanges(KEYRING, FOR, CHANGED)
    const refused = expect.objectContaining({ code: 'REFERENCE_REFUSED' })

    expect(() => openChanges(KEYRING, other, sealed)).toThrow(refused)
  })

  test('MUST NOT be taken for a reference, nor a reference for it', () => {
    const child = { ...FOR, child: 'x' }
    const refused = expect.objectContaining({ code: 'REFERENCE_REFUSED' })
    const reference = sealReference(KEYRING, child, { registries: {} })

    expect(() => openReference(KEYRING, child, sealChanges(KEYRING, FOR, CHANGED))).toThrow(refused)
    expect(() => openChanges(KEYRING, FOR, reference)).toThrow(refused)
  })
})
