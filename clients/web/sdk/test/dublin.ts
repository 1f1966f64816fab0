// Who endorsed the Dublin Declaration of 2022, in the order of the report's list, with the names that the server ships.

import { create } from "@bufbuild/protobuf";
import { readFileSync } from "node:fs";
import { EndorsementStatus } from "../gen/dais/v1/endorsement_pb.ts";
import { Membership, PartyKind } from "../gen/dais/v1/party_pb.ts";
import { LocalTextSchema, Origin } from "../gen/dais/v1/text_pb.ts";
import type { RollLine } from "../src/institution_views.ts";
import type { Texts } from "../src/views.ts";

const signed_by =
  "african-union ARM BGD CPV COL EGY SLV FJI FRA GEO DEU IND IRL JAM KEN LSO MUS MEX MDA MNE MOZ NGA PER PHL PRT SEN SLE SOM SDN TUR URY";

const shipped = ["states", "organisations"]
  .map((name) => readFileSync(new URL(`../../../../server/parties/${name}.txtpb`, import.meta.url), "utf8"))
  .join("\n");

/** Names by the party's id in the lists that are shipped. */
const names = new Map(
  shipped.split(/^parties \{$/m).flatMap((block): [string, Texts][] => {
    const id = /external_id: "([^"]+)"/.exec(block)?.[1];
    const said = [...block.matchAll(/^ {4}name \{ language: "(\w+)" text: "([^"]+)"/gm)];
    const texts = said.map(([, language, text]) => create(LocalTextSchema, { language, text, origin: Origin.AUTHENTIC }));
    return id === undefined ? [] : [[id, texts]];
  }),
);

export function roll_line(id: string, more: Partial<RollLine> = {}): RollLine {
  const is_state = /^[A-Z]{3}$/.test(id);
  const party = {
    id,
    kind: is_state ? PartyKind.STATE : PartyKind.REGIONAL_ORGANISATION,
    name: names.get(id) ?? [],
    short_name: [],
    code: is_state ? id : "",
    code2: "",
    membership: is_state ? Membership.MEMBER : Membership.OBSERVER,
    groups: [],
    has_flag: is_state,
  };
  return {
    id,
    party,
    status: EndorsementStatus.SIGNED,
    announced_at_ms: 1,
    signed_at_ms: 2,
    withdrawn_at_ms: 0,
    signatory: "",
    statement_kind: 0,
    statement: [],
    order: 1,
    ...more,
  };
}

/** As they signed. */
export const supporters = (): RollLine[] => signed_by.split(" ").map((id, index) => roll_line(id, { order: index + 1 }));
