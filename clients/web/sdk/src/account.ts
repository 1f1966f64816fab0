// What is said of accounts over HTTP, as JSON: apart from the rest, since screens that only follow have no use for it.

export * from "../gen/dais/v1/account_pb.ts";
export * from "../gen/dais/v1/grant_pb.ts";
export { Role } from "../gen/dais/v1/change_pb.ts";
export { type Refusal, RefusalCode, RefusalSchema } from "../gen/dais/v1/refusal_pb.ts";
