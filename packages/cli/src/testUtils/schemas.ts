/** A JSON Schema of an order with these fields required. */
export function orderSchema(required: string[], extra: object = {}) {
  return {
    type: 'object',
    properties: {
      id: { type: 'string' },
      quantity: { type: 'integer' },
      ...extra,
    },
    required,
  };
}
