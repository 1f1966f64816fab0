#include "server/summit/change_builder.h"

#include <algorithm>
#include <set>

#include "server/summit/hash.h"
#include "server/summit/identifier.h"
#include "server/summit/projection.h"

namespace dais::summit {
namespace {

// Numbers beyond this are not kept on import: the count must never run out.
constexpr std::int32_t kNumberMax = 1 << 30;

// Of what each is: who sees that sees these, and their ids begin with its id and "@".
constexpr std::pair<v1::Kind, v1::Kind> kDependents[] = {{v1::KIND_SESSION, v1::KIND_REPLACEMENT},
                                                         {v1::KIND_SESSION, v1::KIND_SPEAKER_REQUEST},
                                                         {v1::KIND_SESSION, v1::KIND_TURN},
                                                         {v1::KIND_SESSION, v1::KIND_PROPOSAL},
                                                         {v1::KIND_DECLARATION, v1::KIND_DECLARATION_TEXT},
                                                         {v1::KIND_DECLARATION, v1::KIND_ENDORSEMENT}};

// What else belongs to a Session is under its own id.
constexpr v1::Kind kParts[] = {v1::KIND_SESSION_TEXT, v1::KIND_SESSION_PROGRESS, v1::KIND_FLOOR};

bool has_dependents(v1::Kind kind) { return kind == v1::KIND_SESSION || kind == v1::KIND_DECLARATION; }

// Of which kind the record is whose audiences one of this kind has; KIND_UNSPECIFIED: it has its own.
v1::Kind kind_of_owner(v1::Kind kind) {
    if (std::find(std::begin(kParts), std::end(kParts), kind) != std::end(kParts)) return v1::KIND_SESSION;
    for (const auto& [owner, dependent] : kDependents)
        if (dependent == kind) return owner;
    return v1::KIND_UNSPECIFIED;
}

// A Replacement's id begins with its session's.
std::string session_of(v1::Kind kind, const std::string& id) {
    return kind == v1::KIND_REPLACEMENT ? id.substr(0, id.find('@')) : id;
}

}  // namespace

std::string noun_of(v1::Kind kind) {
    if (kind == v1::KIND_SESSION_PROGRESS || kind == v1::KIND_SESSION_TEXT || kind == v1::KIND_REPLACEMENT)
        return "session";
    std::string name = v1::Kind_Name(kind).substr(5);
    for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
    return name;
}

No refuse(v1::RefusalCode code, std::string message, std::string field) {
    v1::Refusal refusal;
    refusal.set_code(code);
    refusal.set_message(std::move(message));
    refusal.set_field(std::move(field));
    return refusal;
}

const std::string* ChangeBuilder::find(v1::Kind kind, std::string_view id) const {
    if (const auto written = written_.find(Key(kind, id)); written != written_.end())
        return written->second.has_put() ? &written->second.put() : nullptr;
    const Record* record = state_->find(kind, id);
    return record == nullptr ? nullptr : &record->body;
}

std::vector<std::string> ChangeBuilder::ids(v1::Kind kind) const {
    std::map<std::string, bool> there;
    for (const auto& [id, record] : state_->all(kind)) there[id] = true;
    for (const auto& [key, entry] : written_)
        if (key.first == kind) there[key.second] = entry.has_put();
    std::vector<std::string> ids;
    for (const auto& [id, is] : there)
        if (is) ids.push_back(id);
    return ids;
}

std::vector<std::string> ChangeBuilder::written(v1::Kind kind) const {
    std::vector<std::string> ids;
    for (auto at = written_.lower_bound(Key(kind, "")); at != written_.end() && at->first.first == kind; ++at)
        ids.push_back(at->first.second);
    return ids;
}

std::vector<std::string> ChangeBuilder::ids_with_prefix(v1::Kind kind, const std::string& prefix) const {
    std::set<std::string> there;
    const State::Kindred& held = state_->all(kind);
    for (auto at = held.lower_bound(prefix); at != held.end() && at->first.starts_with(prefix); ++at)
        there.insert(at->first);
    for (auto at = written_.lower_bound(Key(kind, prefix));
         at != written_.end() && at->first.first == kind && at->first.second.starts_with(prefix); ++at) {
        if (at->second.has_put()) {
            there.insert(at->first.second);
        } else {
            there.erase(at->first.second);
        }
    }
    return {there.begin(), there.end()};
}

AudienceSet ChangeBuilder::audiences_of(v1::Kind kind, std::string_view id) const {
    if (const auto written = written_.find(Key(kind, id)); written != written_.end())
        return audience_set(written->second.audiences());
    const Record* record = state_->find(kind, id);
    return record == nullptr ? kStaffOnly : record->audiences;
}

std::string ChangeBuilder::owner_of(v1::Kind kind, std::string_view id) const {
    if (const auto entry = written_.find(Key(kind, id)); entry != written_.end()) return entry->second.owner();
    const Record* record = state_->find(kind, id);
    return record == nullptr ? "" : record->owner;
}

No ChangeBuilder::visible(v1::Kind kind, std::string_view id, std::string field) const {
    if (exists(kind, id) && (audiences_of(kind, id) & bit(context_->audience)) != 0) return std::nullopt;
    No no = refuse(v1::REFUSAL_CODE_NOT_FOUND, "There is no " + noun_of(kind) + " “" + std::string(id) + "”.",
                   std::move(field));
    no->set_kind(kind);
    no->set_id(std::string(id));
    return no;
}

No ChangeBuilder::fresh(v1::Kind kind, std::string_view id) const {
    const Record* record = state_->find(kind, id);
    if (record == nullptr) return std::nullopt;
    if (!basis_)
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "This changes a record that exists: say with “basis” at which position you looked at it.",
                      "basis");
    if (record->said_at[index_of(context_->audience)] <= *basis_) return std::nullopt;
    // Only staff see who changes what, and the last to touch it may have changed what others do not see.
    const bool staff = context_->audience == v1::AUDIENCE_STAFF;
    std::string who = staff ? context_->who(record->touch->actor) : "";
    if (who.empty()) who = "somebody";
    No no = refuse(v1::REFUSAL_CODE_STALE,
                   "The " + noun_of(kind) + " “" + std::string(id) + "” was changed by " + who +
                       " since you looked. Look again and repeat what you still want.",
                   "basis");
    no->set_kind(kind);
    no->set_id(std::string(id));
    if (!staff) return no;
    no->set_by(who);
    no->set_at_ms(record->touch->at_ms);
    return no;
}

No ChangeBuilder::exists_and_fresh(v1::Kind kind, std::string_view id) const {
    if (auto no = visible(kind, id, "id")) return no;
    return fresh(kind, id);
}

void ChangeBuilder::put(v1::Kind kind, std::string_view id, std::string_view owner, AudienceSet audiences,
                        const google::protobuf::Message& record) {
    const std::string key(id);
    write(kind, key, owner, audiences, canonical(record));
    if (has_dependents(kind)) show_dependents(key, audiences);
}

void ChangeBuilder::restore(const v1::Entry& entry) {
    const v1::Kind owner = kind_of_owner(entry.kind());
    const AudienceSet audiences =
        owner != v1::KIND_UNSPECIFIED ? audiences_of(owner, entry.owner()) : audience_set(entry.audiences());
    write(entry.kind(), entry.id(), entry.owner(), audiences, entry.put());
    if (has_dependents(entry.kind())) show_dependents(entry.id(), audiences);
}

// Dependents are seen by those who see their owner, from the same Change on (decision D2).
void ChangeBuilder::show_dependents(const std::string& owner, AudienceSet audiences) {
    for (const v1::Kind kind : kParts)
        if (const std::string* held = find(kind, owner)) write(kind, owner, owner, audiences, std::string(*held));
    for (const auto& [of, kind] : kDependents)
        for (const std::string& one : ids_with_prefix(kind, owner + "@"))
            write(kind, one, owner, audiences, std::string(*find(kind, one)));
}

void ChangeBuilder::write(v1::Kind kind, const std::string& id, std::string_view owner, AudienceSet audiences,
                          std::string body) {
    const Key key(kind, id);
    const Record* held = state_->find(kind, id);
    if (held != nullptr && held->body == body && held->audiences == audiences && held->owner == owner) {
        written_.erase(key);
    } else {
        v1::Entry& entry = written_[key];
        entry.Clear();
        entry.set_kind(kind);
        entry.set_id(id);
        entry.set_owner(std::string(owner));
        for (const v1::Audience audience : kAudiences)
            if ((audiences & bit(audience)) != 0) entry.add_audiences(audience);
        entry.set_put(std::move(body));
    }
    if (is_scheduled(kind)) reschedule(kind, session_of(kind, id));
    look_at_summit(kind);
}

void ChangeBuilder::remove(v1::Kind kind, std::string_view id) {
    const Key key(kind, id);
    if (state_->find(kind, id) == nullptr) {
        written_.erase(key);
    } else {
        v1::Entry& entry = written_[key];
        entry.Clear();
        entry.set_kind(kind);
        entry.set_id(key.second);
        entry.set_owner(state_->find(kind, id)->owner);
        entry.add_audiences(v1::AUDIENCE_STAFF);
    }
    if (is_scheduled(kind)) reschedule(kind, session_of(kind, key.second));
    look_at_summit(kind);
    if (kind == v1::KIND_DECLARATION)
        for (const std::string& text : ids_with_prefix(v1::KIND_DECLARATION_TEXT, key.second + "@"))
            remove(v1::KIND_DECLARATION_TEXT, text);
    if (kind != v1::KIND_SESSION) return;
    for (const v1::Kind part : kParts) remove(part, id);
    for (const v1::Kind dependent : {v1::KIND_REPLACEMENT, v1::KIND_OVERRIDE})
        for (const std::string& one : ids_with_prefix(dependent, key.second + "@")) remove(dependent, one);
}

void ChangeBuilder::look_at_summit(v1::Kind kind) {
    if (kind != v1::KIND_SUMMIT && kind != v1::KIND_SERIES) return;
    summit_ =
        summit_of(get<v1::Summit>(v1::KIND_SUMMIT, "m"), get<v1::Series>(v1::KIND_SERIES, "z")).value_or(v1::Summit());
}

void ChangeBuilder::reschedule(v1::Kind kind, const std::string& session) {
    const auto progress = get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, session).value_or(v1::SessionProgress());
    const Slot* held = kind == v1::KIND_SESSION_PROGRESS ? schedule_.find(session) : nullptr;
    if (auto slot = held != nullptr ? with_progress(*held, progress) : std::nullopt) {
        schedule_.put(std::move(*slot));
        return;
    }
    std::vector<v1::Replacement> replacements;
    for (const std::string& id : ids_with_prefix(v1::KIND_REPLACEMENT, session + "@"))
        replacements.push_back(*get<v1::Replacement>(v1::KIND_REPLACEMENT, id));
    const auto plan = get<v1::Session>(v1::KIND_SESSION, session);
    if (!plan) {
        schedule_.remove(session);
        return;
    }
    schedule_.put(slot_of(session, *plan, progress, replacements, audiences_of(v1::KIND_SESSION, session)));
}

v1::Counters& ChangeBuilder::counters() {
    if (!counters_) counters_ = state_->get<v1::Counters>(v1::KIND_COUNTERS, "c").value_or(v1::Counters());
    return *counters_;
}

std::string ChangeBuilder::new_id(v1::Kind kind) {
    if (!next_id_.empty()) return std::exchange(next_id_, {});
    const std::uint64_t counter = counters().ids();
    counters().set_ids(counter + 1);
    return identifier(kind, counter, context_->secret);
}

std::map<std::int32_t, bool>& ChangeBuilder::used_numbers(v1::Kind kind) {
    const auto [used, fresh_one] = used_numbers_.try_emplace(kind);
    if (fresh_one) {
        for (const auto& [id, record] : state_->all(kind)) {
            const std::int32_t number = kind == v1::KIND_SESSION ? state_->get<v1::Session>(kind, id)->number()
                                                                 : state_->get<v1::Person>(kind, id)->number();
            if (number > 0) used->second[number] = true;
        }
    }
    return used->second;
}

std::int32_t ChangeBuilder::new_number(v1::Kind kind, std::int32_t wished) {
    std::map<std::int32_t, bool>& used = used_numbers(kind);
    const bool session = kind == v1::KIND_SESSION;
    const v1::Counters earlier = state_->get<v1::Counters>(v1::KIND_COUNTERS, "c").value_or(v1::Counters());
    const std::int32_t highest = session ? counters().session_number() : counters().person_number();
    std::int32_t number = highest + 1;
    // A wished number that earlier Changes had reached may have been given and taken back: it is not given again.
    const std::int32_t reached = session ? earlier.session_number() : earlier.person_number();
    if (wished > reached && wished < kNumberMax && !used.contains(wished)) number = wished;
    while (used.contains(number)) ++number;
    used[number] = true;
    if (session) {
        counters().set_session_number(std::max(highest, number));
    } else {
        counters().set_person_number(std::max(highest, number));
    }
    return number;
}

v1::TextReference ChangeBuilder::keep(const v1::LocalText& text) {
    v1::TextReference reference;
    reference.set_language(text.language());
    reference.set_origin(text.origin());
    reference.set_source_digest(text.source_digest());
    reference.set_hash(
        Hash(context_->secret).bytes(text.language()).bytes(std::string_view("\0", 1)).bytes(text.text()).finish());
    reference.set_size(static_cast<std::uint32_t>(text.text().size()));
    texts_.push_back({reference.hash(), text.text()});
    return reference;
}

std::vector<v1::Entry> ChangeBuilder::entries() const {
    std::vector<v1::Entry> entries;
    for (const auto& [key, entry] : written_) entries.push_back(entry);
    if (!counters_) return entries;
    const std::string body = canonical(*counters_);
    const Record* held = state_->find(v1::KIND_COUNTERS, "c");
    if (held != nullptr && held->body == body) return entries;
    v1::Entry& entry = entries.emplace_back();
    entry.set_kind(v1::KIND_COUNTERS);
    entry.set_id("c");
    entry.add_audiences(v1::AUDIENCE_STAFF);
    entry.set_put(body);
    return entries;
}

}  // namespace dais::summit
