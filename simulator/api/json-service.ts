import Ajv from "ajv";
import type { Place } from "../aws/resource";
import { CloudError, ProviderError } from "../errors";
import { validationError } from "./json-errors";
import type { ApiModelFile } from "./model-file";
import type { ApiRequest, ApiResponse, ApiService } from "./service";

/**
 * What an operation does: its checked input in, its output out. Types come from the AWS SDK.
 *
 * @throws CloudError with a code of the API
 */
export type ApiOperationCall = (place: Place, input: never) => object | Promise<object>;

/** What the operations of an API do, by operation. */
export type ApiCalls = Readonly<Record<string, ApiOperationCall>>;

/**
 * An API that speaks AWS's JSON protocol, as its extracted model describes it.
 *
 * @param calls one for each operation of the model
 */
export function jsonService(model: ApiModelFile, calls: ApiCalls): ApiService {
  const check = inputChecker(model);
  return {
    signingName: model.signingName,
    async answer(request, place, around) {
      try {
        const operation = operationOf(model, request);
        const call = calls[operation];
        if (!call) throw unknownOperation(operation);
        const input = parse(request.body);
        const output = await around({ service: model.signingName, operation }, () => {
          check(operation, input);
          return call(place, input as never);
        });
        return respond(model, 200, output);
      } catch (error) {
        return failure(model, error);
      }
    },
  };
}

function operationOf(model: ApiModelFile, { headers }: ApiRequest): string {
  const target = headers["x-amz-target"] ?? "";
  const [prefix, operation = ""] = target.split(".");
  if (prefix !== model.targetPrefix) throw unknownOperation(target);
  return operation;
}

function unknownOperation(operation: string): CloudError {
  return new CloudError(
    "UnknownOperationException",
    `The local cloud does not answer ${operation || "a call without X-Amz-Target"}.`,
  );
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    throw new CloudError("SerializationException", "The request is not JSON.");
  }
}

/** Checks inputs against the model. Members that it does not know are passed over, as at AWS. */
function inputChecker(model: ApiModelFile): (operation: string, input: unknown) => void {
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, logger: false });
  ajv.addSchema({ definitions: model.definitions }, "api");
  return (operation, input) => {
    const name = model.operations[operation]?.input;
    if (name === undefined) return;
    const validate = ajv.getSchema(`api#/definitions/${name}`);
    if (!validate || validate(input)) return;
    const errors = (validate.errors ?? []).filter(
      ({ keyword }) => keyword !== "additionalProperties",
    );
    if (errors.length > 0) throw validationError(errors);
  };
}

function failure(model: ApiModelFile, error: unknown): ApiResponse {
  if (error instanceof CloudError) {
    return respond(model, 400, {
      __type: error.code,
      Message: error.message,
      message: error.message,
    });
  }
  if (error instanceof ProviderError) {
    return respond(model, 400, { __type: "InvalidArgumentException", Message: error.message });
  }
  // A defect of ours, which no client should try again.
  return respond(model, 501, { __type: "NotImplemented", Message: String(error) });
}

function respond(model: ApiModelFile, status: number, body: object): ApiResponse {
  return {
    status,
    headers: { "content-type": `application/x-amz-json-${model.jsonVersion}` },
    body: JSON.stringify(body),
  };
}
