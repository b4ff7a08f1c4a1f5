import assert from "node:assert/strict";
import { apiModel } from "../../tools/extract/api-models";
import type { ServiceModel } from "../../tools/extract/botocore";

const model: ServiceModel = {
  metadata: { protocol: "json", targetPrefix: "Games_2026", jsonVersion: "1.1" },
  operations: {
    StartGame: {
      input: { shape: "StartRequest" },
      output: { shape: "StartResponse" },
      errors: [{ shape: "NoPlayers" }, { shape: "Full" }],
    },
    Ping: {},
    Unused: { input: { shape: "UnusedRequest" } },
  },
  shapes: {
    StartRequest: {
      type: "structure",
      required: ["Players", "Mode"],
      members: {
        Players: { shape: "Players" },
        Mode: { shape: "Mode" },
        Settings: { shape: "Settings" },
        Next: { shape: "StartRequest" },
      },
    },
    StartResponse: {
      type: "structure",
      members: { Started: { shape: "Time" }, Score: { shape: "Score" }, Open: { shape: "Flag" } },
    },
    Players: { type: "list", member: { shape: "Player" }, min: 1, max: 4 },
    Player: { type: "string", min: 1, max: 20, pattern: "[a-z]+" },
    Mode: { type: "string", enum: ["TEAM", "SOLO"] },
    Settings: { type: "map", key: { shape: "Player" }, value: { shape: "Score" }, max: 9 },
    Score: { type: "integer", min: 0, max: 100 },
    Time: { type: "timestamp" },
    Flag: { type: "boolean" },
    UnusedRequest: { type: "structure", members: {} },
  },
};

const extract = (operations: string[]) =>
  apiModel(model, { service: "games", operations, version: "1.44.5" });

describe("The model of an API", () => {
  const { definitions, operations, ...rest } = extract(["StartGame", "Ping"]);

  it("contains the protocol of the API", () => {
    assert.deepEqual(rest, {
      sources: { botocore: "1.44.5" },
      signingName: "games",
      targetPrefix: "Games_2026",
      jsonVersion: "1.1",
    });
  });

  it("contains the operations with their errors", () => {
    assert.deepEqual(operations, {
      StartGame: {
        input: "StartRequest",
        output: "StartResponse",
        errors: ["Full", "NoPlayers"],
      },
      Ping: { errors: [] },
    });
  });

  it("contains the limits of every value, also of recursive types", () => {
    assert.deepEqual(definitions["StartRequest"], {
      type: "object",
      properties: {
        Players: { $ref: "#/definitions/Players" },
        Mode: { $ref: "#/definitions/Mode" },
        Settings: { $ref: "#/definitions/Settings" },
        Next: { $ref: "#/definitions/StartRequest" },
      },
      required: ["Mode", "Players"],
      additionalProperties: false,
    });
    assert.deepEqual(definitions["Players"], {
      type: "array",
      minItems: 1,
      maxItems: 4,
      items: { $ref: "#/definitions/Player" },
    });
    assert.deepEqual(definitions["Player"], {
      type: "string",
      minLength: 1,
      maxLength: 20,
      pattern: "^[a-z]+$",
    });
    assert.deepEqual(definitions["Mode"], { type: "string", enum: ["SOLO", "TEAM"] });
    assert.deepEqual(definitions["Settings"], {
      type: "object",
      maxProperties: 9,
      propertyNames: { $ref: "#/definitions/Player" },
      additionalProperties: { $ref: "#/definitions/Score" },
    });
    assert.deepEqual(definitions["Score"], { type: "integer", minimum: 0, maximum: 100 });
    assert.deepEqual(definitions["Time"], { type: "number" });
  });

  it("contains only shapes that its operations use", () => {
    assert(!("UnusedRequest" in definitions));
  });

  it("is refused for an operation that AWS does not have", () => {
    assert.throws(() => extract(["StopGame"]), {
      message:
        'types.yaml, apis.games: "StopGame" is not an operation of that API. Write the operation as botocore does, for example CreateAccelerator.',
    });
  });

  it("is refused for an API with another protocol", () => {
    const query = { ...model, metadata: { protocol: "query" } };
    assert.throws(() => apiModel(query, { service: "games", operations: [], version: "1" }), {
      message:
        'types.yaml, apis.games: "query" is not the JSON protocol, the one that is extracted. Describe the calls of this service by hand.',
    });
  });
});
