// Big screens: where they hang and how they are set up, and what all of some show from the same Change on.
#include <algorithm>
#include <set>

#include "server/summit/commands.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"
#include "server/summit/screen_rules.h"
#include "server/summit/standing.h"

namespace dais::summit {
namespace {

using Ids = google::protobuf::RepeatedPtrField<std::string>;

std::string without_blanks_around(const std::string& text) {
    static constexpr char kBlanks[] = " \t\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

No check_name(const ChangeBuilder& builder, const std::string& id, const std::string& name) {
    if (name.empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "screen.name is missing: say what technicians call it.", "screen.name");
    if (name.size() > kScreenNameBytesMax)
        return refuse(
            v1::REFUSAL_CODE_INVALID,
            "The name of a screen has at most " + std::to_string(kScreenNameBytesMax) + " bytes: it is said large.",
            "screen.name");
    return check_screen_name(builder, id, name);
}

No check_setup(const v1::Screen& screen) {
    if (auto no = check_languages(screen.languages(), "screen.languages")) return no;
    if (screen.languages_size() > kScreenLanguagesMax)
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A screen turns through at most " + std::to_string(kScreenLanguagesMax) + " languages.",
                      "screen.languages");
    const std::uint32_t turn_s = screen.language_turn_s();
    if (turn_s != 0 && (turn_s < kLanguageTurnSecondsMin || turn_s > kLanguageTurnSecondsMax))
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A screen keeps to a language for " + std::to_string(kLanguageTurnSecondsMin) + " to " +
                          std::to_string(kLanguageTurnSecondsMax) + " seconds; 0: as others do.",
                      "screen.language_turn_s");
    if (screen.safe_area_permille() > kSafeAreaPermilleMax)
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A device hides at most " + std::to_string(kSafeAreaPermilleMax) + " thousandths of each side.",
                      "screen.safe_area_permille");
    return std::nullopt;
}

// A scene that says nothing is none.
void set_scene(v1::Screen& screen, const v1::Scene& scene) {
    *screen.mutable_scene() = scene;
    if (scene.ByteSizeLong() == 0) screen.clear_scene();
}

void put_as_screen(ChangeBuilder& builder, const std::string& id, const v1::Screen& screen) {
    builder.put(v1::KIND_SCREEN, id, "", kEverybody, screen);
}

// Each once, the actor's to tell, there, and as the actor saw it.
No check_screens(const ChangeBuilder& builder, v1::Command::VerbCase verb, const Ids& screens) {
    if (screens.empty() || screens.size() > kScreensAtOnceMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "Name 1 to " + std::to_string(kScreensAtOnceMax) + " screens at once.",
                      "screens");
    std::set<std::string> named;
    for (const std::string& id : screens) {
        if (!named.insert(id).second)
            return refuse(v1::REFUSAL_CODE_INVALID, "screens names “" + id + "” twice.", "screens");
        if (auto no = builder.visible(v1::KIND_SCREEN, id, "screens")) return no;
        if (auto no = refuse_of_others(builder, verb, v1::KIND_SCREEN, id)) return no;
        if (auto no = builder.fresh(v1::KIND_SCREEN, id)) return no;
    }
    return std::nullopt;
}

// All of them in one Change; those that are so already are left alone.
template <class Change>
void change_each(ChangeBuilder& builder, const Ids& screens, Change change) {
    for (const std::string& id : screens) {
        auto screen = *builder.get<v1::Screen>(v1::KIND_SCREEN, id);
        change(screen);
        put_as_screen(builder, id, screen);
    }
}

}  // namespace

No put_screen(ChangeBuilder& builder, const std::string& id, v1::Screen screen) {
    if (auto no = put_named(builder, v1::KIND_SCREEN, id, screen)) return no;
    const auto held = builder.get<v1::Screen>(v1::KIND_SCREEN, builder.made);
    if (!held && builder.ids(v1::KIND_SCREEN).size() >= kScreensMax)
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "There are " + std::to_string(kScreensMax) + " screens already. Remove those that are gone.",
                      "screen");
    screen.set_name(without_blanks_around(screen.name()));
    if (auto no = check_name(builder, builder.made, screen.name())) return no;
    if (auto no = check_seen_by_all(builder, v1::KIND_ROOM, screen.room(), "screen.room")) return no;
    if (auto no = check_setup(screen)) return no;
    set_scene(screen, v1::Scene(screen.scene()));
    // What it shows already may be gone by now: nobody need mend that who changes something else.
    const bool shows_as_before = held && held->scene().SerializeAsString() == screen.scene().SerializeAsString();
    if (!shows_as_before)
        if (auto no = check_scene(builder, screen.scene(), "screen.scene")) return no;
    if (auto no = check_place(screen.scene(), screen.room(), "“" + screen.name() + "”", "screen.scene")) return no;
    // Said by commands of their own.
    screen.set_blank(held && held->blank());
    screen.set_identify_until_ms(held ? held->identify_until_ms() : 0);
    screen.set_reloads(held ? held->reloads() : 0);
    put_as_screen(builder, builder.made, screen);
    return std::nullopt;
}

No remove_screen(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SCREEN, id)) return no;
    builder.remove(v1::KIND_SCREEN, id);
    return std::nullopt;
}

No show_scene(ChangeBuilder& builder, v1::ShowScene command) {
    if (auto no = check_screens(builder, v1::Command::kShowScene, command.screens())) return no;
    if (auto no = check_fields(command)) return no;
    if (auto no = check_scene(builder, command.scene(), "scene")) return no;
    for (const std::string& id : command.screens()) {
        const auto screen = *builder.get<v1::Screen>(v1::KIND_SCREEN, id);
        No no = check_place(command.scene(), screen.room(), quoted_name(builder, v1::KIND_SCREEN, id), "scene");
        if (!no) continue;
        no->set_kind(v1::KIND_SCREEN);
        no->set_id(id);
        return no;
    }
    change_each(builder, command.screens(), [&](v1::Screen& screen) { set_scene(screen, command.scene()); });
    return std::nullopt;
}

No blank_screens(ChangeBuilder& builder, const v1::BlankScreens& command) {
    if (auto no = check_screens(builder, v1::Command::kBlankScreens, command.screens())) return no;
    change_each(builder, command.screens(), [&](v1::Screen& screen) { screen.set_blank(command.blank()); });
    return std::nullopt;
}

No identify_screens(ChangeBuilder& builder, const v1::IdentifyScreens& command) {
    if (auto no = check_screens(builder, v1::Command::kIdentifyScreens, command.screens())) return no;
    const std::int64_t now_ms = builder.context().now_ms;
    const std::int64_t until_ms = command.until_ms();
    if (until_ms != 0 && (until_ms <= now_ms || until_ms - now_ms > kIdentifyMsMax))
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A screen says its name for at most " + std::to_string(kIdentifyMsMax / 60'000) +
                          " minutes from now; until 0: no longer.",
                      "until_ms");
    change_each(builder, command.screens(), [&](v1::Screen& screen) { screen.set_identify_until_ms(until_ms); });
    return std::nullopt;
}

No reload_screens(ChangeBuilder& builder, const v1::ReloadScreens& command) {
    if (auto no = check_screens(builder, v1::Command::kReloadScreens, command.screens())) return no;
    change_each(builder, command.screens(), [](v1::Screen& screen) { screen.set_reloads(screen.reloads() + 1); });
    return std::nullopt;
}

}  // namespace dais::summit
