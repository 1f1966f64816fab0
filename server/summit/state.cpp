#include "server/summit/state.h"

#include <stdexcept>
#include <unordered_map>

#include "server/summit/projection.h"
#include "server/summit/records.h"
#include "server/summit/wire_scan.h"

namespace dais::summit {
namespace {

std::shared_ptr<Record> record_of(const v1::Entry& entry) {
    auto record = std::make_shared<Record>();
    record->owner = entry.owner();
    record->audiences = audience_set(entry.audiences());
    record->body = entry.put();
    if (record->audiences != kStaffOnly)
        record->redacted =
            nothing_to_clear(entry.kind(), entry.put()) ? entry.put() : redacted(entry.kind(), entry.put());
    record->digest = record_digest(entry.kind(), entry.id(), record->body);
    record->redacted_digest =
        record->redacted == record->body ? record->digest : record_digest(entry.kind(), entry.id(), record->redacted);
    return record;
}

std::uint64_t digest_for(const Record& record, v1::Audience audience) {
    return audience == v1::AUDIENCE_STAFF ? record.digest : record.redacted_digest;
}

// Whether the step from before to after (either may be nullptr) shows an audience something.
bool shows(const Record* before, const Record* after, v1::Audience audience) {
    const bool was = before != nullptr && before->visible_to(audience);
    const bool is = after != nullptr && after->visible_to(audience);
    if (was != is) return true;
    if (!is) return false;
    if (audience == v1::AUDIENCE_STAFF && before->audiences != after->audiences) return true;
    return before->as_seen_by(audience) != after->as_seen_by(audience);
}

// An Entry in the forms in which it is shown, each made when somebody sees it so.
class Forms {
public:
    Forms(const v1::Entry& entry, const Record* after) : entry_(entry), after_(after) {}

    const std::shared_ptr<const v1::Entry>& seen_by(v1::Audience audience) {
        const bool there = after_ != nullptr && after_->visible_to(audience);
        auto& form = !there ? gone_ : audience == v1::AUDIENCE_STAFF ? whole_ : redacted_;
        if (!form) form = make(audience, there);
        return form;
    }

private:
    std::shared_ptr<const v1::Entry> make(v1::Audience audience, bool there) const {
        auto form = std::make_shared<v1::Entry>();
        form->set_kind(entry_.kind());
        form->set_id(entry_.id());
        form->set_owner(entry_.owner());
        if (there) form->set_put(after_->as_seen_by(audience));
        if (there && audience == v1::AUDIENCE_STAFF) *form->mutable_audiences() = entry_.audiences();
        return form;
    }

    const v1::Entry& entry_;
    const Record* after_;
    std::shared_ptr<const v1::Entry> gone_, redacted_, whole_;
};

}  // namespace

const Record* State::find(v1::Kind kind, std::string_view id) const {
    const Kindred& kindred = all(kind);
    const auto found = kindred.find(id);
    return found == kindred.end() ? nullptr : found->second.get();
}

const State::Kindred& State::all(v1::Kind kind) const {
    static const Kindred none;
    const auto found = kinds_.find(kind);
    return found == kinds_.end() ? none : *found->second.kindred;
}

State::State(const State& other)
    : kinds_(other.kinds_),
      schedule_(other.schedule_),
      summit_(other.summit_),
      heads_(other.heads_),
      seq_(other.seq_),
      at_ms_(other.at_ms_) {
    for (const auto& [kind, slot] : other.kinds_) slot.ours = false;
    for (const auto& [kind, slot] : kinds_) slot.ours = false;
}

State& State::operator=(const State& other) { return *this = State(other); }

State::Kindred& State::writable(v1::Kind kind) {
    Slot& slot = kinds_[kind];
    if (!slot.ours) {
        slot.kindred = std::make_shared<Kindred>(*slot.kindred);
        slot.ours = true;
    }
    return *slot.kindred;
}

void State::begin(const v1::Change& change) {
    if (change.seq() != seq_ + 1)
        throw std::logic_error("change " + std::to_string(change.seq()) + " does not follow " + std::to_string(seq_));
    seq_ = change.seq();
    at_ms_ = change.at_ms();
}

Shown State::apply(const v1::Change& change, std::string_view chain, std::optional<AudienceSet> told) {
    begin(change);
    const bool by_somebody = change.actor().role() != v1::ROLE_SERVER;
    const auto touch = std::make_shared<const Touch>(Touch{change.seq(), change.at_ms(), change.actor()});
    Shown shown;
    for (const v1::Audience audience : kAudiences) shown.digests[index_of(audience)] = head(audience).digest;
    for (const v1::Entry& entry : change.entries()) {
        const Kindred& kindred = all(entry.kind());
        const auto held = kindred.find(entry.id());
        const std::shared_ptr<const Record> before = held == kindred.end() ? nullptr : held->second;
        std::shared_ptr<Record> after;
        if (entry.has_put()) {
            after = record_of(entry);
            after->touch = touch;
            if (before) after->shown_at = before->shown_at, after->said_at = before->said_at;
        }
        Forms forms(entry, after.get());
        for (const v1::Audience audience : kAudiences) {
            if (!shows(before.get(), after.get(), audience)) continue;
            const std::size_t i = index_of(audience);
            if (before && before->visible_to(audience)) shown.digests[i] -= digest_for(*before, audience);
            if (after && after->visible_to(audience)) shown.digests[i] += digest_for(*after, audience);
            const std::uint64_t position = heads_[i].position + (!told || (*told & bit(audience)) != 0 ? 1 : 0);
            if (after) after->shown_at[i] = position;
            if (after && by_somebody) after->said_at[i] = position;
            shown.entries[i].push_back(forms.seen_by(audience));
            shown.audiences |= bit(audience);
        }
        shown.records.push_back(after);
        put(entry, std::move(after));
    }
    if (told) shown.audiences = *told;
    move_heads(shown, chain);
    return shown;
}

void State::follow(const v1::Change& change, const Shown& shown, std::string_view chain) {
    begin(change);
    for (std::size_t n = 0; n < shown.records.size(); ++n) put(change.entries(static_cast<int>(n)), shown.records[n]);
    move_heads(shown, chain);
}

void State::move_heads(const Shown& shown, std::string_view chain) {
    for (const v1::Audience audience : kAudiences) {
        AudienceHead& head = heads_[index_of(audience)];
        head.digest = shown.digests[index_of(audience)];
        if ((shown.audiences & bit(audience)) == 0) continue;
        ++head.position;
        head.chain = chain.substr(0, 8);
    }
}

void State::put(const v1::Entry& entry, std::shared_ptr<const Record> record) {
    Kindred& kindred = writable(entry.kind());
    if (record) {
        kindred[entry.id()] = std::move(record);
    } else {
        kindred.erase(entry.id());
    }
    if (entry.kind() == v1::KIND_SUMMIT || entry.kind() == v1::KIND_SERIES) {
        const auto summit = summit_of(get<v1::Summit>(v1::KIND_SUMMIT, "m"), get<v1::Series>(v1::KIND_SERIES, "z"));
        summit_ = summit ? std::make_shared<const v1::Summit>(*summit) : nullptr;
    }
    if (is_scheduled(entry.kind()))
        reschedule(entry.kind(), entry.kind() == v1::KIND_REPLACEMENT ? entry.owner() : entry.id());
}

void State::reschedule(v1::Kind kind, const std::string& session) {
    const Record* plan = find(v1::KIND_SESSION, session);
    if (plan == nullptr) {
        schedule_.remove(session);
        return;
    }
    const auto progress = get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, session).value_or(v1::SessionProgress());
    const summit::Slot* held = kind == v1::KIND_SESSION_PROGRESS ? schedule_.find(session) : nullptr;
    if (auto slot = held != nullptr ? with_progress(*held, progress) : std::nullopt) {
        schedule_.put(std::move(*slot));
        return;
    }
    std::vector<v1::Replacement> replacements;
    const Kindred& all_replacements = all(v1::KIND_REPLACEMENT);
    for (auto at = all_replacements.lower_bound(session + "@");
         at != all_replacements.end() && at->second->owner == session; ++at)
        replacements.emplace_back().ParseFromString(at->second->body);
    schedule_.put(
        slot_of(session, *get<v1::Session>(v1::KIND_SESSION, session), progress, replacements, plan->audiences));
}

std::optional<v1::Summit> summit_of(std::optional<v1::Summit> summit, const std::optional<v1::Series>& series) {
    if (summit || !series) return summit;
    summit.emplace();
    *summit->mutable_name() = series->name();
    summit->set_acronym(series->acronym());
    *summit->mutable_languages() = series->languages();
    summit->set_zone(series->zone());
    *summit->mutable_offsets() = series->offsets();
    return summit;
}

std::string State::dump(v1::Audience audience) const {
    std::string text;
    for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        if (record.visible_to(audience)) text += dump_line(kind, id, record.as_seen_by(audience));
    });
    return text;
}

v1::Checkpoint State::checkpoint() const {
    v1::Checkpoint checkpoint;
    checkpoint.set_seq(seq_);
    checkpoint.set_at_ms(at_ms_);
    for (const v1::Audience audience : kAudiences) {
        v1::Head& head = *checkpoint.add_heads();
        head.set_audience(audience);
        head.set_position(heads_[index_of(audience)].position);
        head.set_chain(heads_[index_of(audience)].chain);
    }
    for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        v1::CheckpointRecord& stored = *checkpoint.add_records();
        v1::Entry& entry = *stored.mutable_entry();
        entry.set_kind(kind);
        entry.set_id(id);
        entry.set_owner(record.owner);
        for (const v1::Audience audience : kAudiences)
            if (record.visible_to(audience)) entry.add_audiences(audience);
        entry.set_put(record.body);
        stored.set_seq(record.touch->seq);
        stored.set_at_ms(record.touch->at_ms);
        *stored.mutable_actor() = record.touch->actor;
        for (const std::uint64_t position : record.shown_at) stored.add_shown_at(position);
        for (const std::uint64_t position : record.said_at) stored.add_said_at(position);
    });
    return checkpoint;
}

State State::from(const v1::Checkpoint& checkpoint) {
    State state;
    state.seq_ = checkpoint.seq();
    state.at_ms_ = checkpoint.at_ms();
    for (const v1::Head& head : checkpoint.heads()) {
        if (head.audience() < v1::AUDIENCE_PUBLIC || head.audience() > v1::AUDIENCE_STAFF) continue;
        state.heads_[index_of(head.audience())].position = head.position();
        state.heads_[index_of(head.audience())].chain = head.chain();
    }
    // What one Change touched shares its Touch, as when it was applied.
    std::unordered_map<std::uint64_t, std::shared_ptr<const Touch>> touches;
    for (const v1::CheckpointRecord& stored : checkpoint.records()) {
        auto record = record_of(stored.entry());
        std::shared_ptr<const Touch>& touch = touches[stored.seq()];
        if (!touch) touch = std::make_shared<const Touch>(Touch{stored.seq(), stored.at_ms(), stored.actor()});
        record->touch = touch;
        for (int i = 0; i < stored.shown_at_size() && i < static_cast<int>(record->shown_at.size()); ++i)
            record->shown_at[static_cast<std::size_t>(i)] = stored.shown_at(i);
        record->said_at = record->shown_at;  // an older checkpoint does not tell them apart
        for (int i = 0; i < stored.said_at_size() && i < static_cast<int>(record->said_at.size()); ++i)
            record->said_at[static_cast<std::size_t>(i)] = stored.said_at(i);
        for (const v1::Audience audience : kAudiences)
            if (record->visible_to(audience)) state.heads_[index_of(audience)].digest += digest_for(*record, audience);
        state.put(stored.entry(), std::move(record));
    }
    return state;
}

}  // namespace dais::summit
