import Ajv2020 from 'ajv/dist/2020';
import { Json, JsonObject } from '../../text/Json';
import { Payload, documentsFor } from './documentsFor';
import { Agreement, describedSchema, plainSchema } from './plainSchema';

/** Holds what it has compiled, so each run wants its own. */
const validators = () =>
  new Ajv2020({ strict: false, logger: false, ownProperties: true });

/** A document that one side may send and the other refuses, if there is one among some. */
export function findLost(
  sent: Payload,
  taken: Payload,
  agreed: Agreement,
  seed: number,
): Json | undefined {
  const ajv = validators();
  const compile = (schema: JsonObject) => ajv.compile(schema);
  const own = plainSchema(sent, agreed);
  const [isValid, isDescribed, isTaken] = [
    own,
    describedSchema(sent),
    plainSchema(taken, agreed),
  ].map(compile);
  return documentsFor(own, seed, 40).find(
    document =>
      isValid(document) && isDescribed(document) && !isTaken(document),
  );
}
