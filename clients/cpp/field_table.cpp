// What each field is called at a terminal, what it takes and what it is for.

#include "clients/cpp/fields.h"

namespace dais::client {
namespace {

using enum Shape;

constexpr const char* kNote = "for staff alone";
constexpr const char* kOrder = "where it stands among the others, from 1";
constexpr const char* kNumber = "given by the server";

const std::vector<Field>& table() {
    static const std::vector<Field> all = {
        {"Summit", "name", "name", texts, "what it is called"},
        {"Summit", "tagline", "tagline", texts, "its theme or motto"},
        {"Summit", "acronym", "acronym", words, "as in GDPA"},
        {"Summit", "edition", "edition", number, "which one of its series; 0: of none"},
        {"Summit", "host", "host", texts, "who receives it"},
        {"Summit", "next_host", "next-host", texts, "who receives the next one"},
        {"Summit", "venue.name", "venue", texts, "the house in which it is held"},
        {"Summit", "venue.city", "city", texts, "where that is"},
        {"Summit", "venue.country", "country", words, "ISO 3166-1 alpha-3, as in CPV"},
        {"Summit", "days", "days", days, "on which it sits"},
        {"Summit", "day_start_minutes", "day-start", clock, "what begins earlier belongs to the day before"},
        {"Summit", "zone", "zone", words, "IANA name, as in Atlantic/Cape_Verde"},
        {"Summit", "offsets", "offsets", the_server, "computed from the zone"},
        {"Summit", "languages", "languages", tags, "its working languages, as en,fr,pt"},
        {"Summit", "themes", "themes", themes, "what it is about"},
        {"Summit", "website", "website", words, "its address"},
        {"Summit", "revision", "revision", words, "what the publisher calls this state of the programme"},
        {"Summit", "programme_status", "programme", the_server, "`dais summit programme` says it"},
        {"Summit", "adopted_at_ms", "adopted", the_server, "when the programme was adopted"},
        {"Summit", "opens_minutes", "opens", clock, "no session is held earlier; 00:00 both: at any time"},
        {"Summit", "closes_minutes", "closes", clock, "nor later; 26:00 is two in the night"},
        {"Summit", "staff_note", "note", words, kNote},

        {"Room", "name", "name", texts, "what it is called"},
        {"Room", "order", "order", number, kOrder},
        {"Room", "capacity", "capacity", number, "seats; 0: not known"},
        {"Room", "location", "location", texts, "how to find it"},
        {"Room", "turnover_minutes", "turnover", number, "minutes that it needs between two sessions"},
        {"Room", "unoperated", "unoperated", yes_no, "nobody tells what happens there: it follows the plan"},
        {"Room", "staff_note", "note", words, kNote},

        {"Track", "name", "name", texts, "what it is called"},
        {"Track", "color", "color", words, "as in #1b5e20"},
        {"Track", "order", "order", number, kOrder},

        {"Party", "name", "name", texts, "in full"},
        {"Party", "short_name", "short-name", texts, "as on a name plate"},
        {"Party", "formal_name", "formal-name", texts, "as in treaties"},
        {"Party", "kind", "kind", choice, "what it is"},
        {"Party", "code", "code", words, "a State's ISO 3166-1 alpha-3, as in CPV"},
        {"Party", "code2", "code2", words, "its alpha-2, as in CV"},
        {"Party", "membership", "membership", choice, "how it stands to the United Nations"},
        {"Party", "groups", "groups", tags, "as in African States,SIDS"},
        {"Party", "has_flag", "flag", yes_no, "whether screens show one"},
        {"Party", "staff_note", "note", words, kNote},

        {"Person", "name", "name", words, "as on a name plate"},
        {"Person", "family_name", "family-name", words, "the part of it that is"},
        {"Person", "script", "script", words, "ISO 15924, as in Arab; empty: Latin"},
        {"Person", "sort_key", "sort-key", words, "what lists are sorted by; empty: the name"},
        {"Person", "position", "position", texts, "office or function"},
        {"Person", "party", "party", record, "for whom they speak", v1::KIND_PARTY},
        {"Person", "number", "number", the_server, kNumber},
        {"Person", "erased", "erased", the_server, "nothing else is known of them any more"},
        {"Person", "staff_contact", "contact", words, kNote},
        {"Person", "staff_note", "note", words, kNote},

        {"Session", "title", "title", texts, "what it is called"},
        {"Session", "subtitle", "subtitle", texts, "a line below it"},
        {"Session", "kind", "kind", choice, "what it is"},
        {"Session", "planned.starts_at_ms", "starts", instant, "when it is planned to start"},
        {"Session", "planned.ends_at_ms", "ends", instant, "and to end"},
        {"Session", "room", "room", record, "where", v1::KIND_ROOM},
        {"Session", "track", "track", record, "to which strand it belongs", v1::KIND_TRACK},
        {"Session", "people", "people", people, "who takes part, and as what"},
        {"Session", "languages", "languages", tags, "of the floor, as en,fr"},
        {"Session", "interpretation_languages", "interpretation", tags, "into which it is interpreted"},
        {"Session", "sign_languages", "sign", tags, "sign languages, as ase,fsl"},
        {"Session", "agenda_number", "agenda", words, "as printed, as in 3 (b)"},
        {"Session", "document_symbols", "symbols", tags, "of papers before it, as A/CONF.219/3"},
        {"Session", "documents", "documents", records, "papers before it that are here", v1::KIND_DOCUMENT},
        {"Session", "part_of", "part-of", record, "the session of which it is a part", v1::KIND_SESSION},
        {"Session", "capacity", "capacity", number, "places; 0: those of its room"},
        {"Session", "expected", "expected", number, "how many people, for staff alone"},
        {"Session", "shortest_minutes", "shortest", number,
         "minutes to which it may shrink when late; 0: not at all, a break to half"},
        {"Session", "anchor.kind", "anchor", choice, "what holds its start in place"},
        {"Session", "anchor.staff_reason", "anchor-reason", words, kNote},
        {"Session", "streams", "streams", links, "where it can be watched"},
        {"Session", "number", "number", the_server, kNumber},
        {"Session", "staff_note", "note", words, kNote},

        {"EditSessionText", "abstract", "abstract", texts, "what it is about, in short"},
        {"EditSessionText", "description", "description", texts, "what it is about, at length"},
        {"EditSessionText", "website", "website", words, "its page elsewhere"},

        {"Document", "symbol", "symbol", words, "as in A/CONF.219/3"},
        {"Document", "title", "title", texts, "what it is called"},
        {"Document", "links", "links", links, "where it can be read in which language"},
        {"Document", "staff_note", "note", words, kNote},

        {"Booth", "name", "name", texts, "what it is called"},
        {"Booth", "room", "room", record, "the room that it serves", v1::KIND_ROOM},
        {"Booth", "language", "language", words, "into which it works"},
        {"Booth", "channel", "channel", number, "on the receiver; 0: none"},

        {"InterpretationTeam", "name", "name", words, "what it is called"},
        {"InterpretationTeam", "persons", "persons", records, "who is in it", v1::KIND_PERSON},
        {"InterpretationTeam", "staff_note", "note", words, kNote},

        {"Shift", "booth", "booth", record, "where", v1::KIND_BOOTH},
        {"Shift", "team", "team", record, "who", v1::KIND_INTERPRETATION_TEAM},
        {"Shift", "period.starts_at_ms", "starts", instant, "from when"},
        {"Shift", "period.ends_at_ms", "ends", instant, "until when, at most three hours later"},
        {"Shift", "staff_note", "note", words, kNote},

        {"Body", "name", "name", texts, "what it is called"},
        {"Body", "short_name", "short-name", texts, "as on a name plate"},
        {"Body", "order", "order", number, kOrder},
        {"Body", "staff_note", "note", words, kNote},

        {"Seat", "body", "body", record, "of which body it is one", v1::KIND_BODY},
        {"Seat", "role", "role", choice, "what it is"},
        {"Seat", "party", "party", record, "who holds it, unless a person does", v1::KIND_PARTY},
        {"Seat", "person", "person", record, "who holds it in person", v1::KIND_PERSON},
        {"Seat", "acting", "acting", records, "who acts for the party", v1::KIND_PERSON},
        {"Seat", "first_day", "from", day, "the first day of the term; empty: it has begun"},
        {"Seat", "last_day", "until", day, "the last one, to its end; empty: it is open"},
        {"Seat", "staff_note", "note", words, kNote},

        {"Draft", "name", "name", words, "what it is for"},
    };
    return all;
}

}  // namespace

std::vector<Field> fields_of(const google::protobuf::Descriptor& noun) {
    std::vector<Field> fields;
    for (const auto& field : table()) {
        if (field.noun == noun.name()) fields.push_back(field);
    }
    return fields;
}

}  // namespace dais::client
