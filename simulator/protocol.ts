import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { NotReadyError, ProviderError, SimulatorError } from "./errors";
import type { Autonaming, CheckFailure, DiffResult, ResourceRef } from "./provider";
import { encode, keepSecret, type Marked } from "./values";

/** Between the messages of the engine's protocol and what providers work on. */

export function refOf(request: {
  getUrn(): string;
  getName(): string;
  getType(): string;
}): ResourceRef {
  return { urn: request.getUrn(), name: request.getName(), type: request.getType() };
}

export function autonamingOf(request: pb.CheckRequest): Autonaming {
  const options = request.getAutonaming();
  if (!options) return { mode: "default" };
  const Mode = pb.CheckRequest.AutonamingOptions.Mode;
  if (options.getMode() === Mode.DISABLE) return { mode: "disabled" };
  const mode = options.getMode() === Mode.ENFORCE ? "enforce" : "propose";
  return { mode, name: options.getProposedName() };
}

export function failureMessage({ property, reason }: CheckFailure): pb.CheckFailure {
  const failure = new pb.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

export function diffResponse({ changes, deleteBeforeReplace }: DiffResult): pb.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = pb.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  const response = new pb.DiffResponse();
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replace } of changes) {
    const detail = new pb.PropertyDiff();
    detail.setKind(kinds[kind][replace ? 1 : 0]);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  const top = (selected: typeof changes) => [...new Set(selected.map(({ path }) => topOf(path)))];
  response.setDiffsList(top(changes));
  response.setReplacesList(top(changes.filter(({ replace }) => replace)));
  response.setDeletebeforereplace(deleteBeforeReplace);
  return response;
}

function topOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** An error in the words of the real provider. */
export class DescribedError extends Error {}

/** How a failed call is answered. */
export function errorResponse(error: Error, inputs?: Marked): Partial<grpc.ServiceError> {
  const failure = { code: grpc.status.UNKNOWN, details: messageOf(error) };
  if (!(error instanceof NotReadyError) || !inputs) return failure;
  return { ...failure, metadata: stateOf(error, inputs) };
}

/** A defect of the local cloud shows where it is; what the cloud refused shows only what it said. */
function messageOf(error: Error): string {
  const known = [SimulatorError, DescribedError, ProviderError, NotReadyError];
  return known.some((kind) => error instanceof kind)
    ? error.message
    : `defect in the local cloud: ${error.stack ?? error.message}`;
}

/** Tells the engine what exists although the call failed. */
function stateOf({ message, state }: NotReadyError, inputs: Marked): grpc.Metadata {
  const detail = new pb.ErrorResourceInitFailed();
  detail.setId(state.id);
  detail.setProperties(encode(keepSecret(state, inputs)));
  detail.setInputs(encode(inputs));
  detail.setReasonsList([message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  // Where gRPC carries the details of an error.
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
