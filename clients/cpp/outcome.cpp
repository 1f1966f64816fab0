#include "clients/cpp/outcome.h"

#include <cstdio>

#include "clients/cpp/place.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

const char* what_to_do(v1::RefusalCode code) {
    switch (code) {
        case v1::REFUSAL_CODE_FORBIDDEN: return " (give a key that may, by --key or DAIS_KEY)";
        default: return "";
    }
}

}  // namespace

std::string refusal_told(const v1::Refusal& refusal, const LocalTime& time) {
    std::string line = "refused: " + refusal.message();
    if (!refusal.field().empty() && refusal.code() != v1::REFUSAL_CODE_STALE) line += " [" + refusal.field() + "]";
    if (refusal.at_ms() > 0) line += " It was changed at " + time.hh_mm_ss(refusal.at_ms()) + ".";
    return one_line(line + what_to_do(refusal.code()));
}

void print_outcome(const v1::Reply& reply, const std::string& done, const LocalTime& time) {
    if (reply.has_refusal()) throw Failure(refusal_told(reply.refusal(), time));
    if (!reply.has_done()) throw Failure("the server could not store it: " + one_line(reply.unavailable().reason()));
    const auto id = reply.done().id().empty() ? "" : reply.done().id() + ", ";
    std::printf("%s (%sposition %llu)\n", one_line(done).c_str(), id.c_str(),
                static_cast<unsigned long long>(reply.done().position()));
}

}  // namespace dais::client
