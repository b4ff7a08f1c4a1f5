import { Type } from "@sinclair/typebox";
import assert from "node:assert/strict";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { property } from "../../../policy/frame/config-schema";
import { type AnyRule, defineRule } from "../../../policy/frame/rule";
import { analyzer } from "../../../policy/frame/service";
import { notYet } from "../harness/judging";
import { vpcRule } from "../harness/rules";

const urn = "urn:pulumi:prod::shop::aws:ec2/vpc:Vpc::network";
const type = "aws:ec2/vpc:Vpc";
const secretOf = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** The pack as the engine sees it, one call after another. */
function start(...rules: AnyRule[]) {
  const pack = { name: "test", version: "1.2.3", description: "Tests.", rules };
  const service = analyzer(pack, () => "2026-11-21");
  return <Request, Response>(method: keyof typeof service, request?: Request): Response => {
    let answer: { error: unknown; response: Response } | undefined;
    const callback = (error: unknown, response: Response) => (answer = { error, response });
    (service[method] as (call: object, callback: unknown) => void)({ request }, callback);
    assert.ok(answer, "answers at once");
    if (answer.error) throw answer.error as Error;
    return answer.response;
  };
}

function analyzeRequest(props: object, of = type): proto.AnalyzeRequest {
  return new proto.AnalyzeRequest()
    .setType(of)
    .setUrn(urn)
    .setName("network")
    .setProperties(structOf(props));
}

function structOf(props: object): Struct {
  return Struct.fromJavaScript(props as Parameters<typeof Struct.fromJavaScript>[0]);
}

function configureRequest(given: Record<string, object>): proto.ConfigureAnalyzerRequest {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [name, properties] of Object.entries(given)) {
    const config = new proto.PolicyConfig()
      .setEnforcementlevel(proto.EnforcementLevel.REMEDIATE)
      .setProperties(structOf(properties));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

describe("The pack, when the engine calls it,", () => {
  it("describes itself and its rules, with the settings first", () => {
    const config = {
      limit: property(Type.Integer({ minimum: 1 }), { default: 3, description: "a limit" }),
    };
    const inStack = vpcRule({ id: "test-stack", check: undefined, checkInStack: () => undefined });
    const call = start(vpcRule({ config }), inStack);
    const info = call<void, proto.AnalyzerInfo>("getAnalyzerInfo").toObject();
    assert.deepEqual(
      [info.name, info.version, info.description, info.supportsconfig],
      ["test", "1.2.3", "Tests.", true],
    );
    assert.deepEqual(
      info.policiesList.map(({ name, policyType }) => [name, policyType]),
      [
        ["pack-settings", proto.PolicyType.POLICY_TYPE_STACK],
        ["test-vpc", proto.PolicyType.POLICY_TYPE_RESOURCE],
        ["test-stack", proto.PolicyType.POLICY_TYPE_STACK],
      ],
    );
    const schema = call<void, proto.AnalyzerInfo>("getAnalyzerInfo").getPoliciesList()[1];
    assert.deepEqual(schema?.getConfigschema()?.getProperties()?.toJavaScript(), {
      limit: { type: "integer", description: "a limit", default: 3 },
    });
  });

  it("returns findings and the rules that do not apply", () => {
    const call = start(vpcRule(), vpcRule({ id: "test-other", types: [] }));
    const answer = call<proto.AnalyzeRequest, proto.AnalyzeResponse>("analyze", analyzeRequest({}));
    assert.deepEqual(answer.toObject(), {
      diagnosticsList: [
        {
          policyname: "test-vpc",
          policypackname: "test",
          policypackversion: "1.2.3",
          description: "It has no name.\nFix: Name it.",
          message: "It has no name.\nFix: Name it.",
          enforcementlevel: proto.EnforcementLevel.MANDATORY,
          urn,
          severity: proto.PolicySeverity.POLICY_SEVERITY_LOW,
        },
      ],
      notApplicableList: [{ policyName: "test-other", reason: "" }],
    });
  });

  it("never shows a secret", () => {
    const rule = vpcRule({ check: ({ props }, { report }) => report(`It is ${props.cidrBlock}.`) });
    const answer = start(rule)<proto.AnalyzeRequest, proto.AnalyzeResponse>(
      "analyze",
      analyzeRequest({ cidrBlock: secretOf("10.9.0.0/16") }),
    );
    assert.equal(answer.getDiagnosticsList()[0]?.getMessage(), "It is [secret].\nFix: Name it.");
  });

  it("checks the stack by its dependencies", () => {
    const rule = vpcRule({
      check: undefined,
      checkInStack: (vpc, { stack, report }) => {
        const { found } = stack.target(vpc, "ipv4IpamPoolId", type, () => vpc.props.ipv4IpamPoolId);
        for (const { name } of found) report(`It hangs on ${name}.`);
      },
    });
    const resource = (name: string, props: object) =>
      new proto.AnalyzerResource()
        .setType(type)
        .setUrn(`${urn}-${name}`)
        .setName(name)
        .setProperties(structOf(props));
    const second = resource("second", { ipv4IpamPoolId: notYet });
    const dependencies = new proto.AnalyzerPropertyDependencies().setUrnsList([`${urn}-first`]);
    second.getPropertydependenciesMap().set("ipv4IpamPoolId", dependencies);
    const request = new proto.AnalyzeStackRequest().setResourcesList([
      resource("first", {}),
      second,
    ]);
    const answer = start(rule)<proto.AnalyzeStackRequest, proto.AnalyzeResponse>(
      "analyzeStack",
      request,
    );
    assert.deepEqual(
      answer.getDiagnosticsList().map((found) => [found.getUrn(), found.getMessage()]),
      [[`${urn}-second`, "It hangs on first.\nFix: Name it."]],
    );
  });
});

describe("An object of a new cluster, for which the provider returns no outputs,", () => {
  const namespace = "kubernetes:core/v1:Namespace";

  /** The messages of a rule that reports the names of namespaces, by inputs and outputs. */
  function messages(inputs: object, outputs: object): string[] {
    const rule = defineRule({
      ...vpcRule(),
      types: [namespace],
      remediate: undefined,
      check: undefined,
      checkInStack: ({ props }, { report }) => report(`It is ${props.metadata?.name ?? "empty"}.`),
    });
    const call = start(rule);
    call("analyze", analyzeRequest(inputs, namespace));
    const resource = new proto.AnalyzerResource()
      .setType(namespace)
      .setUrn(urn)
      .setProperties(structOf(outputs));
    const request = new proto.AnalyzeStackRequest().setResourcesList([resource]);
    const answer = call<proto.AnalyzeStackRequest, proto.AnalyzeResponse>("analyzeStack", request);
    return answer.getDiagnosticsList().map((found) => found.getMessage().split("\n")[0] ?? "");
  }

  it("is checked among the others by its inputs", () => {
    assert.deepEqual(messages({ metadata: { name: "boston" } }, {}), ["It is boston."]);
  });

  it("is checked by its outputs if the provider returns some", () => {
    const named = (name: string) => ({ metadata: { name } });
    assert.deepEqual(messages(named("boston"), named("boston-1a2b")), ["It is boston-1a2b."]);
  });

  it("keeps its unknown values and its secrets", () => {
    assert.deepEqual(messages({ metadata: { name: notYet } }, {}), [
      "Not checked yet: metadata.name is not known during preview.",
    ]);
    assert.deepEqual(messages({ metadata: { name: secretOf("hush-hush") } }, {}), [
      "It is [secret].",
    ]);
  });
});

describe("The pack, when the engine configures it,", () => {
  it("applies the configuration", () => {
    const call = start(vpcRule());
    call("configure", configureRequest({ "pack-settings": { levels: { network: "disabled" } } }));
    const answer = call<proto.AnalyzeRequest, proto.AnalyzeResponse>("analyze", analyzeRequest({}));
    assert.deepEqual(answer.getDiagnosticsList(), []);
  });

  it("refuses a wrong configuration, so that nothing is deployed", () => {
    const call = start(vpcRule());
    assert.throws(() => call("configure", configureRequest({ "test-vcp": {} })), {
      code: 3,
      details:
        'policy configuration: "test-vcp" is not a rule of this pack. Did you mean "test-vpc"?',
    });
  });
});

describe("The pack, when the engine asks for a remediation,", () => {
  const remediate = configureRequest({ "pack-settings": { levels: { all: "remediate" } } });

  function mend(rule: AnyRule, props: object) {
    const call = start(rule);
    call("configure", remediate);
    return call<proto.AnalyzeRequest, proto.RemediateResponse>("remediate", analyzeRequest(props));
  }

  it("returns all properties with secrets still secret and unknown values still unknown", () => {
    const rule = vpcRule({ remediate: () => ({ enableDnsSupport: true, tags: { owner: "me" } }) });
    const answer = mend(rule, { cidrBlock: notYet, tags: { owner: secretOf("you") } });
    assert.deepEqual(answer.getRemediationsList()[0]?.getProperties()?.toJavaScript(), {
      cidrBlock: notYet,
      enableDnsSupport: true,
      tags: { ...secretOf(""), value: { owner: "me" } },
    });
  });

  it("reports a rule that fails with an internal error", () => {
    const rule = vpcRule({
      remediate: () => {
        throw new TypeError("x is not a function");
      },
    });
    assert.equal(
      mend(rule, {}).getRemediationsList()[0]?.getDiagnostic(),
      "The rule test-vpc failed with an internal error and did not check this resource: TypeError: x is not a function.\nFix: Report this to the maintainers of the policy pack.",
    );
  });

  it("does nothing at another level", () => {
    const call = start(vpcRule({ remediate: () => ({ enableDnsSupport: true }) }));
    const answer = call<proto.AnalyzeRequest, proto.RemediateResponse>(
      "remediate",
      analyzeRequest({}),
    );
    assert.deepEqual(answer.getRemediationsList(), []);
  });
});
