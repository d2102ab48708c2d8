import { Sender, whyNotEnvironment, whyNotOwner } from './Sender';

const free: Sender = { subject: 'platform' };
const bound: Sender = {
  subject: 'checkout',
  environments: new Set(['production', 'staging']),
  owners: new Set(['group:default/checkout']),
};

describe('a token that is bound to nothing', () => {
  it('may tell of every environment and of everybody’s integrations', () => {
    expect(whyNotEnvironment(free, 'test')).toBeUndefined();
    expect(
      whyNotOwner(free, 'integration:default/orders', undefined),
    ).toBeUndefined();
  });
});

describe('a token that is bound', () => {
  it('may tell of its environments, and reads why not of another', () => {
    expect(whyNotEnvironment(bound, 'staging')).toBeUndefined();
    expect(whyNotEnvironment(bound, 'test')).toBe(
      'This token may not send telemetry of the environment test',
    );
  });

  it('may tell of its owners’ integrations, and reads whose another is', () => {
    const why = (owner?: string) =>
      whyNotOwner(bound, 'integration:default/orders', owner);

    expect(why('group:default/checkout')).toBeUndefined();
    expect(why('group:default/fulfilment')).toBe(
      'This token may not send telemetry of integration:default/orders, which belongs to group:default/fulfilment',
    );
    expect(why()).toContain('which belongs to nobody');
  });
});
