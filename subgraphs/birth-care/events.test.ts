import { expect, test } from 'vitest'
import type { Viewer } from '../../privacy/viewer.ts'
import { toEvents } from './events.ts'
import { ANNA_BIRTH, ANNA_PREGNANCY } from './source.contract.ts'
import type { BirthCareRecord } from './source.ts'

const SUBJECT = { id: 'anna', reference: 'r' }
const MIDWIFE: Viewer = {
  id: 'v',
  organisation: 'agb:08009999',
  role: 'midwife',
  purpose: 'birth-care',
  municipalities: ['9999'],
}

function eventsOf(record: BirthCareRecord) {
  return toEvents(SUBJECT, {
    viewer: MIDWIFE,
    presence: async () => [],
    health: async () => null,
    read: async (_, part) => record[part],
  })
}

test('a midwife is told of the pregnancy, its visits and the birth, oldest first', async () => {
  const events = await eventsOf({ pregnancy: ANNA_PREGNANCY, birth: ANNA_BIRTH })
  expect(events?.map(({ at, kind, form, status }) => [at, kind, form, status])).toEqual([
    ['2023-06-14', 'PREGNANCY', null, null],
    ['2023-08-09', 'CONTACT', 'FACE_TO_FACE', 'REALISED'],
    ['2023-09-06', 'CONTACT', 'FACE_TO_FACE', 'REALISED'],
    ['2024-01-10', 'CONTACT', 'HOME_VISIT', 'REALISED'],
    ['2024-02-01', 'CONTACT', 'PHONE', 'REALISED'],
    ['2024-02-20', 'CONTACT', 'FACE_TO_FACE', 'NOT_REALISED'],
    ['2024-03-14', 'BIRTH', null, null],
  ])
})

test('events have ids that are unique, and the same at every reading', async () => {
  const record = { pregnancy: ANNA_PREGNANCY, birth: ANNA_BIRTH }
  const ids = (await eventsOf(record))?.map(({ id }) => id) ?? []
  expect(new Set(ids).size).toBe(7)
  expect((await eventsOf(record))?.map(({ id }) => id)).toEqual(ids)
})

test('a record of which nothing is known has no events', async () => {
  expect(await eventsOf({ pregnancy: null, birth: null })).toEqual([])
})

test('a pregnancy without a due date begins with the last menstrual period', async () => {
  const pregnancy = { ...ANNA_PREGNANCY, dueDate: null, visits: [] }
  expect(await eventsOf({ pregnancy, birth: null })).toMatchObject([{ at: '2023-06-12' }])
})
