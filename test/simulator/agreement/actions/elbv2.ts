import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { isObject, text, type Properties, type Value } from "../../../../simulator/values";
import type { Action } from "../cloud";

const optional = (value: Value | undefined) => (value === undefined ? undefined : text(value));
const list = (value: Value | undefined) => (Array.isArray(value) ? value.map(text) : undefined);
const number = (value: Value | undefined) => (value === undefined ? undefined : Number(value));
const objects = (value: Value | undefined): Properties[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export const carrierGateway: Action = {
  type: "aws:ec2/carrierGateway:CarrierGateway",
  async create({ ec2: client }, { vpcId }) {
    const { CarrierGateway: made } = await client.send(
      new ec2.CreateCarrierGatewayCommand({ VpcId: text(vpcId) }),
    );
    return { id: made?.CarrierGatewayId };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DeleteCarrierGatewayCommand({ CarrierGatewayId: id })),
};

export const loadBalancer: Action = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  async create({ elb: client }, { name, subnets, securityGroups, loadBalancerType }) {
    const { LoadBalancers: made } = await client.send(
      new elb.CreateLoadBalancerCommand({
        Name: text(name),
        Subnets: list(subnets),
        SecurityGroups: list(securityGroups),
        Type: optional(loadBalancerType) as elb.LoadBalancerTypeEnum | undefined,
      }),
    );
    return { id: made?.[0]?.LoadBalancerArn };
  },
  async update({ elb: client }, { id }, { enableDeletionProtection, idleTimeout }) {
    const attributes = {
      "deletion_protection.enabled": enableDeletionProtection,
      "idle_timeout.timeout_seconds": idleTimeout,
    };
    await client.send(
      new elb.ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: id,
        Attributes: Object.entries(attributes).flatMap(([Key, value]) =>
          value === undefined ? [] : [{ Key, Value: text(value) }],
        ),
      }),
    );
  },
  delete: ({ elb: client }, { id }) =>
    client.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: id })),
};

export const targetGroup: Action = {
  type: "aws:lb/targetGroup:TargetGroup",
  async create({ elb: client }, { name, port, protocol, targetType, vpcId }) {
    const { TargetGroups: made } = await client.send(
      new elb.CreateTargetGroupCommand({
        Name: text(name),
        Port: number(port),
        Protocol: optional(protocol) as elb.ProtocolEnum | undefined,
        TargetType: optional(targetType) as elb.TargetTypeEnum | undefined,
        VpcId: optional(vpcId),
      }),
    );
    return { id: made?.[0]?.TargetGroupArn };
  },
  delete: ({ elb: client }, { id }) =>
    client.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn: id })),
};

export const target: Action = {
  type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  async create({ elb: client }, { targetGroupArn, targetId }) {
    await client.send(
      new elb.RegisterTargetsCommand({
        TargetGroupArn: text(targetGroupArn),
        Targets: [{ Id: text(targetId) }],
      }),
    );
    return { id: text(targetId) };
  },
};

const forwards = (actions: Value | undefined): elb.Action[] =>
  objects(actions).map(({ targetGroupArn }) => ({
    Type: "forward",
    TargetGroupArn: text(targetGroupArn),
  }));

export const listener: Action = {
  type: "aws:lb/listener:Listener",
  async create({ elb: client }, { loadBalancerArn, port, protocol, defaultActions }) {
    const { Listeners: made } = await client.send(
      new elb.CreateListenerCommand({
        LoadBalancerArn: text(loadBalancerArn),
        Port: number(port),
        Protocol: optional(protocol) as elb.ProtocolEnum | undefined,
        DefaultActions: forwards(defaultActions),
      }),
    );
    return { id: made?.[0]?.ListenerArn };
  },
  delete: ({ elb: client }, { id }) =>
    client.send(new elb.DeleteListenerCommand({ ListenerArn: id })),
};

export const listenerRule: Action = {
  type: "aws:lb/listenerRule:ListenerRule",
  async create({ elb: client }, { listenerArn, priority, actions }) {
    const { Rules: made } = await client.send(
      new elb.CreateRuleCommand({
        ListenerArn: text(listenerArn),
        Priority: number(priority),
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/healthz"] } }],
        Actions: forwards(actions),
      }),
    );
    return { id: made?.[0]?.RuleArn };
  },
};
