#include "clients/cpp/load/book.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "clients/cpp/load/stamp.h"
#include "server/summit/hash.h"

namespace dais::load {
namespace {

std::uint64_t number(const std::string& eight_bytes) {
    return eight_bytes.size() == 8 ? summit::first_u64(eight_bytes) : 0;
}

// What a change said, to be compared within this process only.
std::size_t said(const v1::Change& change) {
    const auto hash = std::hash<std::string>{}(change.SerializeAsString());
    return hash == 0 ? 1 : hash;
}

// One stamp at most is in a change: an announcement's text.
SeenFrame::Change timed(const v1::Change& change, std::uint64_t position) {
    for (const auto& entry : change.entries()) {
        if (entry.kind() != v1::KIND_ANNOUNCEMENT) continue;
        if (const auto stamp = find_stamp(entry.put())) return {true, stamp->number, stamp->sent_ns};
    }
    return {false, position, 0};
}

}  // namespace

const SeenFrame* Book::find(std::uint64_t at, std::string_view bytes) const {
    if (bytes.empty()) return nullptr;
    const auto& changes = frames_[at % kFrames];
    if (changes.after == at && changes.bytes == bytes) return &changes;
    for (const auto& beat : heartbeats_) {
        if (beat.after == at && beat.bytes == bytes) return &beat;
    }
    return nullptr;
}

const SeenFrame& Book::learn(const v1::Changes& changes, std::string_view bytes) {
    const bool heartbeat = changes.changes().empty();
    auto& seen = heartbeat ? heartbeats_[next_heartbeat_++ % kHeartbeats] : frames_[changes.after() % kFrames];
    seen.bytes = bytes;
    seen.after = changes.after();
    seen.position = changes.position();
    seen.chain = number(changes.chain());
    seen.digest = changes.digest();
    seen.changes.clear();
    for (const auto& change : changes.changes())
        seen.changes.push_back(timed(change, seen.after + seen.changes.size() + 1));
    seen.verdict = heartbeat ? judge_heartbeat(changes) : judge(changes);
    if (!heartbeat) fold_waiting();
    return seen;
}

Verdict Book::judge_heartbeat(const v1::Changes& changes) const {
    if (changes.position() != changes.after()) return Verdict::differs;
    const auto right = agrees_at(changes.position(), number(changes.chain()), changes.digest());
    return !right ? Verdict::not_yet : *right ? Verdict::agrees : Verdict::differs;
}

Verdict Book::judge(const v1::Changes& changes) {
    const auto count = static_cast<std::uint64_t>(changes.changes_size());
    if (changes.position() != changes.after() + count) return Verdict::differs;
    Verdict verdict = Verdict::agrees;
    for (int i = 0; i < changes.changes_size(); ++i) {
        const auto position = changes.after() + static_cast<std::uint64_t>(i) + 1;
        if (open_ && position == position_ + 1) return fold(changes, i);
        if (!open_ || position > position_) {
            // Ahead of the book. Beyond the limit the oldest gives way: catch_up() will begin from a snapshot.
            waiting_.emplace(changes.after(), changes);
            if (waiting_.size() > kWaitingMax) waiting_.erase(waiting_.begin());
            return Verdict::not_yet;
        }
        const auto page = pages_.find(position);
        if (page == pages_.end() || page->second.said == 0) {
            verdict = Verdict::not_yet;
        } else if (page->second.said != said(changes.changes(i))) {
            return Verdict::differs;
        }
    }
    const auto right = agrees_at(changes.position(), number(changes.chain()), changes.digest());
    if (right && !*right) return Verdict::differs;
    return right ? verdict : Verdict::not_yet;
}

Verdict Book::fold(const v1::Changes& changes, int from) {
    std::vector<v1::Entry> before;  // what the entries replace, latest last
    std::vector<Page> pages;
    for (int i = from; i < changes.changes_size(); ++i) {
        for (const auto& entry : changes.changes(i).entries()) {
            auto& was = before.emplace_back();
            was.set_kind(entry.kind());
            was.set_id(entry.id());
            if (const auto* body = records_.find(static_cast<int>(entry.kind()), entry.id())) was.set_put(*body);
            records_.apply(entry);
        }
        pages.push_back({records_.digest(), 0, said(changes.changes(i)), false});
    }
    pages.back().chain = number(changes.chain());
    pages.back().chain_known = true;
    // A snapshot may have told of this position before.
    const auto known = pages_.find(changes.position());
    const bool other = known != pages_.end() && known->second.digest != records_.digest();
    if (records_.digest() != changes.digest() || other) {
        for (auto was = before.rbegin(); was != before.rend(); ++was) records_.apply(*was);
        return Verdict::differs;
    }
    for (const auto& page : pages) write(++position_, page);
    folded_ += pages.size();
    return Verdict::agrees;
}

void Book::fold_waiting() {
    while (!waiting_.empty() && waiting_.begin()->first <= position_ && open_) {
        const auto changes = std::move(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        if (changes.position() <= position_) continue;
        const auto from = static_cast<int>(position_ - changes.after());
        const auto verdict = fold(changes, from);
        auto& seen = frames_[changes.after() % kFrames];
        if (seen.after == changes.after() && seen.verdict == Verdict::not_yet) seen.verdict = verdict;
    }
}

void Book::write(std::uint64_t position, const Page& page) {
    auto& held = pages_[position];
    const bool keeps_chain = held.chain_known && !page.chain_known;
    held = {page.digest, keeps_chain ? held.chain : page.chain, page.said, keeps_chain || page.chain_known};
    while (pages_.size() > kPagesMax) pages_.erase(oldest_page_++);
}

const SeenSnapshot* Book::find_part(std::uint32_t id, std::uint32_t part, std::string_view bytes) const {
    for (auto at = id == 0 ? snapshots_.begin() : snapshots_.find(id); at != snapshots_.end(); ++at) {
        if (part < at->second.parts.size() && at->second.parts[part] == bytes) return &at->second;
        if (id != 0) break;
    }
    return nullptr;
}

const SeenSnapshot* Book::learn_part(std::uint32_t id, const v1::Snapshot& part, std::string_view bytes) {
    // What did not agree is forgotten: whoever comes anew may be told better.
    std::erase_if(snapshots_, [](const auto& each) { return each.second.whole && !each.second.agrees; });
    if (part.part() == 0) {
        id = next_snapshot_++;
        auto& fresh = snapshots_[id];
        fresh.id = id;
        if (snapshots_.size() > kSnapshotsMax) snapshots_.erase(snapshots_.begin());
    }
    const auto found = snapshots_.find(id);
    if (found == snapshots_.end()) return nullptr;
    auto& snapshot = found->second;
    if (part.part() != snapshot.parts.size() || snapshot.whole) return nullptr;
    snapshot.parts.emplace_back(bytes);
    for (const auto& entry : part.entries()) snapshot.records.apply(entry);
    snapshot.position = part.position();
    snapshot.chain = number(part.chain());
    snapshot.digest = part.digest();
    snapshot.audience = part.audience();
    snapshot.view = part.view();
    snapshot.whole = part.last();
    if (snapshot.whole) finish(snapshot);
    return &snapshot;
}

void Book::finish(SeenSnapshot& snapshot) {
    auto records = std::exchange(snapshot.records, {});
    snapshot.agrees = records.digest() == snapshot.digest &&
                      agrees_at(snapshot.position, snapshot.chain, records.digest()).value_or(true);
    if (!snapshot.agrees) return;
    auto& page = pages_[snapshot.position];
    page.digest = records.digest();
    page.chain = snapshot.chain;
    page.chain_known = true;
    if (!open_) {
        open_ = true;
        oldest_page_ = position_ = snapshot.position;
        records_ = std::move(records);
        fold_waiting();
    } else if (snapshot.position > position_ && (!newest_ || newest_->first < snapshot.position)) {
        newest_.emplace(snapshot.position, std::move(records));
    }
}

std::optional<bool> Book::agrees_at(std::uint64_t position, std::uint64_t chain, std::uint64_t digest) const {
    const auto page = pages_.find(position);
    if (page == pages_.end()) return std::nullopt;
    return page->second.digest == digest && (!page->second.chain_known || page->second.chain == chain);
}

void Book::catch_up() {
    const bool stands = std::exchange(caught_up_at_, position_) == position_;
    if (newest_ && newest_->first <= position_) newest_.reset();
    if (!stands || waiting_.empty() || !newest_) return;
    position_ = newest_->first;
    records_ = std::move(newest_->second);
    newest_.reset();
    fold_waiting();
}

}  // namespace dais::load
