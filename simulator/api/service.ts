import type { Place } from "../aws/resource";

/** A request to an AWS API, its signature unchecked: the local cloud has one account. */
export interface ApiRequest {
  /** Where the signature says that the call is made. */
  region: string;
  method: string;
  /** With its query. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** What an AWS API answers. */
export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** Runs a call as the cloud would on a bad day, and keeps what it changes. */
export type Around = <T>(call: ApiCallName, work: () => T | Promise<T>) => Promise<T>;

/** A call, as faults name it. */
export interface ApiCallName {
  /** The service's signing name: `globalaccelerator`. */
  service: string;
  operation: string;
}

/** An AWS API that the local cloud answers over HTTP. */
export interface ApiService {
  /** The service's name in signatures, by which requests find it. */
  signingName: string;
  answer(request: ApiRequest, place: Place, around: Around): Promise<ApiResponse>;
}
