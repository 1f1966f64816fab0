#include "server/demo/play.h"

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <functional>
#include <sstream>
#include <stdexcept>

#include "server/demo/demo.h"
#include "server/demo/imported.h"
#include "server/demo/text.h"
#include "server/summit/identifier.h"
#include "server/summit/rights.h"

namespace dais::demo {
namespace {

namespace pb = google::protobuf;

constexpr std::string_view kBetween = "\n---\n";
constexpr std::int64_t kMidnightMs = 1'726'102'800'000;  // 2024-09-12 00:00 on Sal, which is UTC-1

[[noreturn]] void wrong(const std::string& what) { throw std::logic_error("server/demo/play.txtpb: " + what); }

v1::Role role_of(const std::string& word) {
    if (word == "organiser") return v1::ROLE_ORGANISER;
    if (word == "co-chair") return v1::ROLE_CO_CHAIR;
    wrong("there is no role “" + word + "”");
}

// "08:51 organiser booth-fr draft=NAME: words"
PlayStep head_of(const std::string& line) {
    PlayStep step;
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) wrong("“" + line + "” has no words");
    step.words = line.substr(colon + 2);
    std::istringstream head(line.substr(0, colon));
    std::string clock, role, option;
    head >> clock >> role >> step.name;
    if (clock.size() != 5 || step.name.empty()) wrong("“" + line + "” does not begin with time, role and name");
    step.at_ms = kMidnightMs + (std::stoll(clock.substr(0, 2)) * 60 + std::stoll(clock.substr(3))) * 60'000;
    step.role = role_of(role);
    while (head >> option) {
        if (option.starts_with("draft=")) step.draft = option.substr(6);
        if (option.starts_with("undoes=")) step.undoes = option.substr(7);
    }
    return step;
}

PlayStep step_of(std::string_view text) {
    while (text.starts_with("#")) text.remove_prefix(text.find('\n') + 1);
    const std::size_t end = text.find('\n');
    PlayStep step = head_of(std::string(text.substr(0, end)));
    if (!step.undoes.empty()) {
        step.command.mutable_undo();
    } else if (!pb::TextFormat::ParseFromString(std::string(text.substr(end + 1)), &step.command)) {
        wrong("the command of “" + step.name + "” cannot be parsed");
    }
    step.command.set_log(kLog);
    step.command.set_id("play-" + step.name);
    // What the played organisers do, they do knowingly.
    step.command.set_override_reason(step.words);
    return step;
}

// Calls for every text in a message, however deep.
void for_each_text(pb::Message& message, const std::function<void(std::string&)>& each) {
    const pb::Reflection& reflection = *message.GetReflection();
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const pb::FieldDescriptor* field : fields) {
        const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
        for (int i = 0; i < count; ++i) {
            if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
                for_each_text(field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                                   : *reflection.MutableMessage(&message, field),
                              each);
            } else if (field->type() == pb::FieldDescriptor::TYPE_STRING) {
                std::string text = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                                        : reflection.GetString(message, field);
                each(text);
                if (field->is_repeated()) {
                    reflection.SetRepeatedString(&message, field, i, text);
                } else {
                    reflection.SetString(&message, field, text);
                }
            }
        }
    }
}

// The record of a kind that the demo's programme calls so; a screen, that people do.
std::string record_called(const summit::State& state, char letter, const std::string& name) {
    const v1::Kind kind = summit::kind_of_id(std::string(1, letter));
    std::string id = imported(state, kind, name);
    if (kind == v1::KIND_SCREEN)
        for (const auto& [screen, record] : state.all(v1::KIND_SCREEN))
            if (state.get<v1::Screen>(v1::KIND_SCREEN, screen)->name() == name) id = screen;
    if (id.empty()) throw std::runtime_error(std::string("the demo has no “") + letter + ":" + name + "”");
    return id;
}

std::string resolved(const summit::State& state, const std::string& name, const PlayOutcomes& outcomes) {
    if (name.size() > 2 && name[1] == ':') return record_called(state, name[0], name.substr(2));
    const auto made = outcomes.find(name);
    if (made == outcomes.end()) throw std::runtime_error("no step has made “" + name + "”");
    return made->second.id;
}

// A session is put whole: what the script does not say stays.
void complete_session(const summit::State& state, v1::Command& command) {
    if (!command.has_put_session() || command.put_session().id().empty()) return;
    v1::Session whole = state.get<v1::Session>(v1::KIND_SESSION, command.put_session().id()).value_or(v1::Session());
    whole.MergeFrom(command.put_session().session());
    *command.mutable_put_session()->mutable_session() = whole;
}

}  // namespace

std::vector<PlayStep> play_steps() {
    std::vector<PlayStep> steps;
    std::string_view rest = play_text();
    while (!rest.empty()) {
        const std::size_t end = rest.find(kBetween);
        steps.push_back(step_of(rest.substr(0, end)));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + kBetween.size());
    }
    return steps;
}

v1::Actor play_actor(const PlayStep& step) {
    v1::Actor actor;
    actor.set_login("play");
    actor.set_name(step.role == v1::ROLE_CO_CHAIR ? "The chair (played)" : "Secretariat (played)");
    actor.set_role(step.role);
    return actor;
}

v1::Command resolve(const summit::State& state, const PlayStep& step, const PlayOutcomes& outcomes) {
    v1::Command command = step.command;
    for_each_text(command, [&](std::string& text) {
        if (text.starts_with("@")) text = resolved(state, text.substr(1), outcomes);
    });
    if (!step.undoes.empty()) {
        const auto done = outcomes.find(step.undoes);
        if (done == outcomes.end()) throw std::runtime_error("no step is called “" + step.undoes + "”");
        command.mutable_undo()->set_position(done->second.position);
    }
    complete_session(state, command);
    if (!step.draft.empty()) {
        v1::AddDraftStep kept;
        kept.set_draft(resolved(state, step.draft, outcomes));
        *kept.mutable_command() = command.SerializeAsString();
        *command.mutable_add_draft_step() = kept;
    }
    command.set_basis(state.head(summit::audience_of(step.role)).position);
    return command;
}

}  // namespace dais::demo
