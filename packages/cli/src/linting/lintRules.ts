/** The rules of `tieline integrations lint`, by their stable names. */
export const lintRules = {
  'integration-entity': {
    title: 'It is no entity of the catalog',
    help: 'An entity has apiVersion, kind and metadata with a name of letters, digits, hyphens, underscores and dots, at most 63 of them.',
  },
  'integration-duplicate': {
    title: 'Two integrations have the same name',
    help: 'The catalog keeps one of them only. Give each its own name, or its own namespace.',
  },
  'integration-missing': {
    title: 'A field is missing',
    help: 'An Integration says type, lifecycle, source and targets; some groups of fields need others to be understood.',
  },
  'integration-value': {
    title: 'A value can not be read',
    help: 'The field counts as missing in the portal until it is mended. The handbook lists every field and what it may hold.',
  },
  'integration-reference': {
    title: 'A reference has a wrong form',
    help: 'References are written [kind:][namespace/]name, with a kind that the field can mean.',
  },
  'integration-unknown-field': {
    title: 'A field has nearly the name of another',
    help: 'A field that is not known is read by nobody. Write it as the handbook does.',
  },
  'production-owner': {
    title: 'Nobody owns it',
    help: 'Name the team as spec.owner: without, nobody is told when it fails.',
  },
  'production-criticality': {
    title: 'Nobody said how critical it is',
    help: 'Say spec.criticality: low, medium, high or critical.',
  },
  'production-platform': {
    title: 'The platform is not named',
    help: 'This pattern goes over a platform: name it in spec.via.',
  },
  'production-endpoints': {
    title: 'It has no endpoint',
    help: 'Name at least one concrete address in spec.endpoints.',
  },
  'production-data-flows': {
    title: 'It is not said which data moves',
    help: 'List the data in spec.dataFlows.',
  },
  'production-contract': {
    title: 'A data flow has no contract',
    help: 'Name an API ({ api: … }), a subject ({ subject: …, registry: … }) or a file ({ file: …, format: … }) as its contract.',
  },
  'production-classification': {
    title: 'A data flow is not classified',
    help: 'Say its classification: public, internal, confidential or restricted.',
  },
  'production-objectives': {
    title: 'Nobody said what is good enough',
    help: 'Add at least one of spec.objectives.',
  },
  'production-runbook': {
    title: 'There is no runbook',
    help: 'Whoever is woken up looks there first: add spec.operations.runbook.',
  },
  'production-on-call': {
    title: 'Nobody is on call',
    help: 'Name who is on call as spec.operations.onCall.',
  },
  'production-telemetry': {
    title: 'No telemetry belongs to it',
    help: 'Say in spec.telemetry.matchers which calls or messages are its own, or give a batch flow a schedule.',
  },
  'production-failure-handling': {
    title: 'It is not said what happens when it fails',
    help: 'Say in spec.reliability what is tried again, and what becomes of what still fails.',
  },
  'production-schedule': {
    title: 'A missing run would go unnoticed',
    help: 'Give a data flow of it a schedule with expectedBy.',
  },
  'production-review': {
    title: 'Nobody looks at it regularly',
    help: 'Say in spec.review.cadence how often it is looked at.',
  },
} as const;

/** @see lintRules */
export type LintRuleId = keyof typeof lintRules;
