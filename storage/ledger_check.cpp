#include "storage/ledger_check.h"

#include <algorithm>

#include "dais/v1/person.pb.h"
#include "storage/chain.h"

namespace dais::storage {
namespace {

constexpr std::uint32_t kPublicBit = std::uint32_t{1} << v1::AUDIENCE_PUBLIC;
// Of a Change, in a sentence.
constexpr std::size_t kEntriesNamedMax = 3;

// "the endorsement l12ab@yq3zp". What a stranger's file calls an id is not printed if it is none.
std::string name_of(std::uint32_t kind, const std::string& id) {
    std::string noun = v1::Kind_Name(static_cast<v1::Kind>(kind));
    if (noun.empty()) {
        noun = "record of kind " + std::to_string(kind);
    } else {
        noun.erase(0, std::string_view("KIND_").size());
        for (char& c : noun) c = c == '_' ? ' ' : static_cast<char>(c | 0x20);
    }
    const bool plain = id.size() <= 80 && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return "the " + noun + " " + (plain ? id : "with an id that is none");
}

std::string entry_number(std::uint64_t n, std::uint64_t seq) {
    return "entry " + std::to_string(n) + " of change " + std::to_string(seq);
}

bool is_erased_person(const LedgerEntry& entry) {
    v1::Person person;
    return entry.told && person.ParseFromString(entry.body) && person.erased();
}

}  // namespace

LedgerProblem LedgerCheck::take(std::string_view bytes) {
    bytes_ += bytes.size();
    if (bytes_ > kLedgerBytesMax)
        return "the file is longer than " + std::to_string(kLedgerBytesMax >> 20) + " MiB, which no ledger is";
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
        ++line_number_;
        rest_ += bytes.substr(0, end);
        if (auto problem = line(rest_)) return problem;
        rest_.clear();
        bytes.remove_prefix(end + 1);
    }
    rest_ += bytes;
    if (rest_.size() <= kLedgerLineBytesMax) return std::nullopt;
    ++line_number_;
    return wrong("the line is longer than " + std::to_string(kLedgerLineBytesMax) + " bytes");
}

LedgerProblem LedgerCheck::finish() {
    ++line_number_;
    if (!rest_.empty()) return wrong("the file ends within the line");
    if (!ended_) return wrong("the file ends before it");
    if (auto problem = compare()) return problem;
    if (auto problem = erased_without_erasing()) return problem;
    return untold_needed();
}

LedgerProblem LedgerCheck::line(std::string_view text) {
    if (ended_) return "line " + std::to_string(line_number_) + ": nothing comes after the last line of a ledger";
    if (text.size() > kLedgerLineBytesMax)
        return wrong("the line is longer than " + std::to_string(kLedgerLineBytesMax) + " bytes");
    std::string problem;
    auto read = read_ledger_line(text, problem);
    if (!read) return wrong(problem);
    if (auto* one = std::get_if<LedgerStart>(&*read)) return start(*one);
    if (auto* one = std::get_if<LedgerChange>(&*read)) return change(std::move(*one));
    if (auto* one = std::get_if<LedgerEntry>(&*read)) return entry(std::move(*one));
    return end(std::get<LedgerEnd>(*read));
}

LedgerProblem LedgerCheck::start(const LedgerStart& start) {
    if (started_) return wrong("the first line of a ledger stands here");
    if (start.format != kLedgerFormat)
        return wrong("this ledger is of format " + std::to_string(start.format) + ", and this program reads format " +
                     std::to_string(kLedgerFormat) + ": take a newer one");
    started_ = true;
    log_ = start.log;
    chain_ = first_chain();
    return std::nullopt;
}

LedgerProblem LedgerCheck::change(LedgerChange change) {
    const bool complete = of_change_.size() == change_.entries;
    if (!started_ || !complete || change.seq != seq_ + 1)
        return wrong("change " + std::to_string(change.seq) + " stands here");
    change_ = std::move(change);
    of_change_.clear();
    seq_ = change_.seq;
    if (change_.entries == 0) return link();
    return std::nullopt;
}

LedgerProblem LedgerCheck::entry(LedgerEntry entry) {
    if (of_change_.size() == change_.entries || entry.n != of_change_.size() + 1)
        return wrong("an entry " + std::to_string(entry.n) + " stands here, " + name_of(entry.kind, entry.id));
    if (entry.told && entry.hash != entry_hash(entry.salt, entry.kind, entry.id, entry.body))
        return place_of(entry) + ": its text is not what was chained";
    ++entries_;
    fold_erased(entry);
    fold(entry);
    entry.body.clear();
    of_change_.push_back(std::move(entry));
    if (of_change_.size() == change_.entries) return link();
    return std::nullopt;
}

// The Change is whole: it follows from the one before, or something in it is not as it was.
LedgerProblem LedgerCheck::link() {
    Link link{log_,
              change_.seq,
              change_.at_ms,
              change_.actor,
              change_.login,
              change_.command_id,
              change_.body_digest,
              change_.made,
              change_.shown,
              {}};
    for (const LedgerEntry& entry : of_change_)
        link.items.push_back({entry.kind, entry.id, entry.owner, entry.audiences, entry.put, entry.hash});
    chain_ = next_chain(chain_, link);
    if (chain_ != change_.chain) {
        std::string named;
        for (std::size_t i = 0; i < std::min(of_change_.size(), kEntriesNamedMax); ++i)
            named += (i == 0 ? "" : ", ") + name_of(of_change_[i].kind, of_change_[i].id);
        if (of_change_.size() > kEntriesNamedMax)
            named += " and " + std::to_string(of_change_.size() - kEntriesNamedMax) + " more";
        return "line " + std::to_string(line_number_) + ", change " + std::to_string(seq_) +
               (named.empty() ? ": what is said of it" : " with " + named + ": what is said of it or of these") +
               " is not what was chained";
    }
    if (chain_ == digest_) published_at_ = seq_;
    return std::nullopt;
}

LedgerProblem LedgerCheck::end(const LedgerEnd& end) {
    if (!started_ || of_change_.size() != change_.entries || end.changes != seq_)
        return wrong("the last line of a ledger with " + std::to_string(end.changes) + " changes stands here");
    if (end.chain != chain_) return wrong("it names another chain than that of change " + std::to_string(seq_));
    ended_ = true;
    return std::nullopt;
}

// An erased text comes before the Change that erased it, and that Change put another in its place.
void LedgerCheck::fold_erased(const LedgerEntry& entry) {
    if (entry.put && !entry.told) ++untold_;
    if (entry.erased) {
        ++erased_;
        erasures_[{entry.kind, entry.id}] = {place_of(entry), seq_, false};
        return;
    }
    if (const auto before = erasures_.find({entry.kind, entry.id}); before != erasures_.end())
        before->second.followed = true;
    if (entry.kind == v1::KIND_PERSON && entry.put && (!entry.told || is_erased_person(entry))) last_erasing_ = seq_;
}

void LedgerCheck::fold(const LedgerEntry& entry) {
    if (!is_told_in_ledger(entry.kind)) return;
    Key key{entry.kind, entry.id};
    if (!entry.put || (entry.audiences & kPublicBit) == 0) {
        public_.erase(key);
        return;
    }
    Public& record = public_[std::move(key)];
    if (entry.told) {
        record.body = entry.body;
        record.untold_at.clear();
    } else if (!record.body || (change_.shown & kPublicBit) != 0) {
        // Else the Change showed the public nothing: to them the record is what it was.
        record.body.reset();
        record.untold_at = place_of(entry);
    }
    if (!entry.told && !entry.erased && record.first_untold_at.empty()) record.first_untold_at = place_of(entry);
}

LedgerProblem LedgerCheck::erased_without_erasing() const {
    for (const auto& [key, erased] : erasures_)
        if (!erased.followed || erased.seq >= last_erasing_)
            return erased.at + ": it says that its text was erased, and nothing was erased after it";
    return std::nullopt;
}

LedgerProblem LedgerCheck::untold_needed() const {
    constexpr const char* kUntold = ": everybody may read it, and its text is not in the file";
    const auto missing = [this](std::uint32_t kind, const std::string& id) -> LedgerProblem {
        const auto found = public_.find({kind, id});
        if (found == public_.end() || found->second.body) return std::nullopt;
        return found->second.untold_at + kUntold;
    };
    for (const auto& [key, record] : public_) {
        const auto& [kind, id] = key;
        if (is_always_told(kind) && !record.first_untold_at.empty()) return record.first_untold_at + kUntold;
        if (kind == v1::KIND_DECLARATION || is_always_told(kind))
            if (auto problem = missing(kind, id)) return problem;
        if (kind == v1::KIND_ENDORSEMENT)
            if (auto problem = missing(v1::KIND_PARTY, id.substr(id.find('@') + 1))) return problem;
    }
    return std::nullopt;
}

LedgerProblem LedgerCheck::compare() const {
    if (digest_.empty() || chain_ == digest_) return std::nullopt;
    if (published_at_)
        return "the file agrees with what was published up to change " + std::to_string(*published_at_) +
               ", and goes on to change " + std::to_string(seq_) +
               ": nothing vouches for what follows; take the digest that was published for all of it";
    return "the file is whole in itself, and another than the one whose digest was published: its own is " +
           hex_of(chain_) + "; from which change on it is another cannot be told";
}

std::vector<v1::Entry> LedgerCheck::records() const {
    std::vector<v1::Entry> entries;
    for (const auto& [key, record] : public_) {
        if (!record.body) continue;
        v1::Entry& entry = entries.emplace_back();
        entry.set_kind(static_cast<v1::Kind>(key.first));
        entry.set_id(key.second);
        entry.set_put(*record.body);
    }
    return entries;
}

std::string LedgerCheck::expected() const {
    const std::string at = "line " + std::to_string(line_number_) + ", ";
    if (!started_) return at + "the first of a ledger";
    if (of_change_.size() < change_.entries) return at + entry_number(of_change_.size() + 1, seq_);
    return at + "change " + std::to_string(seq_ + 1) + " or the end of the ledger";
}

std::string LedgerCheck::place_of(const LedgerEntry& entry) const {
    return "line " + std::to_string(line_number_) + ", " + entry_number(entry.n, seq_) + ", " +
           name_of(entry.kind, entry.id);
}

}  // namespace dais::storage
