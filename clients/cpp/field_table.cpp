// What each field is called at a terminal, what it takes and what it is for.

#include "clients/cpp/fields.h"

namespace dais::client {
namespace {

using enum Shape;

constexpr const char* kNote = "for staff alone";
constexpr const char* kOrder = "where it stands among the others, from 1";
constexpr const char* kNumber = "given by the server";
constexpr const char* kScene = "`dais screen scene` says it";
constexpr const char* kMoment = "when that happened";

const std::vector<Field>& table() {
    static const std::vector<Field> all = {
        {"Summit", "name", "name", texts, "what it is called"},
        {"Summit", "tagline", "tagline", texts, "its theme or motto"},
        {"Summit", "acronym", "acronym", words, "as in GDPA"},
        {"Summit", "edition", "edition", number, "which one of its series; 0: of none"},
        {"Summit", "series", "series", words, "slug of its series' log; empty: of none"},
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

        {"Partner", "name", "name", texts, "what it is called"},
        {"Partner", "kind", "kind", choice, "as what it is thanked"},
        {"Partner", "website", "website", words, "its address"},
        {"Partner", "order", "order", number, "where it stands among those of its kind, from 1"},
        {"Partner", "staff_note", "note", words, kNote},

        {"Screen", "name", "name", words, "what technicians call it, as in Hall A, left"},
        {"Screen", "room", "room", record, "in or before which it hangs; empty: elsewhere", v1::KIND_ROOM},
        {"Screen", "scene.kind", "scene", the_server, kScene},
        {"Screen", "scene.room", "scene-room", the_server, kScene, v1::KIND_ROOM},
        {"Screen", "scene.session", "scene-session", the_server, kScene, v1::KIND_SESSION},
        {"Screen", "scene.declaration", "scene-declaration", the_server, kScene, v1::KIND_DECLARATION},
        {"Screen", "scene.announcement", "scene-announcement", the_server, kScene, v1::KIND_ANNOUNCEMENT},
        {"Screen", "scene.note", "scene-note", the_server, kScene},
        {"Screen", "languages", "languages", tags, "it turns through these, as en,fr,pt; empty: the summit's"},
        {"Screen", "language_turn_s", "language-turn", number, "seconds to each of them, from 5 to 600; 0: 20"},
        {"Screen", "theme", "theme", choice, "empty: by the time of day"},
        {"Screen", "turn", "turn", choice, "how the picture is turned, clockwise; empty: not at all"},
        {"Screen", "safe_area_permille", "safe-area", number, "thousandths of each side that the device hides"},
        {"Screen", "pixel_shift", "pixel-shift", yes_no, "it moves a little now and then, to spare the panel"},
        {"Screen", "blank", "blank", the_server, "`dais screen blank` says it"},
        {"Screen", "identify_until_ms", "identify-until", the_server, "`dais screen identify` says it"},
        {"Screen", "reloads", "reloads", the_server, "`dais screen reload` says it"},
        {"Screen", "staff_note", "note", words, kNote},

        {"Scene", "room", "room", record, "of a door, a floor or a podium; empty: the screen's own", v1::KIND_ROOM},
        {"Scene", "session", "session", record, "of a floor or a podium; empty: the one that is on", v1::KIND_SESSION},
        {"Scene", "declaration", "declaration", words, "of a roll: its id, as l12ab; empty: the one that is open"},
        {"Scene", "announcement", "announcement", record, "that one, rather than all in turn", v1::KIND_ANNOUNCEMENT},
        {"Scene", "note", "note", texts, "words on a podium, or beside a welcome or a standby"},

        {"Draft", "name", "name", words, "what it is for"},

        {"Series", "name", "name", texts, "what it is called"},
        {"Series", "acronym", "acronym", words, "as in GDPA"},
        {"Series", "next_host", "next-host", record, "who receives the next edition", v1::KIND_PARTY},
        {"Series", "languages", "languages", tags, "its working languages, as en,fr,pt"},
        {"Series", "zone", "zone", words, "IANA name of where terms and due dates end, as in Europe/Dublin"},
        {"Series", "offsets", "offsets", the_server, "computed from the zone"},
        {"Series", "website", "website", words, "its address"},
        {"Series", "staff_note", "note", words, kNote},

        {"Edition", "number", "number", number, "which one it is, from 1"},
        {"Edition", "name", "name", texts, "what it is called"},
        {"Edition", "log", "log", words, "slug of its summit's log; empty: it has none here"},
        {"Edition", "hosts", "hosts", records, "who receives it", v1::KIND_PARTY},
        {"Edition", "venue.name", "venue", texts, "the house in which it is held"},
        {"Edition", "venue.city", "city", texts, "where that is"},
        {"Edition", "venue.country", "country", words, "ISO 3166-1 alpha-3, as in CPV"},
        {"Edition", "days", "days", days, "on which it sat or will sit"},
        {"Edition", "staff_note", "note", words, kNote},

        {"Declaration", "title", "title", texts, "what it is called"},
        {"Declaration", "symbol", "symbol", words, "as in GDPA/2022/1"},
        {"Declaration", "authentic_languages", "authentic", tags, "languages in which it is equally authentic"},
        {"Declaration", "edition", "edition", record, "from which edition it comes", v1::KIND_EDITION},
        {"Declaration", "roll_order", "roll", choice, "how its roll is ordered; empty: by protocol"},
        {"Declaration", "first_letter", "first-letter", texts, "with which a roll by name begins, as drawn"},
        {"Declaration", "version", "version", the_server, "`dais declaration text` makes a new one"},
        {"Declaration", "adopted_by", "adopted-by", the_server, "`dais declaration adopt` says it"},
        {"Declaration", "adopted_at_ms", "adopted", the_server, "`dais declaration adopt` says it"},
        {"Declaration", "count.in_favour", "in-favour", the_server, "`dais declaration adopt` says it"},
        {"Declaration", "count.against", "against", the_server, "`dais declaration adopt` says it"},
        {"Declaration", "count.abstaining", "abstaining", the_server, "`dais declaration adopt` says it"},
        {"Declaration", "opened_at_ms", "opened", the_server, "`dais declaration open` says it"},
        {"Declaration", "closes_at_ms", "closes", the_server, "`dais declaration open` and `close` say it"},
        {"Declaration", "staff_note", "note", words, kNote},

        {"Endorsement", "status", "status", the_server, "`dais endorsement` says it"},
        {"Endorsement", "version", "version", the_server, "of the text that it is about"},
        {"Endorsement", "announced_at_ms", "announced", the_server, kMoment},
        {"Endorsement", "signed_at_ms", "signed", the_server, kMoment},
        {"Endorsement", "withdrawn_at_ms", "withdrawn", the_server, kMoment},
        {"Endorsement", "signatory", "signatory", the_server, "who signs", v1::KIND_PERSON},
        {"Endorsement", "order", "order", the_server, "its place in the order of signing"},
        {"Endorsement", "statement_kind", "statement-kind", the_server, "`dais endorsement sign` says it"},
        {"Endorsement", "statement", "statement", texts, "what the party says with it"},

        {"Commitment", "title", "title", texts, "what is promised"},
        {"Commitment", "party", "party", record, "whose it is", v1::KIND_PARTY},
        {"Commitment", "declaration", "declaration", record, "from which it follows", v1::KIND_DECLARATION},
        {"Commitment", "due", "due", day, "to be done by the end of that day; empty: without a date"},
        {"Commitment", "state", "state", the_server, "`dais commitment report` says it"},
        {"Commitment", "staff_note", "note", words, kNote},

        {"Proposal", "title", "title", texts, "what it is called"},
        {"Proposal", "symbol", "symbol", words, "of its document, as in GDPA/2024/L.1"},
        {"Proposal", "state", "state", the_server, "how far it has come"},
        {"Proposal", "manner", "manner", the_server, "`dais proposal decide` says it"},
        {"Proposal", "count.in_favour", "in-favour", the_server, "`dais proposal decide` says it"},
        {"Proposal", "count.against", "against", the_server, "`dais proposal decide` says it"},
        {"Proposal", "count.abstaining", "abstaining", the_server, "`dais proposal decide` says it"},
        {"Proposal", "decided_at_ms", "decided", the_server, kMoment},
        {"Proposal", "silence_until_ms", "silence-until", the_server, "`dais proposal silence` says it"},
        {"Proposal", "objected_by", "objected-by", the_server, "who broke the silence last", v1::KIND_PARTY},

        {"Announcement", "title", "title", texts, "a line above it"},
        {"Announcement", "body", "body", texts, "what is said"},
        {"Announcement", "priority", "priority", choice, "how much it matters"},
        {"Announcement", "issuer", "issuer", issuer, "in whose name: a body, a party or a person"},
        {"Announcement", "issuer_name", "issuer-name", words, "the same as shown"},
        {"Announcement", "dateline", "dateline", texts, "where it is from and of when, as in Sal, 13 September"},
        {"Announcement", "boilerplate", "boilerplate", texts, "who speaks, in a paragraph that is always the same"},
        {"Announcement", "press_contacts", "contacts", contacts, "whom the press ask, in one place each"},
        {"Announcement", "photo_credit", "photo-credit", words, "whose picture it is"},
        {"Announcement", "sessions", "sessions", records, "which ones it is about", v1::KIND_SESSION},
        {"Announcement", "expires_at_ms", "expires", instant, "when screens stop showing it; empty: when withdrawn"},
        {"Announcement", "corrects", "corrects", record, "which one it corrects", v1::KIND_ANNOUNCEMENT},
        {"Announcement", "asked_to_acknowledge", "asked", records, "who shall take note of it", v1::KIND_PARTY},
        {"Announcement", "pinned", "pinned", the_server, "`dais announcement pin` says it"},
        {"Announcement", "published_at_ms", "published", the_server, kMoment},
        {"Announcement", "embargo_until_ms", "held-until", the_server, "the press hold it until then"},
        {"Announcement", "corrected_by", "corrected-by", the_server, "the one that corrects it", v1::KIND_ANNOUNCEMENT},
        {"Announcement", "withdrawn_at_ms", "withdrawn", the_server, kMoment},
        {"Announcement", "kill_notice", "kill-notice", the_server, "`dais announcement withdraw` says it"},
        {"Announcement", "emergency_override", "override", the_server, "published without the keys that it needed"},
        {"Announcement", "staff_note", "note", words, kNote},

        {"Clearance", "body", "keys-of", record, "the body whose chairs must approve it", v1::KIND_BODY},
        {"Clearance", "keys", "keys", number, "of so many of their seats"},
        {"Clearance", "audiences", "audiences", choices, "who shall see it; none: everybody"},
        {"Clearance", "languages", "languages", tags, "in which it must be ready before it goes out"},
        {"Clearance", "staggered", "staggered", yes_no, "it goes out when the authentic texts are ready"},
        {"Clearance", "embargo_until_ms", "embargo", instant, "the press get it at once, all others then"},
        {"Clearance", "quotes", "quotes", quotes, "whose words are in it, and whether they cleared them"},
        {"Clearance", "state", "state", the_server, "how far it has come"},
        {"Clearance", "digest", "digest", the_server, "of what the approvals are about"},
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
