#include "server/demo/screens.h"

#include <initializer_list>

#include "server/demo/demo.h"
#include "server/demo/imported.h"

namespace dais::demo {
namespace {

struct Place {
    const char* name;
    const char* room;  // as the demo's programme calls it; empty: none
    v1::SceneKind scene = v1::SCENE_KIND_UNSPECIFIED;
    v1::ScreenTheme theme = v1::SCREEN_THEME_UNSPECIFIED;
    std::initializer_list<const char*> languages{};
    bool pixel_shift = false;
};

constexpr Place kPlaces[] = {
    {"Plenary Hall, left", "plenary"},
    {"Plenary Hall, right", "plenary"},
    {"Plenary Hall, podium", "plenary", v1::SCENE_KIND_PODIUM, v1::SCREEN_THEME_DARK},
    {"Plenary Hall, above the stage", "plenary", v1::SCENE_KIND_WELCOME},
    {"Plenary Hall, door", "plenary"},
    {"Room Mindelo, door", "mindelo"},
    {"Room Tarrafal, door", "tarrafal"},
    {"Press Room, door", "press"},
    {"Foyer, wall", "", v1::SCENE_KIND_HALL, v1::SCREEN_THEME_LIGHT, {}, true},
    {"Foyer, tower", "", v1::SCENE_KIND_HALL, v1::SCREEN_THEME_UNSPECIFIED, {"fr", "pt"}},
    {"Registration", "", v1::SCENE_KIND_WELCOME},
    {"Restaurant", "", v1::SCENE_KIND_HALL, v1::SCREEN_THEME_HIGH_CONTRAST},
};

}  // namespace

std::vector<v1::Command> screen_commands(const summit::State& state) {
    std::vector<v1::Command> commands;
    for (const Place& place : kPlaces) {
        v1::Command& command = commands.emplace_back();
        command.set_log(kLog);
        command.set_id("demo-screen-" + std::to_string(commands.size()));
        v1::Screen& screen = *command.mutable_put_screen()->mutable_screen();
        screen.set_name(place.name);
        if (*place.room != '\0') screen.set_room(imported(state, v1::KIND_ROOM, place.room));
        if (place.scene != v1::SCENE_KIND_UNSPECIFIED) screen.mutable_scene()->set_kind(place.scene);
        screen.set_theme(place.theme);
        for (const char* language : place.languages) screen.add_languages(language);
        screen.set_pixel_shift(place.pixel_shift);
        screen.set_staff_note("Sample.");
    }
    return commands;
}

}  // namespace dais::demo
