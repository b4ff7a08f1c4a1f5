import * as lattice from "@aws-sdk/client-vpc-lattice";
import { isObject, text, type Properties, type Value } from "../../../../simulator/values";
import type { Action } from "../cloud";

const list = (value: Value | undefined) => (Array.isArray(value) ? value.map(text) : undefined);
const number = (value: Value | undefined) => (value === undefined ? undefined : Number(value));
const object = (value: Value | undefined): Properties => (isObject(value) ? value : {});

export const serviceNetwork: Action = {
  type: "aws:vpclattice/serviceNetwork:ServiceNetwork",
  async create({ lattice: client }, { name, authType }) {
    const { id, arn } = await client.send(
      new lattice.CreateServiceNetworkCommand({
        name: text(name),
        authType: (authType ?? "NONE") as lattice.AuthType,
      }),
    );
    return { id, details: { arn } };
  },
};

export const latticeService: Action = {
  type: "aws:vpclattice/service:Service",
  async create({ lattice: client }, { name, authType }) {
    const { id, arn } = await client.send(
      new lattice.CreateServiceCommand({
        name: text(name),
        authType: (authType ?? "NONE") as lattice.AuthType,
      }),
    );
    return { id, details: { arn } };
  },
};

export const vpcAssociation: Action = {
  type: "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
  async create({ lattice: client }, inputs) {
    const { id } = await client.send(
      new lattice.CreateServiceNetworkVpcAssociationCommand({
        serviceNetworkIdentifier: text(inputs["serviceNetworkIdentifier"]),
        vpcIdentifier: text(inputs["vpcIdentifier"]),
        securityGroupIds: list(inputs["securityGroupIds"]),
      }),
    );
    return { id };
  },
};

export const serviceAssociation: Action = {
  type: "aws:vpclattice/serviceNetworkServiceAssociation:ServiceNetworkServiceAssociation",
  async create({ lattice: client }, { serviceIdentifier, serviceNetworkIdentifier }) {
    const { id } = await client.send(
      new lattice.CreateServiceNetworkServiceAssociationCommand({
        serviceIdentifier: text(serviceIdentifier),
        serviceNetworkIdentifier: text(serviceNetworkIdentifier),
      }),
    );
    return { id };
  },
};

export const targetGroup: Action = {
  type: "aws:vpclattice/targetGroup:TargetGroup",
  async create({ lattice: client }, { name, type, config }) {
    const { id } = await client.send(
      new lattice.CreateTargetGroupCommand({
        name: text(name),
        type: type as lattice.TargetGroupType,
        config: object(config),
      }),
    );
    return { id };
  },
};

export const listener: Action = {
  type: "aws:vpclattice/listener:Listener",
  async create({ lattice: client }, { name, serviceIdentifier, protocol, port, defaultAction }) {
    const { fixedResponse, forwards } = object(defaultAction);
    const [forward] = Array.isArray(forwards) ? forwards : [];
    const { id } = await client.send(
      new lattice.CreateListenerCommand({
        name: text(name),
        serviceIdentifier: text(serviceIdentifier),
        protocol: protocol as lattice.ListenerProtocol,
        port: number(port),
        defaultAction: {
          ...(fixedResponse !== undefined && { fixedResponse }),
          ...(forward !== undefined && { forward }),
        } as unknown as lattice.RuleAction,
      }),
    );
    return { id, details: { listenerId: id } };
  },
};

export const listenerRule: Action = {
  type: "aws:vpclattice/listenerRule:ListenerRule",
  async create({ lattice: client }, inputs) {
    const { name, serviceIdentifier, listenerIdentifier, priority, action } = inputs;
    const { id } = await client.send(
      new lattice.CreateRuleCommand({
        name: text(name),
        serviceIdentifier: text(serviceIdentifier),
        listenerIdentifier: text(listenerIdentifier),
        priority: Number(priority),
        match: { httpMatch: { pathMatch: { match: { prefix: "/" } } } },
        action: action as unknown as lattice.RuleAction,
      }),
    );
    return { id };
  },
};

export const authPolicy: Action = {
  type: "aws:vpclattice/authPolicy:AuthPolicy",
  async create({ lattice: client }, { resourceIdentifier, policy }) {
    const id = text(resourceIdentifier);
    await client.send(
      new lattice.PutAuthPolicyCommand({ resourceIdentifier: id, policy: text(policy) }),
    );
    return { id };
  },
  update: ({ lattice: client }, { id }, { policy }) =>
    client.send(new lattice.PutAuthPolicyCommand({ resourceIdentifier: id, policy: text(policy) })),
  delete: ({ lattice: client }, { id }) =>
    client.send(new lattice.DeleteAuthPolicyCommand({ resourceIdentifier: id })),
};

export const resourcePolicy: Action = {
  type: "aws:vpclattice/resourcePolicy:ResourcePolicy",
  async create({ lattice: client }, { resourceArn, policy }) {
    const id = text(resourceArn);
    await client.send(
      new lattice.PutResourcePolicyCommand({ resourceArn: id, policy: text(policy) }),
    );
    return { id };
  },
  delete: ({ lattice: client }, { id }) =>
    client.send(new lattice.DeleteResourcePolicyCommand({ resourceArn: id })),
};

export const logSubscription: Action = {
  type: "aws:vpclattice/accessLogSubscription:AccessLogSubscription",
  async create({ lattice: client }, { resourceIdentifier, destinationArn }) {
    const { id } = await client.send(
      new lattice.CreateAccessLogSubscriptionCommand({
        resourceIdentifier: text(resourceIdentifier),
        destinationArn: text(destinationArn),
      }),
    );
    return { id };
  },
  delete: ({ lattice: client }, { id }) =>
    client.send(
      new lattice.DeleteAccessLogSubscriptionCommand({ accessLogSubscriptionIdentifier: id }),
    ),
};
