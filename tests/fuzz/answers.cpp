#include "tests/fuzz/answers.h"

#include <algorithm>
#include <set>

#include "server/summit/check.h"
#include "server/summit/limits.h"
#include "server/summit/preview.h"
#include "server/summit/projection.h"
#include "server/summit/records.h"
#include "server/summit/rights.h"
#include "server/summit/standing.h"
#include "tests/fuzz/every_string.h"
#include "tests/fuzz/must.h"

namespace dais::fuzz {
namespace {

using summit::Decided;
using summit::Decision;
using summit::Record;
using summit::State;

// A sentence with a few names in it, each of the longest.
constexpr std::size_t kWordsBytesMax = 5 * summit::kTextBytesMax;
// Of what is more than one of its kind.
constexpr std::size_t kIdBytes = 5;

const v1::Refusal* refusal_of(const Decided& decided) { return std::get_if<v1::Refusal>(&decided); }

// All that is said to the author, and all that would be stored, each as bytes.
std::string said(const Decided& decided) {
    if (const v1::Refusal* no = refusal_of(decided)) return "no " + no->SerializeAsString();
    const auto& decision = std::get<Decision>(decided);
    std::string text = "yes " + decision.made + decision.report.SerializeAsString();
    for (const v1::Clash& clash : decision.clashes) text += clash.SerializeAsString();
    for (const v1::ImportNote& note : decision.notes) text += note.SerializeAsString();
    if (decision.refusal) text += "but " + decision.refusal->SerializeAsString();
    return text;
}

// The same, and what a preview would show of it.
std::string told(const Asked& asked, const Decided& decided) {
    const auto* decision = std::get_if<Decision>(&decided);
    if (decision == nullptr) return said(decided);
    return said(decided) + summit::preview_of(asked.state, *decision, asked.context).SerializeAsString();
}

std::string written(const Decision& decision) {
    std::string text;
    for (const v1::Entry& entry : decision.entries) text += entry.SerializeAsString();
    for (const summit::LongText& kept : decision.texts) text += kept.hash + kept.body;
    for (const auto& [kind, id] : decision.erased) text += v1::Kind_Name(kind) + id;
    return text;
}

std::string written(const Decided& decided) {
    const auto* decision = std::get_if<Decision>(&decided);
    return decision == nullptr ? std::string() : written(*decision);
}

void check_text(const std::string& text) {
    must(summit::is_utf8(text), "what is said is UTF-8");
    must(text.size() <= kWordsBytesMax, "and of a sensible length");
}

void check_refusal(const v1::Refusal& no) {
    must(v1::RefusalCode_IsValid(no.code()) && no.code() != v1::REFUSAL_CODE_UNSPECIFIED, "a refusal has a kind");
    must(!no.message().empty(), "and a reason");
    for (const std::string* text : {&no.message(), &no.field(), &no.id(), &no.by()}) check_text(*text);
    for (const v1::Clash& clash : no.clashes()) check_text(clash.message());
    must(static_cast<std::size_t>(no.clashes_size()) <= summit::kClashesMax, "and not too many clashes");
    v1::Refusal told;
    must(told.ParseFromString(no.SerializeAsString()), "it can be told");
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

// What an audience sees of a state, in one piece; and the ids of what it does not see.
struct Sight {
    Sight(const State& state, v1::Audience audience) {
        std::set<std::string> seen;
        state.for_each([&](v1::Kind, const std::string& id, const Record& record) {
            if (!record.visible_to(audience)) {
                hidden.insert(id);
                return;
            }
            seen.insert(id);
            visible += id + '\n' + record.as_seen_by(audience) + '\n';
        });
        for (const std::string& id : seen) hidden.erase(id);
    }

    std::string visible;
    std::set<std::string> hidden;
};

// An id like another, of nothing that is there. Letters stand for letters: where no id belongs, it may be a language.
std::string stand_in(const State& state, const std::string& id) {
    for (const auto& [letter, digit] : {std::pair('z', '0'), std::pair('y', '1'), std::pair('x', '2')}) {
        std::string other = id;
        for (std::size_t i = 1; i < other.size(); ++i) other[i] = other[i] >= 'a' ? letter : digit;
        bool taken = other == id;
        state.for_each([&](v1::Kind, const std::string& held, const Record&) { taken = taken || held == other; });
        if (!taken) return other;
    }
    return {};
}

bool mentions(const v1::Command& command, const std::string& id) {
    bool found = false;
    v1::Command copy = command;
    rename_strings(copy, [&](const std::string& text) {
        found = found || text == id;
        return text;
    });
    return found;
}

}  // namespace

void check_words(const Asked& asked) {
    const v1::Refusal* no = refusal_of(asked.decided);
    const auto verb = asked.command.verb_case();
    const bool may = verb == v1::Command::VERB_NOT_SET || right(asked.context.standing, verb) != summit::Right::no;
    must(may || no != nullptr, "who has no right is refused");
    const bool has_id = !asked.command.id().empty() && asked.command.id().size() <= summit::kCommandIdBytesMax;
    must(may || !has_id || no->code() == v1::REFUSAL_CODE_FORBIDDEN, "for that");
    if (no != nullptr) return check_refusal(*no);
    const auto& decision = std::get<Decision>(asked.decided);
    must(asked.command.preview() || !decision.refusal, "what is done is not refused");
    if (decision.refusal) check_refusal(*decision.refusal);
    for (const v1::Clash& clash : decision.clashes) check_text(clash.message());
    for (const v1::ImportNote& note : decision.notes) check_text(note.message());
    for (const v1::ImportNote& note : decision.report.notes()) check_text(note.message());
}

void check_steady(const Asked& asked) {
    const Decided again = decide(asked.state, asked.command, asked.context);
    must(said(again) == said(asked.decided) && written(again) == written(asked.decided),
         "the same question has the same answer");
    v1::Command other = asked.command;
    other.set_preview(!asked.command.preview());
    const Decided others = decide(asked.state, other, asked.context);
    const Decided& previewed = asked.command.preview() ? asked.decided : others;
    const Decided& done = asked.command.preview() ? others : asked.decided;
    const v1::Refusal* no = refusal_of(done);
    const auto* preview = std::get_if<Decision>(&previewed);
    if (no == nullptr) {
        must(preview != nullptr && !preview->refusal, "what is done was not refused in a preview");
        must(written(previewed) == written(done), "and is as it was shown");
    } else if (preview != nullptr) {
        must(preview->refusal && preview->refusal->SerializeAsString() == no->SerializeAsString(),
             "a preview tells what would be said");
    } else if (no->code() != v1::REFUSAL_CODE_CLASH) {
        must(said(previewed) == said(done), "and refuses alike what is wrong");
    }
}

void check_discreet(const Asked& asked) {
    const v1::Audience audience = asked.context.audience;
    if (audience == v1::AUDIENCE_STAFF) return;
    const Sight sight(asked.state, audience);
    const std::string answer = told(asked, asked.decided);
    const std::string known = asked.command.SerializeAsString() + sight.visible;
    for (const std::string& id : sight.hidden) {
        must(id.size() < kIdBytes || answer.find(id) == std::string::npos || known.find(id) != std::string::npos,
             "nobody is told the id of what is hidden");
        if (!mentions(asked.command, id)) continue;
        const std::string other = stand_in(asked.state, id);
        if (other.empty()) continue;
        v1::Command twin = asked.command;
        rename_strings(twin, [&](const std::string& text) { return text == id ? other : text; });
        const Decided decided = decide(asked.state, twin, asked.context);
        must(replaced(told(asked, decided), other, id) == answer, "what is hidden is answered like what is not there");
    }
    must(answer.find(kUnseen) == std::string::npos || known.find(kUnseen) != std::string::npos,
         "nobody is told the name of what is hidden");
}

void check_canonical(const v1::Change& change) {
    for (const v1::Entry& entry : change.entries()) {
        must(!entry.id().empty() && entry.kind() != v1::KIND_UNSPECIFIED, "a record has an id and a kind");
        if (!entry.has_put()) continue;
        const auto record = summit::blank_record(entry.kind());
        must(record != nullptr && record->ParseFromString(entry.put()), "a record can be read");
        must(summit::canonical(*record) == entry.put(), "and written as the same");
    }
}

}  // namespace dais::fuzz
