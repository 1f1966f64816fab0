// Below `dais screen`: what all of some show, from the same moment on.
#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/names.h"
#include "clients/cpp/screen_told.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct ScreenOptions : AskOptions {
    std::vector<std::string> words;  // screens; of a scene also what they show
    bool all = false;
    std::string length = "60s";
};

constexpr char kAutoScene[] = "auto";

// Those that were named, each once, or all.
std::vector<std::string> screens_meant(const Errand& errand, const std::vector<std::string>& names, bool all) {
    if (all != names.empty()) throw WrongUsage("name one screen or more, or say --all");
    std::vector<std::string> ids;
    for (const auto& name : names) {
        auto id = errand.id(v1::KIND_SCREEN, name);
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
    if (all)
        for (const auto& [key, body] : errand.seen().all())
            if (key.first == v1::KIND_SCREEN) ids.push_back(key.second);
    if (ids.empty()) throw Failure("there is no screen yet: `dais screen add` makes one", kNotFound);
    return ids;
}

// "Hall A, left", or "12 screens".
std::string screens_named(const Errand& errand, const std::vector<std::string>& ids) {
    return ids.size() == 1 ? errand.label(v1::KIND_SCREEN, ids.front()) : std::to_string(ids.size()) + " screens";
}

v1::SceneKind scene_kind_of(const std::string& word) {
    if (word == kAutoScene) return v1::SCENE_KIND_UNSPECIFIED;
    if (const auto value = value_of(*v1::SceneKind_descriptor(), word)) return static_cast<v1::SceneKind>(*value);
    throw WrongUsage("“" + word + "” is nothing that a screen shows: choose one of " +
                     joined(words_of(*v1::SceneKind_descriptor())) + ", " + kAutoScene);
}

// SCREEN… KIND NAME=VALUE…
void show_scene_on(const Place& place, const ScreenOptions& options) {
    std::vector<std::string> screens = options.words;
    std::vector<std::string> fields;
    while (!screens.empty() && screens.back().find('=') != std::string::npos) {
        fields.insert(fields.begin(), screens.back());
        screens.pop_back();
    }
    if (screens.empty()) throw WrongUsage("say what the screens shall show, as in: dais screen scene --all hall");
    const auto kind = scene_kind_of(screens.back());
    screens.pop_back();
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_show_scene();
    const auto ids = screens_meant(errand, screens, options.all);
    verb.mutable_screens()->Assign(ids.begin(), ids.end());
    verb.mutable_scene()->set_kind(kind);
    const auto reading = errand.reading(errand.now_ms());
    for (const auto& field : fields) set_field(*verb.mutable_scene(), field, reading);
    const auto what = scene_told(verb.scene(), reading);
    errand.give(std::move(command), screens_named(errand, ids) + (ids.size() == 1 ? " shows " : " show ") + what);
}

using FillScreens =
    std::function<std::string(const Errand&, const ScreenOptions&, const std::vector<std::string>&, v1::Command&)>;

// fill: makes it the command for these screens, and says what becomes of them.
void tell_screens(const Place& place, const ScreenOptions& options, const FillScreens& fill) {
    Errand errand(place, options);
    const auto ids = screens_meant(errand, options.words, options.all);
    v1::Command command;
    const auto done = fill(errand, options, ids, command);
    errand.give(std::move(command), screens_named(errand, ids) + ": " + done);
}

std::string fill_blank(const std::vector<std::string>& ids, bool blank, v1::Command& command) {
    auto& verb = *command.mutable_blank_screens();
    verb.mutable_screens()->Assign(ids.begin(), ids.end());
    verb.set_blank(blank);
    return blank ? "dark, but for an emergency" : "dark no longer";
}

std::string fill_identify(const Errand& errand, const ScreenOptions& options, const std::vector<std::string>& ids,
                          v1::Command& command) {
    auto& verb = *command.mutable_identify_screens();
    verb.mutable_screens()->Assign(ids.begin(), ids.end());
    const int seconds = seconds_of(options.length);
    if (seconds == 0) return "named no longer";
    verb.set_until_ms(errand.now_ms() + seconds * std::int64_t{1'000});
    return "named, large, for " + options.length;
}

std::string fill_reload(const std::vector<std::string>& ids, v1::Command& command) {
    command.mutable_reload_screens()->mutable_screens()->Assign(ids.begin(), ids.end());
    return "loaded anew";
}

std::pair<CLI::App*, std::shared_ptr<ScreenOptions>> add_screen_word(CLI::App& screen, const char* word,
                                                                     const char* about, const char* words,
                                                                     const Page& page) {
    auto* command = screen.add_subcommand(word, about);
    const auto options = std::make_shared<ScreenOptions>();
    command->add_option("screen", options->words, words);
    command->add_flag("--all", options->all, "All screens that there are");
    add_ask_options(*command, options, false);
    describe(*command, page);
    return {command, options};
}

CLI::App* add_screen_word(CLI::App& screen, const Place& place, const char* word, const char* about, const Page& page,
                          FillScreens fill) {
    const auto [command, options] = add_screen_word(screen, word, about, "Which ones: their ids or names", page);
    command->callback([&place, told = options, fill = std::move(fill)] { tell_screens(place, *told, fill); });
    return command;
}

}  // namespace

void add_screen_words(CLI::App& screen, const Place& place) {
    const auto [scene, shown] = add_screen_word(
        screen, "scene", "What screens show, from the same moment on",
        "Which ones, then hall, door, floor, podium, announcement, roll, welcome, standby, test-card or auto, "
        "then NAME=VALUE as listed below",
        {{"dais screen scene --all hall", "dais screen scene \"Hall A, left\" w12ab floor room=\"Sala 2\"",
          "dais screen scene podium-1 podium note=\"Please conclude\"", "dais screen scene --all auto"},
         {"show_scene"},
         "auto is what suits the place: the room's day for a screen in a room, otherwise the hall's.\n\n" +
             fields_help(*v1::Scene::descriptor())});
    scene->callback([&place, told = shown] { show_scene_on(place, *told); });

    add_screen_word(screen, place, "blank", "Screens are dark, but for an emergency",
                    {{"dais screen blank \"Hall A, left\"", "dais screen blank --all"}, {"blank_screens"}, ""},
                    [](const Errand&, const ScreenOptions&, const std::vector<std::string>& ids, v1::Command& command) {
                        return fill_blank(ids, true, command);
                    });
    add_screen_word(screen, place, "unblank", "Screens are dark no longer",
                    {{"dais screen unblank --all"}, {"blank_screens"}, ""},
                    [](const Errand&, const ScreenOptions&, const std::vector<std::string>& ids, v1::Command& command) {
                        return fill_blank(ids, false, command);
                    });
    const auto [identify, named] = add_screen_word(
        screen, "identify", "Screens say their names, large", "Which ones: their ids or names",
        {{"dais screen identify --all", "dais screen identify w12ab --for 5m", "dais screen identify --all --for 0"},
         {"identify_screens"},
         "For ten minutes at most; 0 ends it."});
    identify->add_option("--for", named->length, "For how long, as 60s or 5m; 0: no longer")
        ->check(length_named)
        ->capture_default_str();
    identify->callback([&place, told = named] { tell_screens(place, *told, fill_identify); });
    add_screen_word(screen, place, "reload", "Screens load themselves anew, as after their software was mended",
                    {{"dais screen reload w12ab", "dais screen reload --all"}, {"reload_screens"}, ""},
                    [](const Errand&, const ScreenOptions&, const std::vector<std::string>& ids, v1::Command& command) {
                        return fill_reload(ids, command);
                    });
}

}  // namespace dais::client
