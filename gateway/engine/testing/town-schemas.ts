/**
 * The SDL of the invented town that the engine is tested on: four small subgraphs with what a
 * federation can do to a child, and the same graph as one schema, for graphql-js to answer.
 *
 * @module
 */

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@inaccessible", "@external", "@requires", "@provides"
])`

const CHILD = `
  "A day, without a time."
  scalar LocalDate
  enum Sex { GIRL BOY UNKNOWN SECRET @inaccessible }
  "Somebody with a name."
  interface Person { id: ID! name: String }
  union Family = Child | Parent
  "A child of the town."
  type Child implements Person @key(fields: "id") @key(fields: "number") {
    id: ID!
    number: Int!
    name: String @shareable
    born: LocalDate
    sex: Sex!
    ref: ID @inaccessible
    parents: [Parent!]!
    mother: Parent
    siblings: [Child!]
    family: [Family]
    address: Address @shareable
  }
  type Address @shareable { street: String city: String! }
  type Parent implements Person @key(fields: "id") {
    id: ID!
    name: String @shareable
    children(sex: Sex): [Child!]!
  }
  input Which { sex: Sex first: Int = 4 }
  type Query {
    children(which: Which, first: Int = 10): [Child!]!
    child(id: ID!): Child
    people: [Person!]!
    family: [Family]
  }
  type Mutation { rename(id: ID!, name: String!): Child }
`

const JGZ = `
  scalar LocalDate
  type Child @key(fields: "id") {
    id: ID!
    ref: ID @external
    name: String @shareable
    weights(last: Int): [Weight!] @requires(fields: "ref")
    nurse: Nurse
    visits: [Visit!]!
    notes: [[String!]]
  }
  type Weight { on: LocalDate! grams: Int! @shareable ratio: Float }
  type Nurse @key(fields: "code") { code: String! name: String caseload: [Child!]! }
  interface Visit { id: ID! on: LocalDate! by: Nurse }
  type HomeVisit implements Visit @key(fields: "id") {
    id: ID! on: LocalDate! by: Nurse address: Address child: Child!
  }
  type Address @shareable { street: String city: String! }
  type OfficeVisit implements Visit @key(fields: "id") {
    id: ID! on: LocalDate! by: Nurse room: String
  }
  type Query { nurses: [Nurse!]! nurse(code: String!): Nurse visits: [Visit!]! }
  type Mutation { visit(id: ID!, on: LocalDate!): Child! }
`

const CHILDCARE = `
  type Child @key(fields: "number") { number: Int! place: Place attended: Boolean }
  type Place @key(fields: "id") {
    id: ID!
    name: String!
    groups: [Group!]!
    head: Parent @provides(fields: "name")
    contact: Parent
    children: [Child!]!
  }
  type Group @key(fields: "place { id } title") {
    place: Place! @shareable
    title: String! @shareable
    size: Int
  }
  type Parent @key(fields: "id") { id: ID! name: String @external }
  type Query { places: [Place!]! groups: [Group!]! }
`

const JOURNEY = `
  scalar LocalDate
  type Child @key(fields: "id") {
    id: ID!
    weights(last: Int): [Weight!] @external
    nurse: Nurse @external
    summary: String @requires(fields: "weights { grams } nurse { name }")
    timeline: [Moment!]!
  }
  type Weight @shareable { grams: Int! }
  type Nurse @key(fields: "code") { code: String! name: String @external }
  union Moment = HomeVisit | OfficeVisit | Milestone
  type Milestone { title: String! at: Int! }
  type HomeVisit @key(fields: "id") { id: ID! report: String }
  type OfficeVisit @key(fields: "id") { id: ID! report: String followUp: LocalDate }
  type Place @key(fields: "id", resolvable: false) { id: ID! }
  type Group @key(fields: "place { id } title") {
    place: Place! @shareable
    title: String! @shareable
    waiting: Int
  }
  type Query { milestones: [Milestone!]! moments: [Moment] }
`

/** Name to SDL, with federation directives. */
export const SUBGRAPH_SDL: Readonly<Record<string, string>> = {
  child: `${LINK} ${CHILD}`,
  jgz: `${LINK} ${JGZ}`,
  childcare: `${LINK} ${CHILDCARE}`,
  journey: `${LINK} ${JOURNEY}`,
}

/** The same graph as one schema, without federation. */
export const WHOLE_SDL = `
  scalar LocalDate
  enum Sex { GIRL BOY UNKNOWN }
  interface Person { id: ID! name: String }
  union Family = Child | Parent
  type Child implements Person {
    id: ID! number: Int! name: String born: LocalDate sex: Sex! parents: [Parent!]! mother: Parent
    siblings: [Child!] family: [Family] address: Address
    weights(last: Int): [Weight!] nurse: Nurse visits: [Visit!]! notes: [[String!]]
    place: Place attended: Boolean summary: String timeline: [Moment!]!
  }
  type Address { street: String city: String! }
  type Parent implements Person { id: ID! name: String children(sex: Sex): [Child!]! }
  input Which { sex: Sex first: Int = 4 }
  type Weight { on: LocalDate! grams: Int! ratio: Float }
  type Nurse { code: String! name: String caseload: [Child!]! }
  interface Visit { id: ID! on: LocalDate! by: Nurse }
  type HomeVisit implements Visit {
    id: ID! on: LocalDate! by: Nurse address: Address child: Child! report: String
  }
  type OfficeVisit implements Visit {
    id: ID! on: LocalDate! by: Nurse room: String report: String followUp: LocalDate
  }
  type Place {
    id: ID! name: String! groups: [Group!]! head: Parent contact: Parent children: [Child!]!
  }
  type Group { place: Place! title: String! size: Int waiting: Int }
  union Moment = HomeVisit | OfficeVisit | Milestone
  type Milestone { title: String! at: Int! }
  type Query {
    children(which: Which, first: Int = 10): [Child!]! child(id: ID!): Child people: [Person!]!
    family: [Family] nurses: [Nurse!]! nurse(code: String!): Nurse visits: [Visit!]!
    places: [Place!]! groups: [Group!]! milestones: [Milestone!]! moments: [Moment]
  }
  type Mutation { rename(id: ID!, name: String!): Child visit(id: ID!, on: LocalDate!): Child! }
`
