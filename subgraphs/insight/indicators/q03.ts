import type { Indicator } from '../indicator.ts'

export const Q03: Indicator = {
  id: 'Q03',
  version: 1,
  title: 'Coverage',
  question: 'Of which children may and can a domain speak?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'children of whom a domain may be read',
  denominator: 'children under four, for each domain',
  measure: 'SHARE',
  unit: 'share',
  caveats: ['As the sources are now, and not as they were then.'],
  source: 'own',
  domains: [],
  dimensions: ['DOMAIN'],
  units:
    () => `SELECT p.child, p.starts AS day, (absence IN ('NONE', 'NOT_RECORDED', 'NOT_APPLICABLE'))::INTEGER AS numerator, 1 AS denominator, domain
    FROM child_period p JOIN child c USING (child),
      LATERAL (VALUES ('BIRTH_CARE', c.birth_care_absence), ('JGZ', c.jgz_absence), ('CHILDCARE', c.childcare_absence), ('SOCIAL_DOMAIN', c.social_domain_absence)) told(domain, absence)`,
}
