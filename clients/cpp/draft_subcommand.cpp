// `dais draft`: many changes, prepared one by one and published as one.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "clients/cpp/consequences.h"
#include "clients/cpp/errand.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/outcome.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "dais/v1/draft.pb.h"

namespace dais::client {
namespace {

struct DraftOptions : AskOptions {
    std::string name;
};

struct Step {
    std::string id;
    v1::DraftStep step;
    v1::Command command;
};

// In their order.
std::vector<Step> steps_of(const Errand& errand, const std::string& draft) {
    std::vector<Step> steps;
    for (const auto& [key, body] : errand.seen().all()) {
        Step step{key.second, {}, {}};
        const bool of_this = key.first == v1::KIND_DRAFT_STEP && errand.owner(v1::KIND_DRAFT_STEP, key.second) == draft;
        if (!of_this || !step.step.ParseFromString(body)) continue;
        step.command.ParseFromString(step.step.command());
        steps.push_back(std::move(step));
    }
    std::sort(steps.begin(), steps.end(),
              [](auto& left, auto& right) { return left.step.order() < right.step.order(); });
    return steps;
}

// "move_session s12ab", with what it would make.
std::string step_told(const Errand& errand, const Step& step) {
    const auto* verb = step.command.GetReflection()->GetOneofFieldDescriptor(
        step.command, step.command.GetDescriptor()->FindOneofByName("verb"));
    if (!verb) return "a step that this program does not know";
    std::string told = verb->name();
    std::replace(told.begin(), told.end(), '_', ' ');
    const auto& message = step.command.GetReflection()->GetMessage(step.command, verb);
    const auto* id = message.GetDescriptor()->FindFieldByName("id");
    const auto named = id ? message.GetReflection()->GetString(message, id) : "";
    if (!named.empty()) {
        for (const auto& [key, body] : errand.seen().all()) {
            if (key.second != named || !noun_of(static_cast<v1::Kind>(key.first))) continue;
            return told + " “" + errand.label(static_cast<v1::Kind>(key.first), named) + "” (" + named + ")";
        }
    }
    return told + (named.empty() ? "" : " " + named) +
           (step.step.makes().empty() ? "" : ", makes " + step.step.makes());
}

void list_drafts(const Place& place, const DraftOptions& options) {
    Errand errand(place, static_cast<const LookOptions&>(options));
    boost::json::array array;
    Table table;
    for (const auto& [key, body] : errand.seen().all()) {
        if (key.first != v1::KIND_DRAFT) continue;
        const auto steps = steps_of(errand, key.second).size();
        const auto name = errand.label(v1::KIND_DRAFT, key.second);
        array.push_back({{"id", key.second}, {"name", name}, {"steps", steps}});
        table.row({key.second, std::to_string(steps) + (steps == 1 ? " step" : " steps"), name});
    }
    std::fputs(options.json ? (boost::json::serialize(array) + "\n").c_str() : table.text().c_str(), stdout);
}

// Its steps, and what publishing it would come to now.
void show_draft(const Place& place, const DraftOptions& options) {
    Errand errand(place, static_cast<const LookOptions&>(options));
    const auto draft = errand.id(v1::KIND_DRAFT, options.name);
    const auto steps = steps_of(errand, draft);
    v1::Command publish;
    publish.mutable_publish_draft()->set_id(draft);
    const auto reply = errand.what_if(std::move(publish));
    auto preview = reply.preview();
    auto& entries = *preview.mutable_entries();
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [](auto& entry) {
                                     return entry.kind() == v1::KIND_DRAFT || entry.kind() == v1::KIND_DRAFT_STEP;
                                 }),
                  entries.end());
    const client::Reader reader{errand.seen(), errand.time(), errand.languages()};
    if (options.json) {
        boost::json::array array;
        for (const auto& each : steps) {
            array.push_back({{"id", each.id},
                             {"order", each.step.order()},
                             {"makes", each.step.makes()},
                             {"told", step_told(errand, each)},
                             {"command", to_json(each.command)}});
        }
        const boost::json::object object{{"id", draft},
                                         {"name", errand.label(v1::KIND_DRAFT, draft)},
                                         {"steps", std::move(array)},
                                         {"problem", reply.refusal().message()},
                                         {"preview", consequences_json(preview, reader)}};
        std::printf("%s\n", boost::json::serialize(object).c_str());
        return;
    }
    Table table;
    for (const auto& each : steps) table.row({std::to_string(each.step.order()), each.id, step_told(errand, each)});
    std::printf("%s", table.text().c_str());
    if (reply.has_preview()) {
        std::printf("Published now, this would happen:\n%s", consequences(preview, reader).c_str());
    } else if (!steps.empty()) {
        std::printf("It cannot be published now: %s\n", refusal_told(reply.refusal(), errand.time()).c_str());
    } else {
        std::printf("no steps yet: give any change --draft %s\n", draft.c_str());
    }
}

void make_draft(const Place& place, const DraftOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    command.mutable_put_draft()->mutable_draft()->set_name(options.name);
    errand.give(std::move(command), "the draft “" + options.name + "” is there");
}

void remove_step(const Place& place, const DraftOptions& options) {
    Errand errand(place, options);
    if (!errand.seen().find(v1::KIND_DRAFT_STEP, options.name)) {
        throw Failure("no step has the id “" + options.name + "”: `dais draft show DRAFT` lists them", kNotFound);
    }
    v1::Command command;
    command.mutable_remove_draft_step()->set_id(options.name);
    errand.give(std::move(command), "the step " + options.name + " is gone");
}

void publish(const Place& place, const DraftOptions& options) {
    Errand errand(place, options);
    const std::string draft = errand.id(v1::KIND_DRAFT, options.name);
    v1::Command command;
    command.mutable_publish_draft()->set_id(draft);
    errand.give(std::move(command), errand.label(v1::KIND_DRAFT, draft) + " published");
}

void preview(const Place& place, DraftOptions options) {
    options.preview = true;
    publish(place, options);
}

void discard(const Place& place, const DraftOptions& options) {
    Errand errand(place, options);
    const std::string draft = errand.id(v1::KIND_DRAFT, options.name);
    v1::Command command;
    command.mutable_discard_draft()->set_id(draft);
    errand.give(std::move(command), errand.label(v1::KIND_DRAFT, draft) + " discarded");
}

template <typename Do>
void add(CLI::App& draft, const Place& place, const char* word, const char* about, const char* what, bool changes,
         const Page& page, Do run) {
    auto* command = draft.add_subcommand(word, about);
    const auto options = std::make_shared<DraftOptions>();
    if (*what)
        command
            ->add_option(page.verbs == std::vector<std::string>{"remove_draft_step"} ? "step" : "draft", options->name,
                         what)
            ->required();
    if (changes) {
        add_ask_options(*command, options, false);
    } else {
        add_look_options(*command, options);
    }
    command->callback([&place, options, run] { run(place, *options); });
    describe(*command, page);
}

constexpr char kWhich[] = "Which one: its id, or as it is called";

}  // namespace

void add_draft(CLI::App& app, const Place& place) {
    auto* draft = app.add_subcommand("draft", "Many changes, prepared one by one and published as one");
    draft->group(kDrafts);
    draft->require_subcommand(1);
    add(*draft, place, "list", "All drafts, with how many steps they have", "", false,
        {{"dais draft list", "dais draft list --json"}, {}, ""}, list_drafts);
    add(*draft, place, "show", "Its steps, and what would be otherwise if it were published now", kWhich, false,
        {{"dais draft show \"Second day\"", "dais draft show f12ab --json"}, {}, ""}, show_draft);
    add(*draft, place, "new", "A new draft", "What it is for", true,
        {{"dais draft new \"Second day\""},
         {"put_draft"},
         "Any change of the programme becomes its last step by --draft:\n"
         "  dais session move 14 \"Sala 3\" --draft \"Second day\"\n"
         "  dais room add name=\"Sala 4\" --draft \"Second day\""},
        make_draft);
    add(*draft, place, "remove-step", "A step shall be no part of its draft", "Its id, as `dais draft show` lists it",
        true, {{"dais draft remove-step e12ab"}, {"remove_draft_step"}, ""}, remove_step);
    add(*draft, place, "preview", "What publishing it would come to; like publish --preview", kWhich, true,
        {{"dais draft preview \"Second day\""}, {"publish_draft"}, ""}, preview);
    add(*draft, place, "publish", "All its steps are done, as one change", kWhich, true,
        {{"dais draft publish \"Second day\"", "dais draft publish f12ab --reason \"Agreed by the bureau\""},
         {"publish_draft"},
         "What was changed live since a step was made is not overwritten but listed."},
        publish);
    add(*draft, place, "discard", "The draft and its steps shall be gone", kWhich, true,
        {{"dais draft discard \"Second day\""}, {"discard_draft"}, ""}, discard);
    describe(*draft, {{"dais draft new \"Second day\"", "dais session move 14 \"Sala 3\" --draft \"Second day\"",
                       "dais draft show \"Second day\"", "dais draft publish \"Second day\""},
                      {"add_draft_step"},
                      ""});
}

}  // namespace dais::client
