import * as ec2 from "@aws-sdk/client-ec2";
import { text } from "../../../../simulator/values";
import type { Action } from "../cloud";

export const transitGateway: Action = {
  type: "aws:ec2transitgateway/transitGateway:TransitGateway",
  async create({ ec2: client }) {
    const { TransitGateway: made } = await client.send(new ec2.CreateTransitGatewayCommand({}));
    return { id: made?.TransitGatewayId };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DeleteTransitGatewayCommand({ TransitGatewayId: id })),
};

export const vpcAttachment: Action = {
  type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  async create({ ec2: client }, { transitGatewayId, vpcId, subnetIds }) {
    const { TransitGatewayVpcAttachment: made } = await client.send(
      new ec2.CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId: text(transitGatewayId),
        VpcId: text(vpcId),
        SubnetIds: subnetIds as string[],
      }),
    );
    return { id: made?.TransitGatewayAttachmentId };
  },
};
