// A re-import is three-way (decision D13): what was changed here since the last import from the same source wins and is
// reported; what vanished from the file goes, unless it was touched here.
#include <set>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/identifier.h"
#include "server/summit/import_report.h"
#include "server/summit/import_vanished.h"
#include "server/summit/import_wholes.h"
#include "server/summit/limits.h"
#include "server/summit/party_import.h"
#include "server/summit/projection.h"
#include "server/summit/three_way.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

std::string first_text(const pb::RepeatedPtrField<v1::LocalText>& texts) {
    return texts.empty() ? "" : texts[0].text();
}

class Import {
public:
    Import(ChangeBuilder& builder, v1::ImportProgramme programme)
        : builder_(builder), programme_(std::move(programme)) {}

    No run();

private:
    // One outside record in the making: which of ours it is, and whether that was removed here.
    struct Match {
        std::string id;
        bool known = false;
        bool adopted = false;  // the file calls one of our records by its own id
        bool removed_here = false;
    };

    void look_up();
    template <class Items>
    void leave_out_twins(Items& items, const char* noun);
    // It came from this source before and was removed here.
    bool ours_removed(v1::Kind kind, const std::string& id) const {
        return builder_.exists(v1::KIND_IMPORTED, imported_id(id)) && !builder_.exists(kind, id);
    }
    Match match(v1::Kind kind, const std::string& external_id);
    // Maps an external id of the file to ours; refuses one that is not in it.
    No resolve(v1::Kind kind, std::string& reference, const std::string& where);
    void merge(v1::Kind kind, const Match& match, const std::string& external_id, pb::Message& theirs,
               const std::string& said, v1::SessionText* their_text);
    template <class Noun>
    void number(v1::Kind kind, const std::string& id, Noun& ours, std::int32_t wished);
    void keep_time_together(const pb::Message& before, const pb::Message& ours, pb::Message& theirs);
    bool speaks_of(const pb::Message& record, const pb::FieldDescriptor& field) const;
    void keep_unsaid(const pb::Message& before, pb::Message& theirs) const;
    void report_progress(const Match& match, const v1::Session& ours, const std::string& item);
    void note_kept(const std::string& item, const std::string& message);
    void note_kept_fields(const std::string& item, const std::vector<Kept>& kept, const pb::Message& ours,
                          const pb::Message& theirs);
    No rooms_tracks_parties();
    No persons();
    No sessions();
    void count();

    std::string imported_id(const std::string& id) const { return summit::imported_id(id, programme_.source()); }

    ChangeBuilder& builder_;
    v1::ImportProgramme programme_;
    BroughtBefore ours_;
    std::map<std::pair<v1::Kind, std::string>, std::string> resolved_;
    std::set<std::string> seen_;  // ids of records that are in this file
};

void Import::look_up() {
    const std::string suffix = "@" + programme_.source();
    for (const std::string& id : builder_.ids(v1::KIND_IMPORTED)) {
        if (id.size() <= suffix.size() || id.substr(id.size() - suffix.size()) != suffix) continue;
        const std::string record = id.substr(0, id.size() - suffix.size());
        if (builder_.get<v1::Imported>(v1::KIND_IMPORTED, id)->source() != programme_.source()) continue;
        ours_[{kind_of_id(record), builder_.get<v1::Imported>(v1::KIND_IMPORTED, id)->external_id()}] = record;
    }
}

Import::Match Import::match(v1::Kind kind, const std::string& external_id) {
    Match match;
    const auto known = ours_.find({kind, external_id});
    match.known = known != ours_.end();
    match.adopted = !match.known && builder_.exists(kind, external_id);
    match.id = match.known               ? known->second
               : match.adopted           ? external_id
               : kind == v1::KIND_SUMMIT ? "m"
                                         : builder_.new_id(kind);
    match.removed_here = match.known && !builder_.exists(kind, match.id);
    resolved_[{kind, external_id}] = match.id;
    seen_.insert(match.id);
    return match;
}

No Import::resolve(v1::Kind kind, std::string& reference, const std::string& where) {
    if (reference.empty()) return std::nullopt;
    const auto found = resolved_.find({kind, reference});
    if (found == resolved_.end())
        return refuse(v1::REFUSAL_CODE_INVALID, where + " names “" + reference + "”, which is not in the programme.",
                      where);
    // What was removed here is not named by what comes in.
    reference = builder_.exists(kind, found->second) ? found->second : "";
    return std::nullopt;
}

void Import::note_kept(const std::string& item, const std::string& message) {
    add_note(builder_.report, v1::IMPORT_NOTE_KIND_KEPT, item, message);
}

void Import::note_kept_fields(const std::string& item, const std::vector<Kept>& kept, const pb::Message& ours,
                              const pb::Message& theirs) {
    for (const Kept& field : kept) {
        if (!field.file_changed && !speaks_of(theirs, *theirs.GetDescriptor()->FindFieldByName(field.field))) continue;
        std::string message = field.field + " was changed here";
        const std::string here = shown_value(builder_, ours, field.field);
        const std::string there = shown_value(builder_, theirs, field.field);
        if (!here.empty()) message += " to “" + here + "”";
        message += field.file_changed ? " and in the file" : "";
        message += there.empty() ? "; kept as it is here" : "; kept, the file has “" + there + "”";
        note_kept(item, message);
    }
}

template <class Noun>
void Import::number(v1::Kind kind, const std::string& id, Noun& ours, std::int32_t wished) {
    const auto held = builder_.get<Noun>(kind, id);
    ours.set_number(held && held->number() > 0 ? held->number() : builder_.new_number(kind, wished));
}

// Of a file that speaks of some fields alone: whether it does of this one.
bool Import::speaks_of(const pb::Message& record, const pb::FieldDescriptor& field) const {
    if (programme_.session_fields().empty()) return true;
    const bool of_session =
        record.GetDescriptor() == v1::Session::descriptor() || record.GetDescriptor() == v1::SessionText::descriptor();
    if (of_session)
        return std::find(programme_.session_fields().begin(), programme_.session_fields().end(), field.name()) !=
               programme_.session_fields().end();
    std::vector<const pb::FieldDescriptor*> set;
    record.GetReflection()->ListFields(record, &set);
    return std::find(set.begin(), set.end(), &field) != set.end();
}

// What the file does not speak of stays as it was; so does how a text that reads the same came to be.
void Import::keep_unsaid(const pb::Message& before, pb::Message& theirs) const {
    if (programme_.session_fields().empty() || before.ByteSizeLong() == 0) return;
    const std::unique_ptr<pb::Message> unsaid(before.New());
    unsaid->CopyFrom(before);
    const pb::Descriptor& descriptor = *theirs.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        const pb::FieldDescriptor& field = *descriptor.field(i);
        (speaks_of(theirs, field) ? *unsaid : theirs)
            .GetReflection()
            ->ClearField(speaks_of(theirs, field) ? unsaid.get() : &theirs, &field);
    }
    theirs.MergeFrom(*unsaid);
    if (auto* text = dynamic_cast<v1::SessionText*>(&theirs)) {
        const auto& was = dynamic_cast<const v1::SessionText&>(before);
        const auto same = [](auto& now, const auto& then) {
            for (v1::TextReference& each : now)
                for (const v1::TextReference& other : then)
                    if (each.hash() == other.hash()) each = other;
        };
        same(*text->mutable_abstract(), was.abstract());
        same(*text->mutable_description(), was.description());
    }
}

// A zone, the days and their offsets make sense together alone: what was changed here of them keeps all three.
void Import::keep_time_together(const pb::Message& before, const pb::Message& ours, pb::Message& theirs) {
    const auto time_of = [](const pb::Message& message) {
        const auto& summit = dynamic_cast<const v1::Summit&>(message);
        v1::Summit time;
        time.set_zone(summit.zone());
        *time.mutable_days() = summit.days();
        return time;
    };
    const std::string here = canonical(time_of(ours));
    if (here == canonical(time_of(before)) || here == canonical(time_of(theirs))) return;
    const auto& kept = dynamic_cast<const v1::Summit&>(ours);
    auto& file = dynamic_cast<v1::Summit&>(theirs);
    file.set_zone(kept.zone());
    *file.mutable_days() = kept.days();
    *file.mutable_offsets() = kept.offsets();
    note_kept("the summit", "had its days or its zone changed here; kept");
}

// theirs becomes, merged with what is here, our record; what the file had is kept as the base of the next import.
void Import::merge(v1::Kind kind, const Match& match, const std::string& external_id, pb::Message& theirs,
                   const std::string& said, v1::SessionText* their_text) {
    // A file that only refers to a record does not name it.
    const std::string item =
        said.ends_with("“”") && builder_.exists(kind, match.id) ? shown_item(builder_, kind, match.id) : said;
    const auto base = builder_.get<v1::Imported>(v1::KIND_IMPORTED, imported_id(match.id));
    if (match.removed_here) {
        note_kept(item, "was removed here; kept removed");
        return;
    }
    // The number is ours to give, not the file's to change.
    std::int32_t wished = 0;
    if (auto* session = dynamic_cast<v1::Session*>(&theirs)) wished = session->number(), session->clear_number();
    if (auto* person = dynamic_cast<v1::Person*>(&theirs)) wished = person->number(), person->clear_number();

    v1::Imported imported;
    imported.set_source(programme_.source());
    imported.set_external_id(external_id);

    const auto ours = blank_record(kind);
    if (const std::string* held = builder_.find(kind, match.id)) ours->ParseFromString(*held);
    if (auto* session = dynamic_cast<v1::Session*>(ours.get())) session->clear_number();
    if (auto* person = dynamic_cast<v1::Person*>(ours.get())) {
        if (person->erased()) return note_kept("a person", "was erased here; kept erased");
        person->clear_number();
    }
    const auto before = blank_record(kind);
    if (base) before->ParseFromString(base->fields());
    if (match.adopted) before->CopyFrom(*ours);
    keep_unsaid(*before, theirs);
    imported.set_fields(canonical(theirs));
    if (kind == v1::KIND_SUMMIT) keep_time_together(*before, *ours, theirs);
    if (kind == v1::KIND_PARTY)
        for (const std::string& kept : settle_party(*before, *ours, theirs)) note_kept(item, kept);
    note_kept_fields(item, merge_three_way(*before, *ours, theirs), *ours, theirs);
    if (auto* session = dynamic_cast<v1::Session*>(ours.get())) number(kind, match.id, *session, wished);
    if (auto* person = dynamic_cast<v1::Person*>(ours.get())) number(kind, match.id, *person, wished);
    const AudienceSet audiences = builder_.exists(kind, match.id) ? builder_.audiences_of(kind, match.id) : kEverybody;
    builder_.put(kind, match.id, "", audiences, *ours);

    if (their_text != nullptr) {
        v1::SessionText our_text =
            builder_.get<v1::SessionText>(v1::KIND_SESSION_TEXT, match.id).value_or(v1::SessionText());
        v1::SessionText text_before;
        if (base) text_before.ParseFromString(base->text_fields());
        if (match.adopted) text_before = our_text;
        keep_unsaid(text_before, *their_text);
        imported.set_text_fields(canonical(*their_text));
        note_kept_fields(item, merge_three_way(text_before, our_text, *their_text), our_text, *their_text);
        if (our_text.ByteSizeLong() > 0 || builder_.exists(v1::KIND_SESSION_TEXT, match.id))
            builder_.put(v1::KIND_SESSION_TEXT, match.id, match.id, audiences, our_text);
    }
    builder_.put(v1::KIND_IMPORTED, imported_id(match.id), match.id, kStaffOnly, imported);
}

// What the organisers did on the day stands beside the plan, so no field of the plan shows it.
void Import::report_progress(const Match& match, const v1::Session& ours, const std::string& item) {
    const auto progress = builder_.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, match.id);
    if (!progress) return;
    if (!progress->room().empty())
        note_kept(item, "was moved here to “" + shown_value(builder_, *progress, "room") + "”; kept, the file has “" +
                            shown_value(builder_, ours, "room") + "”");
    if (progress->has_projected_start_ms() || progress->has_actual_start_ms())
        note_kept(item, "has another start on the day; kept beside the plan");
    if (progress->status() == v1::SESSION_STATUS_CANCELLED) note_kept(item, "was cancelled here; kept cancelled");
}

No Import::rooms_tracks_parties() {
    if (programme_.has_summit())
        merge(v1::KIND_SUMMIT, match(v1::KIND_SUMMIT, "summit"), "summit", *programme_.mutable_summit(), "the summit",
              nullptr);
    for (v1::ImportedRoom& room : *programme_.mutable_rooms())
        merge(v1::KIND_ROOM, match(v1::KIND_ROOM, room.external_id()), room.external_id(), *room.mutable_room(),
              "room “" + first_text(room.room().name()) + "”", nullptr);
    for (v1::ImportedTrack& track : *programme_.mutable_tracks())
        merge(v1::KIND_TRACK, match(v1::KIND_TRACK, track.external_id()), track.external_id(), *track.mutable_track(),
              "track “" + first_text(track.track().name()) + "”", nullptr);
    for (v1::ImportedParty& party : *programme_.mutable_parties())
        merge(v1::KIND_PARTY, match(v1::KIND_PARTY, party.external_id()), party.external_id(), *party.mutable_party(),
              called(party.party()), nullptr);
    return std::nullopt;
}

No Import::persons() {
    for (v1::ImportedPerson& imported : *programme_.mutable_persons()) {
        const std::string item = "person “" + imported.person().name() + "”";
        if (auto no = resolve(v1::KIND_PARTY, *imported.mutable_person()->mutable_party(), item)) return no;
        merge(v1::KIND_PERSON, match(v1::KIND_PERSON, imported.external_id()), imported.external_id(),
              *imported.mutable_person(), item, nullptr);
    }
    return std::nullopt;
}

// A name that comes twice means nothing: the first counts, the rest is left out and said.
template <class Items>
void Import::leave_out_twins(Items& items, const char* noun) {
    std::set<std::string> names;
    for (auto each = items.begin(); each != items.end();) {
        if (names.insert(each->external_id()).second) {
            ++each;
            continue;
        }
        add_note(builder_.report, v1::IMPORT_NOTE_KIND_REFUSED, std::string(noun) + " “" + each->external_id() + "”",
                 "this id comes twice in the file; only the first was taken. Give the other an id of its own.");
        each = items.erase(each);
    }
}

No Import::sessions() {
    std::vector<Match> matches;  // first, since a session may be a part of a later one
    for (const v1::ImportedSession& imported : programme_.sessions())
        matches.push_back(match(v1::KIND_SESSION, imported.external_id()));
    auto matched = matches.begin();
    for (v1::ImportedSession& imported : *programme_.mutable_sessions()) {
        v1::Session& session = *imported.mutable_session();
        const std::string item = "session “" + first_text(session.title()) + "”";
        if (auto no = check_period(session.planned(), "planned")) {
            no->set_message(item + ": " + no->message());
            return no;
        }
        if (auto no = resolve(v1::KIND_ROOM, *session.mutable_room(), item)) return no;
        if (auto no = resolve(v1::KIND_TRACK, *session.mutable_track(), item)) return no;
        if (!session.part_of().empty()) {
            const auto whole = resolved_.find({v1::KIND_SESSION, session.part_of()});
            if (whole == resolved_.end())
                return refuse(v1::REFUSAL_CODE_INVALID,
                              item + " is part of “" + session.part_of() + "”, which is not in the programme.", item);
            session.set_part_of(ours_removed(v1::KIND_SESSION, whole->second) ? "" : whole->second);
        }
        for (v1::Participation& part : *session.mutable_people()) {
            if (auto no = resolve(v1::KIND_PERSON, *part.mutable_person(), item)) return no;
            if (auto no = resolve(v1::KIND_PARTY, *part.mutable_party(), item)) return no;
        }
        // Who was removed here takes no part.
        auto& people = *session.mutable_people();
        people.erase(std::remove_if(people.begin(), people.end(),
                                    [](const v1::Participation& part) { return part.person().empty(); }),
                     people.end());
        v1::SessionText text;
        const Match& found = *matched++;
        if (!found.removed_here) {
            for (const v1::LocalText& abstract : imported.abstract()) *text.add_abstract() = builder_.keep(abstract);
            for (const v1::LocalText& description : imported.description())
                *text.add_description() = builder_.keep(description);
            text.set_website(imported.website());
        }
        merge(v1::KIND_SESSION, found, imported.external_id(), session, item, &text);
        if (!found.removed_here) report_progress(found, session, item);
    }
    return std::nullopt;
}

void Import::count() {
    v1::ImportReport& report = builder_.report;
    report.set_log(builder_.context().log);
    report.set_sessions(static_cast<std::uint32_t>(programme_.sessions_size()));
    report.set_rooms(static_cast<std::uint32_t>(programme_.rooms_size()));
    report.set_persons(static_cast<std::uint32_t>(programme_.persons_size()));
    report_changes(builder_);
}

No Import::run() {
    if (programme_.source().empty() || programme_.source().size() > 64)
        return refuse(v1::REFUSAL_CODE_INVALID, "An import needs a source of 1 to 64 bytes, as in “schedule.xml”.",
                      "source");
    if (auto no = check_fields(programme_)) return no;
    if (programme_.has_summit() && builder_.exists(v1::KIND_SERIES, "z"))
        return refuse(v1::REFUSAL_CODE_CONFLICT, "This log is a series'. Import the summit into a log of its own.",
                      "log");
    look_up();
    Vanished vanished(builder_, programme_, ours_);
    leave_out_twins(*programme_.mutable_rooms(), "room");
    leave_out_twins(*programme_.mutable_tracks(), "track");
    leave_out_twins(*programme_.mutable_parties(), "party");
    leave_out_twins(*programme_.mutable_persons(), "person");
    leave_out_twins(*programme_.mutable_sessions(), "session");
    find_parties_of_others(builder_, programme_, ours_);
    if (auto no = rooms_tracks_parties()) return no;
    if (auto no = persons()) return no;
    if (auto no = sessions()) return no;
    mend_wholes(builder_);
    if (!programme_.keep_vanished()) {
        if (auto no = vanished.most_would_go(seen_)) return no;
        vanished.remove(seen_);
    }
    count();
    return std::nullopt;
}

}  // namespace

No import_programme(ChangeBuilder& builder, v1::ImportProgramme programme) {
    return Import(builder, std::move(programme)).run();
}

}  // namespace dais::summit
