#include "clients/cpp/outcome.h"

#include <boost/json.hpp>
#include <cstdio>
#include <utility>

#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

namespace json = boost::json;

constexpr char kWithReason[] = "give --reason \"…\" to do it all the same";

const char* what_to_do(v1::RefusalCode code) {
    switch (code) {
        case v1::REFUSAL_CODE_FORBIDDEN: return " (give a key that may, by --key or DAIS_KEY)";
        case v1::REFUSAL_CODE_STALE: return " (look again, then decide)";
        default: return "";
    }
}

json::object outcome(const char* word, int code, const std::string& message) {
    return {{"outcome", word}, {"exit_code", code},        {"message", message},    {"position", 0},
            {"id", ""},        {"clashes", json::array()}, {"notes", json::array()}};
}

// Like a Failure that says it; what is printed for a program is printed once.
[[noreturn]] void fail(const std::string& why, ExitCode code, const json::object* printed) {
    if (printed) std::printf("%s\n", json::serialize(*printed).c_str());
    Failure failure(why, code);
    failure.printed = printed != nullptr;
    throw failure;
}

// The server names what is refused by its id: “Hall” (r12ab) says more.
v1::Refusal with_name(v1::Refusal refusal, const Reader& reader) {
    const bool owned = refusal.kind() == v1::KIND_SESSION_PROGRESS || refusal.kind() == v1::KIND_SESSION_TEXT;
    const auto name = label(reader.seen, owned ? v1::KIND_SESSION : refusal.kind(), refusal.id(), reader.languages);
    const auto quoted = "“" + refusal.id() + "”";
    const auto at = refusal.message().find(quoted);
    if (name == refusal.id() || at == std::string::npos) return refusal;
    refusal.mutable_message()->replace(at, quoted.size(), "“" + name + "” (" + refusal.id() + ")");
    return refusal;
}

[[noreturn]] void refuse(const v1::Refusal& given, const Reader& reader, bool as_json) {
    const auto refusal = with_name(given, reader);
    std::string told = refusal_told(refusal, reader.time);
    if (refusal.clashes_size() > 0) told += "\n" + clashes_told(refusal.clashes());
    if (all_soft(refusal.clashes())) told += kWithReason;
    while (told.ends_with('\n')) told.pop_back();
    const auto code = exit_code(refusal);
    auto object = outcome("refused", code, refusal.message());
    object["clashes"] = clashes_json(refusal.clashes());
    object["refusal"] = to_json(refusal);
    fail(told, code, as_json ? &object : nullptr);
}

void print_preview(const v1::Preview& preview, const Reader& reader, bool as_json) {
    const auto code = !preview.has_refusal() ? kDone : all_soft(preview.refusal().clashes()) ? kClashes : kRefused;
    const std::string verdict = code == kDone ? "nothing was done; it could be"
                                : code == kClashes
                                    ? "nothing was done; it would be refused: " + std::string(kWithReason)
                                    : "nothing was done; it would be refused";
    if (as_json) {
        auto object = outcome("preview", code, verdict);
        object["clashes"] = clashes_json(preview.clashes());
        if (preview.has_refusal()) object["refusal"] = to_json(preview.refusal());
        object["preview"] = consequences_json(preview, reader);
        if (code != kDone) fail(verdict, code, &object);
        std::printf("%s\n", json::serialize(object).c_str());
        return;
    }
    std::printf("This would happen:\n%s", consequences(preview, reader).c_str());
    if (code != kDone) fail(verdict, code, nullptr);
    std::printf("%s\n", verdict.c_str());
}

void print_done(const v1::Done& done, const std::string& words, bool as_json) {
    if (as_json) {
        auto object = outcome("done", kDone, words);
        object["position"] = done.position();
        object["id"] = done.id();
        object["clashes"] = clashes_json(done.clashes());
        json::array notes;
        for (const auto& note : done.notes()) notes.push_back(to_json(note));
        object["notes"] = std::move(notes);
        std::printf("%s\n", json::serialize(object).c_str());
        return;
    }
    const auto id = done.id().empty() ? "" : done.id() + ", ";
    std::printf("%s (%sposition %llu)\n", one_line(words).c_str(), id.c_str(),
                static_cast<unsigned long long>(done.position()));
    if (done.clashes_size() > 0) std::printf("accepted although it clashes:\n%s", clashes_told(done.clashes()).c_str());
    const bool erased = done.notes_size() > 0 && done.notes(0).kind() == v1::IMPORT_NOTE_KIND_CHANGED;
    if (done.notes_size() > 0)
        std::printf("%s:\n%s", erased ? "the name stood in, too" : "not overwritten", notes_told(done.notes()).c_str());
}

}  // namespace

ExitCode exit_code(const v1::Refusal& refusal) {
    switch (refusal.code()) {
        case v1::REFUSAL_CODE_NOT_FOUND: return kNotFound;
        case v1::REFUSAL_CODE_STALE: return kStale;
        case v1::REFUSAL_CODE_CLASH: return all_soft(refusal.clashes()) ? kClashes : kRefused;
        default: return kRefused;
    }
}

std::string refusal_told(const v1::Refusal& refusal, const LocalTime& time) {
    // The clashes below say it better than the first of them here.
    if (refusal.clashes_size() > 0) return "refused: it clashes with the programme";
    std::string line = "refused: " + refusal.message();
    if (!refusal.field().empty() && refusal.code() != v1::REFUSAL_CODE_STALE) line += " [" + refusal.field() + "]";
    if (refusal.at_ms() > 0) line += " It was changed at " + time.hh_mm_ss(refusal.at_ms()) + ".";
    return one_line(line + what_to_do(refusal.code()));
}

void print_outcome(const v1::Reply& reply, const std::string& done, const Reader& reader, bool as_json) {
    if (reply.has_refusal()) refuse(reply.refusal(), reader, as_json);
    if (reply.has_preview()) return print_preview(reply.preview(), reader, as_json);
    if (reply.has_done()) return print_done(reply.done(), done, as_json);
    const auto why = "the server could not store it: " + one_line(reply.unavailable().reason());
    auto object = outcome("failed", kFailed, why);
    fail(why, kFailed, as_json ? &object : nullptr);
}

void print_outcome(const v1::Reply& reply, const std::string& done, const LocalTime& time) {
    print_outcome(reply, done, {summit::Records(), time, Languages()}, false);
}

void print_failure_json(const std::string& message, int exit_code) {
    std::printf("%s\n", json::serialize(outcome("failed", exit_code, message)).c_str());
}

}  // namespace dais::client
