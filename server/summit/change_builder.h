// A Change being drawn up by a command: what it reads is the state with what it has written so far.
//
// It checks what every command must check (may they, does it exist, is it fresh), gives out ids and numbers, and keeps
// an owner's dependents in the owner's audiences. Lives within one decision on the desk's thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/state.h"

namespace dais::summit {

class RecentChanges;

// What somebody is on a log (standing.h).
struct Standing {
    struct Held {
        v1::Role role;
        std::string person;  // that acts by it
        std::string party;   // that is acted for; empty: the person's
        // What the role is confined to.
        std::set<std::string> tracks, rooms, sessions;
    };
    std::vector<Held> held;    // as the roles stand in the table of rights
    std::uint32_t scopes = 0;  // of a key: bits 1 << v1::Scope; 0: all

    v1::Role role() const { return held.empty() ? v1::ROLE_UNSPECIFIED : held.front().role; }
};

// What is erased of a Person beyond the records of today, as found on disk before the command is decided.
struct Erasing {
    std::vector<std::string> words;            // names, as they were ever written
    std::map<std::string, std::string> texts;  // long texts with such a word, by hash, as they are without
};

// Everything that a command may know besides the state. Clock and secret come from the rim.
struct Context {
    std::string log;
    std::string secret;  // the log's, 32 bytes
    v1::Actor actor;
    v1::Audience audience = v1::AUDIENCE_PUBLIC;  // the actor's, on this log
    std::int64_t now_ms = 0;
    std::optional<std::uint64_t> basis;
    const RecentChanges* recent = nullptr;                   // what may be undone
    Standing standing{};                                     // the actor's, on this log
    std::function<std::string(const v1::Actor&)> name_of{};  // what a login is called today
    const Erasing* erasing = nullptr;                        // of ErasePerson

    std::string who(const v1::Actor& by) const { return name_of ? name_of(by) : by.name(); }
};

// A long text to be kept under its hash.
struct LongText {
    std::string hash;
    std::string body;
};

// A kind as people call it; what belongs to a Session is a part of it.
std::string noun_of(v1::Kind kind);

// An expected no, or nothing.
using No = std::optional<v1::Refusal>;
No refuse(v1::RefusalCode code, std::string message, std::string field = {});

class ChangeBuilder {
public:
    ChangeBuilder(const State& state, const Context& context)
        : state_(&state), context_(&context), basis_(context.basis), schedule_(state.schedule(), nullptr) {}

    const Context& context() const { return *context_; }
    const State& before() const { return *state_; }
    // The Sessions as they will be.
    const Schedule& schedule() const { return schedule_; }

    // Reading: the builder's own writing first, then the state.
    template <class Noun>
    std::optional<Noun> get(v1::Kind kind, std::string_view id) const {
        const std::string* body = find(kind, id);
        if (body == nullptr) return std::nullopt;
        Noun noun;
        noun.ParseFromString(*body);
        return noun;
    }
    const std::string* find(v1::Kind kind, std::string_view id) const;
    bool exists(v1::Kind kind, std::string_view id) const { return find(kind, id) != nullptr; }
    // As State::summit() tells it. The reference holds until the next write.
    const v1::Summit& summit() const { return summit_ ? *summit_ : state_->summit(); }
    // Ids of all records of a kind, in order.
    std::vector<std::string> ids(v1::Kind kind) const;
    bool is_written(v1::Kind kind, const std::string& id) const { return written_.contains(Key(kind, id)); }
    // Ids of those put or removed so far.
    std::vector<std::string> written(v1::Kind kind) const;
    // Ids of those that begin so.
    std::vector<std::string> ids_with_prefix(v1::Kind kind, const std::string& prefix) const;
    // The audiences of a record; kStaffOnly if there is none.
    AudienceSet audiences_of(v1::Kind kind, std::string_view id) const;

    // The record that it belongs to; empty if there is none.
    std::string owner_of(v1::Kind kind, std::string_view id) const;

    // A no unless the actor can see the record and has seen its latest state.
    No exists_and_fresh(v1::Kind kind, std::string_view id) const;
    // A no if the record exists and the actor has not seen its latest state.
    No fresh(v1::Kind kind, std::string_view id) const;
    // A no unless the actor can see the record. A field names where the command spoke of it.
    No visible(v1::Kind kind, std::string_view id, std::string field) const;

    // What follows was drawn up by somebody who looked at this position.
    void set_basis(std::uint64_t basis) { basis_ = basis; }
    // The next record made gets this id, which was set aside for it.
    void set_next_id(std::string id) { next_id_ = std::move(id); }

    // Writing. Putting what is already there writes nothing.
    void put(v1::Kind kind, std::string_view id, std::string_view owner, AudienceSet audiences,
             const google::protobuf::Message& record);
    // The record again as it was, bytes and all; what belongs to a Session is seen by those who see the Session now.
    void restore(const v1::Entry& entry);
    // Removing a Session removes what it owns.
    void remove(v1::Kind kind, std::string_view id);

    std::string new_id(v1::Kind kind);
    // A number for a Session or Person that is public now: the wished one if it is free (0: none wished).
    std::int32_t new_number(v1::Kind kind, std::int32_t wished);
    // Keeps a long text and returns its reference.
    v1::TextReference keep(const v1::LocalText& text);

    // What was written. made is the id of the record that the command made.
    std::vector<v1::Entry> entries() const;
    const std::vector<LongText>& texts() const { return texts_; }
    std::string made;
    v1::ImportReport report;
    std::vector<v1::ImportNote> notes;                     // what a published draft did not overwrite
    std::vector<std::pair<v1::Kind, std::string>> erased;  // of what they were nothing may be left on disk

private:
    using Key = std::pair<int, std::string>;
    std::map<std::int32_t, bool>& used_numbers(v1::Kind kind);
    v1::Counters& counters();

    void write(v1::Kind kind, const std::string& id, std::string_view owner, AudienceSet audiences, std::string body);
    // Written: a record of this kind.
    void look_at_summit(v1::Kind kind);
    void show_dependents(const std::string& session, AudienceSet audiences);
    // What was written of a Session is of this kind.
    void reschedule(v1::Kind kind, const std::string& session);

    const State* state_;
    const Context* context_;
    std::optional<std::uint64_t> basis_;
    std::string next_id_;
    Schedule schedule_;
    std::optional<v1::Summit> summit_;  // as written
    std::map<Key, v1::Entry> written_;
    std::vector<LongText> texts_;
    std::optional<v1::Counters> counters_;
    std::map<int, std::map<std::int32_t, bool>> used_numbers_;
};

}  // namespace dais::summit
