import * as grpc from "@grpc/grpc-js";
import { AnalyzerService, type IAnalyzerServer } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { checkConfiguration, type Configuration } from "./configuration";
import { createJudge, type Judge } from "./judge";
import type { Pack } from "./pack";
import {
  analyzerInfo,
  diagnostic,
  givenConfiguration,
  notApplicable,
  readResource,
  readStack,
  remediationsOf,
} from "./protocol";

/** The limit of Pulumi's SDK for a message, which contains all resources of a stack. */
const maxMessageBytes = 400 * 1024 * 1024;

/**
 * Serves the pack to the engine, over the protocol of `pulumi/analyzer.proto`, and prints the port
 * as the engine expects it.
 *
 * `PolicyPack` of @pulumi/policy does the same, but it does not pass the configuration to the pack
 * (so the pack could not refuse a misspelt rule), has levels per rule only, and reads resources
 * again for each rule with several types and each stack rule. The README has the measurements.
 *
 * @param today Returns the day, `2026-11-21`. It is the only clock of the pack.
 */
export function serve(pack: Pack, today: () => string): void {
  const server = new grpc.Server({ "grpc.max_receive_message_length": maxMessageBytes });
  server.addService(AnalyzerService, analyzer(pack, today));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

/** The calls that the engine makes. It does not need the others. */
type Calls = Pick<
  IAnalyzerServer,
  | "getAnalyzerInfo"
  | "getPluginInfo"
  | "configureStack"
  | "configure"
  | "analyze"
  | "analyzeStack"
  | "remediate"
>;

/** Answers the engine's calls. */
export function analyzer(pack: Pack, today: () => string): Calls {
  const { rules } = pack;
  const skipped = notApplicable(rules);
  /** An empty response, of the class that Pulumi's copy of the protocol requires. */
  const nothing = AnalyzerService.configure.responseDeserialize(Buffer.alloc(0));
  const judgeBy = (configuration?: Configuration): Judge =>
    createJudge({ rules, today: today(), ...(configuration && { configuration }) });
  let judge = judgeBy();
  /** The inputs of Kubernetes objects, for {@link readStack}. Other resources have outputs. */
  const objects = new Map<string, Struct>();

  return {
    getAnalyzerInfo: (_, callback) => callback(null, analyzerInfo(pack)),

    getPluginInfo: (_, callback) => callback(null, new PluginInfo().setVersion(pack.version)),

    configureStack: (_, callback) => callback(null, new proto.AnalyzerStackConfigureResponse()),

    configure({ request }, callback) {
      try {
        judge = judgeBy(checkConfiguration(givenConfiguration(request), rules));
        callback(null, nothing);
      } catch (error) {
        callback({
          code: grpc.status.INVALID_ARGUMENT,
          details: error instanceof Error ? error.message : String(error),
        });
      }
    },

    analyze({ request }, callback) {
      const { resource, redact } = readResource(request);
      const properties = request.getProperties();
      if (properties && resource.type.startsWith("kubernetes:")) {
        objects.set(resource.urn, properties);
      }
      const findings = judge.resource(resource);
      const response = new proto.AnalyzeResponse()
        .setDiagnosticsList(findings.map((finding) => diagnostic(pack, finding, redact)))
        .setNotApplicableList(skipped(request.getType()));
      callback(null, response);
    },

    analyzeStack({ request }, callback) {
      const { stack, redact } = readStack(request, objects);
      const findings = judge.stack(stack);
      const response = new proto.AnalyzeResponse().setDiagnosticsList(
        findings.map((finding) => diagnostic(pack, finding, redact)),
      );
      callback(null, response);
    },

    remediate({ request }, callback) {
      const { resource } = readResource(request, true);
      const remediations = remediationsOf(pack, request, judge.remediations(resource));
      callback(null, new proto.RemediateResponse().setRemediationsList(remediations));
    },
  };
}
