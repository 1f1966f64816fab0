#include "tests/storage/tampering.h"

#include <random>
#include <stdexcept>

#include "dais/v1/change.pb.h"
#include "storage/chain.h"
#include "storage/ledger.h"

namespace dais::tests {
namespace {

using namespace storage;

// A line, and where it stands.
struct Placed {
    std::string text;  // with its "\n"
    LedgerLine line;
    std::uint64_t change = 0;
};

class Forger {
public:
    Forger(const std::string& ledger, std::uint32_t seed) : dice_(seed) {
        std::uint64_t change = 0;
        for (std::size_t at = 0; at < ledger.size();) {
            const std::size_t end = ledger.find('\n', at);
            std::string problem;
            const auto line = read_ledger_line(std::string_view(ledger).substr(at, end - at), problem);
            if (!line) throw std::runtime_error("no ledger to tamper with: " + problem);
            if (const auto* one = std::get_if<LedgerChange>(&*line)) change = one->seq;
            lines.push_back({ledger.substr(at, end + 1 - at), *line, change});
            at = end + 1;
        }
    }

    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(dice_); }

    std::string text() const {
        std::string all;
        for (const Placed& one : lines) all += one.text;
        return all;
    }

    // How a refusal names the line at i; another of its Change may be named beside it.
    std::vector<std::string> names_of(std::size_t i) const {
        const Placed& one = lines[i];
        const std::string change = "change " + std::to_string(one.change);
        if (const auto* entry = std::get_if<LedgerEntry>(&one.line))
            return {"entry " + std::to_string(entry->n) + " of " + change, change + " with the"};
        if (std::holds_alternative<LedgerChange>(one.line)) return {change};
        if (std::holds_alternative<LedgerStart>(one.line)) return {"the first of a ledger", "change 1"};
        return {"the end of the ledger"};
    }

    // A line that is an entry of which so much is true.
    template <class Fits>
    std::size_t entry(Fits fits) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (const auto* one = std::get_if<LedgerEntry>(&lines[i].line); one != nullptr && fits(*one))
                found.push_back(i);
        if (found.empty()) throw std::runtime_error("no such entry to tamper with");
        return found[below(found.size())];
    }

    void write(std::size_t i) { lines[i].text = ledger_text(lines[i].line); }

    // Every chain from here on follows from what stands there, and the last line says so.
    void rechain() {
        std::string slug, chain = first_chain();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (const auto* start = std::get_if<LedgerStart>(&lines[i].line)) slug = start->log;
            if (auto* change = std::get_if<LedgerChange>(&lines[i].line)) {
                Link link{slug,
                          change->seq,
                          change->at_ms,
                          change->actor,
                          change->login,
                          change->command_id,
                          change->body_digest,
                          change->made,
                          change->shown,
                          {}};
                for (std::uint64_t n = 1; n <= change->entries; ++n) {
                    const auto& entry = std::get<LedgerEntry>(lines[i + n].line);
                    link.items.push_back({entry.kind, entry.id, entry.owner, entry.audiences, entry.put, entry.hash});
                }
                chain = change->chain = next_chain(chain, link);
                write(i);
            }
            if (auto* end = std::get_if<LedgerEnd>(&lines[i].line)) {
                end->chain = chain;
                write(i);
            }
        }
    }

    std::vector<Placed> lines;

private:
    std::mt19937 dice_;
};

std::string other(std::string bytes, std::size_t at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

void change_text(LedgerEntry& entry, Forger& forger) {
    if (entry.body.empty())
        entry.body = "x";
    else
        entry.body = other(entry.body, forger.below(entry.body.size()));
}

std::string change_field(LedgerEntry& entry, Forger& forger) {
    switch (forger.below(8)) {
        case 0: return ++entry.kind, "kind";
        case 1: return entry.id += "x", "id";
        case 2: return entry.owner += "x", "owner";
        case 3: return entry.audiences ^= 2, "audiences";
        case 4: return entry.hash = other(entry.hash, forger.below(kHashBytes)), "hash";
        case 5:
            if (entry.told) return entry.salt = other(entry.salt, forger.below(kSaltBytes)), "salt";
            [[fallthrough]];
        case 6:
            if (entry.told && entry.put) return change_text(entry, forger), "body";
            [[fallthrough]];
        default: return entry.n += 1, "entry";
    }
}

std::string change_field(LedgerChange& change, Forger& forger) {
    switch (forger.below(9)) {
        case 0: return ++change.seq, "change";
        case 1: return ++change.at_ms, "at_ms";
        case 2: return change.actor += "x", "actor";
        case 3: return change.login = "key:other", "login";
        case 4: return change.command_id += "x", "command_id";
        case 5: return change.body_digest = other(change.body_digest, 7), "body_digest";
        case 6: return change.made += "x", "made";
        case 7: return change.shown ^= 2, "shown";
        default: return change.chain = other(change.chain, forger.below(kHashBytes)), "chain";
    }
}

std::string change_field(LedgerStart& start, Forger&) { return start.log += "x", "log"; }
std::string change_field(LedgerEnd& end, Forger& forger) {
    return end.chain = other(end.chain, forger.below(kHashBytes)), "chain";
}

bool has_text(const LedgerEntry& entry) { return entry.told && entry.put; }
bool is_endorsement(const LedgerEntry& entry) { return has_text(entry) && entry.kind == v1::KIND_ENDORSEMENT; }

Tampered found_in_place(Forger& forger, Tampering how) {
    auto& lines = forger.lines;
    std::size_t i = forger.below(lines.size());
    std::vector<std::string> named = forger.names_of(i);
    std::string what;
    switch (how) {
        case Tampering::kFlipByte: {
            std::string& text = lines[i].text;
            const std::size_t at = forger.below(text.size() - 1);
            text[at] = static_cast<char>(text[at] ^ (1 << forger.below(8)));
            what = "byte " + std::to_string(at) + " of line " + std::to_string(i + 1);
            break;
        }
        case Tampering::kDropLine: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i)); break;
        case Tampering::kSwapLines: {
            std::size_t j = forger.below(lines.size() - 1);
            j += j >= i ? 1 : 0;
            named = forger.names_of(std::min(i, j));
            std::swap(lines[i], lines[j]);
            what = "with line " + std::to_string(j + 1);
            break;
        }
        case Tampering::kDuplicateLine: {
            // It stands in the place of the next.
            const auto* entry = std::get_if<LedgerEntry>(&lines[i].line);
            named = {entry != nullptr        ? "an entry " + std::to_string(entry->n) + " stands here"
                     : i == 0                ? "the first line of a ledger stands here"
                     : i + 1 == lines.size() ? "nothing comes after the last line"
                                             : "change " + std::to_string(lines[i].change) + " stands here"};
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), Placed(lines[i]));
            break;
        }
        case Tampering::kChangeField:
            what = std::visit([&](auto& line) { return change_field(line, forger); }, lines[i].line);
            forger.write(i);
            break;
        case Tampering::kLeaveTextOut: {
            i = forger.entry(is_endorsement);
            auto& entry = std::get<LedgerEntry>(lines[i].line);
            entry.told = false;
            entry.erased = forger.below(2) == 1;
            named = {forger.names_of(i).front() + ", the endorsement " + entry.id};
            forger.write(i);
            break;
        }
        default: {
            i = forger.entry(has_text);
            auto& entry = std::get<LedgerEntry>(lines[i].line);
            change_text(entry, forger);
            entry.hash = entry_hash(entry.salt, entry.kind, entry.id, entry.body);
            named = {"change " + std::to_string(lines[i].change) + " with the"};
            forger.write(i);
        }
    }
    return {forger.text(), "line " + std::to_string(i + 1) + " " + what, named};
}

// Leaves the first Changes, less than all.
void cut(Forger& forger) {
    auto& lines = forger.lines;
    LedgerEnd end = std::get<LedgerEnd>(lines.back().line);
    const std::uint64_t left = 1 + forger.below(static_cast<std::size_t>(end.changes - 1));
    std::erase_if(lines, [&](const Placed& one) { return one.change > left; });
    end.changes = left;
    lines.push_back({"", end, left});
}

void go_on(Forger& forger) {
    auto& lines = forger.lines;
    LedgerEnd end = std::get<LedgerEnd>(lines.back().line);
    LedgerEntry forged = std::get<LedgerEntry>(lines[forger.entry(is_endorsement)].line);
    lines.pop_back();
    forged.n = 1;
    change_text(forged, forger);
    forged.hash = entry_hash(forged.salt, forged.kind, forged.id, forged.body);
    LedgerChange change;
    change.seq = ++end.changes;
    change.body_digest = std::string(kHashBytes, 'd');
    change.entries = 1;
    change.chain = std::string(kHashBytes, 'c');
    for (LedgerLine line : {LedgerLine(change), LedgerLine(forged), LedgerLine(end)})
        lines.push_back({ledger_text(line), line, end.changes});
}

}  // namespace

bool is_named(const Tampered& tampered, const std::string& refusal) {
    for (const std::string& name : tampered.named) {
        const std::size_t at = refusal.find(name);
        const std::size_t end = at + name.size();
        const bool whole = end >= refusal.size() || refusal[end] < '0' || refusal[end] > '9';
        if (at != std::string::npos && whole) return true;
    }
    return false;
}

Tampered tamper(const std::string& ledger, Tampering how, std::uint32_t seed) {
    Forger forger(ledger, seed);
    std::vector<std::string> named = {"another than the one whose digest was published"};
    switch (how) {
        case Tampering::kRechain: {
            auto& entry = std::get<LedgerEntry>(forger.lines[forger.entry(is_endorsement)].line);
            change_text(entry, forger);
            entry.hash = entry_hash(entry.salt, entry.kind, entry.id, entry.body);
            for (std::size_t i = 0; i < forger.lines.size(); ++i) forger.write(i);
            break;
        }
        case Tampering::kCutAndEnd: cut(forger); break;
        case Tampering::kGoOn:
            go_on(forger);
            named = {"nothing vouches for what follows"};
            break;
        default: return found_in_place(forger, how);
    }
    forger.rechain();
    return {forger.text(), "all is chained anew", named};
}

}  // namespace dais::tests
