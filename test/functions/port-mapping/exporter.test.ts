import assert from "node:assert/strict";
import {
  CreateTableCommand,
  DynamoDBClient,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import {
  AddCustomRoutingEndpointsCommand,
  AllowCustomRoutingTrafficCommand,
  paginateListCustomRoutingPortMappings,
  RemoveCustomRoutingEndpointsCommand,
  type PortMapping,
} from "@aws-sdk/client-global-accelerator";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { exportMappings, type ExportPlaces } from "../../../functions/port-mapping/exporter";
import { fileStore } from "../../../functions/port-mapping/file-store";
import { lookups } from "../../../functions/port-mapping/lookup";
import { mappingApi } from "../../../functions/port-mapping/mapping-api";
import { tableStore } from "../../../functions/port-mapping/table-store";
import { parseIpv4 } from "../../../model/network/ipv4";
import { blockKey } from "../../../model/port-mappings/blocks";
import { decodeMappings } from "../../../model/port-mappings/file";
import { portMappings } from "../../../model/port-mappings/lookup";
import type { MappingAnswer } from "../../../model/port-mappings/query";
import { startMoto, type Moto } from "../../../tools/services/moto";
import { requireService } from "../../setup";
import type { Made } from "../../simulator/aws/local-aws";
import {
  credentials,
  makeRouting,
  makeSubnets,
  startLocalApi,
  type LocalApi,
  type Routing,
} from "../../simulator/api/local-api";
import { countRequests } from "./counting";

const bucket = "mappings";
const table = "mappings";

describe("The exporter of port mappings", function () {
  this.timeout(60_000);
  let moto: Moto;
  let items: DynamoDBClient;
  let objects: S3Client;
  let api: LocalApi;
  let routing: Routing;
  let subnets: Made[];
  let places: ExportPlaces;

  before(async function () {
    await requireService("moto", this);
    moto = await startMoto();
    const config = { endpoint: moto.url, region: "us-east-1", credentials };
    items = new DynamoDBClient(config);
    objects = new S3Client({ ...config, forcePathStyle: true });
  });
  after(async () => {
    items?.destroy();
    objects?.destroy();
    await moto?.stop();
  });

  beforeEach(async () => {
    await moto.reset();
    await objects.send(new CreateBucketCommand({ Bucket: bucket }));
    await items.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["subnetId", "block"].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S" as const,
        })),
        KeySchema: [
          { AttributeName: "subnetId", KeyType: "HASH" },
          { AttributeName: "block", KeyType: "RANGE" },
        ],
      }),
    );
    api = await startLocalApi();
    ({ subnets } = await makeSubnets(api.aws, ["10.0.0.0/25", "10.0.1.0/26", "10.0.2.0/26"]));
    routing = await makeRouting(api.aws, {
      destinationConfigurations: [{ fromPort: 80, toPort: 81, protocols: ["TCP", "UDP"] }],
    });
    places = {
      api: mappingApi(api.client, 100),
      files: fileStore(objects, bucket),
      table: tableStore(items, table),
    };
  });
  afterEach(() => api.stop());

  const add = (...made: Made[]) =>
    api.client.send(
      new AddCustomRoutingEndpointsCommand({
        EndpointGroupArn: routing.group.id,
        EndpointConfigurations: made.map(({ id }) => ({ EndpointId: id })),
      }),
    );
  const exported = () => exportMappings(places, routing.accelerator.id);
  const fileOf = ({ id }: Made) => {
    const group = routing.group.id.split("/").at(-1);
    return `${routing.accelerator.id.split("/").at(-1)}/${group}/${id}.portmap`;
  };
  /** Reads the cloud's mappings without the exporter's code. */
  async function truth(): Promise<PortMapping[]> {
    const found: PortMapping[] = [];
    const pages = paginateListCustomRoutingPortMappings(
      { client: api.client, pageSize: 1000 },
      { AcceleratorArn: routing.accelerator.id },
    );
    for await (const { PortMappings = [] } of pages) found.push(...PortMappings);
    return found;
  }

  it("reads all pages and writes a file for every subnet, for look-ups in both directions", async () => {
    await add(subnets[0]!, subnets[1]!);
    const requests = countRequests(api.client);
    const result = await exported();
    const expected = (123 + 59) * 2;
    assert.deepEqual(result, {
      subnets: 2,
      mappings: expected,
      written: [fileOf(subnets[0]!), fileOf(subnets[1]!)].sort(),
      removed: [],
    });
    assert.equal(requests["ListCustomRoutingPortMappings"], Math.ceil(expected / 100));

    const files = await Promise.all(result.written.map((name) => places.files.read(name)));
    const mappings = portMappings(files.map((file) => decodeMappings(file)));
    const all = await truth();
    assert.equal(all.length, expected);
    for (const { AcceleratorPort, DestinationSocketAddress: pod, EndpointId } of all) {
      const [there, ...more] = mappings.toAccelerator({
        address: pod?.IpAddress ?? "",
        port: pod?.Port ?? 0,
      });
      assert.deepEqual(more, []);
      assert.equal(there?.acceleratorPort, AcceleratorPort);
      assert.equal(there?.subnet.subnetId, EndpointId);
      assert.equal(there?.subnet.region, "us-east-1");
      for (const address of there?.subnet.acceleratorAddresses ?? []) {
        const [back] = mappings.toPod({ address, port: AcceleratorPort ?? 0 });
        assert.deepEqual([back?.address, back?.port], [pod?.IpAddress, pod?.Port]);
      }
    }
  });

  it("reads mappings in an order that does not follow the addresses", async () => {
    await add(subnets[0]!);
    const inOrder = (await truth()).map(({ DestinationSocketAddress: pod }) =>
      parseIpv4(pod?.IpAddress ?? ""),
    );
    assert.notDeepEqual(
      inOrder,
      [...inOrder].sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });

  it("writes mappings that a matchmaker finds in the table with one query", async () => {
    await add(subnets[0]!);
    await exported();
    const [{ AcceleratorPort, DestinationSocketAddress: pod } = {}] = await truth();
    const address = parseIpv4(pod?.IpAddress ?? "") ?? 0;
    const { Items = [] } = await items.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "subnetId = :subnet AND #block <= :key",
        ExpressionAttributeNames: { "#block": "block" },
        ExpressionAttributeValues: {
          ":subnet": { S: subnets[0]!.id },
          ":key": { S: blockKey({ endpointGroupArn: routing.group.id }, address) },
        },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    const block = decodeMappings(Items[0]?.["mappings"]?.B ?? new Uint8Array());
    const found = portMappings([block]).toAccelerator({
      address: pod?.IpAddress ?? "",
      port: pod?.Port ?? 0,
    });
    assert.deepEqual(
      found.map(({ acceleratorPort }) => acceleratorPort),
      [AcceleratorPort],
    );
  });

  it("writes nothing without changes, and one subnet if only its traffic changes", async () => {
    await add(subnets[0]!, subnets[1]!);
    await exported();
    const requests = [countRequests(objects), countRequests(items)];
    assert.deepEqual((await exported()).written, []);
    assert.deepEqual(requests, [{ ListObjectsV2: 1 }, {}]);
    await api.client.send(
      new AllowCustomRoutingTrafficCommand({
        EndpointGroupArn: routing.group.id,
        EndpointId: subnets[1]!.id,
        AllowAllTrafficToEndpoint: true,
      }),
    );
    assert.deepEqual((await exported()).written, [fileOf(subnets[1]!)]);
    const file = decodeMappings(await places.files.read(fileOf(subnets[1]!)));
    assert(file.flags.every((flags) => (flags & 4) === 4));
  });

  it("adds a new subnet and removes a deleted one", async () => {
    await add(subnets[0]!, subnets[1]!);
    await exported();
    await api.client.send(
      new RemoveCustomRoutingEndpointsCommand({
        EndpointGroupArn: routing.group.id,
        EndpointIds: [subnets[1]!.id],
      }),
    );
    await add(subnets[2]!);
    const { written, removed } = await exported();
    assert.deepEqual([written, removed], [[fileOf(subnets[2]!)], [fileOf(subnets[1]!)]]);
    assert.deepEqual(
      [...(await places.files.list("")).keys()].sort(),
      [fileOf(subnets[0]!), fileOf(subnets[2]!)].sort(),
    );
    const { Items = [] } = await items.send(new ScanCommand({ TableName: table }));
    assert.deepEqual(
      Items.map(({ subnetId }) => subnetId?.S).sort(),
      [subnets[0]!.id, subnets[2]!.id].sort(),
    );
  });

  it("completes an export that stopped before its file was written", async () => {
    await add(subnets[0]!);
    const write = () => Promise.reject(new Error("out of time"));
    const dying = { ...places, files: { ...places.files, write } };
    await assert.rejects(exportMappings(dying, routing.accelerator.id), /out of time/);
    assert.deepEqual((await exported()).written, [fileOf(subnets[0]!)]);
  });

  it("answers look-ups over HTTP from the files, and uses a new export after half a minute", async () => {
    await add(subnets[0]!);
    await exported();
    let time = 0;
    const ask = lookups(places.files, () => time);
    const [mapping] = await truth();
    const { IpAddress: ip = "", Port = 0 } = mapping?.DestinationSocketAddress ?? {};
    const answer = async (rawPath: string, query: Record<string, string>) => {
      const { statusCode, body } = await ask({ rawPath, queryStringParameters: query });
      return { statusCode, ...(JSON.parse(body) as { mappings?: MappingAnswer[] }) };
    };
    const pod = { ip, port: String(Port) };
    const [there] = (await answer("/accelerator", pod)).mappings ?? [];
    assert.equal(there?.acceleratorPort, mapping?.AcceleratorPort);
    const [address = ""] = there?.acceleratorAddresses ?? [];
    const [back] =
      (await answer("/pod", { ip: address, port: String(there?.acceleratorPort) })).mappings ?? [];
    assert.deepEqual([back?.podAddress, back?.podPort], [ip, Port]);

    await add(subnets[1]!);
    await exported();
    const added = { ip: "10.0.1.20", port: "80" };
    assert.equal((await answer("/accelerator", added)).statusCode, 404);
    time += 30_000;
    const later = await answer("/accelerator", added);
    assert.deepEqual([later.statusCode, later.mappings?.length], [200, 1]);
  });

  it("reports errors in a query", async () => {
    const ask = lookups(places.files);
    const answer = async (rawPath: string, queryStringParameters: Record<string, string>) => {
      const { statusCode, body } = await ask({ rawPath, queryStringParameters });
      return [statusCode, (JSON.parse(body) as { message: string }).message];
    };
    assert.deepEqual(await answer("/accelerator", { ip: "10.0.0", port: "80" }), [
      400,
      'ip: "10.0.0" is no IPv4 address. Give four numbers with dots between, for example 10.10.160.4.',
    ]);
    assert.deepEqual(await answer("/pod", { ip: "10.0.0.1", port: "0" }), [
      400,
      'port: "0" is not a port. Give a number from 1 to 65535.',
    ]);
    assert.deepEqual(await answer("/", {}), [404, "Ask for /accelerator or for /pod."]);
  });
});
