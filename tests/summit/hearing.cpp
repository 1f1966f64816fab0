#include "tests/summit/hearing.h"

#include <algorithm>

#include "server/summit/due.h"
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

struct KnownParty {
    const char* name;
    v1::PartyKind kind;
    const char* region;
};
constexpr KnownParty kParties[] = {
    {"ML", v1::PARTY_KIND_STATE, "African States"},
    {"KE", v1::PARTY_KIND_STATE, "African States"},
    {"CV", v1::PARTY_KIND_STATE, "African States"},
    {"GE", v1::PARTY_KIND_STATE, "Eastern European States"},
    {"AM", v1::PARTY_KIND_STATE, "Eastern European States"},
    {"IE", v1::PARTY_KIND_STATE, "Western European and other States"},
    {"FR", v1::PARTY_KIND_STATE, "Western European and other States"},
    {"JM", v1::PARTY_KIND_STATE, "Latin American and Caribbean States"},
    {"AU", v1::PARTY_KIND_REGIONAL_ORGANISATION, ""},
    {"IOM", v1::PARTY_KIND_INTERNATIONAL_ORGANISATION, ""},
    {"DIA", v1::PARTY_KIND_DIASPORA_ORGANISATION, ""},
};
constexpr std::pair<const char*, const char*> kPersons[] = {{"gia", "GE"},    {"gela", "GE"}, {"ira", "IE"},
                                                            {"moussa", "ML"}, {"ada", ""},    {"beth", ""}};

const Gathering& gathered() {
    static const Gathering kGathering;
    return kGathering;
}

std::string lower(std::string name) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

std::string join(const std::vector<std::string>& parts, const char* between) {
    std::string joined;
    for (const std::string& part : parts) joined += (joined.empty() ? "" : between) + part;
    return joined;
}

std::string of_seconds(std::int64_t seconds) { return seconds == 0 ? "" : " of " + std::to_string(seconds); }

}  // namespace

Gathering::Gathering() {
    const auto said = [&](auto fill) {
        v1::Command c = log.command();
        fill(c);
        return log.done(c);
    };
    for (const auto& [name, kind, region] : kParties) {
        v1::PutParty put;
        *put.mutable_party()->add_name() = text("en", name);
        put.mutable_party()->set_kind(kind);
        if (*region != '\0') put.mutable_party()->add_groups(region);
        parties[name] = said([&](auto& c) { *c.mutable_put_party() = put; });
    }
    for (const auto& [name, party] : kPersons) {
        v1::PutPerson put;
        put.mutable_person()->set_name(name);
        if (*party != '\0') put.mutable_person()->set_party(parties.at(party));
        persons[name] = said([&](auto& c) { *c.mutable_put_person() = put; });
    }
    session = said([&](auto& c) {
        v1::Session& made = *c.mutable_put_session()->mutable_session();
        *made.add_title() = text("en", "General debate");
        made.set_room(log.room_b);
        made.mutable_planned()->set_starts_at_ms(log.now_ms);
        made.mutable_planned()->set_ends_at_ms(log.now_ms + 120 * kMinuteMs);
    });
}

Hearing::Hearing(const std::string& rules) : Gathering(gathered()), begin_ms_(log.now_ms) {
    if (rules != "none") live("floor " + rules);
}

void Hearing::live(const std::string& script) {
    for (std::string sentence : split(script, ';')) {
        sentence.erase(0, sentence.find_first_not_of(' '));
        SCOPED_TRACE(sentence);
        say(sentence);
        if (restarts) restart();
    }
}

v1::Command Hearing::command(const std::string& sentence) {
    Words words = split(sentence, ' ');
    const Who author = who(words);
    return fill(words, author.role);
}

Hearing::Who Hearing::who(Words& words) const {
    if (words[0].back() != ':') return {};
    static const std::map<std::string, v1::Role> kNames = {
        {"chair", v1::ROLE_CO_CHAIR},        {"moderator", v1::ROLE_MODERATOR}, {"track", v1::ROLE_TRACK_ORGANISER},
        {"officer", v1::ROLE_PRESS_OFFICER}, {"press", v1::ROLE_PRESS},         {"head", v1::ROLE_HEAD_OF_DELEGATION},
        {"delegate", v1::ROLE_DELEGATE}};
    const Words parts = split(words[0].substr(0, words[0].size() - 1), '-');
    words.erase(words.begin());
    Who author{kNames.at(parts[0]), standing_as(kNames.at(parts[0]))};
    Standing::Held& held = author.standing.held.front();
    const bool has_sessions = parts[0] == "moderator" || parts[0] == "track";
    if (has_sessions) held.sessions = {parts.size() > 1 ? log.opening : session};
    if (!has_sessions && parts.size() > 1) held.party = parties.at(parts[1]);
    return author;
}

void Hearing::say(const std::string& sentence) {
    const char mark = sentence.front();
    Words words = split(mark == '!' || mark == '=' ? sentence.substr(1) : sentence, ' ');
    if (words[0] == "later") {
        log.now_ms += std::stoll(words[1]) * 1'000;
        return;
    }
    if (words[0] == "restart") return restart();
    if (words[0] == "clock") {
        EXPECT_EQ(do_what_is_due(), mark != '=');
        return;
    }
    const Who author = who(words);
    const v1::Command c = fill(words, author.role);
    log.standing = author.standing;
    if (mark == '!') {
        no = log.refused(c, author.role);
    } else if (mark == '=') {
        const Decided decided = log.ask(c, author.role);
        const auto* decision = std::get_if<Decision>(&decided);
        EXPECT_TRUE(decision != nullptr && decision->entries.empty()) << "something happened";
    } else {
        const std::string made = log.done(c, author.role);
        if (c.has_inscribe_speaker()) requests_[words[1]] = made;
        if (c.has_put_proposal()) proposals_[words[1]] = made;
    }
    log.standing = {};
}

void Hearing::restart() { log.roll_back(State::from(log.state().checkpoint())); }

bool Hearing::do_what_is_due() {
    constexpr int kMost = 100;
    for (int done = 0; done < kMost; ++done) {
        auto due = next_due(log.state(), log.now_ms);
        if (!due || due->at_ms > log.now_ms) return done > 0;
        due->command.set_id(log.command().id());
        log.done(due->command, v1::ROLE_SERVER);
    }
    ADD_FAILURE() << "something is due again and again";
    return true;
}

std::vector<Asked> Hearing::asked() const {
    std::vector<Asked> asked;
    for (const auto& [id, record] : log.state().all(v1::KIND_SPEAKER_REQUEST)) {
        if (!id.starts_with(session + "@")) continue;
        auto turn = log.state().get<v1::Turn>(v1::KIND_TURN, id);
        if (turn && turn->started_at_ms() == 0) turn.reset();
        asked.push_back({id, *log.state().get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id), turn});
    }
    return asked;
}

std::string Hearing::name(const std::string& id) const {
    for (const auto& [name, held] : requests_)
        if (held == id) return name;
    return id;
}

std::string Hearing::told() const {
    const std::vector<Asked> all = asked();
    const FloorList list = floor_list(all);
    const auto spoken = spoken_by_party(all, log.now_ms);
    const auto find = [&](const std::string& id) {
        return *std::find_if(all.begin(), all.end(), [&](const Asked& one) { return one.id == id; });
    };
    const auto length = [&](const v1::Turn& turn) {
        return std::to_string(spoken_ms(turn, log.now_ms) / 1'000) + of_seconds(turn.allotted_seconds());
    };
    std::vector<std::string> speaking, waiting, over, absent, parts;
    for (const std::string& id : list.speaking) {
        const v1::Turn turn = *find(id).turn;
        speaking.push_back(name(id) + (turn.has_since_ms() ? " speaks " : " stands ") + length(turn));
    }
    for (const std::string& id : list.waiting) {
        const auto seconds = allotment_seconds(floor(), all, find(id), spoken);
        waiting.push_back(name(id) + (!seconds ? " -" : *seconds == 0 ? "" : " " + std::to_string(*seconds)));
    }
    for (const std::string& id : list.spoken) over.push_back(name(id) + " " + length(*find(id).turn));
    for (const std::string& id : list.absent)
        absent.push_back(name(id) + " " + lower(v1::RequestStatus_Name(find(id).request.status()).substr(15)));
    if (!speaking.empty()) parts.push_back(join(speaking, ", "));
    if (!waiting.empty()) parts.push_back("waiting " + join(waiting, ", "));
    if (!over.empty()) parts.push_back("spoken " + join(over, ", "));
    if (!absent.empty()) parts.push_back("absent " + join(absent, ", "));
    return join(parts, "; ");
}

std::string Hearing::waiting() const {
    std::vector<std::string> names;
    for (const std::string& id : floor_list(asked()).waiting) names.push_back(name(id));
    return join(names, " ");
}

std::string Hearing::proposal(const std::string& called) const {
    const v1::Proposal held = held_proposal(called);
    std::string told = lower(v1::ProposalState_Name(held.state()).substr(15));
    if (held.state() == v1::PROPOSAL_STATE_SILENCE)
        told += " until " + std::to_string((held.silence_until_ms() - begin_ms_) / kMinuteMs);
    if (held.manner() == v1::ADOPTION_MANNER_CONSENSUS) told += " by consensus";
    if (held.manner() == v1::ADOPTION_MANNER_SILENCE) told += " by silence";
    if (held.manner() == v1::ADOPTION_MANNER_SHOW_OF_HANDS)
        told += " by hands " + std::to_string(held.count().in_favour()) + "," + std::to_string(held.count().against()) +
                "," + std::to_string(held.count().abstaining());
    for (const auto& [party, id] : parties)
        if (id == held.objected_by()) told += ", " + party + " objected";
    return told;
}

std::string Hearing::seen_by(v1::Kind kind, const std::string& of) const {
    const Record* record = log.state().find(kind, of);
    std::vector<std::string> readers;
    for (const v1::Audience audience : kAudiences)
        if (record != nullptr && record->visible_to(audience))
            readers.push_back(lower(v1::Audience_Name(audience).substr(9)));
    return join(readers, " ");
}

v1::Floor Hearing::floor() const { return log.state().get<v1::Floor>(v1::KIND_FLOOR, session).value_or(v1::Floor()); }
v1::SpeakerRequest Hearing::request(const std::string& called) const {
    return *log.state().get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id(called));
}
v1::Turn Hearing::turn(const std::string& called) const {
    return log.state().get<v1::Turn>(v1::KIND_TURN, id(called)).value_or(v1::Turn());
}
v1::Proposal Hearing::held_proposal(const std::string& called) const {
    return *log.state().get<v1::Proposal>(v1::KIND_PROPOSAL, id_of_proposal(called));
}

}  // namespace dais::summit
