#include "server/interchange/table_nouns.h"

#include <algorithm>

#include "dais/v1/person.pb.h"
#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_lists.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kNameBytesMax = 200;

}  // namespace

std::string TableNouns::named(v1::Kind kind, const std::string& cell) {
    const ListItem written = whole_item(cell);
    Mending mending;
    const std::string shown = one_line(written.text, kNameBytesMax, mending);
    if (shown.empty()) return "";
    std::string id = identity_.external_id(kind, shown, written.quoted);
    if (!added_.emplace(kind, id).second) return id;
    const bool known = !identity_.record(kind, id).empty();
    const auto fill = [&](auto& imported, auto& noun) {
        imported.set_external_id(id);
        if (known) return;
        v1::LocalText& text = *noun.add_name();
        text.set_text(shown);
        text.set_origin(v1::ORIGIN_AUTHENTIC);
    };
    const int place = static_cast<int>(state_.all(kind).size());
    if (kind == v1::KIND_ROOM) {
        v1::ImportedRoom& room = *programme_.add_rooms();
        fill(room, *room.mutable_room());
        if (!known) room.mutable_room()->set_order(place + programme_.rooms_size());
    } else if (kind == v1::KIND_TRACK) {
        v1::ImportedTrack& track = *programme_.add_tracks();
        fill(track, *track.mutable_track());
        if (!known) track.mutable_track()->set_order(place + programme_.tracks_size());
    } else {
        v1::ImportedParty& party = *programme_.add_parties();
        fill(party, *party.mutable_party());
    }
    return id;
}

// Of two persons with one name, that who takes part already.
std::string TableNouns::person_id(const PersonWritten& written, const v1::Session* base) const {
    if (base != nullptr)
        for (const bool exactly : {true, false})
            for (const v1::Participation& part : base->people()) {
                const std::string name = identity_.name_of(v1::KIND_PERSON, part.person());
                if (exactly ? name == written.name : !written.exactly && folded(name) == folded(written.name))
                    return identity_.external_id_of(part.person());
            }
    return identity_.external_id(v1::KIND_PERSON, written.name, written.exactly);
}

// What is said of a person in one row counts in all.
std::string TableNouns::person(const PersonWritten& written, const v1::Session* base) {
    std::string id = person_id(written, base);
    const auto known = state_.get<v1::Person>(v1::KIND_PERSON, identity_.record(v1::KIND_PERSON, id));
    const auto [there, is_new] = persons_.emplace(id, programme_.persons_size());
    if (is_new) {
        v1::ImportedPerson& imported = *programme_.add_persons();
        imported.set_external_id(id);
        if (!known || known->name() != written.name) imported.mutable_person()->set_name(written.name);
    }
    const auto person = [&, place = there->second] { return programme_.mutable_persons(place)->mutable_person(); };
    if (!written.party.empty() && person()->party().empty() && (!known || known->party().empty())) {
        const std::string party = named(v1::KIND_PARTY, written.party);
        person()->set_party(party);
    }
    if (!written.position.empty() && person()->position().empty())
        *person()->mutable_position() =
            titles_.merged(TableField::kPositions, {{"", written.position}}, known ? &known->position() : nullptr);
    return id;
}

// What else a row says of its own party is said at the session alone.
v1::Participation TableNouns::participation(const PersonWritten& written, const v1::Session* base) {
    v1::Participation part;
    part.set_person(person(written, base));
    part.set_role(written.role);
    if (written.party.empty()) return part;
    const std::string party = named(v1::KIND_PARTY, written.party);
    const bool said_before =
        base != nullptr && std::any_of(base->people().begin(), base->people().end(), [&](const auto& was) {
            return identity_.external_id_of(was.person()) == part.person() &&
                   identity_.external_id_of(was.party()) == party;
        });
    if (party_of(part.person()) != party || said_before) part.set_party(party);
    return part;
}

std::string TableNouns::party_of(const std::string& person) const {
    const auto known = state_.get<v1::Person>(v1::KIND_PERSON, identity_.record(v1::KIND_PERSON, person));
    if (known && !known->party().empty()) return identity_.external_id_of(known->party());
    return programme_.persons(persons_.at(person)).person().party();
}

}  // namespace dais::interchange
