// What is asked for of big screens, and of how the summit looks.
#include <algorithm>

#include "tests/model/random_commands.h"

namespace dais::model {
namespace {

constexpr std::size_t kScreensWanted = 5;

// Mostly what fits its kind.
v1::Scene random_scene(Scene& scene) {
    Dice& dice = scene.dice;
    v1::Scene made;
    made.set_kind(static_cast<v1::SceneKind>(dice.between(0, dice.chance(98) ? 9 : 10)));
    const auto is_one_of = [&](std::initializer_list<v1::SceneKind> kinds) {
        return std::find(kinds.begin(), kinds.end(), made.kind()) != kinds.end() ? dice.chance(60) : dice.chance(2);
    };
    if (is_one_of({v1::SCENE_KIND_DOOR, v1::SCENE_KIND_FLOOR, v1::SCENE_KIND_PODIUM}))
        made.set_room(some(scene, v1::KIND_ROOM));
    if (is_one_of({v1::SCENE_KIND_FLOOR, v1::SCENE_KIND_PODIUM})) made.set_session(some(scene, v1::KIND_SESSION));
    if (is_one_of({v1::SCENE_KIND_ROLL})) made.set_declaration(dice.chance(95) ? "l0001" : "r0001");
    if (is_one_of({v1::SCENE_KIND_ANNOUNCEMENT})) made.set_announcement(some(scene, v1::KIND_ANNOUNCEMENT));
    if (is_one_of({v1::SCENE_KIND_PODIUM, v1::SCENE_KIND_WELCOME, v1::SCENE_KIND_STANDBY}))
        random_texts(dice, *made.mutable_note(), "Note");
    return made;
}

void put_screen(Scene& scene, v1::Command& command) {
    Dice& dice = scene.dice;
    v1::PutScreen& put = *command.mutable_put_screen();
    if (scene.state.all(v1::KIND_SCREEN).size() >= kScreensWanted || dice.chance(30))
        put.set_id(some(scene, v1::KIND_SCREEN));
    v1::Screen& screen = *put.mutable_screen();
    screen.set_name((dice.chance(50) ? "Screen " : " SCREEN ") + std::to_string(dice.below(20)));
    screen.set_room(some(scene, v1::KIND_ROOM, 60));
    *screen.mutable_scene() = random_scene(scene);
    if (dice.chance(30)) screen.add_languages("fr");
    if (dice.chance(30)) screen.add_languages(dice.chance(95) ? "en" : "fr");
    if (dice.chance(30)) screen.set_language_turn_s(static_cast<std::uint32_t>(dice.between(3, 60)));
    screen.set_turn(static_cast<v1::ScreenTurn>(dice.between(0, 3)));
    screen.set_blank(dice.chance(20));
    if (dice.chance(30)) screen.set_staff_note(kForStaff);
}

// One or two; now and then one twice.
template <class Ids>
void some_screens(Scene& scene, Ids& screens) {
    *screens.Add() = some(scene, v1::KIND_SCREEN);
    if (scene.dice.chance(50)) *screens.Add() = some(scene, v1::KIND_SCREEN);
}

void put_look(Scene& scene, v1::Command& command) {
    v1::Look& look = *command.mutable_put_look()->mutable_look();
    if (scene.dice.chance(60)) look.set_brand(scene.dice.chance(95) ? "#16335C" : "blue");
    if (scene.dice.chance(60)) look.set_accent("#c8102" + std::to_string(scene.dice.below(10)));
    if (scene.dice.chance(30)) look.set_logo(scene.dice.chance(95) ? "<svg/>" : "<html/>");
}

void show_scene(Scene& scene, v1::Command& command) {
    some_screens(scene, *command.mutable_show_scene()->mutable_screens());
    *command.mutable_show_scene()->mutable_scene() = random_scene(scene);
}

void blank_screens(Scene& scene, v1::Command& command) {
    some_screens(scene, *command.mutable_blank_screens()->mutable_screens());
    command.mutable_blank_screens()->set_blank(scene.dice.chance(50));
}

void identify_screens(Scene& scene, v1::Command& command) {
    v1::IdentifyScreens& identify = *command.mutable_identify_screens();
    some_screens(scene, *identify.mutable_screens());
    if (scene.dice.chance(80)) identify.set_until_ms(scene.now_ms + scene.dice.between(-1, 11) * kMinuteMs);
}

bool any_screen(const Scene& scene) { return !scene.state.all(v1::KIND_SCREEN).empty(); }
bool any_summit(const Scene& scene) { return scene.state.find(v1::KIND_SUMMIT, "m") != nullptr; }

}  // namespace

std::vector<Verb> screen_verbs() {
    using C = v1::Command;
    return {
        {C::kPutScreen, 4, put_screen},
        {C::kRemoveScreen,
         1,
         [](Scene& s, C& c) { c.mutable_remove_screen()->set_id(some(s, v1::KIND_SCREEN)); },
         {},
         any_screen},
        {C::kShowScene, 4, show_scene, {}, any_screen},
        {C::kBlankScreens, 2, blank_screens, {}, any_screen},
        {C::kIdentifyScreens, 2, identify_screens, {}, any_screen},
        {C::kReloadScreens,
         1,
         [](Scene& s, C& c) { some_screens(s, *c.mutable_reload_screens()->mutable_screens()); },
         {},
         any_screen},
        {C::kPutLook, 1, put_look, {}, any_summit},
    };
}

}  // namespace dais::model
