import { SchemaDocument } from '../jsonSchema/SchemaDocument';
import { Place, References } from './References';

/** What the application does; its counterpart does the opposite (AsyncAPI 3.0, Operation Object). */
export type Action = 'send' | 'receive';

/** An AsyncAPI document of any version in one form, with its traits applied. */
export interface AsyncApiDocument {
  id: Place;
  /** By their names in the text. */
  servers: ReadonlyMap<string, Server>;
  /** By {@link Channel.identity}. */
  channels: ReadonlyMap<string, Channel>;
  references: References;
  schemas: SchemaDocument;
  /** The place in the text of what a pointer of this document means. */
  originOf(pointer: string): string;
}

export interface Server {
  name: string;
  pointer: string;
  protocol: Place;
  protocolVersion: Place;
  /** Host and path, with the names of variables left out. */
  address: string;
  addressPointer: string;
  /** In the order in which the address has them. */
  variables: Place[];
  security: Security;
  bindings: Place;
}

/** Alternatives, of which a client needs one; none where everybody may come in. */
export interface Security {
  pointer: string;
  alternatives: SecurityAlternative[];
}

export interface SecurityAlternative {
  pointer: string;
  /** What the schemes are called, for people. */
  title: string;
  /** By what tells one scheme from another; the values are the scopes that it needs. */
  schemes: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Channel {
  /** What the channel is called on the wire, or by its key where that is unknown. */
  title: string;
  /** The address with the names of its parameters left out. */
  identity: string;
  key: string;
  pointer: string;
  address: string | undefined;
  parameters: Parameter[];
  /** Names of servers; absent where it is on all. */
  servers: ReadonlyArray<{ name: string; pointer: string }> | undefined;
  bindings: Place;
  operations: Operation[];
  /** What may pass the channel, whoever sends it; empty in AsyncAPI 2. */
  messages: Message[];
  /** Whether requests on another channel are answered here. */
  takesReplies: boolean;
}

export interface Parameter {
  name: string;
  pointer: string;
  /** The values' schema, in AsyncAPI 3 made of `enum`. */
  schema: Place;
  location: Place;
  default: Place;
}

export interface Operation {
  id: string | undefined;
  pointer: string;
  action: Action;
  messages: Message[];
  /** Where the text says nothing about its messages, so that any may pass; AsyncAPI 2 only. */
  isUndescribed: boolean;
  security: Security;
  bindings: Place;
  reply: Reply | undefined;
}

export interface Reply {
  pointer: string;
  /** Where the address is to be found in the request. */
  location: Place;
  channel: string | undefined;
  messages: Message[];
}

/** A schema with its language; no value where a message has none. */
export interface MessageSchema extends Place {
  /** `json`, or the media type of another schema language. */
  language: string;
}

export interface Message {
  /** The names by which it may be known again, the surest first. */
  names: string[];
  title: string;
  name: Place;
  pointer: string;
  /** An address outside the text, where it is defined there. */
  external: string | undefined;
  contentType: string | undefined;
  contentTypePointer: string;
  payload: MessageSchema;
  headers: MessageSchema;
  correlation: Place;
  bindings: Place;
}
