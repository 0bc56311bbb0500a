/** After an update of a service, the swarm needs some milliseconds before it begins to replace tasks, and says so. */
import { expect, test } from 'vitest';
import { services } from '../../topology/engine-api.ts';
import { unsettled } from '../../topology/unsettled.ts';
import { serviceOf, taskOf } from './answers.ts';

/** As Docker 28.5 answers them. Defaults of the restart policy are only in the newer one. */
const TEMPLATE = {
  ContainerSpec: { Image: 'alpine:latest', Args: ['sleep', '1d'] },
  RestartPolicy: { Condition: 'any', Delay: 5_000_000_000, MaxAttempts: 0 },
  Placement: {},
  Networks: [{ Target: 'front' }],
  ForceUpdate: 0,
  Runtime: 'container',
};
const { RestartPolicy: _, ...BEFORE } = TEMPLATE;
const PREVIOUS = { TaskTemplate: BEFORE, EndpointSpec: { Mode: 'vip' } };
const PORTS = [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 80, PublishMode: 'ingress' }];
const WAITED_FOR = ['web is about to be updated'];

test.each([
  ['another network', { Networks: [{ Target: 'back' }, { Target: 'front' }] }, {}, WAITED_FOR],
  ['another variable', { ContainerSpec: { ...TEMPLATE.ContainerSpec, Env: ['X=1'] } }, {}, WAITED_FOR],
  ['--force', { ForceUpdate: 1 }, {}, WAITED_FOR],
  ['a published port', {}, { EndpointSpec: { Mode: 'vip', Ports: PORTS } }, WAITED_FOR],
  ['a label of the service', {}, {}, []],
  ['a place where the task is already', { Placement: { Constraints: ['node.role==manager'] } }, {}, []],
  ['what the swarm has already begun to do', { ForceUpdate: 1 }, { UpdateStatus: { State: 'completed' } }, []],
  ['the first version', { ForceUpdate: 1 }, { PreviousSpec: undefined }, []],
])(
  'an update with %s',
  (_what, template, { EndpointSpec = PREVIOUS.EndpointSpec, ...more }: object & Spec, expected) => {
    expect(waitedFor({ template, EndpointSpec, more })).toEqual(expected);
  },
);

test('an update of a service without tasks replaces none', () => {
  const update = { template: { ForceUpdate: 1 }, EndpointSpec: PREVIOUS.EndpointSpec, more: {} };
  expect(waitedFor(update, 0)).toEqual([]);
});

interface Spec {
  readonly EndpointSpec?: object;
}

function waitedFor(
  { template, EndpointSpec, more }: { template: object; EndpointSpec: object; more: object },
  tasks = 1,
) {
  const plain = serviceOf('web', { Replicated: { Replicas: tasks } });
  const Spec = { ...plain.Spec, TaskTemplate: { ...TEMPLATE, ...template }, EndpointSpec };
  const answer = services.parse([{ ...plain, Endpoint: {}, PreviousSpec: PREVIOUS, ...more, Spec }]);
  const running = Array.from({ length: tasks }, () => ({
    ...taskOf('one', 'web', 'manager'),
    Status: { State: 'failed' },
  }));
  const swarm = { nodes: [], services: answer, tasks: running };
  return unsettled({ nodes: [], outside: undefined, swarm }).map(({ what }) => what);
}
