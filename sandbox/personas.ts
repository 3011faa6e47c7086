/**
 * Who can ask something in the sandbox, and what their identity provider says of them.
 *
 * @module
 */

export interface Persona {
  readonly name: string
  readonly title: string
  /** The claims of their token. */
  readonly claims: {
    readonly sub: string
    readonly organisation: string
    readonly role: string
    readonly purpose: string
    readonly municipalities: readonly string[]
  }
}

const WATERDAM = ['9999'] as const

function persona(
  name: string,
  title: string,
  organisation: string,
  purpose: string,
  role = name,
  municipalities: readonly string[] = WATERDAM,
): Persona {
  const claims = {
    sub: `persona-${role}`,
    organisation,
    role,
    purpose,
    municipalities,
  }
  return { name, title, claims }
}

export const PERSONAS: readonly Persona[] = [
  persona('youth-nurse', 'Youth nurse, JGZ Waterdam', 'ura:99990001', 'youth-health-care'),
  persona(
    'youth-nurse-elsewhere',
    'Youth nurse of another organisation, which has no registry here: no child is hers',
    'ura:99990005',
    'youth-health-care',
    'youth-nurse',
  ),
  persona(
    'youth-nurse-region',
    'Youth nurse, JGZ Waterdam, who works for the neighbouring municipalities too',
    'ura:99990001',
    'youth-health-care',
    'youth-nurse',
    [...WATERDAM, '9991', '9992', '9993'],
  ),
  persona('midwife', 'Midwife, practice De Ooievaar', 'agb:99990002', 'birth-care'),
  persona(
    'midwife-in-emergency',
    'The same midwife, who breaks the glass',
    'agb:99990002',
    'emergency',
    'midwife',
  ),
  persona('childcare-mentor', 'Mentor, childcare Waterdam', 'kvk:99990003', 'childcare-placement'),
  persona(
    'neighbourhood-team-worker',
    'Worker, neighbourhood team Waterdam',
    'gemeente:9999',
    'youth-support',
  ),
  persona('dashboard', 'Dashboard of the municipality', 'gemeente:9999', 'monitor-0-4'),
  persona('analyst', 'Analyst, GGD Waterdam', 'ura:99990004', 'research'),
  persona(
    'privacy-officer',
    'Officer for privacy of the municipality',
    'gemeente:9999',
    'accountability',
  ),
  persona('linker', 'Linker of registries, municipal IT', 'gemeente:9999', 'linkage'),
]
