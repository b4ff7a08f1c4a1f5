import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode, type Marked, type Properties } from "../../../simulator/values";

type Call<Request, Response> = (
  request: Request,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

/** The resource that stands for the provider in the engine's state. */
export const PROVIDER = "urn:pulumi:dev::games::pulumi:providers:aws::default";

/** One provider instance of an engine: a connection of its own to a provider's server. */
export class EngineConnection {
  private readonly client: ResourceProviderClient;

  constructor(port: number) {
    this.client = new ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
      // Without it, connections to one address are shared.
      { "grpc.use_local_subchannel_pool": 1 },
    );
  }

  close(): void {
    this.client.close();
  }

  async configure(config: Record<string, string>): Promise<void> {
    const request = new pb.ConfigureRequest();
    request.setUrn(PROVIDER);
    request.setId("1234");
    request.setArgs(Struct.fromJavaScript(config));
    await this.call(this.client.configure.bind(this.client), request);
  }

  async check(type: string, name: string, news: Marked): Promise<pb.CheckResponse> {
    const request = about(new pb.CheckRequest(), type, name);
    request.setNews(encode(news));
    request.setRandomseed(Buffer.from(name));
    return this.call(this.client.check.bind(this.client), request);
  }

  async create(
    type: string,
    name: string,
    inputs: Struct,
    preview = false,
  ): Promise<{ id: string; outputs: Marked }> {
    const request = about(new pb.CreateRequest(), type, name);
    request.setProperties(inputs);
    request.setPreview(preview);
    const response: pb.CreateResponse = await this.call(
      this.client.create.bind(this.client),
      request,
    );
    return { id: response.getId(), outputs: decode(response.getProperties()) };
  }

  async diff(
    type: string,
    name: string,
    id: string,
    olds: Struct,
    news: Struct,
  ): Promise<pb.DiffResponse> {
    const request = about(new pb.DiffRequest(), type, name);
    request.setId(id);
    request.setOldInputs(olds);
    request.setNews(news);
    return this.call(this.client.diff.bind(this.client), request);
  }

  async read(type: string, name: string, id: string, inputs: Struct): Promise<pb.ReadResponse> {
    const request = about(new pb.ReadRequest(), type, name);
    request.setId(id);
    request.setInputs(inputs);
    return this.call(this.client.read.bind(this.client), request);
  }

  async delete(type: string, name: string, id: string): Promise<Empty> {
    const request = about(new pb.DeleteRequest(), type, name);
    request.setId(id);
    return this.call(this.client.delete.bind(this.client), request);
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const request = new pb.InvokeRequest();
    request.setTok(token);
    request.setArgs(encode({ values: args, secrets: [] }));
    const response: pb.InvokeResponse = await this.call(
      this.client.invoke.bind(this.client),
      request,
    );
    return decode(response.getReturn()).values;
  }

  private call<Request, Response>(
    method: Call<Request, Response>,
    request: Request,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      method(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }
}

interface AboutResource {
  setUrn(urn: string): unknown;
  setType(type: string): unknown;
  setName(name: string): unknown;
}

function about<Request extends AboutResource>(
  request: Request,
  type: string,
  name: string,
): Request {
  request.setUrn(`urn:pulumi:dev::test::${type}::${name}`);
  request.setType(type);
  request.setName(name);
  return request;
}
