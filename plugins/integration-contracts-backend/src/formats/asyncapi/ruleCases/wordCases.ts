import { Json, JsonObject } from '../../../text/Json';
import { RuleCase, changed } from './documents';
import { Path, whole2, whole3, withValue } from './wholeDocuments';

/** What is only for people, as it is and otherwise. */
const WORDS = {
  title: ['One', 'Other'],
  summary: ['One', 'Other'],
  description: ['One.', 'Other.'],
  version: ['1', '2'],
  termsOfService: ['https://one.example', 'https://other.example'],
  url: ['https://one.example', 'https://other.example'],
  email: ['one@example.org', 'other@example.org'],
  name: ['One', 'Other'],
  license: [{ name: 'One' }, { name: 'Other' }],
  contact: [{ name: 'One' }, { name: 'Other' }],
  externalDocs: [{ url: 'https://one' }, { url: 'https://other' }],
  tags: [[{ name: 'one' }], [{ name: 'other' }]],
  examples: [[{ name: 'one', payload: {} }], [{ name: 'other', payload: {} }]],
} satisfies Record<string, [Json, Json]>;

type Word = keyof typeof WORDS;

const DESCRIBED = ['description', 'tags', 'externalDocs'] as const;
const NAMED = ['title', 'summary', ...DESCRIBED] as const;
const OF_MESSAGE = [...NAMED, 'examples'] as const;
const OF_INFO = [
  'termsOfService',
  'description',
  'license',
  'contact',
] as const;

const PLACES_OF_BOTH: ReadonlyArray<[Path, readonly Word[]]> = [
  [['info'], [...OF_INFO, 'title', 'version']],
  [
    ['info', 'license'],
    ['name', 'url'],
  ],
  [
    ['info', 'contact'],
    ['name', 'url', 'email'],
  ],
  [['servers', 'main'], DESCRIBED],
  [['servers', 'main', 'variables', 'env'], ['description']],
];
const PLACES_2: ReadonlyArray<[Path, readonly Word[]]> = [
  ...PLACES_OF_BOTH,
  [[], ['tags', 'externalDocs']],
  [['channels', 'orders/{id}'], ['description']],
  [['channels', 'orders/{id}', 'parameters', 'id'], ['description']],
  ...(['subscribe', 'publish'] as const).flatMap(
    (keyword): Array<[Path, readonly Word[]]> => {
      const at = ['channels', 'orders/{id}', keyword];
      return [
        [at, ['summary', ...DESCRIBED]],
        [
          [...at, 'traits', 0],
          ['summary', ...DESCRIBED],
        ],
        [[...at, 'message'], OF_MESSAGE],
        [[...at, 'message', 'correlationId'], ['description']],
        [[...at, 'message', 'traits', 0], OF_MESSAGE],
        [[...at, 'message', 'traits', 0, 'correlationId'], ['description']],
      ];
    },
  ),
];
const IN_MESSAGE = ['channels', 'orders', 'messages', 'Order'];
const PLACES_3: ReadonlyArray<[Path, readonly Word[]]> = [
  ...PLACES_OF_BOTH,
  [['info'], ['tags', 'externalDocs']],
  [
    ['servers', 'main'],
    ['title', 'summary'],
  ],
  [['channels', 'orders'], NAMED],
  [IN_MESSAGE, OF_MESSAGE],
  [[...IN_MESSAGE, 'correlationId'], ['description']],
  [[...IN_MESSAGE, 'traits', 0], OF_MESSAGE],
  [[...IN_MESSAGE, 'traits', 0, 'correlationId'], ['description']],
  [['operations', 'take'], NAMED],
  [['operations', 'take', 'traits', 0], NAMED],
  [['operations', 'take', 'reply', 'address'], ['description']],
];

/** What is said to people comes, goes and changes, and nobody breaks. */
export const wordCases: RuleCase[] = [
  ...casesOf(whole2, PLACES_2),
  ...casesOf(whole3, PLACES_3),
  ...(['examples'] as const).flatMap(word =>
    [whole2, whole3].flatMap(document =>
      wordsAt(
        document,
        ['servers', 'main', 'variables', 'env', word],
        [['test'], ['live']],
      ),
    ),
  ),
];

function casesOf(
  document: JsonObject,
  places: ReadonlyArray<[Path, readonly Word[]]>,
): RuleCase[] {
  return places.flatMap(([holder, words]) =>
    words.flatMap(word => wordsAt(document, [...holder, word], WORDS[word])),
  );
}

function wordsAt(
  document: JsonObject,
  path: Path,
  [one, other]: readonly [Json, Json],
): RuleCase[] {
  const holding = (value?: Json) => withValue(document, path, value);
  const said = (what: string, old: Json, next: Json) =>
    changed(
      `AsyncAPI ${document.asyncapi}, ${path.join(' ')}: ${what}`,
      undefined,
      old,
      next,
      false,
    );
  return [
    said('comes', holding(), holding(one)),
    said('goes', holding(one), holding()),
    said('changes', holding(one), holding(other)),
    ...(Array.isArray(one) && Array.isArray(other)
      ? [
          said('one more', holding(one), holding([...one, ...other])),
          said('one less', holding([...one, ...other]), holding(one)),
        ]
      : []),
  ];
}
