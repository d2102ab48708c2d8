import { Ailing, findCauses } from './findCauses';

const MINUTE_MS = 60_000;

function facets(
  name: string,
  targets: string[],
  via: string[] = [],
  interaction: Ailing['facets']['interaction'] = 'request',
): Ailing['facets'] {
  return {
    entityRef: `integration:default/${name}`,
    interaction,
    targetRefs: targets.map(target => `system:default/${target}`),
    viaRefs: via.map(platform => `resource:default/${platform}`),
  };
}

const ailing = (item: Ailing['facets'], minute: number): Ailing => ({
  facets: item,
  onsetMs: minute * MINUTE_MS,
});

describe('findCauses', () => {
  const toErp = ['orders', 'invoices', 'stock'].map(name =>
    facets(name, ['erp'], name === 'stock' ? [] : ['gateway']),
  );
  const others = ['a', 'b', 'c', 'd'].map(name => facets(name, ['crm']));

  it('names the callee that three callers wait for', () => {
    expect(
      findCauses(
        [...toErp.map((item, at) => ailing(item, at)), ailing(others[0], 1)],
        [...toErp, ...others],
      ),
    ).toEqual([
      {
        ref: 'system:default/erp',
        role: 'callee',
        victims: toErp.map(({ entityRef }) => entityRef),
        onsetMs: 0,
        dependents: 3,
      },
    ]);
  });

  it('names the platform where it carries more victims than any callee answers', () => {
    const viaGateway = ['shop', 'crm', 'erp', 'wms'].map(target =>
      facets(`to-${target}`, [target], ['gateway']),
    );
    const [cause] = findCauses(
      viaGateway.map(item => ailing(item, 3)),
      viaGateway,
    );
    expect(cause).toMatchObject({
      ref: 'resource:default/gateway',
      role: 'platform',
      dependents: 4,
    });
  });

  it('sees no common cause in what began hours apart, or in two of many', () => {
    expect(
      findCauses(
        [ailing(toErp[0], 0), ailing(toErp[1], 90), ailing(toErp[2], 300)],
        toErp,
      ),
    ).toEqual([]);
    const many = Array.from({ length: 9 }, (_, at) =>
      facets(`many-${at}`, ['erp']),
    );
    expect(findCauses([ailing(many[0], 0), ailing(many[1], 1)], many)).toEqual(
      [],
    );
  });

  it('does not blame who is only told something', () => {
    const events = ['one', 'two', 'three'].map(name =>
      facets(name, ['dwh'], [], 'event'),
    );
    expect(
      findCauses(
        events.map(item => ailing(item, 0)),
        events,
      ),
    ).toEqual([]);
  });
});
