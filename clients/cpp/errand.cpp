#include "clients/cpp/errand.h"

#include <algorithm>
#include <utility>

#include "clients/cpp/field_items.h"
#include "clients/cpp/names.h"
#include "clients/cpp/outcome.h"
#include "dais/v1/draft.pb.h"

namespace dais::client {
namespace {

AskOptions asking(const LookOptions& options) {
    AskOptions ask;
    ask.json = options.json;
    ask.timeout_s = options.timeout_s;
    return ask;
}

std::string date(const v1::Date& day) {
    const auto two = [](int n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
    return std::to_string(day.year()) + two(day.month()) + two(day.day());
}

}  // namespace

Errand::Errand(const Place& place, const AskOptions& options)
    : options_(options), visit_(place, std::chrono::seconds(options.timeout_s)) {
    const auto& follower = visit_.look();
    seen_ = follower.records();
    position_ = follower.position();
    time_ = LocalTime(summit_of(seen_));
    languages_ = Languages(place.languages, summit_of(seen_));
    if (!options.draft.empty()) see_draft();
}

Errand::Errand(const Place& place, const LookOptions& options) : Errand(place, asking(options)) {}

void Errand::see_draft() {
    draft_ = id(v1::KIND_DRAFT, options_.draft);
    v1::Command publish;
    publish.mutable_publish_draft()->set_id(draft_);
    // A draft without steps cannot be published yet: then nothing differs.
    const auto reply = what_if(std::move(publish));
    for (const auto& entry : reply.preview().entries()) {
        const bool of_the_draft = entry.kind() == v1::KIND_DRAFT || entry.kind() == v1::KIND_DRAFT_STEP;
        if (!of_the_draft) seen_.apply(entry);
    }
}

std::string Errand::id(v1::Kind kind, const std::string& name) const { return id_named(seen_, kind, name); }

std::string Errand::label(v1::Kind kind, const std::string& id) const {
    return client::label(seen_, kind, id, languages_);
}

std::int64_t Errand::instant(const std::string& typed, std::int64_t about_ms) const {
    const auto parsed = time_.parse(typed, about_ms, now_ms());
    if (!parsed) throw WrongUsage(parsed.problem);
    return parsed.at_ms;
}

std::int64_t Errand::about_ms() const {
    const auto summit = summit_of(seen_);
    const auto now = now_ms();
    if (summit.days().empty()) return now;
    const auto noon = [&](const v1::Date& day) { return time_.parse(date(day) + "T12:00", now, now).at_ms; };
    return time_.day(now) <= date(*summit.days().begin())    ? noon(*summit.days().begin())
           : time_.day(now) >= date(*summit.days().rbegin()) ? noon(*summit.days().rbegin())
                                                             : now;
}

v1::Reply Errand::what_if(v1::Command command) {
    command.set_basis(position_);
    command.set_preview(true);
    return visit_.ask(std::move(command));
}

void Errand::give(v1::Command command, const std::string& done) {
    std::string said = done;
    command.set_override_reason(options_.reason);
    if (!draft_.empty()) {
        v1::Command step;
        step.mutable_add_draft_step()->set_draft(draft_);
        step.mutable_add_draft_step()->set_command(command.SerializeAsString());
        step.set_override_reason(options_.reason);
        command = std::move(step);
        said = "a step of the draft “" + label(v1::KIND_DRAFT, draft_) + "”: " + done;
    }
    command.set_id(options_.command_id);
    command.set_basis(options_.basis.value_or(position_));
    command.set_preview(options_.preview);
    const auto reply = visit_.ask(std::move(command));
    print_outcome(reply, said, {seen_, time_, languages_}, options_.json);
}

}  // namespace dais::client
