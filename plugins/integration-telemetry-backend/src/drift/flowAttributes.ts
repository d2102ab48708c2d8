import { Attributes } from '../otlp/model';
import { StoredFlow } from './FlowStore';
import { isMessaging } from './isMessaging';

/**
 * What is still known of a flow's telemetry, as matchers would read it. A
 * matcher may have been declared after the flow's last traffic.
 */
export function flowAttributes(flow: StoredFlow): {
  attributes: Attributes;
  resource: Attributes;
} {
  const isCaller = flow.side === 'caller';
  const resource = new Map<string, string>();
  const attributes = new Map<string, string>();
  const set = (map: Map<string, string>, name: string, value: string | null) =>
    value && map.set(name, value);
  set(
    resource,
    'service.name',
    isCaller ? flow.source_service : flow.target_service,
  );
  set(
    resource,
    'service.namespace',
    isCaller ? flow.source_namespace : flow.target_namespace,
  );
  if (isMessaging(flow.protocol)) {
    set(attributes, 'messaging.system', flow.protocol);
    set(attributes, 'messaging.destination.name', flow.destination);
  } else {
    set(attributes, isCaller ? 'url.template' : 'http.route', flow.destination);
    set(attributes, 'rpc.method', flow.destination);
    set(
      attributes,
      isCaller ? 'server.address' : 'client.address',
      isCaller ? flow.target_address : flow.source_address,
    );
    set(
      attributes,
      'service.peer.name',
      isCaller ? flow.target_service : flow.source_service,
    );
  }
  return { attributes, resource };
}
